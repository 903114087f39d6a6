// Whole made-up sales: every command at any time, on timed and clerked lots. `play` checks the
// invariants after each event; here is what must hold over the sale as a whole.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Command } from "../../lib/auction/command.ts";
import { decide } from "../../lib/auction/decide.ts";
import { publicEvent } from "../../lib/auction/event.ts";
import type { Lot, SoftClose } from "../../lib/auction/lot.ts";
import { emptySale, evolve } from "../../lib/auction/sale.ts";
import { nextDeadline } from "../../lib/auction/sale_clock.ts";
import { emptyView, evolveView } from "../../lib/auction/view.ts";
import { ANA, BEN, catalogued, CID, lot7, play, type Scene, T0, timedLot, units } from "./scene.ts";

const policies = fc.oneof(
  fc.constant<SoftClose>({ type: "none" }),
  fc.record<Exclude<SoftClose, { readonly type: "none" }>>({
    type: fc.constantFrom("from_bid", "add_to_end"),
    windowMs: fc.integer({ min: 1, max: 200_000 }),
    extensionsMs: fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 3 }),
    hardEndMs: fc.option(fc.integer({ min: 600_000, max: 900_000 })),
  }),
);

const stages = fc.record({ policy: policies, reserve: fc.option(fc.integer({ min: 10, max: 90 })) })
  .map(({ policy, reserve }): readonly Lot[] => {
    const terms = { reserve: reserve === null ? null : units(reserve) };
    return [{ ...lot7, ...terms }, { ...timedLot(policy), ...terms }, { ...lot7, id: "9" }];
  });

const lot = fc.constantFrom("7", "8", "8", "9", "70");
const paddle = fc.constantFrom(ANA, BEN, CID, "99");
const untimed = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant("PlaceBid" as const),
      lot,
      paddle,
      kind: fc.constantFrom("max" as const, "exact" as const),
      amount: fc.integer({ min: 900, max: 12_000 }),
      currency: fc.constantFrom(null, "BRL", "BRL", "USD"),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom(
        "OpenLot" as const,
        "OpenLot" as const,
        "PauseLot" as const,
        "ResumeLot" as const,
        "ResumeLot" as const,
        "UndoLastBid" as const,
        "UndoLastBid" as const,
      ),
      lot,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ type: fc.constant("PassLot" as const), lot }),
      fc.record({ type: fc.constant("GiveFairWarning" as const), lot, text: fc.constant(null) }),
      fc.record({ type: fc.constant("HammerLot" as const), lot, belowReserve: fc.boolean() }),
      fc.record({ type: fc.constant("WithdrawLot" as const), lot, reason: fc.constant(null) }),
      fc.record({
        type: fc.constantFrom("SuspendPaddle" as const, "ReinstatePaddle" as const),
        paddle,
      }),
      fc.record({ type: fc.constant("ReturnLostTime" as const), downSince: fc.constant(T0) }),
      fc.record({ type: fc.constant("CloseSale" as const) }),
    ),
  },
);

const scripts = fc.array(
  fc.record({ command: untimed, laterMs: fc.oneof(fc.constant(0), fc.nat(150_000)) }),
  { maxLength: 60 },
);

/** Each command at its time, after the Ticks that are due, as the shell sends them. */
function perform(
  lots: readonly Lot[],
  script: readonly {
    readonly command: typeof untimed extends fc.Arbitrary<infer T> ? T : never;
    readonly laterMs: number;
  }[],
): Scene {
  let scene = play(catalogued(...lots), { type: "OpenLot", at: T0, lot: "8" });
  let at = T0;
  for (const { command, laterMs } of script) {
    at += laterMs;
    let due = nextDeadline(scene.sale.view);
    while (due !== null && due <= at) {
      scene = play(scene, { type: "Tick", at: due });
      due = nextDeadline(scene.sale.view);
    }
    const timed: Command = { ...command, at };
    scene = play(scene, timed);
  }
  return scene;
}

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
    }),
    { numRuns: 500 },
  );
});

Deno.test("A sale performed twice gives the same events", () => {
  fc.assert(fc.property(stages, scripts, (lots, script) => {
    assertEquals(perform(lots, script).events, perform(lots, script).events);
  }));
});

Deno.test("A sale never ends a timed lot but at its announced end or by withdrawal", () => {
  fc.assert(
    fc.property(stages, scripts, (lots, script) => {
      let end: number | null = null;
      for (const event of perform(lots, script).events) {
        if (!("lot" in event) || event.lot !== "8") continue;
        if ("endsAt" in event) end = event.endsAt;
        if (event.type === "LotPaused") end = null;
        if (event.type === "LotPassed") assertEquals(event.at, end);
        if (event.type === "LotSold") assert(end !== null && event.at >= end);
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("decide() changes nothing that it is given", () => {
  fc.assert(fc.property(stages, scripts, (lots, script) => {
    const { sale } = perform(lots, script);
    const copy = structuredClone(sale);
    for (const { command } of script) decide(sale, { ...command, at: T0 + 1_000_000 });
    assertEquals(sale, copy);
  }));
});
