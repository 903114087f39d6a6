// What time does: the ends of timed lots in their order, and the time that an outage took.

import { assertEquals } from "@std/assert";
import type { Lot } from "../../lib/auction/lot.ts";
import { emptySale } from "../../lib/auction/sale.ts";
import { nextDeadline } from "../../lib/auction/sale_clock.ts";
import { emptyView } from "../../lib/auction/view.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  lot7,
  lot8,
  MINUTE,
  opened,
  play,
  SECOND,
  T0,
  units,
  viewOf,
} from "./scene.ts";
import { decide } from "../../lib/auction/decide.ts";

const END = T0 + 10 * MINUTE;

function lasting(id: string, minutes: number): Lot {
  return {
    ...lot8,
    id,
    closing: {
      type: "timed",
      end: { type: "after", durationMs: minutes * MINUTE },
      softClose: { type: "none" },
      group: null,
    },
  };
}

Deno.test("Tick ends what is due and nothing else, in the order of the ends", () => {
  const lots = [lasting("c", 3), lasting("b", 2), lasting("a", 1), lasting("d", 1), lot7];
  const scene = play(
    opened(...lots),
    bid(ANA, 20, { lot: "a" }),
    { type: "Tick", at: T0 + 2 * MINUTE },
  );
  assertEquals(scene.last, {
    type: "accepted",
    events: [
      { type: "LotSold", at: T0 + 2 * MINUTE, lot: "a", paddle: ANA, price: units(10) },
      { type: "LotPassed", at: T0 + 2 * MINUTE, lot: "d", reason: "no_bids" },
      { type: "LotPassed", at: T0 + 2 * MINUTE, lot: "b", reason: "no_bids" },
    ],
  });
  assertEquals(answer(play(scene, { type: "Tick", at: T0 + 2 * MINUTE })), "");
});

Deno.test("Tick ends a lot at its very millisecond and not before", () => {
  assertEquals(answer(play(opened(lot8), { type: "Tick", at: END - 1 })), "");
  assertEquals(answer(play(opened(lot8), { type: "Tick", at: END })), "LotPassed");
});

Deno.test("Tick passes a lot whose reserve is not met and sells one whose reserve is", () => {
  const reserved = { ...lot8, reserve: units(100) };
  for (const [max, expected] of [[99.99, "LotPassed"], [100, "LotSold"]] as const) {
    const scene = play(opened(reserved), bid(ANA, max, { lot: "8" }), { type: "Tick", at: END });
    assertEquals(answer(scene), expected);
  }
});

Deno.test("Tick refuses nothing, not even before the sale or after it", () => {
  assertEquals(decide(emptySale(), { type: "Tick", at: 5 }), { type: "accepted", events: [] });
  const closed = play(catalogued(lot8), { type: "CloseSale", at: T0 });
  assertEquals(answer(play(closed, { type: "Tick", at: END })), "");
});

Deno.test("nextDeadline() is the earliest end of a lot that runs", () => {
  assertEquals(nextDeadline(emptyView()), null);
  let scene = opened(lasting("a", 5), lasting("b", 2), lot7);
  assertEquals(nextDeadline(scene.sale.view), T0 + 2 * MINUTE);
  scene = play(scene, { type: "PauseLot", at: T0, lot: "b" });
  assertEquals(nextDeadline(scene.sale.view), T0 + 5 * MINUTE);
  scene = play(scene, { type: "Tick", at: T0 + 5 * MINUTE });
  assertEquals(nextDeadline(scene.sale.view), null);
});

Deno.test("ReturnLostTime gives each running timed lot what it had left", () => {
  const down = T0 + MINUTE;
  const up = T0 + 60 * MINUTE;
  const scene = play(
    opened(lasting("a", 5), lasting("b", 2), lasting("p", 7), lot7),
    { type: "PauseLot", at: T0, lot: "p" },
    { type: "ReturnLostTime", at: up, downSince: down },
  );
  assertEquals(scene.last, {
    type: "accepted",
    events: [
      { type: "LotExtended", at: up, lot: "a", endsAt: up + 4 * MINUTE, cause: "outage" },
      { type: "LotExtended", at: up, lot: "b", endsAt: up + MINUTE, cause: "outage" },
    ],
  });
  assertEquals(viewOf(scene, "p").remainingMs, 7 * MINUTE);
});

Deno.test("ReturnLostTime lets a lot that was due before the outage end at once", () => {
  const up = END + MINUTE;
  let scene = play(
    opened(lot8),
    bid(ANA, 20, { lot: "8" }),
    { type: "ReturnLostTime", at: up, downSince: END + SECOND },
  );
  assertEquals(viewOf(scene, "8").endsAt, up);
  assertEquals(answer(play(scene, bid(BEN, 30, { lot: "8", at: up }))), "lot_closed");
  scene = play(scene, { type: "Tick", at: up });
  assertEquals(answer(scene), "LotSold");
});

Deno.test("ReturnLostTime brings no end forward where the clock went back", () => {
  const scene = play(opened(lot8), { type: "ReturnLostTime", at: T0, downSince: T0 + MINUTE });
  assertEquals(answer(scene), "");
  assertEquals(viewOf(scene, "8").endsAt, END);
});

Deno.test("ReturnLostTime says nothing where no time was lost", () => {
  const scene = play(opened(lot8), { type: "ReturnLostTime", at: T0, downSince: T0 });
  assertEquals(answer(scene), "");
});

Deno.test("ReturnLostTime uses up none of a lot's soft extensions", () => {
  const scene = play(
    opened(lot8),
    { type: "ReturnLostTime", at: T0 + 5 * MINUTE, downSince: T0 + MINUTE },
  );
  assertEquals(scene.sale.secrets.get("8")?.extensions, 0);
});
