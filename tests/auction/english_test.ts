// English bidding bid by bid: the corners of rules 1 to 7 of RULES.md.

import { assertEquals } from "@std/assert";
import type { Lot } from "../../lib/auction/lot.ts";
import { CENTS_MAX, toCents } from "../../lib/auction/money.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  CID,
  DORA,
  hammer,
  lot7,
  opened,
  play,
  standing,
  T0,
  units,
  viewOf,
} from "./scene.ts";

const reserve100: Lot = { ...lot7, opening: units(1), reserve: units(100) };
const byOnes: Lot = { ...lot7, increments: { type: "fixed", step: units(1) } };

Deno.test("English bidding leaves a tie with the earlier bidder, at exactly the maximum", () => {
  let scene = play(opened(lot7), bid(ANA, 20));
  assertEquals(standing(scene), { leader: ANA, price: 10, ask: 10.5 });
  scene = play(scene, bid(BEN, 20));
  assertEquals(standing(scene), { leader: ANA, price: 20, ask: 20.5 });
  scene = play(scene, bid(ANA, 25));
  assertEquals(standing(scene), { leader: ANA, price: 20.5, ask: 21 });
});

Deno.test("English bidding lets a new leader pay less than a full increment more", () => {
  let scene = play(opened(lot7), bid(BEN, 15.5), bid(ANA, 15.56));
  assertEquals(standing(scene), { leader: ANA, price: 15.56, ask: 16.06 });
  scene = play(scene, bid(ANA, 20));
  assertEquals(standing(scene), { leader: ANA, price: 16, ask: 16.5 });
});

Deno.test("English bidding moves no price by a raise that the rival does not demand", () => {
  let scene = play(opened(lot7), bid(BEN, 15), bid(ANA, 15.5));
  assertEquals(standing(scene), { leader: ANA, price: 15.5, ask: 16 });
  scene = play(scene, bid(ANA, 20));
  assertEquals(standing(scene), { leader: ANA, price: 15.5, ask: 16 });
  assertEquals(answer(scene), "BidRecorded");
});

Deno.test("English bidding refuses a bid one cent below the ask and takes one at it", () => {
  let scene = play(opened(lot7), bid(ANA, 20), bid(BEN, 10.49));
  assertEquals(scene.last, { type: "rejected", reason: "below_ask", ask: units(10.5) });
  scene = play(scene, bid(BEN, 10.5));
  assertEquals(standing(scene), { leader: ANA, price: 11, ask: 11.5 });
});

Deno.test("English bidding by fixed steps asks one step above an odd price", () => {
  const scene = play(opened(byOnes), bid(ANA, 11), bid(BEN, 11.02));
  assertEquals(standing(scene), { leader: BEN, price: 11.02, ask: 12.02 });
});

Deno.test("English bidding lifts the price to the reserve once a maximum reaches it", () => {
  const steps = [
    [ANA, 50, 1, ANA, false],
    [BEN, 60, 51, BEN, false],
    [CID, 150, 100, CID, true],
    [DORA, 120, 122.5, CID, true],
  ] as const;
  let scene = opened(reserve100);
  for (const [paddle, max, price, leader, met] of steps) {
    scene = play(scene, bid(paddle, max));
    assertEquals(standing(scene).price, price);
    assertEquals(standing(scene).leader, leader);
    assertEquals(viewOf(scene, "7").standing.reserveMet, met);
  }
});

Deno.test("English bidding shows a leader's lone raise over the reserve", () => {
  const scene = play(opened(reserve100), bid(ANA, 50), bid(ANA, 100));
  assertEquals(standing(scene), { leader: ANA, price: 100, ask: 102.5 });
  assertEquals(answer(scene), "BidAccepted");
});

Deno.test("English bidding never lifts the price above a maximum that meets the reserve", () => {
  const scene = play(opened(reserve100), bid(ANA, 100));
  assertEquals(standing(scene), { leader: ANA, price: 100, ask: 102.5 });
});

Deno.test("English bidding takes the first bid at the opening price and not below", () => {
  assertEquals(play(opened(lot7), bid(ANA, 9.99)).last, {
    type: "rejected",
    reason: "below_ask",
    ask: units(10),
  });
  assertEquals(standing(play(opened(lot7), bid(ANA, 10))), { leader: ANA, price: 10, ask: 10.5 });
});

Deno.test("English bidding refuses a raise that does not exceed the own maximum", () => {
  for (const amount of [5, 19.99, 20]) {
    const scene = play(opened(lot7), bid(ANA, 20), bid(ANA, amount));
    assertEquals(answer(scene), "not_above_own_max");
  }
});

Deno.test("English bidding counts visible accepted bids only", () => {
  const scene = play(opened(lot7), bid(ANA, 20), bid(ANA, 30), bid(BEN, 10), bid(BEN, 12));
  assertEquals(viewOf(scene, "7").standing.bids, 2);
});

Deno.test("English bidding sets the price to an exact amount that leads", () => {
  const exact = { kind: "exact" } as const;
  let scene = play(opened(lot7), bid(ANA, 14, exact));
  assertEquals(standing(scene), { leader: ANA, price: 14, ask: 14.5 });
  scene = play(scene, bid(BEN, 30, exact));
  assertEquals(standing(scene), { leader: BEN, price: 30, ask: 31 });
  scene = play(scene, bid(BEN, 40, exact));
  assertEquals(standing(scene), { leader: BEN, price: 40, ask: 41 });
  assertEquals(answer(play(scene, bid(BEN, 40, exact))), "not_above_own_max");
  assertEquals(answer(play(scene, bid(ANA, 40.99, exact))), "below_ask");
});

Deno.test("English bidding lets a proxy answer an exact amount below it", () => {
  const scene = play(opened(lot7), bid(ANA, 50), bid(BEN, 30, { kind: "exact" }));
  assertEquals(standing(scene), { leader: ANA, price: 31, ask: 32 });
});

Deno.test("English bidding plays the same on every lot apart from the others", () => {
  const other = { ...lot7, id: "9" };
  const scene = play(opened(lot7, other), bid(ANA, 20), bid(BEN, 15, { lot: "9" }));
  assertEquals(standing(scene, "7"), { leader: ANA, price: 10, ask: 10.5 });
  assertEquals(standing(scene, "9"), { leader: BEN, price: 10, ask: 10.5 });
});

Deno.test("English bidding stops at the largest amount without losing a cent", () => {
  const huge = { ...lot7, opening: toCents(CENTS_MAX - 10) };
  const top = (paddle: string, amount: number) => ({ ...bid(paddle, 1), amount });
  let scene = play(opened(huge), top(ANA, CENTS_MAX - 5), top(BEN, CENTS_MAX));
  assertEquals(viewOf(scene, "7").standing.price, CENTS_MAX);
  assertEquals(viewOf(scene, "7").standing.ask, CENTS_MAX);
  scene = play(scene, top(ANA, CENTS_MAX), hammer({ at: T0 + 9_000 }));
  assertEquals(viewOf(scene, "7").winner, { paddle: BEN, price: CENTS_MAX });
});
