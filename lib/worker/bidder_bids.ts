// A bidder's own bids of one sale: made, signed, kept before they are sent, and their answers.

import { toCents } from "../auction/money.ts";
import type { Bytes } from "../base/bytes.ts";
import type { BidTicket, BidWish, Refusal } from "../bidder/house_link.ts";
import type { BidderStore, KeptBid } from "../ledger/bidder_store.ts";
import { signAsync, signedBytes, thumbprintBytes } from "../secure/signing.ts";
import type { OutgoingBid } from "../session/bid_delivery.ts";
import { decodeBid, encodeBid } from "../wire/bid_codec.ts";
import { SIGNATURE_BYTES } from "../wire/limits.ts";
import { decodeReceipt, type Receipt } from "../wire/member_message.ts";

/** What a bid is made with. */
export interface BidContext {
  readonly sale: string;
  readonly currency: string;
  /** The house's thumbprint: the bid is signed for this house alone. */
  readonly house: string;
  readonly sign: CryptoKey;
  /** The last event seen, and the chain's hash there. */
  readonly seenSeq: number;
  readonly seenHash: Bytes;
  readonly now: number;
}

/** The own bids, by id, oldest first. */
export class BidderBids {
  readonly #store: BidderStore;
  readonly #tickets = new Map<string, BidTicket>();

  constructor(store: BidderStore) {
    this.#store = store;
  }

  /** All tickets, oldest first. */
  all(): readonly BidTicket[] {
    return [...this.#tickets.values()];
  }

  /** Takes up what an earlier run kept; gives the bids that have no answer yet. */
  restore(sale: string): readonly OutgoingBid[] {
    const unanswered: OutgoingBid[] = [];
    for (const kept of this.#store.bids(sale)) {
      const ticket = ticketOf(kept);
      if (ticket === null || this.#tickets.has(ticket.id)) continue;
      this.#tickets.set(ticket.id, ticket);
      if (kept.receipt === null) unanswered.push(kept);
    }
    return unanswered;
  }

  /** Signs and keeps a bid. Fault: `file_unwritable`, and then it must not be sent. */
  async place(
    wish: BidWish,
    context: BidContext,
  ): Promise<{ readonly ticket: BidTicket; readonly bid: OutgoingBid }> {
    const { sale, currency, seenSeq, seenHash } = context;
    const bidId = crypto.getRandomValues(new Uint8Array(16)).toHex();
    const bytes = encodeBid({ ...wish, sale, currency, bidId, seenSeq, seenHash });
    const message = signedBytes("bid", thumbprintBytes(context.house), bytes);
    const signature = await signAsync(context.sign, message);
    const bid = { bidId, bid: bytes, signature };
    this.#store.keepBid(sale, bid, context.now);
    const ticket = sentTicket(bidId, wish);
    this.#tickets.set(bidId, ticket);
    return { ticket, bid };
  }

  /** Takes the house's signed answer; null where it is to no bid of ours. */
  answered(receipt: Receipt, signed: Bytes): BidTicket | null {
    const ticket = this.#tickets.get(receipt.bidId);
    if (ticket === undefined) return null;
    this.#store.keepReceipt(receipt.sale, { bidId: receipt.bidId, receipt: signed });
    return this.#settle(ticket, receipt);
  }

  /** Refuses a bid that could not be sent. */
  refuse(bidId: string, reason: Refusal): BidTicket | null {
    const ticket = this.#tickets.get(bidId);
    if (ticket === undefined) return null;
    const refused: BidTicket = { ...ticket, state: "refused", reason };
    this.#tickets.set(bidId, refused);
    return refused;
  }

  #settle(ticket: BidTicket, receipt: Receipt): BidTicket {
    const settled = settledTicket(ticket, receipt);
    this.#tickets.set(ticket.id, settled);
    return settled;
  }
}

/** A ticket for a bid that was refused before it was ever signed. */
export function refusedTicket(wish: BidWish, reason: Refusal): BidTicket {
  const id = crypto.getRandomValues(new Uint8Array(16)).toHex();
  return { ...sentTicket(id, wish), state: "refused", reason };
}

function sentTicket(id: string, wish: BidWish): BidTicket {
  return { id, ...wish, state: "sent", reason: null, seq: null, ask: null, lateMs: null };
}

function settledTicket(ticket: BidTicket, receipt: Receipt): BidTicket {
  const { verdict, seq, ask, lateMs } = receipt;
  const accepted = verdict === "accepted";
  return {
    ...ticket,
    state: accepted ? "accepted" : "refused",
    reason: accepted ? null : verdict,
    seq,
    ask: ask === null ? null : toCents(ask),
    lateMs,
  };
}

function ticketOf({ bid, receipt }: KeptBid): BidTicket | null {
  const decoded = decodeBid(bid);
  if (decoded === null) return null;
  const { bidId, lot, kind, amount } = decoded;
  const ticket = sentTicket(bidId, { lot, kind, amount: toCents(amount) });
  const answer = receipt === null ? null : decodeReceipt(receipt.subarray(SIGNATURE_BYTES));
  return answer === null ? ticket : settledTicket(ticket, answer);
}
