// Undo of the last bid: the standing, the maxima, the end of a timed lot, down to the first bid.

import { assertEquals } from "@std/assert";
import {
  ANA,
  answer,
  BEN,
  bid,
  CID,
  hammer,
  lot7,
  lot8,
  MINUTE,
  opened,
  play,
  type Scene,
  SECOND,
  standing,
  T0,
  timedLot,
  units,
  viewOf,
} from "./scene.ts";

const END = T0 + 10 * MINUTE;

function undo(lot = "7", at = T0 + 2 * SECOND) {
  return { type: "UndoLastBid", at, lot } as const;
}

function maximaOf(scene: Scene, lot = "7") {
  const live = scene.sale.secrets.get(lot)?.live ?? new Map();
  return Object.fromEntries([...live].map(([paddle, { amount }]) => [paddle, amount / 100]));
}

Deno.test("UndoLastBid walks back bid by bid to a lot without any", () => {
  const bids = [bid(ANA, 20), bid(BEN, 15), bid(ANA, 30), bid(BEN, 40), bid(CID, 60)];
  const scenes = [opened(lot7)];
  for (const each of bids) scenes.push(play(scenes.at(-1) ?? opened(lot7), each));
  let scene = scenes.at(-1) ?? opened(lot7);
  for (const before of scenes.toReversed().slice(1)) {
    scene = play(scene, undo());
    assertEquals(answer(scene), "BidUndone");
    assertEquals(scene.sale.view, before.sale.view);
    assertEquals(scene.sale.secrets, before.sale.secrets);
  }
  assertEquals(maximaOf(scene), {});
  assertEquals(standing(scene), { leader: null, price: null, ask: 10 });
  assertEquals(answer(play(scene, undo())), "nothing_to_undo");
});

Deno.test("UndoLastBid takes a silent raise back before the bid under it", () => {
  const scene = play(opened(lot7), bid(ANA, 20), bid(ANA, 30), undo());
  assertEquals(maximaOf(scene), { [ANA]: 20 });
  assertEquals(standing(play(scene, bid(BEN, 25))).leader, BEN);
});

Deno.test("UndoLastBid revives the undone bidder's own earlier maximum", () => {
  const scene = play(opened(lot7), bid(ANA, 20), bid(BEN, 30), bid(ANA, 50), undo());
  assertEquals(maximaOf(scene), { [ANA]: 20, [BEN]: 30 });
  assertEquals(standing(scene), { leader: BEN, price: 20.5, ask: 21 });
});

Deno.test("UndoLastBid makes a met reserve unmet again", () => {
  const reserved = { ...lot7, reserve: units(100) };
  const scene = play(opened(reserved), bid(ANA, 50), bid(BEN, 150), undo());
  assertEquals(viewOf(scene, "7").standing.reserveMet, false);
  assertEquals(answer(play(scene, hammer())), "LotPassed");
});

Deno.test("UndoLastBid takes back fair warnings, which were given for a bid that is gone", () => {
  const warn = { type: "GiveFairWarning", at: T0 + SECOND, lot: "7", text: null } as const;
  const scene = play(opened(lot7), bid(ANA, 20), bid(BEN, 30), warn, undo());
  assertEquals([viewOf(scene, "7").status, viewOf(scene, "7").warnings], ["open", 0]);
});

Deno.test("UndoLastBid takes back the extension that the bid caused, and its count", () => {
  const shrinking = timedLot({
    type: "add_to_end",
    windowMs: 2 * MINUTE,
    extensionsMs: [2 * MINUTE, MINUTE, SECOND],
    hardEndMs: null,
  });
  const late = { lot: "8", at: END - MINUTE };
  let scene = play(opened(shrinking), bid(ANA, 20, late), bid(BEN, 40, { ...late, at: END }));
  assertEquals(viewOf(scene, "8").endsAt, END + 3 * MINUTE);
  scene = play(scene, undo("8", END + SECOND));
  assertEquals(viewOf(scene, "8").endsAt, END + 2 * MINUTE);
  scene = play(scene, bid(CID, 40, { lot: "8", at: END + 2 * SECOND }));
  assertEquals(viewOf(scene, "8").endsAt, END + 3 * MINUTE);
});

Deno.test("UndoLastBid gives bidders the time that was left where the old end has gone by", () => {
  const late = bid(ANA, 20, { lot: "8", at: END - 30 * SECOND });
  const undone = (at: number) => viewOf(play(opened(lot8), late, undo("8", at)), "8").endsAt;
  assertEquals(undone(END - 1), END);
  assertEquals(undone(END), END + 30 * SECOND);
  assertEquals(undone(END + MINUTE), END + MINUTE + 30 * SECOND);
});

Deno.test("UndoLastBid keeps the time of a paused lot, and pauses it still", () => {
  const scene = play(
    opened(lot8),
    bid(ANA, 20, { lot: "8" }),
    { type: "PauseLot", at: T0 + MINUTE, lot: "8" },
    undo("8", T0 + 30 * MINUTE),
  );
  const { status, endsAt, remainingMs } = viewOf(scene, "8");
  assertEquals({ status, endsAt, remainingMs }, {
    status: "paused",
    endsAt: null,
    remainingMs: 9 * MINUTE,
  });
});

Deno.test("UndoLastBid leaves the time that a pause or an outage gave", () => {
  const ends = [
    [
      { type: "PauseLot", at: T0 + MINUTE, lot: "8" },
      { type: "ResumeLot", at: T0 + 4 * MINUTE, lot: "8" },
    ],
    [{ type: "ReturnLostTime", at: T0 + 4 * MINUTE, downSince: T0 + MINUTE }],
  ] as const;
  for (const commands of ends) {
    const scene = play(
      opened(lot8),
      bid(ANA, 20, { lot: "8" }),
      ...commands,
      undo("8", T0 + 5 * MINUTE),
    );
    assertEquals(viewOf(scene, "8").endsAt, END + 3 * MINUTE);
  }
});

Deno.test("UndoLastBid is for the lot alone on which the bid was", () => {
  const scene = play(opened(lot7, lot8), bid(ANA, 20), bid(BEN, 30, { lot: "8" }), undo("7"));
  assertEquals(standing(scene, "7").leader, null);
  assertEquals(standing(scene, "8").leader, BEN);
});
