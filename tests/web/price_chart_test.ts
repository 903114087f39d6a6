// The price chart: what is drawn, what is said, and how little of it there is.

import { assert, assertEquals } from "@std/assert";
import type { BidEntry, BidEntryCause } from "../../lib/auction/bid_book.ts";
import { toCents } from "../../lib/auction/money.ts";
import { PriceChart } from "../../lib/web/price_chart.tsx";
import { CHART_HEIGHT, CHART_WIDTH, priceSteps } from "../../lib/web/price_steps.ts";

const noon = Date.UTC(2027, 0, 15, 12);

/** Entries a second apart: what happened, and the price from then on. */
function entries(...steps: readonly (readonly [BidEntryCause, number | null])[]): BidEntry[] {
  return steps.map(([cause, price], index) => ({
    seq: index + 1,
    at: noon + index * 1000,
    lot: "7",
    cause,
    price: price === null ? null : toCents(price),
    leader: "1",
  }));
}

function html(of: readonly BidEntry[], language: "en" | "pt" = "en", isSealed = false): string {
  const place = { language, timeZone: "UTC", currency: "BRL" } as const;
  return String(PriceChart({ lot: "7", entries: of, isSealed, ...place })).replaceAll(
    "\u00a0",
    " ",
  );
}

Deno.test("priceSteps() draws a stair from the first price to the last", () => {
  const steps = priceSteps(entries(["opened", null], ["bid", 100], ["bid", 200], ["bid", 300]));
  assertEquals(steps?.line, "M4 96H150V50H296V4");
  assertEquals([steps?.fallen, steps?.steps, steps?.undone], ["", 3, 0]);
  assertEquals(steps?.end, "M296 4h0");
});

Deno.test("priceSteps() draws what was taken back apart, down to nothing too", () => {
  const back = priceSteps(entries(["bid", 100], ["bid", 200], ["undone", 100], ["bid", 150]));
  assertEquals([back?.fallen, back?.undone], ["M199 4V96", 1]);
  assertEquals(back?.line, "M4 96H101V4H199M199 96H296V50");
  const nothing = priceSteps(entries(["bid", 100], ["retracted", null], ["bid", 120]));
  assertEquals(nothing?.fallen, "M150 96V96");
  assertEquals(nothing?.line, "M4 96H150M296 4");
});

Deno.test("priceSteps() goes on to the end of the lot, sold or not", () => {
  const passed = priceSteps(entries(["bid", 100], ["bid", 200], ["passed", null]));
  assertEquals(passed?.line, "M4 96H150V4H296");
  assertEquals([passed?.last.at, passed?.last.price], [noon + 2000, toCents(200)]);
});

Deno.test("priceSteps() keeps what it draws small, and its first step, however many there are", () => {
  const many = Array.from({ length: 2_000 }, (_, index) => ["bid", 100 + index] as const);
  const steps = priceSteps(entries(...many));
  assert(steps !== null && steps.line.length < 5_000, String(steps?.line.length));
  assert(steps.line.startsWith("M4 96"));
  assertEquals([steps.dots, steps.steps], ["", 2_000]);
  const numbers = steps.line.match(/\d+/g)?.map(Number) ?? [];
  assert(Math.max(...numbers) <= Math.max(CHART_WIDTH, CHART_HEIGHT));
});

Deno.test("priceSteps() begins at the first price, and draws what was taken back, within one column", () => {
  const quick = entries(["bid", 100], ["bid", 200], ["bid", 300], ["undone", 200], ["bid", 300]);
  const hour = 3_600_000;
  const at = [0, 1, hour, hour + 1, 2 * hour];
  const steps = priceSteps(
    quick.map((entry, index) => ({ ...entry, at: noon + (at[index] ?? 0) })),
  );
  assertEquals(steps?.line, "M4 96H4V50H150V4H150M150 50H296V4");
  assertEquals(steps?.fallen, "M150 4V50");
});

Deno.test("priceSteps() of one bid is a dot, and of none is nothing", () => {
  assertEquals(priceSteps(entries(["bid", 100]))?.line, "M4 96");
  assertEquals(priceSteps(entries(["opened", null], ["passed", null])), null);
  assertEquals(priceSteps([]), null);
});

Deno.test("PriceChart() says in a sentence what it shows", () => {
  const bids = entries(["bid", 10_000], ["bid", 20_000], ["undone", 10_000]);
  const en = "Price of lot 7: from R$100.00 at 12:00:00 to R$100.00 at 12:00:02, in 2 steps; " +
    "taken back: 1.";
  assert(html(bids).includes(`role="img" aria-label="${en}"`), html(bids));
  const pt = "Preço do lote 7: de R$ 100,00 às 12:00:00 a R$ 100,00 às 12:00:02, em 2 passos; " +
    "desfeitos: 1.";
  assert(html(bids, "pt").includes(`aria-label="${pt}"`), html(bids, "pt"));
  assert(html(bids).includes("Dashed"));
  assert(!html(entries(["bid", 10_000])).includes("Dashed"));
});

Deno.test("PriceChart() says why there is nothing to draw, and carries no style of its own", () => {
  assertEquals(html([]), '<p class="soft">No bid has moved the price yet.</p>');
  assertEquals(
    html([], "pt", true),
    '<p class="soft">Lances fechados não mostram preço antes do fim.</p>',
  );
  assert(!/style|<script/.test(html(entries(["bid", 100], ["bid", 200]))));
});
