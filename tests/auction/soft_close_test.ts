// Late bids and the end of a timed lot: each policy, its edges, and what does not extend.

import { assertEquals } from "@std/assert";
import type { SoftClose } from "../../lib/auction/lot.ts";
import { extendedEnd, SOFT_CLOSE_PRESETS } from "../../lib/auction/soft_close.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  CID,
  lot8,
  MINUTE,
  opened,
  play,
  type Scene,
  SECOND,
  T0,
  timedLot,
  viewOf,
} from "./scene.ts";

const END = T0 + 10 * MINUTE;
const fromBid = policy("from_bid");
const addToEnd = policy("add_to_end");

function policy(type: "from_bid" | "add_to_end"): Extract<SoftClose, { type: typeof type }> {
  return { type, windowMs: 2 * MINUTE, extensionsMs: [2 * MINUTE], hardEndMs: null };
}

function endAfter(softClose: SoftClose, at: number, extensions = 0): number | null {
  return extendedEnd(softClose, { at, endsAt: END, openedAt: T0, extensions });
}

function endOf(scene: Scene): number | null {
  return viewOf(scene, "8").endsAt;
}

Deno.test("extendedEnd() counts a bid at exactly the start of the window", () => {
  const start = END - 2 * MINUTE;
  assertEquals(endAfter(fromBid, start - 1), null);
  assertEquals(endAfter(addToEnd, start - 1), null);
  assertEquals(endAfter(addToEnd, start), END + 2 * MINUTE);
  assertEquals(endAfter(fromBid, start + 1), END + 1);
});

Deno.test("extendedEnd() by from_bid leaves an end that is not later", () => {
  assertEquals(endAfter(fromBid, END - 2 * MINUTE), null);
  assertEquals(endAfter({ ...fromBid, extensionsMs: [MINUTE] }, END - 2 * MINUTE), null);
  assertEquals(
    endAfter({ ...fromBid, extensionsMs: [3 * MINUTE] }, END - 2 * MINUTE),
    END + MINUTE,
  );
});

Deno.test("extendedEnd() adds to the end by add_to_end, not to the bid", () => {
  assertEquals(endAfter(addToEnd, END - 1), END + 2 * MINUTE);
  assertEquals(endAfter(fromBid, END - 1), END - 1 + 2 * MINUTE);
});

Deno.test("extendedEnd() never extends where the policy is none", () => {
  assertEquals(endAfter({ type: "none" }, END - 1), null);
});

Deno.test("extendedEnd() shrinks extension by extension and repeats the last one", () => {
  const shrinking: SoftClose = { ...addToEnd, extensionsMs: [120_000, 60_000, 30_000] };
  const added = [0, 1, 2, 3, 9].map((n) => (endAfter(shrinking, END - 1, n) ?? 0) - END);
  assertEquals(added, [120_000, 60_000, 30_000, 30_000, 30_000]);
});

Deno.test("extendedEnd() stops at the hard end", () => {
  const hard: SoftClose = { ...addToEnd, hardEndMs: 11 * MINUTE };
  assertEquals(endAfter(hard, END - 1), T0 + 11 * MINUTE);
  const late = { at: T0 + 11 * MINUTE - 1, endsAt: T0 + 11 * MINUTE, openedAt: T0, extensions: 1 };
  assertEquals(extendedEnd(hard, late), null);
});

Deno.test("SOFT_CLOSE_PRESETS holds the default and the two Brazilian rules", () => {
  const minutes = Object.entries(SOFT_CLOSE_PRESETS).map(([name, preset]) => (
    preset.type === "none"
      ? [name]
      : [name, preset.type, preset.windowMs / MINUTE, preset.extensionsMs.map((ms) => ms / MINUTE)]
  ));
  assertEquals(minutes, [
    ["default", "from_bid", 2, [2]],
    ["br_cnj236", "from_bid", 3, [3]],
    ["br_10024", "from_bid", 2, [2]],
  ]);
});

Deno.test("A late bid announces its new end in an event of its own", () => {
  const at = END - MINUTE;
  const scene = play(opened(lot8), bid(ANA, 20, { lot: "8", at }));
  assertEquals(scene.events.at(-1), {
    type: "LotExtended",
    at,
    lot: "8",
    endsAt: END + MINUTE,
    cause: "late_bid",
  });
  assertEquals(endOf(scene), END + MINUTE);
});

Deno.test("A late bid extends again and again while bids come", () => {
  let scene = opened(lot8);
  let at = END - 1;
  for (const [index, paddle] of [ANA, BEN, CID, ANA, BEN].entries()) {
    scene = play(scene, bid(paddle, 20 + 20 * index, { lot: "8", at }));
    assertEquals(endOf(scene), at + 2 * MINUTE);
    at += 2 * MINUTE - 1;
  }
});

Deno.test("A late bid that only moves the price of the leader extends too", () => {
  const at = END - MINUTE;
  const scene = play(
    opened(lot8),
    bid(ANA, 50, { lot: "8" }),
    bid(BEN, 20, { lot: "8", at }),
  );
  assertEquals(viewOf(scene, "8").standing.leader, ANA);
  assertEquals(endOf(scene), at + 2 * MINUTE);
});

Deno.test("A leader's silent raise and a refused bid extend nothing", () => {
  const led = play(opened(lot8), bid(ANA, 50, { lot: "8" }));
  for (
    const [late, expected] of [[bid(ANA, 60, { lot: "8", at: END - 1 }), "BidRecorded"], [
      bid(BEN, 10.49, { lot: "8", at: END - 1 }),
      "below_ask",
    ]] as const
  ) {
    const scene = play(led, late);
    assertEquals(answer(scene), expected);
    assertEquals(endOf(scene), END);
  }
});

Deno.test("A leader's raise that moves the price extends", () => {
  const scene = play(
    opened(lot8),
    bid(BEN, 20, { lot: "8" }),
    bid(ANA, 20.1, { lot: "8" }),
    bid(ANA, 30, { lot: "8", at: END - SECOND }),
  );
  assertEquals(answer(scene), "BidAccepted LotExtended");
});

Deno.test("A late bid counts its extensions only where the end moved", () => {
  const shrinking = timedLot({ ...fromBid, extensionsMs: [2 * MINUTE, MINUTE] });
  const scene = play(
    opened(shrinking),
    bid(ANA, 20, { lot: "8", at: END - 2 * MINUTE }), // In the window, but the end is not later.
    bid(BEN, 40, { lot: "8", at: END - 1 }),
  );
  assertEquals(endOf(scene), END - 1 + 2 * MINUTE);
  assertEquals(endOf(play(scene, bid(ANA, 80, { lot: "8", at: END }))), END - 1 + 2 * MINUTE);
  const last = END + 2 * MINUTE - 2;
  assertEquals(endOf(play(scene, bid(ANA, 80, { lot: "8", at: last }))), last + MINUTE);
});
