// Sealed bids, first price and Vickrey: one live bid a bidder, and until the end nothing is to be
// seen but how many bidders there are.

import {
  belowAsk,
  bestBidOf,
  type Contest,
  type Ending,
  type FairBid,
  type FormatRules,
  meetsReserve,
  NOBODY,
  ranked,
  stands,
  wonBy,
} from "./contest.ts";
import type { Standing } from "./event.ts";
import { type Cents, toCents } from "./money.ts";

const sealedRules: Omit<FormatRules, "ending"> = {
  kinds: ["max"],
  // Nobody sees a late bid, so that nobody needs time to answer it.
  extends: false,
  folds: true,
  bid(contest, bid) {
    const { opening } = contest.terms;
    return bid.amount < opening ? belowAsk(opening) : stands(counted(contest, bid));
  },
  fold: counted,
  underBidder: bestBidOf,
  commitment({ live }, paddle) {
    return live.get(paddle)?.amount ?? toCents(0);
  },
};

/** The highest bid wins and is paid; of equal ones the earlier (RULES.md, sealed bids). */
export const sealedFirstRules: FormatRules = {
  ...sealedRules,
  ending: (contest) => endingAt(contest, (highest) => highest),
};

/** The highest bid wins and pays what it had to beat (RULES.md, sealed bids). */
export const vickreyRules: FormatRules = {
  ...sealedRules,
  ending: (contest) =>
    endingAt(contest, (highest, second) => {
      const { opening, reserve } = contest.terms;
      const met = meetsReserve(highest, contest.terms);
      return toCents(Math.max(second ?? 0, opening, met ? reserve ?? 0 : 0));
    }),
};

// A bidder's second bid replaces the first and changes nothing that others see.
function counted({ standing, live }: Contest, { paddle }: FairBid): Standing {
  return live.has(paddle) ? standing : { ...standing, bids: standing.bids + 1 };
}

function endingAt(
  { live, terms }: Contest,
  priceOf: (highest: Cents, second: Cents | null) => Cents,
): Ending {
  const [first, second] = ranked(live);
  if (first === undefined) return NOBODY;
  return wonBy({
    paddle: first.paddle,
    price: priceOf(first.amount, second?.amount ?? null),
    reserveMet: meetsReserve(first.amount, terms),
  });
}
