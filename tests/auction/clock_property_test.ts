// Dutch and Japanese lots against their models, over made-up hours with pauses and outages.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { askAt, type DutchTerms } from "../../lib/auction/dutch.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { emptySale, evolve } from "../../lib/auction/sale.ts";
import { modelPrice } from "./dutch_model.ts";
import { type JapaneseTerms, modelEnd, priceIn, shownIn, type Stay } from "./japanese_model.ts";
import {
  ANA,
  BEN,
  bid,
  CID,
  DORA,
  limited,
  lotBy,
  on,
  opened,
  play,
  retract,
  type Scene,
  T0,
  until,
  viewOf,
} from "./scene.ts";
import { trials } from "./trials.ts";

const dutchTerms: fc.Arbitrary<DutchTerms> = fc.record({
  floor: fc.integer({ min: 1, max: 40 }),
  over: fc.integer({ min: 0, max: 60 }),
  step: fc.integer({ min: 1, max: 25 }),
  everyMs: fc.integer({ min: 1, max: 50 }),
}).map(({ floor, over, step, everyMs }) => ({
  type: "dutch",
  opening: toCents(floor + over),
  floor: toCents(floor),
  step: toCents(step),
  everyMs,
}));

const dutchMoves = fc.array(
  fc.record({
    do: fc.constantFrom("take", "take", "pause", "resume", "outage", "look"),
    laterMs: fc.integer({ min: 0, max: 60 }),
    amount: fc.integer({ min: 1, max: 110 }),
  }),
  { maxLength: 25, size: "max" },
);

Deno.test("Dutch lots agree with a model that lists the prices shown", () => {
  fc.assert(
    fc.property(dutchTerms, dutchMoves, (terms, moves) => {
      const { opening, ...format } = terms;
      let scene = opened(lotBy(format, { opening }));
      let [at, ranMs, isPaused] = [T0, 0, false];
      for (const { do: move, laterMs, amount } of moves) {
        // What an outage took does not count; nobody ticks while the house is down.
        if (!isPaused && move !== "outage") ranMs += laterMs;
        const downSince = at;
        at += laterMs;
        if (move === "outage") scene = play(scene, { type: "ReturnLostTime", at, downSince });
        scene = until(scene, at);
        const price = modelPrice(terms, ranMs);
        if (price === null) {
          assertEquals(viewOf(scene, "7").passReason, "no_bids");
          return;
        }
        assertEquals<number>(askAt(viewOf(scene, "7"), at), price);
        if (move === "pause") [scene, isPaused] = [play(scene, on("PauseLot", at)), true];
        if (move === "resume") [scene, isPaused] = [play(scene, on("ResumeLot", at)), false];
        if (move !== "take") continue;
        scene = play(scene, { ...bid(ANA, 1, { kind: "buy", at }), amount });
        const isTaken = !isPaused && amount >= price;
        assertEquals(viewOf(scene, "7").winner, isTaken ? { paddle: ANA, price } : null);
        if (isTaken) return assertEquals(viewOf(scene, "7").status, "sold");
      }
      assertEquals(scene.events.reduce(evolve, emptySale()), scene.sale);
    }),
    trials(2_000),
  );
});

const EVERY_MS = 1_000;
const ENTRY_MS = 5_000;

const japaneseTerms = fc.record<JapaneseTerms>({
  opening: fc.integer({ min: 1, max: 30 }),
  step: fc.integer({ min: 1, max: 9 }),
  reserve: fc.option(fc.integer({ min: 1, max: 60 })),
});

const stay = (paddle: string) =>
  fc.record<Stay>({
    paddle: fc.constant(paddle),
    leavesIn: fc.integer({ min: 0, max: 6 }),
    takenOutIn: fc.constantFrom(Infinity, Infinity, Infinity, 0, 1, 2, 3),
    limit: fc.oneof(fc.constant(Infinity), fc.constant(Infinity), fc.integer({ min: 1, max: 60 })),
  });

const stays = fc.tuple(
  fc.shuffledSubarray([ANA, BEN, CID, DORA]),
  fc.tuple(stay(ANA), stay(BEN), stay(CID), stay(DORA)),
).map(([paddles, stays]) =>
  paddles.flatMap((paddle) => stays.filter((stay) => stay.paddle === paddle))
);

function japaneseLotOf({ opening, step, reserve }: JapaneseTerms): Lot {
  const format = {
    type: "japanese",
    step: toCents(step),
    everyMs: EVERY_MS,
    entryMs: ENTRY_MS,
  } as const;
  return lotBy(format, {
    opening: toCents(opening),
    reserve: reserve === null ? null : toCents(reserve),
  });
}

/** Everyone's moves in one interval: first who leaves, then who is taken out. */
function interval(scene: Scene, stays: readonly Stay[], n: number, at: number): Scene {
  let next = scene;
  for (const { paddle, leavesIn } of stays) {
    if (leavesIn === n) next = play(next, bid(paddle, 1, { kind: "leave", at }));
  }
  for (const { paddle, takenOutIn } of stays) {
    if (takenOutIn === n) next = play(next, retract(paddle, at));
  }
  return next;
}

Deno.test("Japanese lots agree with a model that knows how long each one stays", () => {
  const delays = fc.array(fc.constantFrom(0, 0, 700, 5_000), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(japaneseTerms, stays, delays, (terms, stays, delays) => {
      let scene = opened(japaneseLotOf(terms));
      for (const { paddle, limit } of stays) {
        if (limit !== Infinity) scene = play(scene, limited(paddle, limit / 100));
        const enter = bid(paddle, 1, { kind: "enter", at: T0 });
        scene = play(scene, { ...enter, amount: terms.opening });
      }
      const end = modelEnd(terms, stays);
      let at = T0;
      for (let n = 0; n <= end.interval; n += 1) {
        scene = interval(scene, stays, n, at + 1);
        const { price, bids } = viewOf(scene, "7").standing;
        assertEquals<number | null>(price, n === 0 ? null : priceIn(terms, n));
        assertEquals(bids, shownIn(terms, stays, n));
        // A pause in the middle of the interval takes nothing from it.
        const pausedMs = delays[n] ?? 0;
        scene = play(scene, on("PauseLot", at + 2), on("ResumeLot", at + 2 + pausedMs));
        at += (n === 0 ? ENTRY_MS : EVERY_MS) + pausedMs;
        assertEquals(viewOf(until(scene, at - 1), "7").status, "open");
        scene = until(scene, at);
      }
      const isSold = end.winner !== null && end.winner.price >= (terms.reserve ?? 0);
      assertEquals(viewOf(scene, "7").status, isSold ? "sold" : "passed");
      assertEquals<unknown>(viewOf(scene, "7").winner, isSold ? end.winner : null);
      assertEquals(scene.events.reduce(evolve, emptySale()), scene.sale);
    }),
    trials(2_000),
  );
});
