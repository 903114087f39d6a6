// A second opinion on the Japanese clock: given until which interval each one stays, how it ends.
//
// Interval 0 is the entry, at the opening price; in interval n the price is opening + n steps.

import type { Paddle } from "../../lib/auction/lot.ts";

export interface Stay {
  readonly paddle: Paddle;
  /** The interval in which the bidder says to leave; Infinity: never. */
  readonly leavesIn: number;
  /** The interval in which the auctioneer takes the bidder out; Infinity: never. */
  readonly takenOutIn: number;
  /** What the bidder may spend. */
  readonly limit: number;
}

export interface JapaneseTerms {
  readonly opening: number;
  readonly step: number;
  readonly reserve: number | null;
}

export interface JapaneseEnd {
  /** The interval with which the lot ends. */
  readonly interval: number;
  readonly winner: { readonly paddle: Paddle; readonly price: number } | null;
}

export function priceIn({ opening, step }: JapaneseTerms, interval: number): number {
  return opening + interval * step;
}

/** Who enters at all, in this order: the others' limits lie below the opening price. */
export function entrants(terms: JapaneseTerms, stays: readonly Stay[]): readonly Stay[] {
  return stays.filter(({ limit }) => limit >= terms.opening);
}

/** The last interval in which the bidder is in: what one says, or what the limit says. */
export function lastIn(terms: JapaneseTerms, { leavesIn, limit }: Stay): number {
  let interval = 0;
  while (interval < leavesIn && priceIn(terms, interval) <= limit) interval += 1;
  return interval;
}

/** How many are shown to be in, once those who are taken out in this interval are. */
export function shownIn(terms: JapaneseTerms, stays: readonly Stay[], interval: number): number {
  return entrants(terms, stays).filter((stay) =>
    lastIn(terms, stay) >= interval && stay.takenOutIn > interval
  ).length;
}

/** How the lot ends: with the first interval after which fewer than two are left. */
export function modelEnd(terms: JapaneseTerms, stays: readonly Stay[]): JapaneseEnd {
  for (let interval = 0;; interval += 1) {
    const there = entrants(terms, stays).filter((stay) =>
      lastIn(terms, stay) >= interval && stay.takenOutIn > interval
    );
    const staying = there.filter((stay) => lastIn(terms, stay) > interval);
    const [first, second] = staying;
    if (second !== undefined) continue;
    if (first !== undefined) {
      return { interval, winner: { paddle: first.paddle, price: priceIn(terms, interval) } };
    }
    const earliest = there[0]?.paddle;
    const price = Math.max(terms.opening, priceIn(terms, interval - 1));
    return { interval, winner: earliest === undefined ? null : { paddle: earliest, price } };
  }
}
