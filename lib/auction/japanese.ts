// The Japanese clock: who is in stays in while the price rises, and leaving is final.
//
// Whoever leaves does so for the tick: it counts when the price would go up next. So nobody gains
// by waiting to see others leave, and all who leave on one tick leave together.

import {
  belowAsk,
  type Contest,
  type Ending,
  type FormatRules,
  type LiveBid,
  meetsReserve,
  NOBODY,
  stands,
  wonBy,
} from "./contest.ts";
import { reject } from "./decision.ts";
import type { Lot, Paddle } from "./lot.ts";
import { addCents, type Cents, toCents } from "./money.ts";

/** The rules of Japanese lots (RULES.md, Japanese clock). */
export const japaneseRules: FormatRules = {
  kinds: ["enter", "leave"],
  extends: false,
  folds: false,
  bid(contest, bid) {
    const { standing, live, terms } = contest;
    if (bid.kind === "leave") {
      return isIn(live.get(bid.paddle)) ? stands(standing) : reject("not_in");
    }
    if (live.has(bid.paddle)) return reject("in_already");
    if (standing.price !== null) return reject("entry_over");
    if (bid.amount < terms.opening) return belowAsk(terms.opening);
    return stands({ ...standing, bids: standing.bids + 1 });
  },
  fold: ({ standing }) => standing,
  ending: (contest) => resolve(contest) ?? NOBODY,
  underBidder: lastToLeave,
  commitment(contest, paddle) {
    const own = contest.live.get(paddle);
    if (own === undefined || own.stayedTo !== null) return toCents(0);
    // Where all leave on one tick, one of them pays the tick before.
    return own.leaving ? priceStayedTo(contest) : priceShown(contest);
  },
};

/** Whether a bidder is in and has not said to leave. */
export function isIn(bid: LiveBid | undefined): boolean {
  return bid !== undefined && bid.stayedTo === null && !bid.leaving;
}

/** Who is in now. */
export function biddersIn(live: ReadonlyMap<Paddle, LiveBid>): readonly Paddle[] {
  return [...live].filter(([, bid]) => isIn(bid)).map(([paddle]) => paddle);
}

/** How many bidders others see to be in: who leaves is counted until the price goes up. */
export function biddersShown(live: ReadonlyMap<Paddle, LiveBid>): number {
  return [...live.values()].filter(({ stayedTo }) => stayedTo === null).length;
}

/** Who leaves with this tick. */
export function leavers(live: ReadonlyMap<Paddle, LiveBid>): readonly Paddle[] {
  return [...live].filter(([, bid]) => bid.leaving && bid.stayedTo === null)
    .map(([paddle]) => paddle);
}

/** The price that bidders see: the opening while they enter. */
export function priceShown({ standing, terms }: Contest): Cents {
  return standing.price ?? terms.opening;
}

/** The price after the next tick. */
export function priceNext(contest: Contest): Cents {
  const { format } = contest.terms;
  return addCents(priceShown(contest), toCents(format.type === "japanese" ? format.step : 0));
}

/** The highest price at which someone who leaves while this one is shown has stayed. */
export function priceStayedTo(contest: Contest): Cents {
  const { format, opening } = contest.terms;
  const step = format.type === "japanese" ? format.step : 0;
  return toCents(Math.max(opening, priceShown(contest) - step));
}

/**
 * How the lot ends with this tick, or null where two or more stay in: then the price goes up. The
 * one who is left pays the price shown; where all left on this tick, the one who entered earliest
 * pays that of the tick before.
 */
export function resolve(contest: Contest): Ending | null {
  const [first, second] = biddersIn(contest.live);
  if (second !== undefined) return null;
  if (first !== undefined) return won(first, priceShown(contest), contest.terms);
  const [earliest] = byEntry(contest.live, leavers(contest.live));
  return earliest === undefined ? NOBODY : won(earliest, priceStayedTo(contest), contest.terms);
}

// Who stayed longest of the others; of several, who entered first.
function lastToLeave(contest: Contest, out: ReadonlySet<Paddle>): Ending {
  const left = [...contest.live].filter(([paddle]) => !out.has(paddle))
    .map(([paddle, bid]) => ({ paddle, bid, price: bid.stayedTo ?? priceStayedTo(contest) }))
    .sort((a, b) => b.price - a.price || a.bid.order - b.bid.order);
  const [last] = left;
  return last === undefined ? NOBODY : won(last.paddle, last.price, contest.terms);
}

function won(paddle: Paddle, price: Cents, terms: Lot): Ending {
  return wonBy({ paddle, price, reserveMet: meetsReserve(price, terms) });
}

function byEntry(
  live: ReadonlyMap<Paddle, LiveBid>,
  paddles: readonly Paddle[],
): readonly Paddle[] {
  const order = (paddle: Paddle) => live.get(paddle)?.order ?? 0;
  return [...paddles].sort((a, b) => order(a) - order(b));
}
