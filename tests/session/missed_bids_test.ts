// Bids a moment too late: who is remembered, for how long, and what is never said.

import { assert, assertEquals } from "@std/assert";
import type { PublicEvent } from "../../lib/auction/event.ts";
import type { PlaceBid } from "../../lib/auction/command.ts";
import { type MissedBid, MissedBids } from "../../lib/session/missed_bids.ts";
import {
  ANA,
  BEN,
  bid,
  dutchLot,
  lot7,
  lot8,
  lotBy,
  MINUTE,
  on,
  opened,
  play,
  type Scene,
  SECOND,
  T0,
  units,
} from "../auction/scene.ts";
import { bidInput, DeskStage } from "./_desk_stage.ts";

const END = T0 + 60 * SECOND;

/** What is remembered of bids that come to the scene as it stands. */
function missedIn({ sale }: Scene, ...late: readonly PlaceBid[]): readonly MissedBid[] {
  const missed = new MissedBids();
  for (const bid of late) {
    const { last } = play({ sale, events: [], last: { type: "accepted", events: [] } }, bid);
    missed.answered(bid, { decision: last, lots: sale.view.lots });
  }
  return missed.news();
}

/** Lot 7, led by Ana at 10.00 and sold to her by hand at END; 10.50 was asked. */
function sold(): Scene {
  const hammer = { type: "HammerLot", at: END, lot: "7", belowReserve: false } as const;
  return play(opened(lot7, lot8), bid(ANA, 20), hammer);
}

function entry(changes: Partial<MissedBid>): MissedBid {
  return { lot: "7", paddle: BEN, at: END, lateMs: 0, reachedAsk: true, ...changes };
}

Deno.test("MissedBids.answered() keeps who was up to ten seconds behind the hammer", () => {
  const scene = sold();
  const ask = scene.sale.view.lots.get("7")?.standing.ask ?? 0;
  const enough = ask / 100;
  for (const lateMs of [0, 1, 10_000]) {
    const missed = missedIn(scene, bid(BEN, enough, { at: END + lateMs }));
    assertEquals(missed, [entry({ at: END + lateMs, lateMs })]);
  }
  assertEquals(missedIn(scene, bid(BEN, enough, { at: END + 10_001 })), []);
  const [low] = missedIn(scene, bid(BEN, enough - 0.01, { at: END }));
  assertEquals(low?.reachedAsk, false);
});

Deno.test("MissedBids.answered() keeps what a passed lot and a clock's end have beaten", () => {
  const passed = play(opened(lot7), on("PassLot", END));
  assertEquals(missedIn(passed, bid(BEN, 10, { at: END + 5 })).length, 1);
  const end = T0 + 10 * MINUTE;
  const over = play(opened(lot8), { type: "Tick", at: end + 40 });
  const late = missedIn(over, bid(BEN, 10, { lot: "8", at: end + 50 }));
  // The announced end counts, whenever the tick came.
  assertEquals(late.map(({ lateMs }) => lateMs), [50]);
});

Deno.test("MissedBids.answered() keeps nothing of other refusals and other ends", () => {
  const at = END + 1;
  assertEquals(missedIn(opened(lot7), bid(BEN, 1, { at })), []);
  const withdrawn = play(opened(lot7), { type: "WithdrawLot", at: END, lot: "7", reason: null });
  assertEquals(missedIn(withdrawn, bid(BEN, 10, { at })), []);
  const suspended = play(sold(), { type: "SuspendPaddle", at: END, paddle: BEN });
  assertEquals(missedIn(suspended, bid(BEN, 10, { at })), []);
  const buyable = lotBy({ type: "english", buyNow: units(50) });
  const bought = play(opened(buyable), bid(ANA, 50, { kind: "buy" }));
  assertEquals(bought.sale.view.lots.get("7")?.status, "sold");
  assertEquals(missedIn(bought, bid(BEN, 60, { at: T0 + 2 * SECOND })), []);
  const taken = play(opened(dutchLot), bid(ANA, 100, { kind: "buy" }));
  assertEquals(missedIn(taken, bid(BEN, 100, { kind: "buy", at: T0 + 2 * SECOND })), []);
  assertEquals(missedIn(sold(), bid(BEN, 60, { kind: "leave", at })), []);
});

Deno.test("MissedBids.keep() has one entry of a paddle on a lot: the first, or one that reached the ask", () => {
  const missed = new MissedBids();
  assert(missed.keep(entry({ reachedAsk: false })));
  assertEquals(missed.keep(entry({ reachedAsk: false, at: END + 1 })), false);
  assert(missed.keep(entry({ at: END + 2 })));
  assertEquals(missed.keep(entry({ at: END + 3 })), false);
  assertEquals(missed.keep(entry({ at: END + 4, reachedAsk: false })), false);
  assertEquals(missed.list(), [entry({ at: END + 2 })]);
});

Deno.test("MissedBids.keep() keeps the newest twenty", () => {
  const missed = new MissedBids();
  for (let i = 0; i < 25; i++) missed.keep(entry({ paddle: `${i}` }));
  assertEquals(
    missed.list().map(({ paddle }) => Number(paddle)),
    Array.from(
      { length: 20 },
      (_, i) => i + 5,
    ),
  );
});

Deno.test("MissedBids.happened() forgets a lot offered again, and all when another opens", () => {
  const missed = new MissedBids();
  const standing = { leader: null, price: null, ask: units(10), bids: 0, reserveMet: true };
  const reopened: PublicEvent = { type: "LotReopened", at: END, lot: "7", standing, endsAt: null };
  const opens: PublicEvent = { type: "LotOpened", at: END, lot: "9", ask: units(1), endsAt: null };
  missed.keep(entry({}));
  missed.keep(entry({ lot: "8" }));
  assertEquals(missed.happened({ type: "LotPaused", at: END, lot: "7", remainingMs: null }), false);
  assertEquals(missed.happened(reopened), true);
  assertEquals(missed.list().map(({ lot }) => lot), ["8"]);
  assertEquals(missed.happened(opens), true);
  assertEquals([missed.list(), missed.happened(opens)], [[], false]);
});

Deno.test("Desk.take() tells of missed bids once, never with the amount, and not of what was settled since", () => {
  const stage = new DeskStage().open();
  stage.take([bidInput()]);
  const at = END;
  stage.say({ type: "HammerLot", at, lot: "7", belowReserve: false });
  const late = (id: string, changes: object = {}) =>
    bidInput({ paddle: BEN, bidId: id.repeat(16), at: at + 5, amount: 7_654_321, ...changes });
  const { missed } = stage.take([late("02"), late("03")], at + 5);
  assertEquals(missed, [{ lot: "7", paddle: BEN, at: at + 5, lateMs: 5, reachedAsk: true }]);
  assert(!JSON.stringify(missed).includes("7654321"));
  assertEquals(stage.take([late("04")], at + 6).missed, []);
  const reopen = { type: "ReopenLot", at: at + 7, lot: "7", durationMs: null } as const;
  const both = stage.take([late("05", { paddle: ANA }), late("06"), {
    type: "command",
    ref: 1,
    command: reopen,
  }], at + 7);
  assertEquals([both.missed, both.answers[0]?.result.type], [[], "done"]);
});
