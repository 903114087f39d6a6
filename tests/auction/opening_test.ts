// Lots that open together, and lots that are offered again.

import { assertEquals } from "@std/assert";
import type { Lot, SoftClose } from "../../lib/auction/lot.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  CID,
  dutchLot,
  hammer,
  hold,
  limited,
  lot7,
  lot8,
  lotBy,
  MINUTE,
  on,
  opened,
  play,
  retract,
  type Scene,
  SECOND,
  standing,
  T0,
  timedLot,
  units,
  until,
  viewOf,
} from "./scene.ts";

const END = T0 + 10 * MINUTE;

function openAll(staggerMs: number, at = T0) {
  return { type: "OpenTimedLots", at, staggerMs } as const;
}

function reopen(durationMs: number | null = null, lot = "7", at = END) {
  return { type: "ReopenLot", at, lot, durationMs } as const;
}

function endsOf(scene: Scene) {
  return [...scene.sale.view.lots.values()].map(({ endsAt }) => endsAt);
}

const second: Lot = { ...lot8, id: "9" };

Deno.test("OpenTimedLots opens every timed lot, each a little later in its end", () => {
  const scene = play(catalogued(lot8, lot7, dutchLot, second), openAll(30 * SECOND));
  assertEquals(answer(scene), "SaleOpened LotOpened LotOpened");
  assertEquals(endsOf(scene), [END, null, END + 30 * SECOND]);
  assertEquals(viewOf(scene, "7").status, "catalogued");
});

Deno.test("OpenTimedLots leaves alone what has opened before, and opens the sale once", () => {
  const scene = play(opened(lot8), { type: "CatalogueLot", at: T0, lot: second, salt: "" });
  const all = play(scene, openAll(5_000, T0 + SECOND));
  assertEquals(answer(all), "LotOpened");
  assertEquals(endsOf(all), [END, END + SECOND]);
  assertEquals(answer(play(all, openAll(0))), "no_lots");
});

Deno.test("OpenTimedLots opens none where one would be over already", () => {
  const past: Lot = {
    ...second,
    closing: {
      type: "timed",
      end: { type: "at", atMs: T0 },
      softClose: { type: "none" },
      group: null,
    },
  };
  assertEquals(answer(play(catalogued(lot8, past), openAll(0))), "bad_end");
  // As the second one its end lies ahead.
  assertEquals(answer(play(catalogued(lot8, past), openAll(1))), "SaleOpened LotOpened LotOpened");
  assertEquals(answer(play(catalogued(past, lot8), openAll(1))), "bad_end");
  assertEquals(answer(play(catalogued(lot8, second), openAll(0.5))), "bad_end");
});

Deno.test("OpenTimedLots plays the absentee bids of each lot, and limits count across them", () => {
  const scene = play(
    catalogued(lot8, second),
    limited(ANA, 100),
    hold(ANA, 60, { lot: "8" }),
    hold(ANA, 60, { lot: "9" }),
    hold(BEN, 20, { lot: "9" }),
    openAll(0),
  );
  assertEquals(
    answer(scene),
    "SaleOpened LotOpened BidAccepted LotOpened BidRecorded BidAccepted",
  );
  assertEquals(standing(scene, "8").leader, ANA);
  assertEquals(standing(scene, "9").leader, BEN);
});

Deno.test("ReopenLot offers a sold lot again with all its bids", () => {
  const sold = play(opened(lot7), bid(ANA, 20), bid(BEN, 30), hammer());
  const again = play(sold, reopen());
  assertEquals(standing(again), { leader: BEN, price: 20.5, ask: 21 });
  const { status, winner, endedAt, warnings } = viewOf(again, "7");
  assertEquals({ status, winner, endedAt, warnings }, {
    status: "open",
    winner: null,
    endedAt: null,
    warnings: 0,
  });
  assertEquals(standing(play(again, bid(ANA, 40))), { leader: ANA, price: 31, ask: 32 });
  assertEquals(answer(play(again, hammer({ at: END }))), "LotSold");
  assertEquals(standing(play(again, on("UndoLastBid", END))).leader, ANA);
  assertEquals(standing(play(again, retract(ANA, END))).price, 10);
});

Deno.test("ReopenLot offers a passed lot again, for its reserve or by hand or without a bid", () => {
  const reserved = { ...lot7, reserve: units(100) };
  const scenes = [
    play(opened(reserved), bid(ANA, 50), hammer()),
    play(opened(reserved), bid(ANA, 50), on("PassLot", T0 + SECOND)),
    play(opened(reserved), on("PassLot", T0 + SECOND)),
  ];
  for (const scene of scenes) {
    const again = play(scene, reopen());
    assertEquals([viewOf(again, "7").status, viewOf(again, "7").passReason], ["open", null]);
    const met = play(again, bid(BEN, 200), hammer({ at: END }));
    assertEquals(viewOf(met, "7").winner, { paddle: BEN, price: units(100) });
  }
});

Deno.test("ReopenLot gives a timed lot the time that it is told, and needs to be told", () => {
  const over = until(play(opened(lot8), bid(ANA, 20, { lot: "8" })), END);
  const again = play(over, reopen(MINUTE, "8"));
  assertEquals(viewOf(again, "8").endsAt, END + MINUTE);
  assertEquals(answer(until(again, END + MINUTE)), "LotSold");
  assertEquals(viewOf(play(over, reopen(1, "8")), "8").endsAt, END + 1);
  for (const durationMs of [null, 0, -1, 0.5, NaN, 2 ** 53]) {
    assertEquals(answer(play(over, reopen(durationMs, "8"))), "bad_end");
  }
  const clerked = play(opened(lot7), bid(ANA, 20), hammer());
  assertEquals(answer(play(clerked, reopen(MINUTE))), "bad_end");
});

Deno.test("ReopenLot gives a new clock: the old one's extensions neither count nor come back", () => {
  const shrinking: SoftClose = {
    type: "add_to_end",
    windowMs: MINUTE,
    extensionsMs: [2 * MINUTE, SECOND],
    hardEndMs: null,
  };
  const late = bid(ANA, 20, { lot: "8", at: END - 1 });
  const over = until(play(opened(timedLot(shrinking)), late), END + 2 * MINUTE);
  const again = play(over, reopen(MINUTE, "8", END + 5 * MINUTE));
  const end = END + 6 * MINUTE;
  const undone = play(again, on("UndoLastBid", END + 5 * MINUTE, "8"));
  assertEquals(viewOf(undone, "8").endsAt, end);
  const bids = play(again, bid(BEN, 30, { lot: "8", at: end - 1 }));
  assertEquals(viewOf(bids, "8").endsAt, end + 2 * MINUTE);
  assertEquals(viewOf(play(bids, on("UndoLastBid", end - 1, "8")), "8").endsAt, end);
  const anew = play(undone, bid(BEN, 30, { lot: "8", at: end - 1 }));
  assertEquals(viewOf(anew, "8").endsAt, end + 2 * MINUTE);
  const empty = play(until(opened(timedLot(shrinking)), END), reopen(MINUTE, "8"));
  const first = bid(BEN, 30, { lot: "8", at: END + MINUTE - 1 });
  const gone = play(empty, first, on("UndoLastBid", END + MINUTE - 1, "8"));
  assertEquals(viewOf(gone, "8").endsAt, END + MINUTE);
});

Deno.test("ReopenLot takes back the units that were sold", () => {
  const lot = lotBy({ type: "uniform", quantity: 3 });
  const sold = play(opened(lot), bid(ANA, 20, { quantity: 2 }), hammer());
  const again = play(sold, reopen());
  assertEquals(viewOf(again, "7").allotments, []);
  const more = play(again, bid(BEN, 30, { quantity: 2 }), hammer({ at: END }));
  assertEquals(viewOf(more, "7").allotments.map(({ paddle, quantity }) => [paddle, quantity]), [
    [BEN, 2],
    [ANA, 1],
  ]);
});

Deno.test("ReopenLot is too late once another lot has opened", () => {
  const sold = play(catalogued(lot7, lot8), on("OpenLot", T0), bid(ANA, 20), hammer());
  const at = T0 + MINUTE;
  for (const opensAt of [at, at + 1]) {
    assertEquals(answer(play(sold, on("OpenLot", opensAt, "8"), reopen())), "next_opened");
  }
  const before = play(opened(lot7, lot8), bid(ANA, 20), hammer(), reopen());
  assertEquals(answer(before), "LotReopened");
  // Its own opening is none, though it ended in the very same millisecond.
  const atOnce = play(opened(lot7), bid(ANA, 20, { at: T0 }), hammer({ at: T0 }), reopen());
  assertEquals(answer(atOnce), "LotReopened");
});

Deno.test("ReopenLot is for lots that were sold or passed", () => {
  const withdrawn = { type: "WithdrawLot", at: T0, lot: "7", reason: null } as const;
  for (const scene of [catalogued(lot7), opened(lot7), play(opened(lot7), withdrawn)]) {
    assertEquals(answer(play(scene, reopen())), "not_ended");
  }
  assertEquals(answer(play(opened(lot7), reopen(null, "70"))), "unknown_lot");
  const twice = play(opened(lot7), bid(CID, 20), hammer(), reopen(), reopen());
  assertEquals(answer(twice), "not_ended");
});

Deno.test("ReopenLot leaves an ask set by hand where it was", () => {
  const ask = { type: "SetAsk", at: T0, lot: "7", ask: units(15) } as const;
  const again = play(opened(lot7), bid(ANA, 12), ask, hammer(), reopen());
  assertEquals(standing(again).ask, 15);
  assertEquals(standing(play(again, bid(BEN, 30))).price, 15);
});
