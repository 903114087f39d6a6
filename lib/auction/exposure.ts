// What a paddle may have to pay in this sale: what it has won, and the most that its bids on other
// lots may still cost. A limit holds against this sum and the bid that is to be added to it.

import { contestOf, rulesOf } from "./format_rules.ts";
import { foundLot } from "./_lot_state.ts";
import type { LotId, Paddle } from "./lot.ts";
import { addCents, type Cents, toCents } from "./money.ts";
import { isLive } from "./ring_lot.ts";
import type { Sale } from "./sale.ts";
import { costOf } from "./uniform.ts";
import type { LotView } from "./view.ts";

/** Whether `cost` on the lot `lot` is more than `paddle` may still spend. */
export function isAboveLimit(
  sale: Sale,
  { paddle, lot, cost }: {
    readonly paddle: Paddle;
    readonly lot: LotId;
    readonly cost: Cents;
  },
): boolean {
  const limit = sale.limits.get(paddle);
  if (limit === undefined) return false;
  return addCents(exposureWithout(sale, { paddle, lot }), cost) > limit;
}

/** Whether all that `paddle` has won and may win is more than it may spend. */
export function isExposedAboveLimit(sale: Sale, paddle: Paddle): boolean {
  const limit = sale.limits.get(paddle);
  return limit !== undefined && exposureWithout(sale, { paddle, lot: null }) > limit;
}

// What `paddle` has won and may win, without one lot.
function exposureWithout(
  sale: Sale,
  { paddle, lot }: { readonly paddle: Paddle; readonly lot: LotId | null },
): Cents {
  let sum = toCents(0);
  for (const view of sale.view.lots.values()) {
    if (view.lot.id === lot) continue;
    sum = addCents(sum, isLive(view) ? mayCost(sale, { view, paddle }) : wonAt(view, paddle));
  }
  return sum;
}

function mayCost(
  sale: Sale,
  { view, paddle }: { readonly view: LotView; readonly paddle: Paddle },
): Cents {
  const contest = contestOf(foundLot(sale, view.lot.id), 0);
  return rulesOf(view.lot.format).commitment(contest, paddle);
}

/** What `paddle` pays for the lot before premium and tax; 0 where it has not won it. */
export function wonAt(view: LotView, paddle: Paddle): Cents {
  if (view.allotments.length === 0) {
    return view.winner?.paddle === paddle ? view.winner.price : toCents(0);
  }
  let sum = toCents(0);
  for (const { paddle: winner, quantity, price } of view.allotments) {
    if (winner === paddle) sum = addCents(sum, costOf({ amount: price, quantity }));
  }
  return sum;
}
