// A bid as the bidder signs it (PROTOCOL §7.1). These bytes are made once and never change: they
// are kept by the bidder, repeated until answered, and kept by the house as its evidence.

import { BID_KINDS, type BidKind } from "../auction/command.ts";
import type { LotId } from "../auction/lot.ts";
import type { Bytes } from "../base/bytes.ts";
import { decodeFields, encodeCbor } from "./cbor.ts";
import { BID_BYTES_MAX } from "./limits.ts";
import { readLotId } from "./lot_codec.ts";

/** What a bidder signs. */
export interface SignedBid {
  /** The sale's id, hexadecimal: a bid cannot be carried into another sale. */
  readonly sale: string;
  readonly lot: LotId;
  readonly kind: BidKind;
  /** Minor units; NaN where the bytes held no number: the rules refuse it as `bad_amount`. */
  readonly amount: number;
  /** Units of a multi-unit lot, else 1; NaN as for the amount: refused as `bad_quantity`. */
  readonly quantity: number;
  /** ISO 4217. */
  readonly currency: string;
  /** 16 random bytes, hexadecimal: the same id is answered the same way for ever. */
  readonly bidId: string;
  /** The last event that the bidder had seen, and its hash: each bid countersigns the record. */
  readonly seenSeq: number;
  readonly seenHash: Bytes;
}

/** The canonical bytes of a bid. Its two numbers must be safe integers: a client sends no others. */
export function encodeBid(bid: SignedBid): Bytes {
  return encodeCbor([
    Uint8Array.fromHex(bid.sale),
    bid.lot,
    BID_KINDS.indexOf(bid.kind),
    bid.amount,
    bid.quantity,
    bid.currency,
    Uint8Array.fromHex(bid.bidId),
    bid.seenSeq,
    bid.seenHash,
  ]);
}

/** The bid in `bytes`, or null. Its numbers alone are read leniently: see {@link SignedBid.amount}. */
export function decodeBid(bytes: Uint8Array): SignedBid | null {
  if (bytes.length > BID_BYTES_MAX) return null;
  return decodeFields(bytes, (fields) => ({
    sale: fields.bytes(16).toHex(),
    lot: readLotId(fields),
    kind: fields.oneOf(BID_KINDS),
    amount: fields.number(),
    quantity: fields.number(),
    currency: fields.text(3),
    bidId: fields.bytes(16).toHex(),
    seenSeq: fields.uint(),
    seenHash: fields.bytes(32),
  }));
}
