// Several equal units at one price: who gets how many, what all pay, and what may still be bid.

import { assertEquals } from "@std/assert";
import { CENTS_MAX, toCents } from "../../lib/auction/money.ts";
import { costOf } from "../../lib/auction/uniform.ts";
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
  lot8,
  MINUTE,
  on,
  opened,
  play,
  retract,
  type Scene,
  SECOND,
  standing,
  T0,
  tenUnits,
  units,
  until,
  viewOf,
} from "./scene.ts";

/** A bid for `quantity` units at `price` each. */
function want(paddle: string, quantity: number, price: number) {
  return bid(paddle, price, { quantity });
}

function allotted(scene: Scene) {
  const { allotments } = viewOf(scene, "7");
  return allotments.map(({ paddle, quantity, price }) => [paddle, quantity, price / 100]);
}

Deno.test("Uniform units cost the opening price while there are enough for everyone", () => {
  let scene = play(opened(tenUnits), want(ANA, 4, 30), want(BEN, 6, 20));
  assertEquals(standing(scene), { leader: ANA, price: 10, ask: 20.5 });
  scene = play(scene, hammer());
  assertEquals(allotted(scene), [[ANA, 4, 10], [BEN, 6, 10]]);
  assertEquals(scene.events.slice(-3).map(({ type }) => type), [
    "UnitsSold",
    "UnitsSold",
    "LotSold",
  ]);
  assertEquals(viewOf(scene, "7").winner, { paddle: ANA, price: units(10) });
});

Deno.test("Uniform units cost all winners the lowest winning bid, and the last is partly filled", () => {
  const scene = play(
    opened(tenUnits),
    want(ANA, 4, 30),
    want(BEN, 5, 20),
    want(CID, 3, 25),
    hammer(),
  );
  assertEquals(allotted(scene), [[ANA, 4, 20], [CID, 3, 20], [BEN, 3, 20]]);
});

Deno.test("Uniform bids of one price are filled in the order of their time", () => {
  const scene = play(opened(tenUnits), want(BEN, 6, 20), want(ANA, 3, 20), want(CID, 4, 25));
  assertEquals(allotted(play(scene, hammer())), [[CID, 4, 20], [BEN, 6, 20]]);
});

Deno.test("Uniform units ask the opening price until all are taken, then more than the last", () => {
  const asks = [opened(tenUnits)];
  for (const each of [want(ANA, 9, 50), want(BEN, 1, 12), want(CID, 1, 13), want(DORA, 9, 60)]) {
    asks.push(play(asks.at(-1) ?? opened(tenUnits), each));
  }
  // The last bid leaves one unit of Ana's nine.
  assertEquals(asks.map((scene) => standing(scene).ask), [10, 10, 12.5, 13.5, 51]);
  assertEquals(asks.map((scene) => standing(scene).price), [null, 10, 10, 13, 50]);
  const refused = play(asks.at(2) ?? opened(tenUnits), want(CID, 1, 12.49));
  assertEquals(refused.last, { type: "rejected", reason: "below_ask", ask: units(12.5) });
});

Deno.test("A uniform bid may only grow, in price or in quantity, and counts from its new time", () => {
  const scene = play(opened(tenUnits), want(ANA, 5, 20), want(BEN, 4, 20));
  const refused: readonly (readonly [number, number])[] = [[5, 20], [4, 30], [6, 19], [3, 10]];
  for (const [quantity, price] of refused) {
    assertEquals(answer(play(scene, want(ANA, quantity, price))), "not_above_own_max");
  }
  for (const [quantity, price] of [[6, 20], [5, 21], [6, 21]] as const) {
    assertEquals(answer(play(scene, want(ANA, quantity, price))), "BidAccepted");
  }
  const later = play(scene, want(ANA, 9, 20), hammer());
  assertEquals(allotted(later), [[BEN, 4, 20], [ANA, 6, 20]]);
});

Deno.test("A uniform bid is for a whole number of units from one to those of the lot", () => {
  for (const quantity of [0, -1, 1.5, 11, NaN, Infinity]) {
    assertEquals(answer(play(opened(tenUnits), want(ANA, quantity, 20))), "bad_quantity");
  }
  for (const quantity of [1, 10]) {
    assertEquals(answer(play(opened(tenUnits), want(ANA, quantity, 20))), "BidAccepted");
  }
  for (const kind of ["exact", "buy", "enter", "leave"] as const) {
    assertEquals(answer(play(opened(tenUnits), bid(ANA, 20, { kind }))), "wrong_format");
  }
});

Deno.test("A uniform lot by the clock is extended by a late bid", () => {
  const END = T0 + 10 * MINUTE;
  const timed = { ...lot8, format: tenUnits.format };
  const late = { lot: "8", at: END - SECOND };
  const scene = play(opened(timed), { ...want(ANA, 2, 20), ...late });
  assertEquals(viewOf(scene, "8").endsAt, END - SECOND + 2 * MINUTE);
  const over = until(scene, END + 2 * MINUTE);
  assertEquals(viewOf(over, "8").allotments, [{ paddle: ANA, quantity: 2, price: units(10) }]);
});

Deno.test("A uniform lot is undone bid by bid, and retracted bidder by bidder", () => {
  const bids = [want(ANA, 5, 20), want(BEN, 5, 30), want(ANA, 8, 40)];
  const scene = play(opened(tenUnits), ...bids);
  assertEquals(standing(scene), { leader: ANA, price: 30, ask: 31 });
  const undone = play(scene, on("UndoLastBid", T0 + 2 * SECOND));
  assertEquals(standing(undone), { leader: BEN, price: 10, ask: 20.5 });
  assertEquals(standing(play(scene, retract(ANA))), { leader: BEN, price: 10, ask: 10 });
  assertEquals(allotted(play(scene, retract(BEN), hammer())), [[ANA, 8, 10]]);
  assertEquals(viewOf(play(scene, retract(BEN)), "7").standing.bids, 2);
});

Deno.test("A uniform lot plays the bids of those who are absent at its opening", () => {
  const scene = play(
    catalogued(tenUnits),
    hold(BEN, 20, { quantity: 8 }),
    hold(ANA, 20, { quantity: 8 }),
    on("OpenLot", T0),
    hammer(),
  );
  assertEquals(allotted(scene), [[BEN, 8, 20], [ANA, 2, 20]]);
});

Deno.test("A uniform lot without a bid is not hammered, and none goes to a next bidder", () => {
  assertEquals(answer(play(opened(tenUnits), hammer())), "no_bids");
  const sold = play(opened(tenUnits), want(ANA, 2, 20), want(BEN, 2, 20), hammer());
  const award = { type: "AwardLot", at: T0 + 2 * MINUTE, lot: "7", defaulter: ANA } as const;
  assertEquals(answer(play(sold, award)), "wrong_format");
});

Deno.test("costOf() is the price of all units, and stays at the largest amount", () => {
  assertEquals(costOf({ amount: units(20), quantity: 3 }), units(60));
  assertEquals(costOf({ amount: CENTS_MAX, quantity: 1 }), CENTS_MAX);
  assertEquals(costOf({ amount: toCents(CENTS_MAX - 1), quantity: 9 }), CENTS_MAX);
});
