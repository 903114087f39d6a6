// Padding: the smallest size that holds the message, zeros behind it, and nothing else is read.
// And the order of the fields, which two codecs that agree with each other could both have wrong.

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type CborValue, encodeCbor } from "../../lib/wire/cbor.ts";
import { NAK_RANGES_MAX, PADDED_BYTES } from "../../lib/wire/limits.ts";
import { decodeToBidder, decodeToHouse, encodeToHouse } from "../../lib/wire/member_message.ts";

const signature = new Uint8Array(64);

Deno.test("encodeToHouse() pads to the smallest size that holds the message", () => {
  fc.assert(fc.property(fc.nat(256), (length) => {
    const bid = new Uint8Array(length);
    const padded = encodeToHouse({ type: "bid", bid, signature });
    const needed = new DataView(padded.buffer).getUint16(0) + 2;
    assertEquals(padded.length, PADDED_BYTES.find((size) => size >= needed));
    assertEquals(padded.subarray(needed).every((byte) => byte === 0), true);
  }));
});

Deno.test("encodeToHouse() refuses what no size holds: our own bug", () => {
  const bid = new Uint8Array(1_152);
  assertThrows(() => encodeToHouse({ type: "bid", bid, signature }), RangeError);
});

Deno.test("encodeToHouse() sends the first ranges where there are too many for one NAK", () => {
  const ranges = Array.from({ length: 40 }, (_, at) => ({ first: at + 1, last: at + 1 }));
  const read = decodeToHouse(encodeToHouse({ type: "nak", ranges }));
  assertEquals(read, { type: "nak", ranges: ranges.slice(0, NAK_RANGES_MAX) });
});

Deno.test("decodeToHouse() reads no other size, whatever it holds", () => {
  const padded = encodeToHouse({ type: "leave" });
  for (let size = 0; size <= 1_200; size++) {
    const other = new Uint8Array(size);
    other.set(padded.subarray(0, size));
    assertEquals(decodeToHouse(other) !== null, PADDED_BYTES.includes(size), `${size}`);
  }
});

Deno.test("decodeToHouse() refuses a message with any byte of its padding set", () => {
  const padded = encodeToHouse({ type: "leave" });
  const end = new DataView(padded.buffer).getUint16(0) + 2;
  for (let at = end; at < padded.length; at++) {
    assertEquals(decodeToHouse(padded.with(at, 1)), null);
  }
});

/** A message of these fields in the smallest padded size. */
function padded(fields: CborValue): Uint8Array {
  const message = encodeCbor(fields);
  const bytes = new Uint8Array(256);
  new DataView(bytes.buffer).setUint16(0, message.length);
  bytes.set(message, 2);
  return bytes;
}

Deno.test("decodeToHouse() reads each field of a ping from its place, and each path by its code", () => {
  const fields = { type: "ping", sentAt: 11, nextSeq: 22, epoch: 33 } as const;
  const link = { lossPermille: 44, roundTripMs: 55 };
  for (const [code, path] of (["multicast", "unicast", "tcp"] as const).entries()) {
    const read = decodeToHouse(padded([3, 11, 22, 33, code, 44, 55]));
    assertEquals(read, { ...fields, path, ...link });
  }
});

Deno.test("decodeToHouse() reads a probe", () => {
  assertEquals(decodeToHouse(padded([5])), { type: "probe" });
});

Deno.test("decodeToBidder() reads each field of a group key from its place", () => {
  const [key, salt] = [new Uint8Array(32).fill(7), new Uint8Array(4).fill(8)];
  assertEquals(decodeToBidder(padded([4, 2, key, salt])), { type: "epoch", number: 2, key, salt });
});
