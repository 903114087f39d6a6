// How much more than the price the next bid must be: the named tables as data, and the arithmetic
// over them. Whole minor units throughout; nothing here knows who bids.

import { assert } from "@std/assert";
import type { Increments, IncrementStep } from "./lot.ts";
import { addCents, type Cents, CENTS_MAX, toCents } from "./money.ts";

/** The stepped tables that lots can name, in minor units (RULES.md, increments). */
export const STEPPED_TABLES: Readonly<Record<"ebay_us" | "ebay_uk", readonly IncrementStep[]>> = {
  ebay_us: steps([
    [1, 5],
    [1_00, 25],
    [5_00, 50],
    [25_00, 1_00],
    [100_00, 2_50],
    [250_00, 5_00],
    [500_00, 10_00],
    [1000_00, 25_00],
    [2500_00, 50_00],
    [5000_00, 100_00],
  ]),
  ebay_uk: steps([
    [1, 5],
    [1_00, 20],
    [5_00, 50],
    [15_00, 1_00],
    [60_00, 2_00],
    [150_00, 5_00],
    [300_00, 10_00],
    [600_00, 20_00],
    [1500_00, 50_00],
    [3000_00, 100_00],
  ]),
};

// The auction house's ladder within one power of ten, in tenths of that power: from 1 by 1s, from
// 2 by 2s, from 3 to 5 the rungs end in 0, 2, 5, 8, from 5 by 5s.
// deno-fmt-ignore
const HOUSE_258_TENTHS: readonly number[] = [
  10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
  20, 22, 24, 26, 28,
  30, 32, 35, 38, 40, 42, 45, 48,
  50, 55, 60, 65, 70, 75, 80, 85, 90, 95,
  100,
];

// Percentages have two decimals on the wire; integers of a finer fraction keep this exact.
const PERCENT_PARTS = 10_000;

/** The increment at `price`: at least 1, in minor units. */
export function incrementAt(price: Cents, increments: Increments): Cents {
  switch (increments.type) {
    case "ebay_us":
    case "ebay_uk":
      return stepAt(price, STEPPED_TABLES[increments.type]);
    case "house_258":
      return toCents(nextRung258(price) - price);
    case "fixed":
      return increments.step;
    case "percent":
      return percentOf(price, increments);
    case "table":
      return stepAt(price, increments.steps);
  }
}

/** `price` and its increment: what the next bid must reach; never past 2^53 - 1. */
export function nextPrice(price: Cents, increments: Increments): Cents {
  return addCents(price, incrementAt(price, increments));
}

// Below the first range its step holds too: an opening price may lie under every range.
function stepAt(price: Cents, table: readonly IncrementStep[]): Cents {
  let step = table[0]?.step;
  for (const range of table) if (range.from <= price) step = range.step;
  assert(step !== undefined, "an increment table has at least one range");
  return step;
}

// Under ten minor units the ladder's rungs are fractions; the whole ones among them are all
// integers, so it climbs by one.
function nextRung258(price: Cents): number {
  if (price < 10) return price + 1;
  let tenth = 1;
  while (price >= tenth * 100) tenth *= 10;
  for (const rung of HOUSE_258_TENTHS) {
    if (rung * tenth > price) return Math.min(rung * tenth, CENTS_MAX);
  }
  return CENTS_MAX;
}

function percentOf(price: Cents, terms: { readonly percent: number; readonly roundTo: Cents }) {
  const parts = BigInt(Math.round(terms.percent * PERCENT_PARTS));
  const unit = BigInt(terms.roundTo);
  // Rounding half up: floor((2 n + d) / 2 d) for the quotient n / d.
  const numerator = BigInt(price) * parts;
  const denominator = BigInt(100 * PERCENT_PARTS) * unit;
  const rounded = (2n * numerator + denominator) / (2n * denominator) * unit;
  if (rounded > BigInt(CENTS_MAX)) return CENTS_MAX;
  return rounded > unit ? toCents(Number(rounded)) : terms.roundTo;
}

function steps(rows: readonly (readonly [number, number])[]): readonly IncrementStep[] {
  return rows.map(([from, step]) => ({ from: toCents(from), step: toCents(step) }));
}
