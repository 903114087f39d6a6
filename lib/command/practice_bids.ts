// What the person has bid, as their own client kept it: maxima are in no event.

import { join } from "@std/path";
import { BidderStore, type KeptBid } from "../ledger/bidder_store.ts";
import { decodeBid } from "../wire/bid_codec.ts";
import { SIGNATURE_BYTES } from "../wire/limits.ts";
import { decodeReceipt } from "../wire/member_message.ts";

/** A bid that the house accepted. */
export interface OwnBid {
  readonly lot: string;
  readonly amount: number;
}

/** The accepted bids of a sale, oldest first. The client that wrote them must have ended. */
export function readOwnBids(folder: string, sale: string): readonly OwnBid[] {
  const file = [...Deno.readDirSync(folder)].find(({ name }) => name.endsWith(".sqlite"));
  if (file === undefined) return []; // The client never came so far.
  const store = BidderStore.open(join(folder, file.name));
  try {
    return store.bids(sale).flatMap(accepted);
  } finally {
    store.close();
  }
}

function accepted({ bid, receipt }: KeptBid): readonly OwnBid[] {
  const decoded = decodeBid(bid);
  const answer = receipt === null ? null : decodeReceipt(receipt.subarray(SIGNATURE_BYTES));
  if (decoded === null || answer?.verdict !== "accepted") return [];
  return [{ lot: decoded.lot, amount: decoded.amount }];
}
