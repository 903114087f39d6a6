// The ends of timed lots against a model that counts what is left, and what an undo does to them.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { LotId, SoftClose } from "../../lib/auction/lot.ts";
import { EndsModel } from "./ends_model.ts";
import { ANA, BEN, bid, lotBy, on, opened, play, type Scene, T0, until, viewOf } from "./scene.ts";
import { trials } from "./trials.ts";

const LOTS = new Map<LotId, number>([["a", 500], ["b", 500], ["c", 650]]);

const policies = fc.record<Exclude<SoftClose, { readonly type: "none" }>>({
  type: fc.constantFrom("from_bid", "add_to_end"),
  windowMs: fc.integer({ min: 1, max: 300 }),
  extensionsMs: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 3 }),
  hardEndMs: fc.option(fc.integer({ min: 500, max: 1_200 })),
});

const settings = fc.record({ policy: policies, isGroup: fc.boolean() });

const moves = fc.noBias(fc.array(
  fc.record({
    do: fc.constantFrom("bid", "bid", "bid", "bid", "pause", "resume", "resume", "outage"),
    lot: fc.constantFrom("a", "a", "b", "c"),
    laterMs: fc.integer({ min: 0, max: 120 }),
  }),
  { minLength: 5, maxLength: 30, size: "max" },
));

function stage({ policy, isGroup }: { readonly policy: SoftClose; readonly isGroup: boolean }) {
  const lots = [...LOTS].map(([id, durationMs]) =>
    lotBy({ type: "english", buyNow: null }, {
      id,
      closing: {
        type: "timed",
        end: { type: "after", durationMs },
        softClose: policy,
        group: isGroup ? "one clock" : null,
      },
    })
  );
  return opened(...lots);
}

/** What is left of each lot that is not over. */
function leftOf(scene: Scene, at: number): ReadonlyMap<LotId, number> {
  const left = new Map<LotId, number>();
  for (const id of LOTS.keys()) {
    const { status, endsAt, remainingMs } = viewOf(scene, id);
    if (status === "paused") left.set(id, remainingMs ?? NaN);
    if (status === "open") left.set(id, (endsAt ?? NaN) - at);
  }
  return left;
}

Deno.test("Ends of timed lots agree with a model that counts what is left", () => {
  fc.assert(
    fc.property(settings, moves, (setting, moves) => {
      const model = new EndsModel(LOTS, setting);
      let scene = stage(setting);
      let at = T0;
      for (const [index, { do: move, lot, laterMs }] of moves.entries()) {
        const downSince = at;
        at += laterMs;
        model.pass(laterMs, { isOutage: move === "outage" });
        if (move === "outage") scene = play(scene, { type: "ReturnLostTime", at, downSince });
        scene = until(scene, at);
        assertEquals(leftOf(scene, at), model.left);
        if (move === "bid") {
          scene = play(scene, bid(index % 2 === 0 ? ANA : BEN, 20 * (index + 1), { lot, at }));
          // An even bidder after an even one raises in silence: that is no bid for the clock.
          const isSeen = scene.last.type === "accepted" &&
            scene.last.events.some(({ type }) => type === "BidAccepted");
          const { status } = viewOf(scene, lot);
          if (isSeen) assert(model.bid(lot));
          else assert(status !== "open" || viewOf(scene, lot).standing.leader !== null);
        }
        if (move === "pause" || move === "resume") {
          scene = play(scene, on(move === "pause" ? "PauseLot" : "ResumeLot", at, lot));
          model.pause(lot, move === "pause");
        }
        assertEquals(leftOf(scene, at), model.left);
      }
    }),
    trials(1_500),
  );
});

Deno.test("UndoLastBid at once puts every end of a group back as it was", () => {
  fc.assert(
    fc.property(settings, moves, (setting, moves) => {
      let scene = stage(setting);
      let at = T0;
      for (const [index, { lot, laterMs }] of moves.entries()) {
        at += laterMs;
        scene = until(scene, at);
        const before = leftOf(scene, at);
        const placed = play(scene, bid(index % 2 === 0 ? ANA : BEN, 20 * (index + 1), { lot, at }));
        if (placed.last.type === "accepted") {
          const undone = play(placed, on("UndoLastBid", at, lot));
          assertEquals(leftOf(undone, at), before);
        }
        scene = placed;
      }
    }),
    trials(500),
  );
});

Deno.test("UndoLastBid ends no lot at once, and moves none that the bid had not moved", () => {
  fc.assert(
    fc.property(settings, moves, (setting, moves) => {
      let scene = stage(setting);
      let at = T0;
      for (const [index, { do: move, lot, laterMs }] of moves.entries()) {
        at += laterMs;
        scene = until(scene, at);
        const before = leftOf(scene, at);
        if (move === "bid") {
          scene = play(scene, bid(index % 2 === 0 ? ANA : BEN, 20 * (index + 1), { lot, at }));
          continue;
        }
        scene = play(scene, on("UndoLastBid", at, lot));
        for (const [id, left] of leftOf(scene, at)) {
          assert(left > 0);
          if (!setting.isGroup && id !== lot) assertEquals(left, before.get(id));
        }
      }
    }),
    trials(500),
  );
});
