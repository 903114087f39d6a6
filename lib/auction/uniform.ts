// Several equal units at one price: bids of a price and a quantity, ranked by price and then time.
//
// All winners pay the lowest winning price; while there are units for everyone, the opening price.

import {
  belowAsk,
  type Contest,
  type FairBid,
  type FormatRules,
  type LiveBid,
  NOBODY,
  ranked,
  stands,
} from "./contest.ts";
import { reject } from "./decision.ts";
import type { Standing } from "./event.ts";
import { nextPrice } from "./increments.ts";
import type { Lot, Paddle } from "./lot.ts";
import { type Cents, CENTS_MAX, toCents } from "./money.ts";

/** The rules of multi-unit lots (RULES.md, multi-unit uniform). */
export const uniformRules: FormatRules = {
  kinds: ["max"],
  extends: true,
  folds: true,
  bid(contest, bid) {
    const own = contest.live.get(bid.paddle);
    if (own !== undefined && !demandsMore(own, bid)) return reject("not_above_own_max");
    const { ask } = contest.standing;
    return bid.amount < ask ? belowAsk(ask) : stands(standingAfter(contest, bid));
  },
  fold: standingAfter,
  ending({ live, terms }) {
    const { winners, price } = clearing(live, terms);
    const [first] = winners;
    if (first === undefined) return NOBODY;
    const units = winners.map(({ paddle, quantity }) => ({ paddle, quantity }));
    return { type: "won", paddle: first.paddle, price, reserveMet: true, units };
  },
  underBidder: () => NOBODY,
  commitment({ live }, paddle) {
    const bid = live.get(paddle);
    return bid === undefined ? toCents(0) : costOf(bid);
  },
};

/** What a bid may cost in all; past the largest amount it stays there. */
export function costOf({ amount, quantity }: Pick<LiveBid, "amount" | "quantity">): Cents {
  const cost = amount * quantity;
  return cost > CENTS_MAX ? CENTS_MAX : toCents(cost);
}

/** How many units the lot has. */
export function unitsOf({ format }: Pick<Lot, "format">): number {
  return format.type === "uniform" ? format.quantity : 1;
}

// A bid never takes demand back, so that the price never falls.
function demandsMore(own: LiveBid, bid: FairBid): boolean {
  if (bid.amount < own.amount || bid.quantity < own.quantity) return false;
  return bid.amount > own.amount || bid.quantity > own.quantity;
}

function standingAfter({ live, standing, terms }: Contest, bid: FairBid): Standing {
  const { paddle, kind, amount, quantity } = bid;
  const order = Number.MAX_SAFE_INTEGER; // The latest of all.
  const after = new Map(live)
    .set(paddle, { kind, amount, quantity, order, leaving: false, stayedTo: null });
  const { winners, price, unitsLeft } = clearing(after, terms);
  const lowest = winners.at(-1)?.amount ?? terms.opening;
  return {
    leader: winners[0]?.paddle ?? null,
    price,
    ask: unitsLeft > 0 ? terms.opening : nextPrice(lowest, terms.increments),
    bids: standing.bids + 1,
    reserveMet: true,
  };
}

interface Winner {
  readonly paddle: Paddle;
  readonly amount: Cents;
  /** How many units it gets: the last winner perhaps fewer than it wanted. */
  readonly quantity: number;
}

function clearing(live: ReadonlyMap<Paddle, LiveBid>, terms: Lot): {
  readonly winners: readonly Winner[];
  readonly price: Cents;
  readonly unitsLeft: number;
} {
  const winners: Winner[] = [];
  let unitsLeft = unitsOf(terms);
  let demand = 0;
  for (const { paddle, amount, quantity } of ranked(live)) {
    demand += quantity;
    if (unitsLeft === 0) continue;
    const given = Math.min(quantity, unitsLeft);
    winners.push({ paddle, amount, quantity: given });
    unitsLeft -= given;
  }
  const exceeds = demand > unitsOf(terms);
  return {
    winners,
    price: exceeds ? winners.at(-1)?.amount ?? terms.opening : terms.opening,
    unitsLeft,
  };
}
