// Every increment table at its edges, and the arithmetic of percentages.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { incrementAt, nextPrice, STEPPED_TABLES } from "../../lib/auction/increments.ts";
import type { Increments } from "../../lib/auction/lot.ts";
import { CENTS_MAX, toCents } from "../../lib/auction/money.ts";
import { units } from "./scene.ts";

Deno.test("incrementAt() steps where the eBay tables say, and not a cent before", () => {
  const edges = {
    ebay_us: [
      [0, 0.05],
      [0.01, 0.05],
      [0.99, 0.05],
      [1, 0.25],
      [4.99, 0.25],
      [5, 0.5],
      [24.99, 0.5],
      [25, 1],
      [99.99, 1],
      [100, 2.5],
      [249.99, 2.5],
      [250, 5],
      [499.99, 5],
      [500, 10],
      [999.99, 10],
      [1000, 25],
      [2499.99, 25],
      [2500, 50],
      [4999.99, 50],
      [5000, 100],
      [9_000_000, 100],
    ],
    ebay_uk: [
      [0, 0.05],
      [0.99, 0.05],
      [1, 0.2],
      [4.99, 0.2],
      [5, 0.5],
      [14.99, 0.5],
      [15, 1],
      [59.99, 1],
      [60, 2],
      [149.99, 2],
      [150, 5],
      [299.99, 5],
      [300, 10],
      [599.99, 10],
      [600, 20],
      [1499.99, 20],
      [1500, 50],
      [2999.99, 50],
      [3000, 100],
    ],
  } as const;
  for (const type of ["ebay_us", "ebay_uk"] as const) {
    for (const [price, step] of edges[type]) {
      assertEquals(incrementAt(units(price), { type }), units(step), `${type} at ${price}`);
    }
  }
});

Deno.test("incrementAt() climbs the auction house's ladder of 2, 5, 8", () => {
  // deno-fmt-ignore
  const ladder = [
    100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200, 220, 240, 260, 280, 300, 320, 350, 380,
    400, 420, 450, 480, 500, 550, 600, 650, 700, 750, 800, 850, 900, 950, 1000, 1100, 1200, 1300,
    1400, 1500, 1600, 1700, 1800, 1900, 2000, 2200, 2400, 2600, 2800, 3000, 3200, 3500, 3800, 4000,
  ];
  let price = units(100);
  const climbed = ladder.map(() => {
    const rung = price / 100;
    price = nextPrice(price, { type: "house_258" });
    return rung;
  });
  assertEquals(climbed, ladder);
});

Deno.test("incrementAt() finds the next rung from a price between two rungs", () => {
  for (
    const [price, next] of [[301, 320], [319.99, 320], [349, 350], [999.99, 1000], [0.05, 0.06]]
  ) {
    assertEquals(nextPrice(units(price ?? 0), { type: "house_258" }), units(next ?? 0));
  }
});

Deno.test("incrementAt() rounds a percentage half up to whole multiples, at least one", () => {
  const rows = [
    // percent, roundTo, price, increment (all in cents)
    [10, 100, 1000, 100],
    [10, 100, 1499, 100], // 149.9 is nearer to 100
    [10, 100, 1500, 200], // 150 is half way: up
    [10, 100, 0, 100], // at least one multiple
    [5, 50, 100, 50],
    [2.5, 1, 100, 3], // 2.5 is half way: up
    [2.5, 1, 99, 2], // 2.475
    [4.35, 1, 10_000, 435], // 4.35 * 100 is no whole number in floating point
    [100, 1, 777, 777],
  ] as const;
  for (const [percent, roundTo, price, step] of rows) {
    const increments: Increments = { type: "percent", percent, roundTo: toCents(roundTo) };
    assertEquals(incrementAt(toCents(price), increments), toCents(step), `${percent}% of ${price}`);
  }
});

Deno.test("incrementAt() keeps a percentage exact near the largest amount", () => {
  const price = toCents(9_007_199_254_740_881);
  const increments: Increments = { type: "percent", percent: 10, roundTo: toCents(1) };
  assertEquals(incrementAt(price, increments), 900_719_925_474_088);
  const rounding: Increments = { type: "percent", percent: 100, roundTo: toCents(1000) };
  assertEquals(incrementAt(CENTS_MAX, rounding), CENTS_MAX);
});

Deno.test("incrementAt() reads a lot's own table, its first step below every range too", () => {
  const steps = [
    { from: units(10), step: units(1) },
    { from: units(50), step: units(7) },
  ];
  for (const [price, step] of [[0, 1], [10, 1], [49.99, 1], [50, 7], [1000, 7]]) {
    assertEquals(incrementAt(units(price ?? 0), { type: "table", steps }), units(step ?? 0));
  }
  assertThrows(() => incrementAt(units(1), { type: "table", steps: [] }));
});

Deno.test("nextPrice() always rises and never passes the largest amount", () => {
  const tables = fc.constantFrom<Increments>(
    { type: "ebay_us" },
    { type: "ebay_uk" },
    { type: "house_258" },
    { type: "fixed", step: toCents(100) },
    { type: "percent", percent: 33.33, roundTo: toCents(50) },
    { type: "percent", percent: 100, roundTo: toCents(1) },
    { type: "table", steps: STEPPED_TABLES.ebay_us },
  );
  fc.assert(fc.property(fc.maxSafeNat(), tables, (amount, increments) => {
    const price = toCents(amount);
    const next = nextPrice(price, increments);
    assert(Number.isSafeInteger(next) && (next > price || next === CENTS_MAX));
  }));
});
