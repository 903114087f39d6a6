// Lots that share a clock: what extends one extends all, and what an undo takes back.

import { assertEquals } from "@std/assert";
import type { Lot } from "../../lib/auction/lot.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  lot8,
  MINUTE,
  on,
  opened,
  play,
  type Scene,
  SECOND,
  T0,
  until,
  viewOf,
} from "./scene.ts";

const END = T0 + 10 * MINUTE;

function grouped(id: string, minutes = 10, group: string | null = "desks"): Lot {
  if (lot8.closing.type !== "timed") throw new Error("lot 8 is timed");
  const end = { type: "after", durationMs: minutes * MINUTE } as const;
  return { ...lot8, id, closing: { ...lot8.closing, end, group } };
}

function late(paddle: string, lot: string, at: number, amount = 20) {
  return bid(paddle, amount, { lot, at });
}

function ends(scene: Scene, ...lots: readonly string[]) {
  return lots.map((lot) => (viewOf(scene, lot).endsAt ?? NaN) - END);
}

Deno.test("A group's clock is extended for all its lots by a late bid on one", () => {
  const others = [grouped("d", 10, null), grouped("e", 10, "chairs")];
  const scene = play(
    opened(grouped("a"), grouped("b"), grouped("c"), ...others),
    late(ANA, "b", END - SECOND),
  );
  const moved = 2 * MINUTE - SECOND;
  assertEquals(answer(scene), "BidAccepted LotExtended LotExtended LotExtended");
  const event = { type: "LotExtended", at: END - SECOND, endsAt: END + moved } as const;
  assertEquals(scene.events.slice(-3), [
    { ...event, lot: "b", cause: "late_bid" },
    { ...event, lot: "a", cause: "group" },
    { ...event, lot: "c", cause: "group" },
  ]);
  assertEquals(ends(scene, "a", "b", "c", "d", "e"), [moved, moved, moved, 0, 0]);
});

Deno.test("A group's clock brings no end forward, and moves no lot that is paused or over", () => {
  let scene = opened(grouped("a"), grouped("long", 20), grouped("p"), grouped("short", 1));
  scene = play(scene, on("PauseLot", T0 + SECOND, "p"));
  scene = play(until(scene, END - SECOND), late(ANA, "a", END - SECOND));
  assertEquals(answer(scene), "BidAccepted LotExtended");
  assertEquals(ends(scene, "long", "short"), [10 * MINUTE, -9 * MINUTE]);
  assertEquals(viewOf(scene, "p").remainingMs, 10 * MINUTE - SECOND);
});

Deno.test("A group's extension counts on its own lot's list of extensions alone", () => {
  const scene = play(opened(grouped("a"), grouped("b")), late(ANA, "a", END - SECOND));
  const counts = ["a", "b"].map((lot) => scene.sale.secrets.get(lot)?.extensions);
  assertEquals(counts, [1, 0]);
});

Deno.test("UndoLastBid takes a group's extension back from all lots that it moved", () => {
  const scene = play(
    opened(grouped("a"), grouped("b"), grouped("d", 10, null)),
    late(ANA, "a", END - SECOND),
    late(BEN, "d", END - SECOND),
    on("UndoLastBid", END - 1, "a"),
  );
  assertEquals(answer(scene), "BidUndone LotExtended");
  assertEquals(scene.events.at(-1), {
    type: "LotExtended",
    at: END - 1,
    lot: "b",
    endsAt: END,
    cause: "undo",
  });
  assertEquals(ends(scene, "a", "b", "d"), [0, 0, 2 * MINUTE - SECOND]);
});

Deno.test("UndoLastBid gives all lots of a group what was left, where the old end has gone by", () => {
  const bids = play(opened(grouped("a"), grouped("b")), late(ANA, "a", END - 30 * SECOND));
  for (const after of [0, SECOND]) {
    const undone = play(bids, on("UndoLastBid", END + after, "a"));
    assertEquals(ends(undone, "a", "b"), [30 * SECOND + after, 30 * SECOND + after]);
  }
});

Deno.test("UndoLastBid brings no lot of a group to before its own old end", () => {
  const scene = play(
    opened(grouped("a"), grouped("b", 11)),
    late(ANA, "a", END - SECOND),
    on("UndoLastBid", END - 1, "a"),
  );
  assertEquals(ends(scene, "a", "b"), [0, MINUTE]);
});

Deno.test("UndoLastBid leaves lots of a group that the bid had not moved", () => {
  const end = 2 * MINUTE - SECOND; // Where the late bid on "a" moves the clock by itself.
  const bids = play(
    opened(grouped("a"), grouped("b", 10 + end / MINUTE)),
    late(ANA, "a", END - SECOND),
  );
  assertEquals(answer(bids), "BidAccepted LotExtended");
  const undone = play(bids, on("UndoLastBid", END - 1, "a"));
  assertEquals(answer(undone), "BidUndone");
  assertEquals(ends(undone, "a", "b"), [0, end]);
});

Deno.test("UndoLastBid leaves time that a later bid on another lot of the group needs", () => {
  const first = END - SECOND;
  const second = END + MINUTE;
  const both = play(
    opened(grouped("a"), grouped("b")),
    late(ANA, "a", first),
    late(BEN, "b", second),
  );
  const shared = 3 * MINUTE;
  assertEquals(ends(both, "a", "b"), [shared, shared]);
  const undone = play(both, on("UndoLastBid", second + 1, "a"));
  assertEquals(answer(undone), "BidUndone");
  assertEquals(ends(undone, "a", "b"), [shared, shared]);
  // The later one goes back with both lots, to where the earlier one had left them.
  const other = play(both, on("UndoLastBid", second + 1, "b"));
  assertEquals(ends(other, "a", "b"), [2 * MINUTE - SECOND, 2 * MINUTE - SECOND]);
});

Deno.test("UndoLastBid takes back the extension of a bid that came after another lot's", () => {
  const steps = [late(ANA, "a", END - SECOND), late(BEN, "b", END), on("UndoLastBid", END, "a")];
  const at = END + MINUTE;
  let scene = play(opened(grouped("a"), grouped("b")), ...steps, late(ANA, "a", at));
  assertEquals(ends(scene, "a", "b"), [3 * MINUTE, 3 * MINUTE]);
  scene = play(scene, on("UndoLastBid", at, "a"));
  assertEquals(ends(scene, "a", "b"), [2 * MINUTE, 2 * MINUTE]);
});
