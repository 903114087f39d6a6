// A bidder's outbox: each signed bid is sent, the same bytes again and again, until the house has
// answered it (PROTOCOL §7.2). Pure: keeping the bytes on disk before is the shell's duty.

import { type Bytes, equalBytes } from "../base/bytes.ts";
import { sha256 } from "../secure/digest.ts";
import type { Receipt } from "../wire/member_message.ts";
import { BID_RETRY_LAST_MS, BID_RETRY_MS } from "./session_limits.ts";

/** A bid on its way: the bytes that were signed, and the signature. */
export interface OutgoingBid {
  /** 16 bytes, hexadecimal. */
  readonly bidId: string;
  readonly bid: Bytes;
  readonly signature: Bytes;
}

/** What the shell is asked to do. */
export type DeliveryEffect =
  | { readonly type: "send"; readonly bid: OutgoingBid }
  | { readonly type: "wake"; readonly at: number };

interface Waiting {
  readonly bid: OutgoingBid;
  sendAt: number;
  waitMs: number;
}

/** Repeats bids until they are answered. */
export class BidDelivery {
  readonly #waiting = new Map<string, Waiting>();

  /**
   * Takes a bid; one that is on its way stays as it is. How many may be unanswered is bounded
   * before they are signed: a signed bid is never turned away.
   */
  submit(bid: OutgoingBid, now: number): readonly DeliveryEffect[] {
    if (this.#waiting.has(bid.bidId)) return this.tick(now);
    this.#waiting.set(bid.bidId, { bid, sendAt: now, waitMs: BID_RETRY_MS });
    return this.tick(now);
  }

  /**
   * The house answered the bid of this id and digest: it is not sent again. False where no such
   * bid was waiting: an answer to other bytes under the same id settles nothing.
   */
  answered({ bidId, bidDigest }: Pick<Receipt, "bidId" | "bidDigest">): boolean {
    const waiting = this.#waiting.get(bidId);
    if (waiting === undefined || !equalBytes(sha256(waiting.bid.bid), bidDigest)) return false;
    return this.#waiting.delete(bidId);
  }

  /** A new session with the house: everything unanswered is sent at once, then as before. */
  restart(now: number): readonly DeliveryEffect[] {
    for (const waiting of this.#waiting.values()) {
      waiting.sendAt = now;
      waiting.waitMs = BID_RETRY_MS;
    }
    return this.tick(now);
  }

  /** Bids that have no answer yet. */
  get unanswered(): number {
    return this.#waiting.size;
  }

  /** Sends what is due again. */
  tick(now: number): readonly DeliveryEffect[] {
    const effects: DeliveryEffect[] = [];
    let wakeAt = Infinity;
    for (const waiting of this.#waiting.values()) {
      if (waiting.sendAt <= now) {
        effects.push({ type: "send", bid: waiting.bid });
        waiting.sendAt = now + waiting.waitMs;
        waiting.waitMs = Math.min(waiting.waitMs * 2, BID_RETRY_LAST_MS);
      }
      wakeAt = Math.min(wakeAt, waiting.sendAt);
    }
    return Number.isFinite(wakeAt) ? [...effects, { type: "wake", at: wakeAt }] : effects;
  }
}
