// What the rules of every format see of a lot: its terms, who bids, and how it stands.
//
// A format answers (format_rules.ts) what a bid does, how the lot stands after bids that nobody
// questions any more, who has won when it ends, and who would be next.

import type { BidKind } from "./command.ts";
import { reject, type Rejected } from "./decision.ts";
import type { Standing } from "./event.ts";
import type { Lot, Paddle } from "./lot.ts";
import type { Cents } from "./money.ts";

/** A bid whose amount and quantity were checked. */
export interface FairBid {
  readonly paddle: Paddle;
  readonly kind: BidKind;
  readonly amount: Cents;
  readonly quantity: number;
}

/** A bidder's bid as it counts now: the house's secret. */
export interface LiveBid {
  readonly kind: BidKind;
  readonly amount: Cents;
  readonly quantity: number;
  /** Its place among the bids of the lot: of two equal ones the lower is the earlier. */
  readonly order: number;
  /** In a Japanese lot: has said to leave while this price is shown. */
  readonly leaving: boolean;
  /** In a Japanese lot: the highest price at which the bidder stayed, once out; else null. */
  readonly stayedTo: Cents | null;
}

/** A lot as its format's rules see it. */
export interface Contest {
  /** The terms, with the opening price and the increments in force. */
  readonly terms: Lot;
  readonly standing: Standing;
  readonly live: ReadonlyMap<Paddle, LiveBid>;
  /** An ask that the auctioneer set by hand and that no bid has answered yet. */
  readonly asked: Cents | null;
  /** What is left on the lot's clock, in milliseconds, or null where there is none. */
  readonly leftMs: number | null;
}

/** What a fair bid does: the standing after it, and whether it ends the lot at once. */
export interface BidEffect {
  readonly type: "stands";
  readonly standing: Standing;
  readonly takesTheLot: boolean;
}

/** Who has won, and at which price. */
export type Ending =
  | { readonly type: "nobody" }
  | {
    readonly type: "won";
    readonly paddle: Paddle;
    readonly price: Cents;
    readonly reserveMet: boolean;
    /** Of a multi-unit lot: who gets how many, best first. */
    readonly units: readonly { readonly paddle: Paddle; readonly quantity: number }[];
  };

/** The rules of one format. */
export interface FormatRules {
  /** What a bid may be called here. */
  readonly kinds: readonly BidKind[];
  /** Whether a late bid moves a timed lot's end. */
  readonly extends: boolean;
  /** Whether the auctioneer may take the last bid back, or hold one for someone absent. */
  readonly folds: boolean;
  /** What `bid` does now, or why it may not be placed. */
  bid(contest: Contest, bid: FairBid): BidEffect | Rejected;
  /** The standing after a bid that nobody questions: one that stood before, or that was held. */
  fold(contest: Contest, bid: FairBid): Standing;
  /** Who has won if the lot ends now. */
  ending(contest: Contest): Ending;
  /** Who takes the lot where `out` do not pay: at the highest amount that they bid themselves. */
  underBidder(contest: Contest, out: ReadonlySet<Paddle>): Ending;
  /** The most that `paddle` may have to pay for what it has bid; 0 where it cannot win now. */
  commitment(contest: Contest, paddle: Paddle): Cents;
}

/** Nobody has won. */
export const NOBODY: Ending = { type: "nobody" };

/** A bid that stands and leaves the lot running. */
export function stands(standing: Standing): BidEffect {
  return { type: "stands", standing, takesTheLot: false };
}

/** A bid that wins the lot on the spot. */
export function takes(standing: Standing): BidEffect {
  return { type: "stands", standing, takesTheLot: true };
}

/** A bid below `ask`. */
export function belowAsk(ask: Cents): Rejected {
  return reject("below_ask", { ask });
}

/** One winner of the whole lot. */
export function wonBy(winner: {
  readonly paddle: Paddle;
  readonly price: Cents;
  readonly reserveMet: boolean;
}): Ending {
  return { type: "won", ...winner, units: [] };
}

/** Whether `amount` meets the reserve; null: there is no bid. */
export function meetsReserve(amount: Cents | null, terms: Pick<Lot, "reserve">): boolean {
  return terms.reserve === null || (amount !== null && amount >= terms.reserve);
}

/** The best of the others, who pays what was the own bid. */
export function bestBidOf(contest: Contest, out: ReadonlySet<Paddle>): Ending {
  const [best] = ranked(contest.live, out);
  if (best === undefined) return NOBODY;
  const { paddle, amount } = best;
  return wonBy({ paddle, price: amount, reserveMet: meetsReserve(amount, contest.terms) });
}

/** The live bids, the highest first and of equal ones the earlier. */
export function ranked(
  live: ReadonlyMap<Paddle, LiveBid>,
  out: ReadonlySet<Paddle> = new Set(),
): readonly (LiveBid & { readonly paddle: Paddle })[] {
  const bids = [...live].filter(([paddle]) => !out.has(paddle));
  return bids.map(([paddle, bid]) => ({ ...bid, paddle }))
    .sort((a, b) => b.amount - a.amount || a.order - b.order);
}
