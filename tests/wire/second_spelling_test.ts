// What could be read although nobody writes it so: it would be a second spelling of a message, or a
// value that the rules have no name for.

import { assertEquals } from "@std/assert";
import { decodeFields } from "../../lib/wire/cbor.ts";
import { decodeToHouse, encodeToHouse } from "../../lib/wire/member_message.ts";
import { decodeSignedMessage } from "../../lib/wire/signed_message.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";

/** Arrays of one value that CBOR knows and Leilao does not, in CBOR's own shortest spelling. */
const strange: Readonly<Record<string, string>> = {
  undefined: "81f7",
  NaN: "81f97e00",
  Infinity: "81f97c00",
  "-Infinity": "81f9fc00",
};

for (const [name, hex] of Object.entries(strange)) {
  Deno.test(`decodeFields() does not read ${name}, not even where any number may stand`, () => {
    assertEquals(decodeFields(Uint8Array.fromHex(hex), (fields) => fields.number()), null);
  });
}

Deno.test("decodeFields() reads a fraction where any number may stand: the rules name it", () => {
  assertEquals(decodeFields(Uint8Array.fromHex("81f93e00"), (fields) => fields.number()), 1.5);
});

Deno.test("decodeSignedMessage() reads no signature without a body", () => {
  const message = new Uint8Array(1 + SIGNATURE_BYTES + 1).fill(1);
  assertEquals(decodeSignedMessage(message)?.body.length, 1);
  assertEquals(decodeSignedMessage(message.subarray(0, -1)), null);
  assertEquals(decodeSignedMessage(message.subarray(0, 1)), null);
});

Deno.test("decodeToHouse() reads no length past the end, though the message is whole before it", () => {
  // Without its two bytes of length the message fills the padded size to the last byte.
  const bid = { type: "bid", bid: new Uint8Array(184), signature: new Uint8Array(64) } as const;
  const padded = encodeToHouse(bid);
  assertEquals([padded.length, padded[1]], [256, 254]);
  assertEquals(decodeToHouse(padded), bid);
  for (const length of [255, 256, 300, 65_535]) {
    new DataView(padded.buffer).setUint16(0, length);
    assertEquals(decodeToHouse(padded), null, `${length}`);
  }
});
