// English bidding against the slow model, over thousands of made-up lots with bids and undo.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Command } from "../../lib/auction/command.ts";
import type { Increments, Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { modelAccepts, type ModelBid, modelStanding } from "./proxy_model.ts";
import { ANA, answer, BEN, CID, DORA, hammer, lot7, opened, play, T0, viewOf } from "./scene.ts";

const increments = fc.constantFrom<Increments>(
  { type: "ebay_us" },
  { type: "ebay_uk" },
  { type: "house_258" },
  { type: "fixed", step: toCents(7) },
  { type: "percent", percent: 7.5, roundTo: toCents(5) },
  {
    type: "table",
    steps: [{ from: toCents(0), step: toCents(3) }, { from: toCents(90), step: toCents(11) }],
  },
);

const lots = fc.record({
  opening: fc.integer({ min: 1, max: 150 }),
  overOpening: fc.option(fc.integer({ min: 0, max: 200 })),
  increments,
}).map(({ opening, overOpening, increments }): Lot => ({
  ...lot7,
  opening: toCents(opening),
  reserve: overOpening === null ? null : toCents(opening + overOpening),
  increments,
}));

// Few bidders and small amounts, so that ties, raises and bids just below the ask are common.
const bids = fc.record<ModelBid>({
  paddle: fc.constantFrom(ANA, BEN, CID, DORA),
  kind: fc.constantFrom("max", "max", "max", "exact"),
  amount: fc.integer({ min: 1, max: 600 }),
});
const moves = fc.array(
  fc.oneof({ weight: 6, arbitrary: bids }, { weight: 1, arbitrary: fc.constant("undo" as const) }),
  { minLength: 1, maxLength: 25 },
);

function commandOf(move: ModelBid | "undo", at: number): Command {
  if (move === "undo") return { type: "UndoLastBid", at, lot: "7" };
  return { type: "PlaceBid", at, lot: "7", currency: null, ...move };
}

Deno.test("English bidding agrees with a model that recomputes everything from all bids", () => {
  fc.assert(
    fc.property(lots, moves, (lot, moves) => {
      let scene = opened(lot);
      let standing: readonly ModelBid[] = [];
      for (const [index, move] of moves.entries()) {
        const takes = move === "undo" ? standing.length > 0 : modelAccepts(standing, move, lot);
        scene = play(scene, commandOf(move, T0 + index));
        assertEquals(scene.last.type === "accepted", takes);
        if (takes) standing = move === "undo" ? standing.slice(0, -1) : [...standing, move];
        assertEquals<unknown>(viewOf(scene, "7").standing, modelStanding(standing, lot));
      }
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("English bidding without undo never lets the price fall or pass the highest maximum", () => {
  fc.assert(fc.property(lots, fc.array(bids, { maxLength: 30 }), (lot, bids) => {
    let scene = opened(lot);
    let price = 0;
    let highest = 0;
    for (const [index, bid] of bids.entries()) {
      scene = play(scene, commandOf(bid, T0 + index));
      if (scene.last.type === "accepted") highest = Math.max(highest, bid.amount);
      const now = viewOf(scene, "7").standing.price ?? 0;
      assert(now >= price && now <= highest);
      price = now;
    }
  }));
});

Deno.test("English bidding gives a tie to the bidder who came first", () => {
  fc.assert(fc.property(lots, fc.integer({ min: 300, max: 900 }), (lot, amount) => {
    const max = { kind: "max", amount } as const;
    const scene = play(
      opened(lot),
      commandOf({ paddle: ANA, ...max }, T0),
      commandOf({ paddle: BEN, ...max }, T0),
      hammer({ belowReserve: true }),
    );
    // Where the ask is above the maximum already, Ben's bid is refused: Ana still wins.
    assertEquals(answer(scene), "LotSold");
    assertEquals(viewOf(scene, "7").winner?.paddle, ANA);
  }));
});

Deno.test("English bidding answers each bid with one event, or with a refusal that changes nothing", () => {
  fc.assert(fc.property(lots, fc.array(bids, { maxLength: 20 }), (lot, bids) => {
    let scene = opened(lot);
    for (const [index, bid] of bids.entries()) {
      const next = play(scene, commandOf(bid, T0 + index));
      if (next.last.type === "rejected") assert(next.sale === scene.sale);
      else assert(["BidAccepted", "BidRecorded"].includes(answer(next)));
      scene = next;
    }
  }));
});
