// What a page offers against what the rules accept: over made-up sales, and by hand.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Command } from "../../lib/auction/command.ts";
import { decide } from "../../lib/auction/decide.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import { actionsOf, LOT_ACTIONS, type LotAction } from "../../lib/auction/lot_actions.ts";
import { nextDeadline } from "../../lib/auction/sale_clock.ts";
import type { LotView } from "../../lib/auction/view.ts";
import { perform, scripts, stages } from "./made_up_sales.ts";
import {
  ANA,
  bid,
  catalogued,
  hammer,
  lot7,
  lot8,
  MINUTE,
  opened,
  play,
  SALT,
  SECOND,
  T0,
  units,
} from "./scene.ts";
import { trials } from "./trials.ts";

/** What a button sends; null where what a person types decides. */
function commandOf(action: LotAction, { lot: { id, closing }, winner }: LotView, at: number) {
  const to = { at, lot: id };
  const durationMs = closing.type === "timed" ? MINUTE : null;
  const commands: Readonly<Record<LotAction, Command | null>> = {
    open: { type: "OpenLot", ...to },
    floor_bid: null,
    ask: null,
    increments: { type: "SetIncrements", ...to, increments: { type: "ebay_uk" } },
    warn: { type: "GiveFairWarning", ...to, text: null },
    hammer: { type: "HammerLot", ...to, belowReserve: false },
    hammer_below_reserve: { type: "HammerLot", ...to, belowReserve: true },
    pass: { type: "PassLot", ...to },
    pause: { type: "PauseLot", ...to },
    resume: { type: "ResumeLot", ...to },
    undo: { type: "UndoLastBid", ...to },
    retract: null,
    reopen: { type: "ReopenLot", ...to, durationMs },
    award: { type: "AwardLot", ...to, defaulter: winner?.paddle ?? ANA },
    withdraw: { type: "WithdrawLot", ...to, reason: null },
    move: { type: "MoveLot", ...to, before: null },
  };
  return commands[action];
}

/** What only the desk knows: who else has bid, and who leads a sealed lot. */
function isSecret(reason: string, { lot: { format } }: LotView): boolean {
  if (reason === "no_under_bidder") return format.type !== "dutch";
  return reason === "banned" && format.type !== "english";
}

Deno.test("actionsOf() offers what the rules accept, and nothing that they refuse", () => {
  const seen = new Set<LotAction>();
  fc.assert(
    fc.property(stages, scripts, (lots, script) => {
      const { sale, events } = perform(lots, script);
      const nowMs = (events.at(-1)?.at ?? T0) + 1;
      const due = nextDeadline(sale.view);
      // A Tick that is due comes before any command.
      if (due !== null && due <= nowMs) return;
      for (const lot of sale.view.lots.values()) {
        const offered = actionsOf(lot, { view: sale.view, nowMs });
        for (const action of LOT_ACTIONS) {
          const command = commandOf(action, lot, nowMs);
          if (command === null) continue;
          const answer = decide(sale, command);
          if (answer.type === "rejected" && isSecret(answer.reason, lot)) continue;
          const isSame = offered.includes(action) === (answer.type === "accepted") ||
            // With the reserve met the plain hammer says the same.
            (action === "hammer_below_reserve" && offered.includes("hammer"));
          const why = answer.type === "rejected" ? answer.reason : "accepted";
          assert(isSame, `${action} on ${lot.lot.id} (${lot.status}): ${why}`);
          if (answer.type === "accepted") seen.add(action);
        }
      }
    }),
    trials(1_500),
  );
  const typed = ["floor_bid", "ask", "retract"];
  assertEquals(
    LOT_ACTIONS.filter((action) => !seen.has(action)),
    LOT_ACTIONS.filter((action) => typed.includes(action)),
  );
});

Deno.test("actionsOf() offers a floor bid, an ask and a retraction where the rules take one", () => {
  const scene = play(opened(lot7), bid(ANA, 20));
  const lot = scene.sale.view.lots.get("7") as LotView;
  const offered = actionsOf(lot, { view: scene.sale.view, nowMs: T0 + 2 * SECOND });
  for (const action of ["floor_bid", "ask", "retract"] as const) assert(offered.includes(action));
  const to = { at: T0 + 2 * SECOND, lot: "7" };
  const more = lot.standing.ask;
  const commands: readonly Command[] = [
    {
      type: "PlaceFloorBid",
      ...to,
      paddle: "2",
      kind: "exact",
      amount: more,
      quantity: 1,
      salt: SALT,
    },
    { type: "SetAsk", ...to, ask: more },
    { type: "RetractBids", ...to, paddle: ANA, reason: null, salt: SALT },
  ];
  for (const command of commands) assertEquals(decide(scene.sale, command).type, "accepted");
});

Deno.test("actionsOf() offers nothing typed on a lot that is paused, ahead, or of another format", () => {
  const paused = play(opened(lot7), { type: "PauseLot", at: T0 + 1, lot: "7" });
  const sealed: Lot = { ...lot7, format: { type: "sealed_first" } };
  const cases = [
    [paused, ["ask"]],
    [catalogued(lot7), []],
    [opened(sealed), ["floor_bid"]],
  ] as const;
  for (const [{ sale }, expected] of cases) {
    const lot = sale.view.lots.get("7") as LotView;
    const offered = actionsOf(lot, { view: sale.view, nowMs: T0 + 2 * SECOND });
    const typed = offered.filter((action) => ["floor_bid", "ask", "retract"].includes(action));
    assertEquals(typed, [...expected]);
  }
});

Deno.test("actionsOf() offers nothing on a timed lot at its end, although the Tick is missing", () => {
  const { sale } = opened(lot8);
  const lot = sale.view.lots.get("8") as LotView;
  assertEquals(actionsOf(lot, { view: sale.view, nowMs: lot.endsAt ?? 0 }), []);
});

Deno.test("actionsOf() does not open a lot whose announced end has come", () => {
  const end = { type: "at", atMs: T0 } as const;
  const closing = { type: "timed", end, softClose: { type: "none" }, group: null } as const;
  const { sale } = catalogued({ ...lot8, closing });
  const lot = sale.view.lots.get("8") as LotView;
  const at = (nowMs: number) => actionsOf(lot, { view: sale.view, nowMs }).includes("open");
  assertEquals([at(T0 - 1), at(T0)], [true, false]);
});

Deno.test("actionsOf() does not sell below the reserve to a leader who was put out since", () => {
  const reserved: Lot = { ...lot7, reserve: units(90) };
  const passed = play(opened(reserved), bid(ANA, 20), hammer());
  const banned = play(passed, { type: "BanPaddle", at: T0 + 2 * MINUTE, paddle: ANA });
  const offers = [passed, banned].map(({ sale: { view } }) => {
    const lot = view.lots.get("7") as LotView;
    return actionsOf(lot, { view, nowMs: T0 + 3 * MINUTE }).includes("hammer_below_reserve");
  });
  assertEquals(offers, [true, false]);
});
