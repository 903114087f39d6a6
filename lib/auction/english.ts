// The price of an English ascending lot with proxy bids: pure arithmetic over maxima.
//
// Each bidder tells the house the most that one would pay; the house bids for everyone, no more
// than is needed. Whether a bid may be placed at all (state, paddle, currency) is not asked here.

import type { BidKind } from "./command.ts";
import { nextPrice } from "./increments.ts";
import type { Lot, Paddle } from "./lot.ts";
import type { Cents } from "./money.ts";

/** The terms of a lot that decide its price. */
export type PriceTerms = Pick<Lot, "opening" | "increments" | "reserve">;

/** Who stands where: the maxima are the house's secret. */
export interface Contest {
  /** Who leads, or null before the first bid. */
  readonly leader: Paddle | null;
  /** The price now, or null before the first bid. */
  readonly price: Cents | null;
  readonly maxima: ReadonlyMap<Paddle, Cents>;
}

/** A bid whose amount was checked. */
export interface EnglishBid {
  readonly paddle: Paddle;
  readonly kind: BidKind;
  readonly amount: Cents;
}

/** What a bid does to leader and price, or why it may not. */
export type EnglishOutcome =
  | { readonly leader: Paddle; readonly price: Cents }
  | "below_ask"
  | "not_above_own_max";

/** The least that another bidder's next bid must reach: the opening price before the first. */
export function askFor(price: Cents | null, terms: PriceTerms): Cents {
  return price === null ? terms.opening : nextPrice(price, terms.increments);
}

/** Whether the highest maximum `highest` meets the reserve; null: there is no bid. */
export function meetsReserve(highest: Cents | null, terms: PriceTerms): boolean {
  return terms.reserve === null || (highest !== null && highest >= terms.reserve);
}

/** Rules 1 to 6 of RULES.md for one bid. */
export function bidEnglish(contest: Contest, bid: EnglishBid, terms: PriceTerms): EnglishOutcome {
  const { leader, price } = contest;
  const highest = leader === null ? undefined : contest.maxima.get(leader);
  if (leader === null || price === null || highest === undefined) return firstBid(bid, terms);
  if (bid.paddle === leader) return raise(contest, { bid, price, highest }, terms);
  if (bid.amount < askFor(price, terms)) return "below_ask";
  if (bid.amount > highest) {
    // Rule 3: the new leader pays one increment above the one overtaken, or the own maximum.
    const proxy = least(bid.amount, nextPrice(highest, terms.increments));
    const called = bid.kind === "exact" ? bid.amount : proxy;
    return { leader: bid.paddle, price: withReserve(called, bid.amount, terms) };
  }
  // Rule 4: the leader's proxy answers, above the old price since the bid reached the ask; at
  // b = H it is a tie and the earlier bid holds it.
  const answered = least(highest, nextPrice(bid.amount, terms.increments));
  return { leader, price: withReserve(answered, highest, terms) };
}

// Rule 1: the first bidder has nobody to bid against.
function firstBid(bid: EnglishBid, terms: PriceTerms): EnglishOutcome {
  if (bid.amount < terms.opening) return "below_ask";
  const price = bid.kind === "exact" ? bid.amount : terms.opening;
  return { leader: bid.paddle, price: withReserve(price, bid.amount, terms) };
}

// Rule 5: the leader bids against the others' highest maximum, never against oneself; an exact
// amount is called aloud and becomes the price.
function raise(
  contest: Contest,
  now: { readonly bid: EnglishBid; readonly price: Cents; readonly highest: Cents },
  terms: PriceTerms,
): EnglishOutcome {
  const { paddle, kind, amount } = now.bid;
  if (amount <= now.highest) return "not_above_own_max";
  if (kind === "exact") return { leader: paddle, price: withReserve(amount, amount, terms) };
  const rival = highestOfOthers(contest.maxima, paddle);
  const needed = rival === null ? now.price : least(amount, nextPrice(rival, terms.increments));
  return { leader: paddle, price: withReserve(greatest(now.price, needed), amount, terms) };
}

// Rule 6: once the highest maximum reaches the reserve the price is at least the reserve.
function withReserve(price: Cents, highest: Cents, terms: PriceTerms): Cents {
  if (terms.reserve === null || highest < terms.reserve) return price;
  return greatest(price, terms.reserve);
}

function highestOfOthers(maxima: ReadonlyMap<Paddle, Cents>, paddle: Paddle): Cents | null {
  let highest: Cents | null = null;
  for (const [owner, max] of maxima) {
    if (owner !== paddle && (highest === null || max > highest)) highest = max;
  }
  return highest;
}

function least(a: Cents, b: Cents): Cents {
  return a < b ? a : b;
}

function greatest(a: Cents, b: Cents): Cents {
  return a > b ? a : b;
}
