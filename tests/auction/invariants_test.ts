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
  hammer,
  lot7,
  lot8,
  MINUTE,
  opened,
  play,
  type Scene,
  T0,
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
    secret: { lot: "7", paddle, kind: "max", amount },
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

const TABLE: readonly (readonly [Invariant, Step])[] = [
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
  ["winner_pays_above_max", step(led, soldEvent(2001))],
  ["winner_pays_another_price", step(led, soldEvent(1600))],
];

for (const [name, broken] of TABLE) {
  Deno.test(`brokenInvariants() names ${name}`, () => {
    assertEquals(brokenInvariants(broken).includes(name), true);
  });
}

Deno.test("brokenInvariants() names a recorded refusal that changed something", () => {
  const secret = { lot: "7", paddle: BEN, kind: "max", amount: 1, verdict: "below_ask" } as const;
  const event: AuctionEvent = { type: "BidRecorded", at: T0, secret };
  const after: Sale = { ...led.sale, secrets: new Map() };
  assertEquals(brokenInvariants({ before: led.sale, event, after }), ["refusal_changed_something"]);
  assertEquals(brokenInvariants(step(led, event)), []);
});

Deno.test("brokenInvariants() finds nothing in a right step", () => {
  assertEquals(brokenInvariants(step(led, soldEvent(1550))), []);
  assertEquals(brokenInvariants(step(led, bidEvent({ price: units(21), ask: units(21.5) }))), []);
});
