// What English bidding is never to do, over made-up lots; the price itself is held against a model
// in model_property_test.ts.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Command } from "../../lib/auction/command.ts";
import type { Format } from "../../lib/auction/lot.ts";
import type { ModelBid } from "./lot_model.ts";
import { bidsOf, lotsBy } from "./made_up_moves.ts";
import { ANA, answer, BEN, hammer, opened, play, T0, viewOf } from "./scene.ts";
import { trials } from "./trials.ts";

const lots = lotsBy(fc.constant<Format>({ type: "english", buyNow: null }));
const bids = bidsOf(["max", "max", "max", "exact"]);

function commandOf(bid: ModelBid, at: number): Command {
  return { type: "PlaceBid", at, lot: "7", currency: null, ...bid };
}

Deno.test("English bidding without undo never lets the price fall or pass the highest maximum", () => {
  fc.assert(
    fc.property(lots, fc.array(bids, { maxLength: 30 }), (lot, bids) => {
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
    }),
    trials(200),
  );
});

Deno.test("English bidding gives a tie to the bidder who came first", () => {
  fc.assert(
    fc.property(lots, fc.integer({ min: 300, max: 900 }), (lot, amount) => {
      const max = { kind: "max", amount, quantity: 1 } as const;
      const scene = play(
        opened(lot),
        commandOf({ paddle: ANA, ...max }, T0),
        commandOf({ paddle: BEN, ...max }, T0),
        hammer({ belowReserve: true }),
      );
      // Where the ask is above the maximum already, Ben's bid is refused: Ana still wins.
      assertEquals(answer(scene), "LotSold");
      assertEquals(viewOf(scene, "7").winner?.paddle, ANA);
    }),
    trials(100),
  );
});

Deno.test("English bidding answers each bid with one event, or with a refusal that changes nothing", () => {
  fc.assert(
    fc.property(lots, fc.array(bids, { maxLength: 20 }), (lot, bids) => {
      let scene = opened(lot);
      for (const [index, bid] of bids.entries()) {
        const next = play(scene, commandOf(bid, T0 + index));
        if (next.last.type === "rejected") assert(next.sale === scene.sale);
        else assert(["BidAccepted", "BidRecorded"].includes(answer(next)));
        scene = next;
      }
    }),
    trials(200),
  );
});
