// A second opinion on the Dutch clock: the list of the prices that it shows, one after the other.

import type { DutchTerms } from "../../lib/auction/dutch.ts";

/** Every price that the clock shows, each for one interval. */
export function dutchPrices({ opening, floor, step }: DutchTerms): readonly number[] {
  const prices: number[] = [opening];
  for (let price: number = opening; price > floor;) {
    price = Math.max(floor, price - step);
    prices.push(price);
  }
  return prices;
}

/** The price after the clock has run for `ranMs`, or null where it has run out. */
export function modelPrice(terms: DutchTerms, ranMs: number): number | null {
  return dutchPrices(terms)[Math.floor(ranMs / terms.everyMs)] ?? null;
}
