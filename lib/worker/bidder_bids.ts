// A bidder's own bids of one sale: made, signed, kept before they are sent, and their answers.

import { toCents } from "../auction/money.ts";
import { type Bytes, equalBytes } from "../base/bytes.ts";
import type { BidTicket, BidWish, Refusal } from "../bidder/house_link.ts";
import type { BidderStore, KeptBid } from "../ledger/bidder_store.ts";
import { sha256 } from "../secure/digest.ts";
import { signAsync, signedBytes, thumbprintBytes } from "../secure/signing.ts";
import type { OutgoingBid } from "../session/bid_delivery.ts";
import { OUTBOX_BIDS_MAX } from "../session/session_limits.ts";
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
  /** What each bid's receipt has to name. */
  readonly #digests = new Map<string, Bytes>();
  #sale: string | null = null;

  constructor(store: BidderStore) {
    this.#store = store;
  }

  /** Whether one more may be signed: a stored bid is never refused by ourselves afterwards. */
  hasRoom(): boolean {
    const unanswered = this.all().filter(({ state }) => state === "sent").length;
    return unanswered < OUTBOX_BIDS_MAX;
  }

  /** Whether a bid has no answer yet. */
  isWaiting(): boolean {
    return this.all().some(({ state }) => state === "sent");
  }

  /** All tickets, oldest first. */
  all(): readonly BidTicket[] {
    return [...this.#tickets.values()];
  }

  /**
   * Takes up what is kept of a sale, by an earlier run too; gives all bids that have no answer yet.
   * Tickets of another sale are left to its own record.
   */
  restore(sale: string): readonly OutgoingBid[] {
    if (this.#sale !== sale) {
      this.#tickets.clear();
      this.#digests.clear();
    }
    this.#sale = sale;
    const unanswered: OutgoingBid[] = [];
    for (const kept of this.#store.bids(sale)) {
      const ticket = ticketOf(kept);
      if (ticket === null) continue;
      if (!this.#tickets.has(ticket.id)) this.#tickets.set(ticket.id, ticket);
      this.#digests.set(ticket.id, sha256(kept.bid));
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
    this.#digests.set(bidId, sha256(bytes));
    return { ticket, bid };
  }

  /** Takes the house's signed answer; null where it is to no bid of ours, to the very byte. */
  answered(receipt: Receipt, signed: Bytes): BidTicket | null {
    const ticket = this.#tickets.get(receipt.bidId);
    const digest = this.#digests.get(receipt.bidId);
    if (ticket === undefined || digest === undefined) return null;
    if (!equalBytes(digest, receipt.bidDigest)) return null;
    this.#store.keepReceipt(receipt.sale, { bidId: receipt.bidId, receipt: signed });
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
  const { bidId, lot, kind, amount, quantity } = decoded;
  const ticket = sentTicket(bidId, { lot, kind, amount: toCents(amount), quantity });
  const answer = receipt === null ? null : decodeReceipt(receipt.subarray(SIGNATURE_BYTES));
  return answer === null ? ticket : settledTicket(ticket, answer);
}
