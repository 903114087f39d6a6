// Bytes of strangers: no decoder throws, none takes long, and what one accepts has one spelling.

import { assert, assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import { decodeFields } from "../../lib/wire/cbor.ts";
import { ChallengeSchema, decodeJson, JoinSchema } from "../../lib/wire/join_message.ts";
import { type Codec, codecs } from "./_codecs.ts";

/** One thing done to good bytes: a bit flipped, a byte put in or taken out, an end cut off. */
interface Blow {
  readonly at: number;
  readonly byte: number;
  readonly how: "flip" | "insert" | "remove" | "cut" | "set";
}

const blow: fc.Arbitrary<Blow> = fc.record({
  at: fc.nat(2_000),
  byte: fc.nat(255),
  how: fc.constantFrom("flip", "insert", "remove", "cut", "set"),
});

function struck(bytes: Uint8Array, { at, byte, how }: Blow): Uint8Array {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  const [before, after] = [[...bytes.slice(0, place)], [...bytes.slice(place + 1)]];
  const old = bytes[place] ?? 0;
  switch (how) {
    case "flip":
      return new Uint8Array([...before, old ^ (1 << (byte % 8)), ...after]);
    case "set":
      return new Uint8Array([...before, byte, ...after]);
    case "insert":
      return new Uint8Array([...before, byte, old, ...after]);
    case "remove":
      return new Uint8Array([...before, ...after]);
    case "cut":
      return new Uint8Array(before);
  }
}

/** The header alone is looked at by its codec: what stands behind it is the seal's matter. */
function significant(name: string, bytes: Uint8Array): string {
  return (name === "header" ? bytes.subarray(0, 32) : bytes).toHex();
}

function isReadOneWay({ name, again }: Codec, bytes: Uint8Array): void {
  const rewritten = again(bytes);
  if (rewritten === null) return;
  // A message padded to a larger size than needed is read as well; within a size there is one way.
  if (rewritten.length < bytes.length && (name === "to_house" || name === "to_bidder")) return;
  assertEquals(significant(name, rewritten), significant(name, bytes));
}

for (const codec of codecs.filter(({ name }) => name !== "bid" && name !== "command")) {
  Deno.test(`Codec ${codec.name} accepts of struck messages only what it would write itself`, () => {
    const blows = fc.array(blow, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(codec.samples, blows, ({ encoded }, blows) => {
        isReadOneWay(codec, blows.reduce(struck, encoded));
      }),
      { numRuns: 500 },
    );
  });
}

for (const codec of codecs) {
  Deno.test(`Codec ${codec.name} never throws on random bytes`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_300 }), (bytes) => {
        codec.again(new Uint8Array(bytes));
      }),
      { numRuns: 300 },
    );
  });

  Deno.test(`Codec ${codec.name} never throws on struck messages`, () => {
    fc.assert(fc.property(codec.samples, blow, ({ encoded }, blow) => {
      codec.again(struck(encoded, blow));
    }));
  });
}

/** 64 KiB of one byte, with an end: arrays in arrays, maps in maps, tags on tags, and so on. */
function heap(byte: number, end: readonly number[] = []): Uint8Array {
  return new Uint8Array([...new Uint8Array(65_536).fill(byte), ...end]);
}

const heaps: readonly (readonly [string, Uint8Array])[] = [
  ["nested arrays", heap(0x81, [0x80])],
  ["nested arrays without an end", heap(0x81)],
  ["nested endless arrays", heap(0x9f)],
  ["nested pairs", heap(0x82)],
  ["nested maps", heap(0xa1)],
  ["tags", heap(0xc1, [0x00])],
  ["an array of 2^32 entries", new Uint8Array([0x9a, 0xff, 0xff, 0xff, 0xff, 0x00])],
  [
    "an array of 2^53 entries",
    new Uint8Array([0x9b, 0x00, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
  ],
  ["bytes of 2^32", new Uint8Array([0x81, 0x5a, 0xff, 0xff, 0xff, 0xff])],
  ["a flat array", new Uint8Array([0x99, 0xff, 0xff, ...new Uint8Array(65_535)])],
];

for (const [name, bytes] of heaps) {
  Deno.test(`decodeFields() refuses ${name} in linear time`, () => {
    const started = performance.now();
    assertEquals(decodeFields(bytes, (fields) => fields.uint()), null);
    // A quadratic reader would need minutes for 64 KiB; the bound is no measurement.
    assertLess(performance.now() - started, 2_000);
  });
}

Deno.test("decodeJson() gives null for deep, broken and foreign JSON, and never throws", () => {
  const texts = ["[".repeat(16_000), '{"a":'.repeat(3_000), "", "null", "1", '"x"', "{}", "[]"];
  for (const text of texts) {
    assertEquals(decodeJson(new TextEncoder().encode(text), JoinSchema), null);
  }
  fc.assert(fc.property(fc.json(), (text) => {
    assertEquals(decodeJson(new TextEncoder().encode(text), ChallengeSchema), null);
  }));
  assert(decodeJson(new Uint8Array(16_385).fill(0x20), JoinSchema) === null);
});
