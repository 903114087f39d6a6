// Bids that came a moment too late: their lot had just been sold or passed by the hammer or by its
// clock. The auctioneer may want to reopen the lot for them, as one does in a room.
//
// An entry says who and how late, and whether the bid would have counted, never its amount.

import type { PlaceBid } from "../auction/command.ts";
import { askAt } from "../auction/dutch.ts";
import type { Decision } from "../auction/decision.ts";
import type { PublicEvent } from "../auction/event.ts";
import type { LotId, Paddle } from "../auction/lot.ts";
import type { LotView } from "../auction/view.ts";

/** A bid that its lot's end has beaten. */
export interface MissedBid {
  readonly lot: LotId;
  readonly paddle: Paddle;
  /** When it was received. */
  readonly at: number;
  /** How long after the end of the lot. */
  readonly lateMs: number;
  /** Whether it offered what was asked when the lot ended. */
  readonly reachedAsk: boolean;
}

/** Later than this a bid is no answer to the hammer any more. */
const lateMsMax = 10_000;
/** How many are kept. */
const keptMax = 20;

/** The newest missed bids, one of a paddle on a lot, until the lot is offered again or the sale goes on. */
export class MissedBids {
  readonly #bids = new Map<string, MissedBid>();
  readonly #news = new Set<MissedBid>();

  /** All of them, the newest last. */
  list(): readonly MissedBid[] {
    return [...this.#bids.values()];
  }

  /**
   * Keeps `bid`; whether that says anything new. The first bid of a paddle on a lot stands, until one
   * reaches the ask: who repeats the same is not heard again.
   */
  keep(bid: MissedBid): boolean {
    const key = JSON.stringify([bid.lot, bid.paddle]);
    const known = this.#bids.get(key);
    if (known !== undefined && (known.reachedAsk || !bid.reachedAsk)) return false;
    this.#bids.delete(key);
    this.#bids.set(key, bid);
    const [oldest = key] = this.#bids.keys();
    if (this.#bids.size > keptMax) this.#bids.delete(oldest);
    return true;
  }

  /** Keeps a bidder's bid where `decision` was that its lot is over, and only just. */
  answered(
    bid: PlaceBid,
    { decision, lots }: {
      readonly decision: Decision;
      readonly lots: ReadonlyMap<LotId, LotView>;
    },
  ): void {
    const lot = lots.get(bid.lot);
    if (decision.type === "accepted" || decision.reason !== "lot_closed" || lot === undefined) {
      return;
    }
    const missed = missedBid(lot, bid);
    if (missed !== null && this.keep(missed)) this.#news.add(missed);
  }

  /** What {@link answered} has kept since this was last asked, and nothing has settled meanwhile. */
  news(): readonly MissedBid[] {
    const standing = this.list().filter((bid) => this.#news.has(bid));
    this.#news.clear();
    return standing;
  }

  /** Forgets what an event has settled; whether there was any. */
  happened(event: PublicEvent): boolean {
    const before = this.#bids.size;
    if (event.type === "LotOpened" || event.type === "SaleClosed") this.#bids.clear();
    for (const [key, { lot }] of this.#bids) {
      if (event.type === "LotReopened" && event.lot === lot) this.#bids.delete(key);
    }
    return this.#bids.size < before;
  }
}

/** What `bid`, refused on the ended lot `view`, has missed; null where its end is no reason to look. */
function missedBid(view: LotView, bid: PlaceBid): MissedBid | null {
  const { status, endedAt } = view;
  const isEnded = status === "sold" || status === "passed";
  if (!isEnded || endedAt === null || isTaken(view) || bid.kind === "leave") return null;
  const lateMs = bid.at - Math.min(endedAt, view.endsAt ?? endedAt);
  if (lateMs > lateMsMax) return null;
  const { lot, paddle, at, amount } = bid;
  return { lot, paddle, at, lateMs, reachedAsk: amount >= askAt(view, endedAt) };
}

/** Somebody took the lot at the price offered to all: it is not to be had again. */
function isTaken({ lot: { format }, winner }: LotView): boolean {
  if (format.type === "dutch") return winner !== null;
  return format.type === "english" && winner !== null && winner.price === format.buyNow;
}
