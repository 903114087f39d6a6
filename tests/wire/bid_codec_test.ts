// The one lenient place of the wire: a bid's amount is read whatever it is, and refused by name.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { decodeBid, encodeBid, type SignedBid } from "../../lib/wire/bid_codec.ts";
import { encodeCbor } from "../../lib/wire/cbor.ts";
import { BID_BYTES_MAX } from "../../lib/wire/limits.ts";

const right: SignedBid = {
  sale: "5a".repeat(16),
  lot: "7",
  kind: "max",
  amount: 20_000,
  quantity: 1,
  currency: "BRL",
  bidId: "b1".repeat(16),
  seenSeq: 1,
  seenHash: new Uint8Array(32),
};

/** The amount that a bid with this in the amount's place is read with. */
function amountOf(amount: Parameters<typeof encodeCbor>[0]): number | undefined {
  const sale = Uint8Array.fromHex(right.sale);
  const bidId = Uint8Array.fromHex(right.bidId);
  const fields = [sale, right.lot, 0, amount, 1, right.currency, bidId, 1, right.seenHash];
  return decodeBid(encodeCbor(fields))?.amount;
}

Deno.test("decodeBid() reads an amount that is no amount, so that the rules can name it", () => {
  assertEquals(amountOf(-1), -1);
  assertEquals(amountOf(1.5), 1.5);
  assertEquals(amountOf(2n ** 53n), 2 ** 53);
  assertEquals(amountOf(2n ** 64n - 1n), 2 ** 64);
  for (const none of ["20000", null, true, [], [1, [2]], new Uint8Array(3)]) {
    assertEquals(amountOf(none), NaN);
  }
});

Deno.test("decodeBid() gives every whole amount as it was sent", () => {
  fc.assert(fc.property(fc.integer({ min: -(2 ** 53 - 1), max: 2 ** 53 - 1 }), (amount) => {
    assertEquals(amountOf(amount), amount);
  }));
});

Deno.test("encodeBid() stays below the limit for the longest bid", () => {
  const most = Number.MAX_SAFE_INTEGER;
  const lot = "x".repeat(32);
  const longest = encodeBid({ ...right, lot, amount: most, currency: "€€€", seenSeq: most });
  assertEquals(longest.length <= BID_BYTES_MAX, true);
  assertEquals(decodeBid(longest)?.lot, lot);
});
