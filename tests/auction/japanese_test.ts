// The Japanese clock: entering, leaving, the ticks, and how it ends.

import { assertEquals } from "@std/assert";
import type { Lot } from "../../lib/auction/lot.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  CID,
  DORA,
  hammer,
  hold,
  japaneseLot,
  limited,
  lot7,
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

const RAISE = T0 + MINUTE;

function enter(paddle: string, amount = 10, at = T0 + SECOND) {
  return bid(paddle, amount, { kind: "enter", at });
}

function leave(paddle: string, at: number) {
  return bid(paddle, 1, { kind: "leave", at });
}

/** Entered by `paddles` in this order, and the price gone up `raises` times. */
function running(paddles: readonly string[], raises: number, lot: Lot = japaneseLot): Scene {
  const scene = play(opened(lot), ...paddles.map((paddle) => enter(paddle)));
  return raises === 0 ? scene : until(scene, RAISE + (raises - 1) * 10 * SECOND);
}

function winnerOf(scene: Scene) {
  const { winner } = viewOf(scene, "7");
  return winner === null ? null : [winner.paddle, winner.price / 100];
}

function face(scene: Scene) {
  const { leader, price, ask, bids } = viewOf(scene, "7").standing;
  return { leader, price: price === null ? null : price / 100, ask: ask / 100, bids };
}

Deno.test("A Japanese lot shows how many are in, and its price from the first raise on", () => {
  assertEquals(face(running([ANA, BEN, CID], 0)), { leader: null, price: null, ask: 10, bids: 3 });
  assertEquals(face(running([ANA, BEN, CID], 1)), { leader: null, price: 15, ask: 15, bids: 3 });
  const third = running([ANA, BEN, CID], 3);
  assertEquals(face(third), { leader: null, price: 25, ask: 25, bids: 3 });
  assertEquals(viewOf(third, "7").endsAt, RAISE + 30 * SECOND);
});

Deno.test("A Japanese lot is entered in the first interval, at the opening, once", () => {
  const open = opened(japaneseLot);
  assertEquals(answer(play(open, enter(ANA, 9.99))), "below_ask");
  assertEquals(answer(play(open, enter(ANA), enter(ANA))), "in_already");
  assertEquals(answer(play(open, enter(ANA), leave(ANA, T0 + SECOND), enter(ANA))), "in_already");
  assertEquals(answer(play(open, enter(ANA, 10, RAISE - 1))), "BidAccepted");
  assertEquals(answer(play(open, enter(ANA, 10, RAISE))), "lot_closed");
  assertEquals(answer(play(running([ANA, BEN], 1), enter(CID, 15, RAISE + 1))), "entry_over");
});

Deno.test("A Japanese lot lets nobody leave who is not in, nor twice", () => {
  const scene = running([ANA, BEN, CID], 1);
  assertEquals(answer(play(scene, leave(DORA, RAISE + 1))), "not_in");
  const left = play(scene, leave(ANA, RAISE + 1));
  assertEquals(answer(left), "BidRecorded");
  assertEquals(answer(play(left, leave(ANA, RAISE + 2))), "not_in");
  assertEquals(
    answer(play(until(left, RAISE + 10 * SECOND), leave(ANA, RAISE + 11_000))),
    "not_in",
  );
});

Deno.test("A Japanese lot tells of leaving at the tick and not before", () => {
  const left = play(running([ANA, BEN, CID], 1), leave(CID, RAISE + 1));
  assertEquals(face(left).bids, 3);
  const raised = until(left, RAISE + 10 * SECOND);
  assertEquals(face(raised), { leader: null, price: 20, ask: 20, bids: 2 });
});

Deno.test("A Japanese lot goes to the last one in, at the price shown", () => {
  const left = play(running([ANA, BEN], 3), leave(ANA, RAISE + 21_000));
  assertEquals(viewOf(left, "7").status, "open");
  assertEquals(winnerOf(until(left, RAISE + 30 * SECOND)), [BEN, 25]);
  assertEquals(winnerOf(until(running([DORA], 0), RAISE)), [DORA, 10]);
});

Deno.test("A Japanese lot that all leave on one tick goes to the first to enter, a tick cheaper", () => {
  const gone = play(
    running([BEN, ANA, CID], 3),
    leave(CID, RAISE + 21_000),
    leave(ANA, RAISE + 22_000),
    leave(BEN, RAISE + 23_000),
  );
  assertEquals(winnerOf(until(gone, RAISE + 30 * SECOND)), [BEN, 20]);
  const early = play(running([CID, ANA], 0), leave(ANA, T0 + 2_000), leave(CID, T0 + 3_000));
  assertEquals(winnerOf(until(early, RAISE)), [CID, 10]);
});

Deno.test("A Japanese lot counts only those who leave on the last tick among the last", () => {
  const scene = until(play(running([DORA, BEN, ANA], 1), leave(DORA, RAISE + 1)), RAISE + 10_000);
  const gone = play(scene, leave(ANA, RAISE + 11_000), leave(BEN, RAISE + 12_000));
  assertEquals(winnerOf(until(gone, RAISE + 20_000)), [BEN, 15]);
});

Deno.test("A Japanese lot that nobody entered is passed", () => {
  assertEquals(viewOf(until(opened(japaneseLot), RAISE), "7").passReason, "no_bids");
});

Deno.test("A Japanese lot below its reserve is passed, and may be sold by hand", () => {
  const lot = { ...japaneseLot, reserve: units(20) };
  const met = (raises: number) => viewOf(running([ANA, BEN], raises, lot), "7").standing.reserveMet;
  assertEquals([0, 1, 2].map(met), [false, false, true]);
  const passed = until(play(running([ANA, BEN], 1, lot), leave(ANA, RAISE + 1)), RAISE + 10_000);
  assertEquals(viewOf(passed, "7").passReason, "reserve_not_met");
  assertEquals(winnerOf(play(passed, hammer({ belowReserve: true, at: RAISE + MINUTE }))), [
    BEN,
    15,
  ]);
  const sold = until(play(running([ANA, BEN], 2, lot), leave(ANA, RAISE + 11_000)), RAISE + 20_000);
  assertEquals(winnerOf(sold), [BEN, 20]);
});

Deno.test("A late tick raises a Japanese price once, and gives it a whole interval", () => {
  const scene = play(running([ANA, BEN], 1), { type: "Tick", at: RAISE + 95 * SECOND });
  assertEquals(face(scene).price, 20);
  assertEquals(viewOf(scene, "7").endsAt, RAISE + 105 * SECOND);
});

Deno.test("A Japanese clock stands still while its lot is paused", () => {
  let scene = play(running([ANA, BEN], 1), on("PauseLot", RAISE + 4_000));
  scene = until(scene, RAISE + 50_000);
  assertEquals(face(scene).price, 15);
  assertEquals(answer(play(scene, leave(ANA, RAISE + 50_000))), "lot_paused");
  scene = play(scene, on("ResumeLot", RAISE + 50_000));
  assertEquals(viewOf(scene, "7").endsAt, RAISE + 56_000);
});

Deno.test("A Japanese bidder leaves at the raise that passes the own limit", () => {
  const limits = [limited(BEN, 20), limited(CID, 20)];
  let scene = play(opened(japaneseLot), ...limits, enter(ANA), enter(BEN), enter(CID));
  scene = until(scene, RAISE + 10_000);
  assertEquals(face(scene), { leader: null, price: 20, ask: 20, bids: 3 });
  scene = until(scene, RAISE + 20_000);
  // The raise to 25 is too much for two: they are shown until it goes up once more.
  assertEquals(face(scene), { leader: null, price: 25, ask: 25, bids: 3 });
  assertEquals(answer(play(scene, leave(BEN, RAISE + 21_000))), "not_in");
  scene = until(scene, RAISE + 30_000);
  assertEquals(winnerOf(scene), [ANA, 25]);
});

Deno.test("A Japanese lot that passes everyone's limit is sold at the price that was within it", () => {
  const limits = [limited(ANA, 20), limited(BEN, 22)];
  const scene = until(
    play(opened(japaneseLot), ...limits, enter(BEN), enter(ANA)),
    RAISE + 30_000,
  );
  assertEquals(winnerOf(scene), [BEN, 20]);
});

Deno.test("A Japanese bidder who leaves is bound to the tick before until the tick", () => {
  const other: Lot = { ...lot7, id: "9" };
  const entered = play(
    opened(japaneseLot, other),
    limited(ANA, 40),
    enter(ANA),
    enter(BEN),
  );
  const at = RAISE + 11_000;
  const leaving = play(until(entered, at), leave(ANA, at)); // 20 is shown, 15 may have to be paid.
  assertEquals(answer(play(leaving, bid(ANA, 25.01, { lot: "9", at }))), "above_limit");
  assertEquals(answer(play(leaving, bid(ANA, 25, { lot: "9", at }))), "BidAccepted");
  const staying = until(entered, at);
  assertEquals(answer(play(staying, bid(ANA, 20.01, { lot: "9", at }))), "above_limit");
  const out = until(play(leaving, bid(CID, 10, { lot: "9", at })), RAISE + 20_000);
  assertEquals(winnerOf(out), [BEN, 20]);
  assertEquals(answer(play(out, bid(ANA, 40, { lot: "9", at: RAISE + 21_000 }))), "BidAccepted");
});

Deno.test("A Japanese bidder enters at the opening price, and is free of the lot once out", () => {
  const stage = play(opened(japaneseLot, { ...lot7, id: "9" }), limited(ANA, 40));
  assertEquals(answer(play(stage, enter(ANA, 500))), "BidAccepted");
  assertEquals(answer(play(stage, limited(ANA, 9.99), enter(ANA, 10))), "above_limit");
  let scene = until(play(stage, enter(ANA), enter(BEN), enter(CID)), RAISE);
  scene = until(play(scene, leave(ANA, RAISE + 1)), RAISE + 10_000);
  assertEquals(viewOf(scene, "7").status, "open");
  assertEquals(answer(play(scene, bid(ANA, 40, { lot: "9", at: RAISE + 11_000 }))), "BidAccepted");
});

Deno.test("A Japanese bidder may leave whatever the own limit has become", () => {
  const scene = play(running([ANA, BEN], 1), limited(ANA, 1, RAISE), leave(ANA, RAISE + 1));
  assertEquals(answer(scene), "BidRecorded");
});

Deno.test("A Japanese bidder is out by a retraction, and who leaves silently is still counted", () => {
  const scene = play(running([ANA, BEN, CID, DORA], 1), leave(DORA, RAISE + 1));
  const retracted = play(scene, retract(CID, RAISE + 2));
  assertEquals(face(retracted), { leader: null, price: 15, ask: 15, bids: 3 });
  assertEquals(face(until(retracted, RAISE + 10_000)).bids, 2);
  const alone = play(retracted, retract(ANA, RAISE + 3));
  assertEquals(winnerOf(until(alone, RAISE + 10_000)), [BEN, 15]);
  assertEquals(answer(play(running([ANA], 0), retract(ANA), enter(ANA))), "BidAccepted");
});

Deno.test("A Japanese lot that is not paid goes to who stayed longest, at the price stayed to", () => {
  let scene = play(running([DORA, ANA, BEN, CID], 1), leave(DORA, RAISE + 1));
  scene = play(
    until(scene, RAISE + 10_000),
    leave(ANA, RAISE + 11_000),
    leave(CID, RAISE + 12_000),
  );
  scene = until(scene, RAISE + 20_000);
  assertEquals(winnerOf(scene), [BEN, 20]);
  const outcomes = [[BEN, ANA, 15], [ANA, CID, 15], [CID, DORA, 10]] as const;
  for (const [defaulter, next, price] of outcomes) {
    scene = play(scene, { type: "AwardLot", at: RAISE + MINUTE, lot: "7", defaulter });
    assertEquals(winnerOf(scene), [next, price]);
  }
  const last = play(scene, { type: "AwardLot", at: RAISE + MINUTE, lot: "7", defaulter: DORA });
  assertEquals(answer(last), "no_under_bidder");
});

Deno.test("A Japanese lot knows no other bid, no undo, no held bid and no second offer", () => {
  for (const kind of ["max", "exact", "buy"] as const) {
    assertEquals(answer(play(opened(japaneseLot), bid(ANA, 50, { kind }))), "wrong_format");
  }
  assertEquals(answer(play(catalogued(japaneseLot), hold(ANA, 50))), "wrong_format");
  assertEquals(answer(play(running([ANA], 0), on("UndoLastBid", T0 + 2_000))), "wrong_format");
  const reopen = { type: "ReopenLot", at: RAISE + 1, lot: "7", durationMs: null } as const;
  assertEquals(answer(play(until(running([ANA], 0), RAISE), reopen)), "wrong_format");
});

Deno.test("A Japanese raise tells who is out, and keeps who must leave to the house", () => {
  const stage = play(running([ANA, BEN, CID, DORA], 1), limited(ANA, 19.99, RAISE));
  const left = play(stage, leave(CID, RAISE + 1), leave(DORA, RAISE + 2));
  assertEquals(viewOf(left, "7").left, []);
  const scene = until(left, RAISE + 10_000);
  const [cid, dora, raised] = scene.events.slice(-3);
  const at = RAISE + 10_000;
  assertEquals([cid, dora], [
    { type: "BidderLeft", at, lot: "7", paddle: CID },
    { type: "BidderLeft", at, lot: "7", paddle: DORA },
  ]);
  assertEquals(raised?.type === "PriceRaised" ? raised.secret : null, { leaving: [ANA] });
  assertEquals(viewOf(scene, "7").left, [CID, DORA]);
});

Deno.test("A Japanese bidder's limit holds for prices that go up at the same moment", () => {
  const nine = { ...japaneseLot, id: "9" };
  const others = [enter(BEN), { ...enter(BEN), lot: "9" }];
  // One price may go from 10 to 15 beside the other's 10, but not both.
  const stage = play(opened(japaneseLot, nine), limited(ANA, 25), ...others);
  const scene = until(play(stage, enter(ANA), { ...enter(ANA), lot: "9" }), RAISE);
  const raises = scene.events.flatMap((event) =>
    event.type === "PriceRaised" ? [[event.lot, event.secret.leaving]] : []
  );
  assertEquals(raises, [["7", []], ["9", [ANA]]]);
});
