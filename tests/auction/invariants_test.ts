// The checkers themselves: each names the one thing that was broken on purpose.

import { assertEquals } from "@std/assert";
import type { AuctionEvent, Standing } from "../../lib/auction/event.ts";
import { brokenInvariants, type Invariant, type Step } from "../../lib/auction/invariants.ts";
import { toCents } from "../../lib/auction/money.ts";
import { evolve, type Sale } from "../../lib/auction/sale.ts";
import {
  ANA,
  BEN,
  bid,
  dutchLot,
  hammer,
  japaneseLot,
  limited,
  lot7,
  lot8,
  lotBy,
  MINUTE,
  opened,
  play,
  type Scene,
  T0,
  tenUnits,
  units,
  viewOf,
} from "./scene.ts";

const led = play(opened({ ...lot7, reserve: units(15) }, lot8), bid(BEN, 15), bid(ANA, 20));
const timed = play(led, bid(ANA, 20, { lot: "8" }));
const sold = play(led, hammer());
const passed = play(led, { type: "PassLot", at: T0, lot: "7" });
const good = viewOf(led, "7").standing;

function step({ sale }: Scene, event: AuctionEvent): Step {
  return { before: sale, event, after: evolve(sale, event) };
}

function bidEvent(standing: Partial<Standing>, amount = 3000, paddle = BEN): AuctionEvent {
  return {
    type: "BidAccepted",
    at: T0 + 9,
    lot: "7",
    standing: { ...good, leader: paddle, ...standing },
    secret: { lot: "7", paddle, kind: "max", amount, quantity: 1 },
  };
}

function soldEvent(price: number, paddle = ANA, lot = "7"): AuctionEvent {
  return { type: "LotSold", at: T0 + 9, lot, paddle, price: toCents(price) };
}

const extended: AuctionEvent = {
  type: "LotExtended",
  at: T0,
  lot: "8",
  endsAt: T0 + MINUTE,
  cause: "outage",
};

/** Lot 7 as it would stand after `standing`, which an undo may say of any lot. */
function standsAs(scene: Scene, standing: Partial<Standing>): Step {
  const all = { ...viewOf(scene, "7").standing, ...standing };
  return step(scene, { type: "BidUndone", at: T0 + 9, lot: "7", standing: all, endsAt: null });
}

function units7(paddle: string, quantity: number, price = 1000): AuctionEvent {
  return { type: "UnitsSold", at: T0, lot: "7", paddle, quantity, price: toCents(price) };
}

const sealed = play(opened(lotBy({ type: "sealed_first" })), bid(ANA, 20), bid(BEN, 30));
const entered = play(opened(japaneseLot), bid(ANA, 10, { kind: "enter" }));
const wanted = play(opened(tenUnits), bid(ANA, 30, { quantity: 8 }), bid(BEN, 20, { quantity: 4 }));
const partly: Scene = { ...wanted, sale: evolve(wanted.sale, units7(ANA, 8, 2000)) };
const falling = opened(dutchLot);
const limit = play(led, limited(BEN, 25));
const awarded: AuctionEvent = {
  type: "LotAwarded",
  at: T0,
  lot: "7",
  paddle: ANA,
  price: units(15.5),
  defaulter: BEN,
};
// The ban alone, without the retractions that follow it.
const barred: Scene = {
  ...led,
  sale: evolve(led.sale, { type: "PaddleBanned", at: T0, paddle: ANA }),
};
const own = opened({ ...lot7, consignor: BEN });

const ahead = play(led, {
  type: "CatalogueLot",
  at: T0,
  lot: { ...lot7, id: "9" },
  salt: "",
}, { type: "CatalogueLot", at: T0, lot: { ...lot7, id: "10" }, salt: "" });

function moved(lot: string, before: string | null): AuctionEvent {
  return { type: "LotMoved", at: T0, lot, before };
}

/** A step after which the lots stand in `order`, whatever the event says. */
function orderedAs(event: AuctionEvent, ...order: readonly string[]): Step {
  const { before, after } = step(ahead, event);
  const lots = new Map(order.map((id) => [id, viewOf({ ...ahead, sale: after }, id)]));
  return { before, event, after: { ...after, view: { ...after.view, lots } } };
}

const TABLE: readonly (readonly [Invariant, Step])[] = [
  ["bid_on_own_lot", step(own, bidEvent({ price: units(10) }))],
  ["limit_exceeded", step(limit, bidEvent({ price: units(21), ask: units(21.5) }))],
  ["sealed_bid_shown", standsAs(sealed, { leader: BEN })],
  ["sealed_bid_shown", standsAs(sealed, { price: units(30) })],
  ["sealed_bid_shown", standsAs(sealed, { ask: units(31) })],
  ["sealed_bid_shown", standsAs(sealed, { reserveMet: false })],
  ["bidders_miscounted", step(sealed, bidEvent({ ...viewOf(sealed, "7").standing, bids: 3 }))],
  ["bidders_miscounted", step(entered, bidEvent({ ...viewOf(entered, "7").standing, bids: 1 }))],
  ["bidders_miscounted", step(entered, bidEvent({ ...viewOf(entered, "7").standing, bids: 3 }))],
  ["leader_not_highest", step(entered, bidEvent({ leader: BEN, bids: 2 }))],
  ["price_below_opening", step(entered, bidEvent({ leader: null, price: units(9), bids: 2 }))],
  ["leader_not_highest", step(wanted, bidEvent({ price: units(20) }, 2500))],
  ["price_below_opening", step(wanted, bidEvent({ price: units(9) }, 4000))],
  ["price_above_highest_max", step(wanted, bidEvent({ price: units(41) }, 4000))],
  ["order_changed", orderedAs(moved("10", "9"), "7", "8", "9", "10")],
  ["order_changed", orderedAs(moved("10", "9"), "10", "7", "8", "9")],
  ["order_changed", orderedAs(moved("10", "9"), "8", "7", "10", "9")],
  ["order_changed", orderedAs(moved("9", null), "7", "8", "10")],
  [
    "order_changed",
    orderedAs(bidEvent({ price: units(21), ask: units(21.5) }), "8", "7", "9", "10"),
  ],
  ["opened_lot_moved", step(ahead, moved("7", "9"))],
  ["opened_lot_moved", step(ahead, moved("9", "8"))],
  ["opened_lot_moved", step(ahead, moved("8", null))],
  ["units_oversold", step(wanted, units7(ANA, 9))],
  ["units_oversold", step(wanted, units7("99", 1))],
  ["units_oversold", step(partly, units7(ANA, 1, 2000))],
  ["units_oversold", step(partly, units7(BEN, 3, 2000))],
  ["winner_pays_above_max", step(wanted, units7(BEN, 2, 2001))],
  ["winner_pays_another_price", step(partly, units7(BEN, 2, 1900))],
  ["price_below_opening", step(falling, soldEvent(4999))],
  ["winner_pays_above_max", step(sealed, soldEvent(3001, BEN))],
  ["one_hammer_a_lot", step(sold, soldEvent(1550))],
  ["ended_lot_changed", step(passed, soldEvent(1550))],
  ["bid_on_lot_not_open", step(sold, bidEvent({}))],
  ["bid_by_paddle_not_admitted", step(led, bidEvent({}, 3000, "99"))],
  ["closed_before_its_end", step(timed, soldEvent(1000, ANA, "8"))],
  ["end_brought_forward", step(timed, extended)],
  ["price_fell", step(led, bidEvent({ price: units(12) }))],
  ["price_above_highest_max", step(led, bidEvent({ price: units(31), ask: units(40) }))],
  ["price_below_opening", step(led, bidEvent({ price: units(9) }))],
  ["ask_not_above_price", step(led, bidEvent({ ask: good.price ?? units(0) }))],
  ["leader_not_highest", step(led, bidEvent({}, 1600))],
  ["reserve_met_wrong", step(led, bidEvent({ reserveMet: false }))],
  ["winner_not_leader", step(led, soldEvent(1550, BEN))],
  ["winner_banned", step(barred, soldEvent(1550))],
  ["winner_banned", step(barred, units7(ANA, 1))],
  ["winner_banned", step(barred, awarded)],
  ["winner_pays_above_max", step(led, soldEvent(2001))],
  ["winner_pays_another_price", step(led, soldEvent(1600))],
];

for (const [index, [name, broken]] of TABLE.entries()) {
  Deno.test(`brokenInvariants() names ${name}, case ${index + 1}`, () => {
    assertEquals(brokenInvariants(broken).includes(name), true);
  });
}

Deno.test("brokenInvariants() names a recorded refusal that changed something", () => {
  const secret = {
    lot: "7",
    paddle: BEN,
    kind: "max",
    amount: 1,
    quantity: 1,
    verdict: "below_ask",
  } as const;
  const event: AuctionEvent = { type: "BidRecorded", at: T0, secret };
  const after: Sale = { ...led.sale, secrets: new Map() };
  assertEquals(brokenInvariants({ before: led.sale, event, after }), ["refusal_changed_something"]);
  assertEquals(brokenInvariants(step(led, event)), []);
});

Deno.test("brokenInvariants() finds nothing in a right step", () => {
  assertEquals(brokenInvariants(step(partly, units7(BEN, 2, 2000))), []);
  assertEquals(brokenInvariants(step(ahead, moved("10", "9"))), []);
  assertEquals(brokenInvariants(step(ahead, moved("9", null))), []);
  assertEquals(brokenInvariants(step(falling, bidEvent({ leader: null, price: null }))), []);
  assertEquals(brokenInvariants(standsAs(sealed, {})), ["bidders_miscounted"]); // One was undone.
  assertEquals(brokenInvariants(step(led, soldEvent(1550))), []);
  assertEquals(brokenInvariants(step(led, bidEvent({ price: units(21), ask: units(21.5) }))), []);
});
