// Whatever is sold to whom: invoices, the sale's totals and the rows of the CSV say the same sums,
// and they are those that the terms give for what each paddle has won.

import { assertEquals } from "@std/assert";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { PublicEvent, PublicLot } from "../../lib/auction/event.ts";
import { toCents } from "../../lib/auction/money.ts";
import { chargeFor, type SaleTerms } from "../../lib/auction/settlement.ts";
import { wonAt } from "../../lib/auction/exposure.ts";
import { emptyView, evolveView, type SaleView } from "../../lib/auction/view.ts";
import { invoicedPaddles } from "../../lib/settlement/invoice.ts";
import { lotResults } from "../../lib/settlement/lot_result.ts";
import { resultsCsv } from "../../lib/settlement/results_csv.ts";
import { paddleTotals, saleTotals } from "../../lib/settlement/sale_totals.ts";
import { evolveNotes, NO_NOTES } from "../../lib/settlement/sale_notes.ts";
import type { SettledSale } from "../../lib/settlement/settled_sale.ts";

const PADDLES = ["1", "2", "3", "10", "A-1"];
const amount = fc.integer({ min: 1, max: 1_000_000_000 }).map(toCents);
const paddle = fc.constantFrom(...PADDLES);
const rate = fc.integer({ min: 0, max: 10_000 });

const terms: fc.Arbitrary<SaleTerms> = fc.record({
  premium: fc.array(fc.record({ gap: amount, rate }), { maxLength: 4 }).map((tiers) => {
    let from = 0;
    return tiers.map(({ gap, rate }, index) => {
      if (index > 0) from += gap;
      return { from: toCents(from), rate };
    });
  }),
  taxRate: rate,
  taxOn: fc.constantFrom("premium", "hammer_and_premium"),
});

/** How a lot ends: sold, sold and awarded to another, sold by the unit, or passed. */
const ending = fc.oneof(
  fc.record({ type: fc.constant("sold" as const), paddle, price: amount }),
  fc.record({ type: fc.constant("awarded" as const), paddle, price: amount, defaulter: paddle }),
  fc.record({
    type: fc.constant("units" as const),
    price: amount,
    units: fc.uniqueArray(fc.record({ paddle, quantity: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 1,
      selector: (unit) => unit.paddle,
    }),
  }),
  fc.record({ type: fc.constant("passed" as const) }),
);
type Ending = typeof ending extends fc.Arbitrary<infer T> ? T : never;

const lot: PublicLot = {
  id: "1",
  format: { type: "uniform", quantity: 99 },
  title: { en: "Lot" },
  opening: toCents(1),
  increments: { type: "house_258" },
  hasReserve: false,
  closing: { type: "clerked" },
  image: null,
  estimate: null,
};

function eventsOf(end: Ending, id: string): PublicEvent[] {
  const base = { at: 1, lot: id };
  const catalogued: PublicEvent = { type: "LotCatalogued", at: 1, lot: { ...lot, id } };
  switch (end.type) {
    case "sold":
      return [catalogued, { type: "LotSold", ...base, paddle: end.paddle, price: end.price }];
    case "awarded": {
      const { paddle, price, defaulter } = end;
      return [
        catalogued,
        { type: "LotSold", ...base, paddle: defaulter, price: toCents(price + 1) },
        { type: "LotAwarded", ...base, paddle, price, defaulter },
      ];
    }
    case "units": {
      const { price, units } = end;
      const sold = units.map((unit) => ({ type: "UnitsSold" as const, ...base, ...unit, price }));
      return [
        catalogued,
        ...sold,
        { type: "LotSold", ...base, paddle: units[0]?.paddle ?? "", price },
      ];
    }
    case "passed":
      return [catalogued, { type: "LotPassed", ...base, reason: "by_hand" }];
  }
}

function saleOf(endings: readonly Ending[], terms: SaleTerms): SettledSale {
  let view: SaleView = { ...emptyView(), currency: "BRL" };
  let notes = NO_NOTES;
  const events = endings.flatMap((end, index) => eventsOf(end, String(index + 1)));
  for (const event of [{ type: "TermsSet", at: 1, terms } as const, ...events]) {
    view = evolveView(view, event);
    notes = evolveNotes(notes, event);
  }
  return { view, notes, place: { house: "", seq: 1, hash: "" }, names: new Map() };
}

function sum(amounts: Iterable<number>): number {
  return [...amounts].reduce((total, one) => total + one, 0);
}

Deno.test("Invoices, totals and rows add up to the same, for whatever was sold", () => {
  fc.assert(
    fc.property(fc.array(ending, { maxLength: 12 }), terms, (endings, terms) => {
      const sale = saleOf(endings, terms);
      const results = lotResults(sale);
      const invoices = paddleTotals(results);
      const { charge } = saleTotals(results);
      for (const part of ["hammer", "premium", "tax", "total"] as const) {
        assertEquals(sum(invoices.map((invoice) => invoice.charge[part])), charge[part], part);
      }
      const rows: Record<string, string>[] = parse(
        resultsCsv(sale, { language: "en", forExcel: false }),
        { columns: true },
      );
      assertEquals(sum(rows.map((row) => Number(row["total_cents"]))), charge.total);
      assertEquals(charge.total, charge.hammer + charge.premium + charge.tax);
      assertEquals(invoicedPaddles(sale), invoices.map(({ paddle }) => paddle));
    }),
  );
});

Deno.test("An invoice asks what the terms give for what the paddle has won, lot by lot", () => {
  fc.assert(
    fc.property(fc.array(ending, { maxLength: 12 }), terms, (endings, terms) => {
      const sale = saleOf(endings, terms);
      const totals = new Map(
        paddleTotals(lotResults(sale)).map(({ paddle, charge }) => [paddle, charge.total]),
      );
      for (const paddle of PADDLES) {
        const won = [...sale.view.lots.values()].map((lot) => wonAt(lot, paddle))
          .filter((hammer) => hammer > 0);
        const owed = sum(won.map((hammer) => chargeFor(hammer, terms).total));
        assertEquals(totals.get(paddle) ?? 0, owed, paddle);
        assertEquals(totals.has(paddle), won.length > 0, paddle);
      }
    }),
  );
});
