// Whole made-up sales. `play` checks the invariants after each event; here is what must hold over
// the sale as a whole.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { decide } from "../../lib/auction/decide.ts";
import { publicEvent } from "../../lib/auction/event.ts";
import type { LotId } from "../../lib/auction/lot.ts";
import { emptySale, evolve, type Sale } from "../../lib/auction/sale.ts";
import { emptyView, evolveView } from "../../lib/auction/view.ts";
import { perform, scripts, stages } from "./made_up_sales.ts";
import { T0 } from "./scene.ts";
import { trials } from "./trials.ts";

Deno.test("A sale replayed from its events is the same sale, for the house and for bidders", () => {
  fc.assert(
    fc.property(stages, scripts, (lots, script) => {
      const { events, sale } = perform(lots, script);
      let again = emptySale();
      let view = emptyView();
      for (const event of events) {
        again = evolve(again, event);
        view = evolveView(view, publicEvent(event));
      }
      assertEquals(again, sale);
      assertEquals(view, sale.view);
      // Maps are equal in any order.
      const order = [...sale.view.lots.keys()];
      assertEquals([...again.view.lots.keys()], order);
      assertEquals([...view.lots.keys()], order);
    }),
    trials(1_500),
  );
});

Deno.test("A sale performed twice gives the same events", () => {
  fc.assert(
    fc.property(stages, scripts, (lots, script) => {
      assertEquals(perform(lots, script).events, perform(lots, script).events);
    }),
    trials(100),
  );
});

Deno.test("A sale never ends a timed lot but at its announced end, by a buyer or by withdrawal", () => {
  fc.assert(
    fc.property(stages, scripts, (lots, script) => {
      const ends = new Map<LotId, number | null>();
      let bought: string | null = null;
      for (const event of perform(lots, script).events) {
        if (!("lot" in event) || typeof event.lot !== "string") continue;
        if ("endsAt" in event) ends.set(event.lot, event.endsAt);
        const end = ends.get(event.lot) ?? null;
        if (event.type === "LotPaused") ends.set(event.lot, null);
        if (event.type === "BidAccepted") bought = event.secret.kind === "buy" ? event.lot : null;
        if (end === null) continue;
        if (event.type === "LotPassed") assertEquals(event.at, end);
        if (event.type === "LotSold" && bought !== event.lot) assert(event.at >= end);
      }
    }),
    trials(300),
  );
});

Deno.test("A sale sells no lot above what its winner bid, nor below what it opened at", () => {
  fc.assert(
    fc.property(stages, scripts, (lots, script) => {
      let sale: Sale = emptySale();
      for (const event of perform(lots, script).events) {
        if (event.type === "LotSold" || event.type === "LotAwarded") {
          const { lot, live } = sale.secrets.get(event.lot) ?? {};
          const bid = live?.get(event.paddle);
          assert(bid !== undefined && lot !== undefined);
          const isClock = lot.format.type === "japanese" || lot.format.type === "dutch";
          assert(isClock || event.price <= bid.amount);
          const opening = sale.view.lots.get(event.lot)?.opening ?? Infinity;
          assert(event.price >= (lot.format.type === "dutch" ? lot.format.floor : opening));
        }
        sale = evolve(sale, event);
      }
    }),
    trials(300),
  );
});

Deno.test("decide() changes nothing that it is given", () => {
  fc.assert(
    fc.property(stages, scripts, (lots, script) => {
      const { sale } = perform(lots, script);
      const copy = structuredClone(sale);
      for (const { command } of script) decide(sale, { ...command, at: T0 + 1_000_000 });
      assertEquals(sale, copy);
    }),
    trials(100),
  );
});
