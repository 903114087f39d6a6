// The Dutch clock: what it shows when, who takes the lot, and what no such lot knows.

import { assertEquals } from "@std/assert";
import { askAt, closingOf, dutchMs, dutchPrice } from "../../lib/auction/dutch.ts";
import { toCents } from "../../lib/auction/money.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  dutchLot,
  hammer,
  hold,
  lot7,
  lot8,
  MINUTE,
  on,
  opened,
  play,
  retract,
  type Scene,
  SECOND,
  T0,
  units,
  until,
  viewOf,
} from "./scene.ts";

const END = T0 + 40 * SECOND;

function take(paddle: string, amount: number, afterMs: number) {
  return bid(paddle, amount, { kind: "buy", at: T0 + afterMs });
}

function shown(scene: Scene, afterMs: number): number {
  return askAt(viewOf(scene, "7"), T0 + afterMs) / 100;
}

Deno.test("askAt() falls step by step on a Dutch lot and rests at the floor", () => {
  const scene = opened(dutchLot);
  const prices = [0, 9_999, 10_000, 19_999, 20_000, 29_999, 30_000, 39_999];
  assertEquals(prices.map((ms) => shown(scene, ms)), [100, 100, 80, 80, 60, 60, 50, 50]);
  assertEquals(viewOf(scene, "7").endsAt, END);
  assertEquals(askAt(viewOf(catalogued(dutchLot), "7"), T0 + MINUTE), units(100));
});

Deno.test("askAt() is the ask of a lot that no clock prices", () => {
  const scene = play(opened(lot7, lot8), bid(ANA, 20));
  assertEquals(askAt(viewOf(scene, "7"), T0 + MINUTE), units(10.5));
  assertEquals(askAt(viewOf(scene, "8"), T0 + MINUTE), units(10));
});

Deno.test("A Dutch lot goes to the first who takes it, at the house's price", () => {
  const scene = play(opened(dutchLot), take(ANA, 100, 20_000));
  assertEquals(scene.events.slice(-2).map(({ type }) => type), ["BidAccepted", "LotSold"]);
  assertEquals(viewOf(scene, "7").winner, { paddle: ANA, price: units(60) });
  assertEquals(shown(scene, 35_000), 60);
  assertEquals(answer(play(scene, take(BEN, 100, 20_000))), "lot_closed");
});

Deno.test("A Dutch lot is not had for less than its clock shows", () => {
  assertEquals(play(opened(dutchLot), take(ANA, 60, 19_999)).last, {
    type: "rejected",
    reason: "below_ask",
    ask: units(80),
  });
  assertEquals(answer(play(opened(dutchLot), take(ANA, 60, 20_000))), "BidAccepted LotSold");
});

Deno.test("A Dutch lot that nobody took at the floor is passed at its end", () => {
  const scene = opened(dutchLot);
  assertEquals(answer(play(scene, { type: "Tick", at: END - 1 })), "");
  const over = until(scene, END);
  assertEquals([viewOf(over, "7").status, viewOf(over, "7").passReason], ["passed", "no_bids"]);
  assertEquals(answer(play(scene, take(ANA, 100, 40_000))), "lot_closed");
  const last = play(scene, take(ANA, 50, 39_999));
  assertEquals(viewOf(last, "7").winner, { paddle: ANA, price: units(50) });
});

Deno.test("A Dutch clock stands still while its lot is paused", () => {
  let scene = play(opened(dutchLot), on("PauseLot", T0 + 15 * SECOND));
  assertEquals(shown(scene, 15_000), 80);
  assertEquals(shown(scene, 500_000), 80);
  scene = play(scene, on("ResumeLot", T0 + 500 * SECOND));
  assertEquals([504_999, 505_000].map((ms) => shown(scene, ms)), [80, 60]);
  assertEquals(answer(play(scene, take(ANA, 60, 505_000))), "BidAccepted LotSold");
});

Deno.test("A Dutch clock goes on after an outage where it stood", () => {
  const scene = play(opened(dutchLot), {
    type: "ReturnLostTime",
    at: T0 + 95 * SECOND,
    downSince: T0 + 15 * SECOND,
  });
  assertEquals([95_000, 99_999, 100_000].map((ms) => shown(scene, ms)), [80, 80, 60]);
});

Deno.test("dutchPrice() shows the first price for longer where more is left than there was", () => {
  const { format, opening } = dutchLot;
  if (format.type !== "dutch") throw new Error("the lot is a Dutch one");
  const terms = { ...format, opening };
  assertEquals(dutchPrice(terms, dutchMs(terms) + MINUTE), units(100));
  assertEquals(dutchPrice(terms, -5), units(50));
});

Deno.test("dutchMs() gives each price one interval, the floor too", () => {
  const terms = { type: "dutch", everyMs: 7, step: toCents(10) } as const;
  const lasting = (opening: number, floor: number) =>
    dutchMs({ ...terms, opening: toCents(opening), floor: toCents(floor) });
  assertEquals(lasting(100, 50), 6 * 7); // 100 90 80 70 60 50
  assertEquals(lasting(100, 51), 6 * 7); // 100 90 80 70 60 51
  assertEquals(lasting(100, 49), 7 * 7); // 100 90 80 70 60 50 49
  assertEquals(lasting(50, 50), 7);
});

Deno.test("closingOf() lets the clock of a Dutch or Japanese lot end it", () => {
  const { closing } = lot8;
  const japanese = { type: "japanese", step: units(1), everyMs: 1, entryMs: 1 } as const;
  assertEquals(closingOf(dutchLot.format, closing), { type: "paced" });
  assertEquals(closingOf(japanese, closing), { type: "paced" });
  for (const type of ["sealed_first", "vickrey"] as const) {
    assertEquals(closingOf({ type }, closing), closing);
  }
  assertEquals(closingOf(lot7.format, closing), closing);
  assertEquals(closingOf({ type: "uniform", quantity: 2 }, closing), closing);
});

Deno.test("A Dutch lot knows no other bid, no undo, no second offer and no next bidder", () => {
  const open = opened(dutchLot);
  for (const kind of ["max", "exact", "enter", "leave"] as const) {
    assertEquals(answer(play(open, bid(ANA, 100, { kind }))), "wrong_format");
  }
  assertEquals(answer(play(catalogued(dutchLot), hold(ANA, 100))), "wrong_format");
  const at = T0 + 20 * SECOND;
  assertEquals(answer(play(open, on("UndoLastBid", at))), "wrong_format");
  assertEquals(answer(play(open, retract(ANA))), "no_bids");
  assertEquals(answer(play(open, hammer({ at }))), "not_clerked");
  const sold = play(open, take(ANA, 100, 0));
  const reopen = { type: "ReopenLot", at, lot: "7", durationMs: null } as const;
  assertEquals(answer(play(sold, reopen)), "wrong_format");
  const award = { type: "AwardLot", at, lot: "7", defaulter: ANA } as const;
  assertEquals(answer(play(sold, award)), "no_under_bidder");
});
