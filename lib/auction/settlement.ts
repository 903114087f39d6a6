// What the winner of a lot owes: the hammer price, the buyer's premium in marginal tiers, and tax.
//
// Exact arithmetic over whole numbers; a lot is rounded once, half up, and an invoice is the sum of
// its lots. The terms are part of the record, announced before the first lot opens.

import { type Cents, CENTS_MAX, toCents } from "./money.ts";

/** The premium on the part of the price that lies from `from` up to the next tier. */
export interface PremiumTier {
  readonly from: Cents;
  /** Hundredths of a per cent: 2500 is 25 %. */
  readonly rate: number;
}

/** What is owed on top of the hammer price. */
export interface SaleTerms {
  /** Ascending by `from`; the first begins at 0. None: no premium. */
  readonly premium: readonly PremiumTier[];
  /** Hundredths of a per cent. */
  readonly taxRate: number;
  /** What is taxed. */
  readonly taxOn: "premium" | "hammer_and_premium";
}

/** What one lot costs its winner. */
export interface LotCharge {
  readonly hammer: Cents;
  readonly premium: Cents;
  readonly tax: Cents;
  readonly total: Cents;
}

/** Terms of a sale that adds nothing to the hammer price. */
export const NO_CHARGES: SaleTerms = { premium: [], taxRate: 0, taxOn: "premium" };

/** The highest rate: all of the price. */
export const RATE_MAX = 10_000;

/** Rates are hundredths of a per cent: this many make the whole. */
const WHOLE = BigInt(RATE_MAX);

/**
 * What a lot costs under `terms`. The sum is exact and rounded once, half up; the premium shown is
 * its own rounded amount, and the tax shown is what is left, so that the three always add up.
 */
export function chargeFor(hammer: Cents, terms: SaleTerms): LotCharge {
  const premiumParts = premiumOf(BigInt(hammer), terms.premium); // in 1/10,000 cents
  const base = terms.taxOn === "premium" ? premiumParts : premiumParts + BigInt(hammer) * WHOLE;
  const taxParts = base * BigInt(terms.taxRate); // in 1/100,000,000 cents
  const total = BigInt(hammer) + roundedHalfUp(premiumParts * WHOLE + taxParts, WHOLE * WHOLE);
  const premium = roundedHalfUp(premiumParts, WHOLE);
  const tax = total - BigInt(hammer) - premium;
  return { hammer, premium: cents(premium), tax: cents(tax), total: cents(total) };
}

/** The premium in ten-thousandths of a cent: each tier takes its rate of its own part alone. */
function premiumOf(hammer: bigint, tiers: readonly PremiumTier[]): bigint {
  let parts = 0n;
  for (const [index, tier] of tiers.entries()) {
    const from = BigInt(tier.from);
    const next = tiers[index + 1];
    const until = next === undefined || hammer < BigInt(next.from) ? hammer : BigInt(next.from);
    if (until > from) parts += (until - from) * BigInt(tier.rate);
  }
  return parts;
}

function roundedHalfUp(parts: bigint, of: bigint): bigint {
  return (parts * 2n + of) / (of * 2n);
}

// Past the largest amount there is no greater one: nobody's absurd bid may stop the books.
function cents(amount: bigint): Cents {
  return amount > BigInt(CENTS_MAX) ? CENTS_MAX : toCents(Number(amount));
}
