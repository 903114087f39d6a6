// BidderBids: which of the kept bids are sent again after a join, and whose tickets they are.

import { assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { BidderStore } from "../../lib/ledger/bidder_store.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import { BidderBids } from "../../lib/worker/bidder_bids.ts";

const SALE = "a1".repeat(16);
const OTHER_SALE = "b2".repeat(16);
const WISH = { lot: "7", kind: "max", amount: toCents(1_000), quantity: 1 } as const;

/** Bids over a store of their own, with one bid placed in the sale. */
async function withOneBid(
  test: (parts: { readonly bids: BidderBids; readonly id: string }) => void,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const store = BidderStore.open(`${folder}/bidder.sqlite`);
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("No Ed25519 pair");
  try {
    const bids = new BidderBids(store);
    bids.restore(SALE);
    const { ticket } = await bids.place(WISH, {
      sale: SALE,
      currency: "BRL",
      house: "A".repeat(43),
      sign: pair.privateKey,
      seenSeq: 0,
      seenHash: GENESIS_HASH,
      now: 1,
    });
    test({ bids, id: ticket.id });
  } finally {
    store.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("BidderBids.restore() gives a bid again at each join until it is answered", async () => {
  await withOneBid(({ bids, id }) => {
    assertEquals(bids.restore(SALE).map(({ bidId }) => bidId), [id]);
    assertEquals(bids.restore(SALE).map(({ bidId }) => bidId), [id]);
    assertEquals(bids.all().map((ticket) => [ticket.id, ticket.state]), [[id, "sent"]]);
  });
});

Deno.test("BidderBids.restore() leaves another sale's tickets to that sale", async () => {
  await withOneBid(({ bids, id }) => {
    assertEquals([bids.restore(OTHER_SALE), bids.all()], [[], []]);
    assertEquals(bids.restore(SALE).map(({ bidId }) => bidId), [id]);
    assertEquals(bids.all().length, 1);
  });
});
