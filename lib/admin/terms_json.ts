// What is owed on top of a hammer price, as the admin app's JSON: rates in per cent with at most two
// decimals, where the rules count whole hundredths.

import * as v from "valibot";
import { toCents } from "../auction/money.ts";
import { RATE_MAX, type SaleTerms } from "../auction/settlement.ts";
import { amountCentsMax } from "../catalogue/limits.ts";
import { PREMIUM_TIERS_MAX } from "../wire/limits.ts";

/** A decimal in binary is near its value only: this much noise is none of the writer's. */
const noise = 1e-9;

const Percent = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(RATE_MAX / 100),
  v.check(
    (percent) => Math.abs(percent * 100 - Math.round(percent * 100)) < noise,
    "at most two decimals",
  ),
);

const Tier = v.strictObject({
  from: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(amountCentsMax)),
  ratePercent: Percent,
});

/** The terms of a sale. Each tier takes its rate of the part of the price from its `from` on. */
export const TermsSchema = v.strictObject({
  premium: v.pipe(
    v.array(Tier),
    v.maxLength(PREMIUM_TIERS_MAX),
    v.check((tiers) => ascendFromZero(tiers), "tiers from 0 on, each above the one before"),
  ),
  taxPercent: Percent,
  taxOn: v.picklist(["premium", "hammer_and_premium"]),
});

/** Terms as JSON has them. */
export type TermsJson = v.InferOutput<typeof TermsSchema>;

/** The terms that `json` spells. */
export function termsOf({ premium, taxPercent, taxOn }: TermsJson): SaleTerms {
  return {
    // JSON can write -0, which is no amount: adding 0 makes it a plain zero.
    premium: premium.map(({ from, ratePercent }) => ({
      from: toCents(from + 0),
      rate: hundredths(ratePercent),
    })),
    taxRate: hundredths(taxPercent),
    taxOn,
  };
}

/** `terms` as JSON. */
export function termsJson({ premium, taxRate, taxOn }: SaleTerms): TermsJson {
  return {
    premium: premium.map(({ from, rate }) => ({ from, ratePercent: rate / 100 })),
    taxPercent: taxRate / 100,
    taxOn,
  };
}

function ascendFromZero(tiers: readonly { readonly from: number }[]): boolean {
  return tiers.every(({ from }, index) => {
    const before = tiers[index - 1];
    return before === undefined ? from === 0 : from > before.from;
  });
}

function hundredths(percent: number): number {
  return Math.round(percent * 100) + 0;
}
