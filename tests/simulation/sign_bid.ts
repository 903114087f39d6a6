// A simulated bidder's signature under a bid, noted by the checkers before anyone sees the bid.

import { sign } from "node:crypto";
import { signedBytes } from "../../lib/secure/signing.ts";
import type { OutgoingBid } from "../../lib/session/bid_delivery.ts";
import { encodeBid, type SignedBid } from "../../lib/wire/bid_codec.ts";
import type { BidderParts } from "./bidder_machine.ts";

/** Signs `fields` for the house that the bidder knows. */
export function signBid(parts: BidderParts, fields: SignedBid): OutgoingBid {
  const { key, houseThumbprint, checkers, seat } = parts;
  const { bidId } = fields;
  const bid = encodeBid(fields);
  const signature = new Uint8Array(sign(null, signedBytes("bid", houseThumbprint, bid), key));
  checkers.bidSigned(seat, { bidId, bid });
  return { bidId, bid, signature };
}
