// The dialect of CBOR: one spelling, strict fields, and no text that cannot be read again.

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type CborValue, decodeFields, encodeCbor, type Fields } from "../../lib/wire/cbor.ts";
import { decodeEvent, encodeEvent } from "../../lib/wire/event_codec.ts";

function field<T>(value: CborValue, read: (fields: Fields) => T): T | null {
  return decodeFields(encodeCbor([value]), read);
}

Deno.test("encodeCbor() gives the examples of RFC 8949 appendix A", () => {
  const examples: readonly (readonly [CborValue, string])[] = [
    [0, "00"],
    [23, "17"],
    [24, "1818"],
    [1_000, "1903e8"],
    [1_000_000_000_000, "1b000000e8d4a51000"],
    [-1, "20"],
    [1.5, "f93e00"],
    [false, "f4"],
    [null, "f6"],
    [new Uint8Array([1, 2, 3, 4]), "4401020304"],
    ["IETF", "6449455446"],
    ["\u6c34", "63e6b0b4"],
    [[1, [2, 3], [4, 5]], "8301820203820405"],
  ];
  for (const [value, hex] of examples) assertEquals(encodeCbor(value).toHex(), hex);
});

Deno.test("encodeCbor() leaves out U+FEFF at the beginning of a text, and only there", () => {
  const read = (fields: Fields) => fields.text(10);
  assertEquals(field("\ufeff\ufeffab", read), "ab");
  assertEquals(field("a\ufeffb", read), "a\ufeffb");
  assertEquals(decodeFields(Uint8Array.fromHex("8164efbbbf61"), read), null);
});

Deno.test("encodeEvent() writes nothing that decodeEvent() cannot read, whatever the text", () => {
  const unit = fc.oneof(fc.constantFrom("\ufeff", "\ud800", "\udc00", "a", "é", "😀"));
  fc.assert(fc.property(fc.string({ unit, maxLength: 100 }), (text) => {
    const event = { type: "FairWarningGiven", at: 1, lot: "7", call: 1, text } as const;
    const bytes = encodeEvent({ event, commitment: null });
    const read = decodeEvent(bytes);
    assertEquals(read !== null && encodeEvent(read).toHex(), bytes.toHex());
  }));
});

Deno.test("Fields.uint() holds its bounds", () => {
  const read = (fields: Fields) => fields.uint(10, 5);
  assertEquals([4, 5, 10, 11].map((value) => field(value, read)), [null, 5, 10, null]);
  assertEquals(field(2 ** 53 - 1, (fields) => fields.uint()), 2 ** 53 - 1);
  for (const value of [2n ** 53n, -1, 1.5, "5", null, true]) {
    assertEquals(field(value, (fields) => fields.uint()), null);
  }
});

Deno.test("Fields.text() holds its bounds and its pattern", () => {
  const read = (fields: Fields) => fields.text(3, { min: 2, pattern: /^[a-z]+$/ });
  assertEquals(["a", "ab", "abc", "abcd", "AB", ""].map((value) => field(value, read)), [
    null,
    "ab",
    "abc",
    null,
    null,
    null,
  ]);
});

Deno.test("Fields.list() holds its bounds", () => {
  const read = (fields: Fields) => fields.list(2, (inner) => inner.uint(), 1);
  assertEquals(field([], read), null);
  assertEquals(field([1, 2], read), [1, 2]);
  assertEquals(field([1, 2, 3], read), null);
});

Deno.test("decodeFields() refuses a message with a field more or less than was read", () => {
  const two = (fields: Fields) => [fields.uint(), fields.uint()];
  assertEquals(decodeFields(encodeCbor([1, 2]), two), [1, 2]);
  assertEquals(decodeFields(encodeCbor([1]), two), null);
  assertEquals(decodeFields(encodeCbor([1, 2, 3]), two), null);
  assertEquals(decodeFields(encodeCbor(1), two), null);
});

Deno.test("decodeFields() lets a reader's own bug through", () => {
  assertThrows(() =>
    decodeFields(encodeCbor([1]), () => {
      throw new RangeError("a bug");
    }), RangeError);
});
