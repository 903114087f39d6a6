// The auctioneer asks: a next bid, or other steps, by hand.

import { assertEquals } from "@std/assert";
import type { Increments } from "../../lib/auction/lot.ts";
import type { Cents } from "../../lib/auction/money.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  CID,
  hammer,
  lot7,
  lotBy,
  on,
  opened,
  play,
  retract,
  SALT,
  SECOND,
  standing,
  T0,
  units,
  viewOf,
} from "./scene.ts";

const AT = T0 + SECOND;
const undo = on("UndoLastBid", AT);

function ask(amount: number) {
  return { type: "SetAsk", at: AT, lot: "7", ask: units(amount) } as const;
}

function step(amount: number) {
  const increments: Increments = { type: "fixed", step: units(amount) };
  return { type: "SetIncrements", at: AT, lot: "7", increments } as const;
}

Deno.test("SetAsk before the first bid is the opening price in force", () => {
  for (const amount of [4, 25]) {
    const scene = play(opened(lot7), ask(amount));
    assertEquals(standing(scene).ask, amount);
    assertEquals(answer(play(scene, bid(ANA, amount - 0.01))), "below_ask");
    const led = play(scene, bid(ANA, 40));
    assertEquals(standing(led).price, amount);
    assertEquals(standing(play(led, undo)), { leader: null, price: null, ask: amount });
    assertEquals(standing(play(led, retract(ANA))), { leader: null, price: null, ask: amount });
    assertEquals(viewOf(led, "7").lot.opening, units(10));
  }
});

Deno.test("SetAsk after a bid holds until the next one, and a new leader pays it at least", () => {
  const scene = play(opened(lot7), bid(ANA, 20), ask(15));
  assertEquals(standing(scene), { leader: ANA, price: 10, ask: 15 });
  assertEquals(answer(play(scene, bid(BEN, 14.99))), "below_ask");
  assertEquals(standing(play(scene, bid(BEN, 15))), { leader: ANA, price: 15.5, ask: 16 });
  const low = play(opened(lot7), bid(ANA, 12), ask(15));
  assertEquals(standing(play(low, bid(BEN, 30))), { leader: BEN, price: 15, ask: 15.5 });
  assertEquals(standing(play(low, bid(BEN, 15))), { leader: BEN, price: 15, ask: 15.5 });
  // The step above the one overtaken is more than what was asked.
  assertEquals(standing(play(scene, bid(BEN, 30))), { leader: BEN, price: 20.5, ask: 21 });
  const after = play(scene, bid(BEN, 15), bid(CID, 16));
  assertEquals(standing(after).price, 16.5);
});

Deno.test("SetAsk outlasts a silent raise, and an undo brings it back with the bid's standing", () => {
  const raised = play(opened(lot7), bid(ANA, 12), ask(15), bid(ANA, 13));
  assertEquals(standing(raised), { leader: ANA, price: 10, ask: 15 });
  assertEquals(standing(play(raised, bid(BEN, 30))).price, 15);
  const undone = play(opened(lot7), bid(ANA, 12), ask(15), bid(BEN, 30), undo);
  assertEquals(standing(undone), { leader: ANA, price: 10, ask: 15 });
  assertEquals(standing(play(undone, bid(BEN, 40))).price, 15);
  const later = play(opened(lot7), bid(ANA, 12), bid(BEN, 20), ask(19), undo);
  assertEquals(standing(later), { leader: ANA, price: 10, ask: 10.5 });
  assertEquals(standing(play(later, bid(CID, 30))).price, 12.5);
});

Deno.test("SetAsk is void after a retraction, but what it had asked of a bid that stands", () => {
  const scene = play(opened(lot7), bid(ANA, 12), bid(CID, 10.5), ask(15));
  assertEquals(standing(play(scene, retract(CID))), { leader: ANA, price: 10, ask: 10.5 });
  assertEquals(standing(play(scene, retract(CID), bid(BEN, 30))).price, 12.5);
  const answered = play(scene, bid(BEN, 30));
  assertEquals(standing(play(answered, retract(CID))), { leader: BEN, price: 15, ask: 15.5 });
  assertEquals(standing(play(answered, retract(CID), undo)), { leader: ANA, price: 10, ask: 15 });
  // Where nobody had bid before, what was asked is where the bidding begins.
  const alone = play(answered, retract(CID), retract(ANA));
  assertEquals(standing(alone), { leader: BEN, price: 15, ask: 15.5 });
  assertEquals(standing(play(alone, undo)), { leader: null, price: null, ask: 15 });
  assertEquals(standing(play(alone, undo, bid(ANA, 30))).price, 15);
});

Deno.test("SetAsk lies above the price, and may come down to it", () => {
  const scene = play(opened(lot7), bid(ANA, 20), bid(BEN, 15), ask(40));
  assertEquals(standing(scene), { leader: ANA, price: 15.5, ask: 40 });
  assertEquals(answer(play(scene, ask(15.5))), "bad_ask");
  assertEquals(standing(play(scene, ask(15.51))).ask, 15.51);
  for (const cents of [0, -1, 0.5, NaN, 2 ** 53]) {
    const odd = { ...ask(1), ask: cents as Cents };
    assertEquals(answer(play(opened(lot7), odd)), "bad_ask");
  }
});

Deno.test("SetIncrements holds from now on, and drops an ask set by hand", () => {
  let scene = play(opened(lot7), bid(ANA, 30), ask(25), step(3));
  assertEquals(standing(scene), { leader: ANA, price: 10, ask: 13 });
  assertEquals(viewOf(scene, "7").lot.increments, { type: "fixed", step: units(3) });
  scene = play(scene, bid(BEN, 20));
  assertEquals(standing(scene), { leader: ANA, price: 23, ask: 26 });
  assertEquals(standing(play(scene, bid(BEN, 50))), { leader: BEN, price: 33, ask: 36 });
  assertEquals(standing(play(opened(lot7), ask(12), step(3))).ask, 12);
});

Deno.test("SetIncrements changes nothing about what was bid before", () => {
  const scene = play(opened(lot7), bid(ANA, 20), bid(BEN, 30), step(5), bid(CID, 26));
  assertEquals(standing(scene), { leader: BEN, price: 30, ask: 35 });
  assertEquals(standing(play(scene, retract(CID))), { leader: BEN, price: 20.5, ask: 25.5 });
  assertEquals(standing(play(scene, retract(CID), undo)), { leader: ANA, price: 10, ask: 10.5 });
  // The later bid was made by the new steps, and is undone to what was asked by them.
  const without = play(scene, retract(ANA));
  assertEquals(standing(without), { leader: BEN, price: 30, ask: 35 });
  assertEquals(standing(play(without, undo)), { leader: BEN, price: 10, ask: 15 });
});

Deno.test("SetIncrements leaves the lot as it was catalogued: reading the items again does nothing", () => {
  const again = { type: "CatalogueLot", at: AT, lot: lot7, salt: SALT } as const;
  assertEquals(answer(play(opened(lot7), step(3), ask(25), again)), "");
});

Deno.test("SetAsk and SetIncrements are for English lots that run or are paused", () => {
  const sold = play(opened(lot7), bid(ANA, 20), hammer({ at: AT }));
  const paused = play(opened(lot7), on("PauseLot", AT));
  for (const command of [ask(50), step(3)]) {
    assertEquals(answer(play(catalogued(lot7), command)), "lot_not_open");
    assertEquals(answer(play(sold, command)), "lot_closed");
    const names = { SetAsk: "AskSet", SetIncrements: "IncrementsSet" };
    assertEquals(answer(play(paused, command)), names[command.type]);
    for (const type of ["sealed_first", "vickrey"] as const) {
      assertEquals(answer(play(opened(lotBy({ type })), command)), "wrong_format");
    }
  }
});
