// Sums of what lots cost. An invoice, a paddle's line and the sale's total are all made by this.

import { addCents, toCents } from "../auction/money.ts";
import type { LotCharge } from "../auction/settlement.ts";

/** What nothing costs. */
export const NO_CHARGE: LotCharge = {
  hammer: toCents(0),
  premium: toCents(0),
  tax: toCents(0),
  total: toCents(0),
};

/**
 * The sum of `charges`, part by part: each lot was rounded once, and nothing is rounded here. A part
 * that would pass the largest amount stays there (lib/auction/money.ts).
 */
export function sumOfCharges(charges: Iterable<LotCharge>): LotCharge {
  let sum = NO_CHARGE;
  for (const { hammer, premium, tax, total } of charges) {
    sum = {
      hammer: addCents(sum.hammer, hammer),
      premium: addCents(sum.premium, premium),
      tax: addCents(sum.tax, tax),
      total: addCents(sum.total, total),
    };
  }
  return sum;
}
