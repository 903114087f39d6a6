// What a paddle may spend in all: what it has won, what it may win, and the bid to be added.

import { assertEquals } from "@std/assert";
import { wonAt } from "../../lib/auction/exposure.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import { type Cents, CENTS_MAX, toCents } from "../../lib/auction/money.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  hammer,
  hold,
  limited,
  lot7,
  lotBy,
  on,
  opened,
  play,
  SALT,
  type Scene,
  SECOND,
  T0,
  tenUnits,
  units,
  viewOf,
} from "./scene.ts";

const nine: Lot = { ...lot7, id: "9" };
const stage = play(opened(lot7, nine), limited(ANA, 100));

/** Whether Ana may bid `amount` on lot 9, the most that is left to her, and not a cent more. */
function assertLeft(scene: Scene, amount: number) {
  assertEquals(answer(play(scene, bid(ANA, amount, { lot: "9" }))), "BidAccepted");
  assertEquals(answer(play(scene, bid(ANA, amount + 0.01, { lot: "9" }))), "above_limit");
}

Deno.test("SetLimit holds against one bid to the cent, and against nobody else's", () => {
  assertLeft(stage, 100);
  assertEquals(answer(play(stage, bid(BEN, 9_000))), "BidAccepted");
  assertEquals(answer(play(stage, limited(ANA, null), bid(ANA, 9_000))), "BidAccepted");
  assertEquals(answer(play(stage, limited(ANA, 0), bid(ANA, 10))), "above_limit");
});

Deno.test("SetLimit counts the maximum of a leader on another lot, not the price", () => {
  assertLeft(play(stage, bid(ANA, 60)), 40);
  assertLeft(play(stage, bid(ANA, 60), bid(BEN, 70)), 100);
});

Deno.test("SetLimit counts a raise in place of the bid before on the same lot", () => {
  const led = play(stage, bid(ANA, 60));
  assertEquals(answer(play(led, bid(ANA, 100))), "BidRecorded");
  assertEquals(answer(play(led, bid(ANA, 100.01))), "above_limit");
});

Deno.test("SetLimit counts the price of what was won", () => {
  const won = play(stage, bid(ANA, 60), bid(BEN, 20), hammer({ at: T0 + SECOND }));
  assertLeft(won, 79.5);
});

Deno.test("SetLimit counts every live bid of a sealed lot, and all units of a uniform one", () => {
  for (const type of ["sealed_first", "vickrey"] as const) {
    const scene = play(
      opened(lotBy({ type }), nine),
      limited(ANA, 100),
      bid(ANA, 30),
      bid(BEN, 90),
    );
    assertLeft(scene, 70);
    assertLeft(play(scene, bid(ANA, 20)), 80);
  }
  const many = play(opened(tenUnits, nine), limited(ANA, 100));
  assertLeft(many, 100);
  assertLeft(play(opened(lotBy({ type: "vickrey" }), nine), limited(ANA, 100)), 100);
  assertEquals(answer(play(many, bid(ANA, 30, { quantity: 4 }))), "above_limit");
  const three = play(many, bid(ANA, 20, { quantity: 3 }));
  assertLeft(three, 40);
  const sold = play(three, bid(BEN, 15, { quantity: 8 }), hammer({ at: T0 + SECOND }));
  assertLeft(sold, 55);
});

Deno.test("SetLimit is looked at after the price, and does not reach back", () => {
  assertEquals(answer(play(stage, bid(BEN, 150), bid(ANA, 120))), "above_limit");
  assertEquals(answer(play(stage, bid(BEN, 150), bid(ANA, 10.4))), "below_ask");
  const lowered = play(stage, bid(ANA, 60), limited(ANA, 10));
  assertEquals(viewOf(lowered, "7").standing.leader, ANA);
  assertEquals(answer(play(lowered, bid(ANA, 61))), "above_limit");
});

Deno.test("SetLimit holds against an absentee bid when it is entered", () => {
  const scene = play(catalogued(lot7), limited(ANA, 50));
  assertEquals(answer(play(scene, hold(ANA, 50.01))), "above_limit");
  assertEquals(answer(play(scene, hold(ANA, 50))), "BidRecorded");
});

Deno.test("SetLimit is for paddles of the sale, in whole amounts, and seen by nobody", () => {
  assertEquals(answer(play(stage, limited("99", 5))), "unknown_paddle");
  for (const limit of [-1, 0.5, NaN, 2 ** 53]) {
    const odd = {
      type: "SetLimit",
      at: T0,
      paddle: ANA,
      limit: limit as Cents,
      salt: SALT,
    } as const;
    assertEquals(answer(play(stage, odd)), "bad_amount");
  }
  assertEquals(stage.sale.view, opened(lot7, nine).sale.view);
});

Deno.test("SetLimit counts past the largest amount without losing count", () => {
  const all = { ...bid(ANA, 1), amount: CENTS_MAX };
  const top = (limit: number) =>
    ({ type: "SetLimit", at: T0, paddle: ANA, limit: toCents(limit), salt: SALT }) as const;
  const scene = play(stage, top(CENTS_MAX), all);
  assertEquals(answer(scene), "BidAccepted");
  assertEquals(answer(play(scene, top(CENTS_MAX - 1), bid(ANA, 10, { lot: "9" }))), "above_limit");
});

Deno.test("wonAt() is what a paddle pays for a lot, all its units together", () => {
  const bids = [bid(ANA, 30, { quantity: 4 }), bid(BEN, 20, { quantity: 9 })];
  const sold = viewOf(play(opened(tenUnits), ...bids, hammer()), "7");
  assertEquals([ANA, BEN, "99"].map((paddle) => wonAt(sold, paddle)), [
    units(80),
    units(120),
    units(0),
  ]);
  const one = viewOf(play(opened(lot7), bid(ANA, 30), hammer()), "7");
  assertEquals([ANA, BEN].map((paddle) => wonAt(one, paddle)), [units(10), units(0)]);
  assertEquals(wonAt(viewOf(play(opened(lot7), on("PassLot", T0)), "7"), ANA), units(0));
});
