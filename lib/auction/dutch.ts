// The Dutch clock: the price falls by steps until someone takes the lot.
//
// Nothing is announced at a step: everyone reckons the price from what is left on the lot's clock,
// so that a pause, a restart and a bidder's slow network change nothing about it.

import { belowAsk, type FormatRules, NOBODY, takes, wonBy } from "./contest.ts";
import { reject } from "./decision.ts";
import type { Closing, Format } from "./lot.ts";
import { type Cents, toCents } from "./money.ts";
import type { LotView } from "./view.ts";

/** The terms of a Dutch lot. */
export type DutchTerms = Extract<Format, { readonly type: "dutch" }> & {
  /** Where the price begins. */
  readonly opening: Cents;
};

/** The rules of Dutch lots (RULES.md, Dutch clock). */
export const dutchRules: FormatRules = {
  kinds: ["buy"],
  extends: false,
  folds: false,
  bid({ terms, leftMs }, { paddle, amount }) {
    const { format, opening } = terms;
    if (format.type !== "dutch" || leftMs === null) return reject("wrong_format");
    // The house's price at the time of receipt, not the one that the bidder saw.
    const price = dutchPrice({ ...format, opening }, leftMs);
    if (amount < price) return belowAsk(price);
    return takes({ leader: paddle, price, ask: price, bids: 1, reserveMet: true });
  },
  fold: ({ standing }) => standing,
  ending({ standing: { leader, price } }) {
    if (leader === null || price === null) return NOBODY;
    return wonBy({ paddle: leader, price, reserveMet: true });
  },
  underBidder: () => NOBODY,
  commitment: () => toCents(0),
};

/** How long the whole clock runs, in milliseconds: each price is shown for one interval. */
export function dutchMs(terms: DutchTerms): number {
  return (Math.ceil((terms.opening - terms.floor) / terms.step) + 1) * terms.everyMs;
}

/** The price with `leftMs` milliseconds left on the clock. */
export function dutchPrice(terms: DutchTerms, leftMs: number): Cents {
  // After an outage there may be more left than there was: the first price is shown for longer.
  const elapsedMs = Math.max(0, dutchMs(terms) - leftMs);
  const fallen = terms.step * Math.floor(elapsedMs / terms.everyMs);
  return toCents(Math.max(terms.floor, terms.opening - fallen));
}

/**
 * What must be bid on a lot at `nowMs`, the house's time: the ask, or of a running Dutch lot the
 * price that its clock shows.
 */
export function askAt(view: LotView, nowMs: number): Cents {
  const { lot: { format }, opening, standing, endsAt, remainingMs } = view;
  const leftMs = remainingMs ?? (endsAt === null ? null : endsAt - nowMs);
  if (format.type !== "dutch" || leftMs === null || standing.leader !== null) return standing.ask;
  return dutchPrice({ ...format, opening }, leftMs);
}

/** How a lot of this format ends where its terms do not say. */
export function closingOf(format: Format, closing: Closing): Closing {
  return format.type === "dutch" || format.type === "japanese" ? { type: "paced" } : closing;
}
