// Whether an amount is so far above the price that it is most likely a slip of the finger.
//
// Every face asks such a bid back before it sends it; the house itself takes any amount.

import type { Cents } from "../auction/money.ts";
import type { LotView } from "../auction/view.ts";

/** A bid above this many times the price is asked back. */
export const unusualPriceTimes = 3;

/** The same for a first bid, against the opening price. */
export const unusualOpeningTimes = 10;

/** Whether an amount is so far above the price that it is asked back. */
export function isUnusual({ standing, opening }: LotView, amount: Cents): boolean {
  return standing.price === null
    ? amount >= opening * unusualOpeningTimes
    : amount > standing.price * unusualPriceTimes;
}
