// What a winner owes: premium in tiers, tax, and one rounding a lot.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Cents, CENTS_MAX, toCents } from "../../lib/auction/money.ts";
import { chargeFor, NO_CHARGES, type SaleTerms } from "../../lib/auction/settlement.ts";
import { trials } from "./trials.ts";

/** 25 % to 1,000.00, 20 % of what lies above, 12 % of what lies above 100,000.00. */
const tiers = [[0, 2500], [100_000, 2000], [10_000_000, 1200]].map(([from, rate]) => ({
  from: toCents(from ?? 0),
  rate: rate ?? 0,
}));

function terms(changes: Partial<SaleTerms> = {}): SaleTerms {
  return { premium: tiers, taxRate: 0, taxOn: "premium", ...changes };
}

/** Hammer, premium, tax and total in cents. */
function charged(hammer: number, saleTerms: SaleTerms): readonly number[] {
  const charge = chargeFor(toCents(hammer), saleTerms);
  return [charge.hammer, charge.premium, charge.tax, charge.total];
}

Deno.test("chargeFor() adds nothing to the hammer price where nothing is due", () => {
  for (const hammer of [0, 1, 12_345, CENTS_MAX]) {
    assertEquals(charged(hammer, NO_CHARGES), [hammer, 0, 0, hammer]);
  }
});

Deno.test("chargeFor() takes each tier's rate of its own part of the price alone", () => {
  const rows = [
    [0, 0],
    [100, 25],
    [99_999, 25_000], // 24,999.75
    [100_000, 25_000],
    [100_100, 25_020],
    [10_000_000, 2_005_000], // 25,000 of the first part, 1,980,000 of the second
    [10_001_000, 2_005_120],
  ] as const;
  for (const [hammer, premium] of rows) {
    assertEquals(charged(hammer, terms()), [hammer, premium, 0, hammer + premium]);
  }
});

Deno.test("chargeFor() taxes the premium alone, or the hammer price with it", () => {
  assertEquals(charged(10_000, terms({ taxRate: 2000 })), [10_000, 2_500, 500, 13_000]);
  const both = terms({ taxRate: 2000, taxOn: "hammer_and_premium" });
  assertEquals(charged(10_000, both), [10_000, 2_500, 2_500, 15_000]);
  const bare: SaleTerms = { premium: [], taxRate: 500, taxOn: "hammer_and_premium" };
  assertEquals(charged(10_000, bare), [10_000, 0, 500, 10_500]);
  assertEquals(charged(10_000, { ...bare, taxOn: "premium" }), [10_000, 0, 0, 10_000]);
});

Deno.test("chargeFor() rounds half up, and one cent at a time", () => {
  assertEquals(charged(1, terms()), [1, 0, 0, 1]); // 0.25
  assertEquals(charged(2, terms()), [2, 1, 0, 3]); // 0.50
  assertEquals(charged(3, terms()), [3, 1, 0, 4]); // 0.75
  assertEquals(charged(5, terms()), [5, 1, 0, 6]); // 1.25
});

Deno.test("chargeFor() rounds the sum once: premium and tax are no two roundings", () => {
  const taxed = terms({ taxRate: 6000 });
  // 0.25 premium and 0.15 tax: together 0.40.
  assertEquals(charged(1, taxed), [1, 0, 0, 1]);
  // 1.25 premium and 0.75 tax are 2.00; the premium shown is 1, so the tax shown is 1.
  assertEquals(charged(5, taxed), [5, 1, 1, 7]);
  // 0.50 premium and 0.30 tax are 0.80: the premium shown is 1, and no cent is left for the tax.
  assertEquals(charged(2, taxed), [2, 1, 0, 3]);
  // 1.50 and 0.90 are 2.40, though each alone would round up.
  assertEquals(charged(6, taxed), [6, 2, 0, 8]);
});

Deno.test("chargeFor() is exact next to the largest amount, and stays there past it", () => {
  const one: SaleTerms = { premium: [{ from: toCents(0), rate: 1 }], taxRate: 0, taxOn: "premium" };
  const hammer = 9_000_000_000_000_001;
  assertEquals(charged(hammer, one), [hammer, 900_000_000_000, 0, 9_000_900_000_000_001]);
  const top = charged(CENTS_MAX, terms({ taxRate: 10_000, taxOn: "hammer_and_premium" }));
  assertEquals([top[0], top[3]], [CENTS_MAX, CENTS_MAX]);
});

const amounts = fc.oneof(
  fc.integer({ min: 0, max: 400 }),
  fc.integer({ min: 0, max: 2_000_000 }),
  fc.maxSafeNat(),
).map(toCents);

const ladders = fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 3 })
  .chain((starts) => {
    const from = [0, ...starts.toSorted((a, b) => a - b)].map(toCents);
    const rates = fc.array(fc.integer({ min: 0, max: 10_000 }), {
      minLength: from.length,
      maxLength: from.length,
    });
    return rates.map((rates) => from.map((from, index) => ({ from, rate: rates[index] ?? 0 })));
  });

const saleTerms = fc.record<SaleTerms>({
  premium: fc.oneof(ladders, fc.constant([])),
  taxRate: fc.integer({ min: 0, max: 5_000 }),
  taxOn: fc.constantFrom("premium", "hammer_and_premium"),
});

/** A second opinion: what is owed as a fraction, each tier cut out by itself, rounded by remainder. */
function modelTotal(hammer: Cents, { premium, taxRate, taxOn }: SaleTerms): bigint {
  const price = BigInt(hammer);
  let premiumParts = 0n;
  for (const { from, rate } of premium) {
    const next = premium.find((tier) => tier.from > from);
    const above = price - BigInt(from);
    const width = next === undefined ? above : BigInt(next.from) - BigInt(from);
    const part = above < 0n ? 0n : above < width ? above : width;
    premiumParts += part * BigInt(rate);
  }
  const taxed = taxOn === "premium" ? premiumParts : premiumParts + 10_000n * price;
  const owed = 10_000n * (10_000n * price + premiumParts) + taxed * BigInt(taxRate);
  const whole = owed / 100_000_000n;
  return owed % 100_000_000n >= 50_000_000n ? whole + 1n : whole;
}

Deno.test("chargeFor() agrees with a model in exact fractions, and its parts add up", () => {
  fc.assert(
    fc.property(amounts, saleTerms, (hammer, saleTerms) => {
      const { premium, tax, total } = chargeFor(hammer, saleTerms);
      const expected = modelTotal(hammer, saleTerms);
      if (expected > BigInt(CENTS_MAX)) return assertEquals(total, CENTS_MAX);
      assertEquals(BigInt(total), expected);
      assertEquals(hammer + premium + tax, total);
      const alone = modelTotal(hammer, { ...saleTerms, taxRate: 0 });
      assertEquals(BigInt(hammer) + BigInt(premium), alone);
    }),
    trials(2_000),
  );
});

Deno.test("chargeFor() never owes less for a higher price", () => {
  fc.assert(
    fc.property(amounts, amounts, saleTerms, (a, b, saleTerms) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      assert(chargeFor(low, saleTerms).total <= chargeFor(high, saleTerms).total);
    }),
    trials(1_000),
  );
});
