// Bids that become void, one bidder's on a lot or on all: as if that bidder had never bid.

import { assertEquals } from "@std/assert";
import {
  ANA,
  answer,
  BEN,
  bid,
  CID,
  DORA,
  hammer,
  lot7,
  lot8,
  MINUTE,
  on,
  opened,
  play,
  retract,
  SECOND,
  standing,
  T0,
  units,
  viewOf,
} from "./scene.ts";

const END = T0 + 10 * MINUTE;
const AT = T0 + 2 * SECOND;
const ban = { type: "BanPaddle", at: AT, paddle: BEN } as const;

Deno.test("RetractBids lets the price be what it would be without that bidder", () => {
  const bids = [bid(ANA, 20), bid(BEN, 15), bid(CID, 40), bid(BEN, 50), bid(DORA, 45)];
  const scene = play(opened(lot7), ...bids);
  assertEquals(standing(scene), { leader: BEN, price: 46, ask: 47 });
  const cases = [
    [BEN, { leader: DORA, price: 41, ask: 42 }],
    [DORA, { leader: BEN, price: 41, ask: 42 }],
    [CID, { leader: BEN, price: 46, ask: 47 }],
    [ANA, { leader: BEN, price: 46, ask: 47 }],
  ] as const;
  for (const [paddle, expected] of cases) {
    assertEquals(standing(play(scene, retract(paddle))), expected);
  }
});

Deno.test("RetractBids does not revive the bid before of the same bidder", () => {
  const scene = play(opened(lot7), bid(BEN, 30), bid(ANA, 20), bid(BEN, 60), retract(BEN));
  assertEquals(standing(scene), { leader: ANA, price: 10, ask: 10.5 });
  assertEquals(viewOf(scene, "7").standing.bids, 1);
});

Deno.test("RetractBids tells everyone whose bids, why, and how the lot stands", () => {
  const scene = play(opened(lot7), bid(ANA, 20), bid(BEN, 15), retract(BEN));
  assertEquals(scene.events.at(-1), {
    type: "BidsRetracted",
    at: AT,
    lot: "7",
    paddle: BEN,
    cause: "retracted",
    reason: "typing error",
    standing: { leader: ANA, price: units(10), ask: units(10.5), bids: 1, reserveMet: true },
  });
});

Deno.test("RetractBids makes a met reserve unmet, and takes fair warnings back", () => {
  const warn = { type: "GiveFairWarning", at: AT, lot: "7", text: null } as const;
  const reserved = { ...lot7, reserve: units(40) };
  const scene = play(opened(reserved), bid(ANA, 20), bid(BEN, 50), warn, retract(BEN));
  const { status, warnings, standing: { reserveMet } } = viewOf(scene, "7");
  assertEquals({ status, warnings, reserveMet }, {
    status: "open",
    warnings: 0,
    reserveMet: false,
  });
  assertEquals(answer(play(scene, hammer())), "LotPassed");
});

Deno.test("RetractBids leaves the end where it is, on a paused lot too", () => {
  const late = play(opened(lot8), bid(BEN, 20, { lot: "8", at: END - 1 }));
  const gone = play(late, retract(BEN, END, "8"));
  assertEquals(viewOf(gone, "8").endsAt, END - 1 + 2 * MINUTE);
  const paused = play(late, on("PauseLot", END, "8"), retract(BEN, END, "8"));
  const { status, remainingMs } = viewOf(paused, "8");
  assertEquals({ status, remainingMs }, { status: "paused", remainingMs: 2 * MINUTE - 1 });
});

Deno.test("RetractBids leaves what the others' bids did to the clock to be undone", () => {
  const scene = play(
    opened(lot8),
    bid(BEN, 20, { lot: "8" }),
    bid(ANA, 30, { lot: "8", at: END - 1 }),
    retract(BEN, END, "8"),
    on("UndoLastBid", END, "8"),
  );
  // The end before has come: bidders get the millisecond that was left when the bid came.
  assertEquals(viewOf(scene, "8").endsAt, END + 1);
  assertEquals(answer(play(scene, on("UndoLastBid", END, "8"))), "nothing_to_undo");
});

Deno.test("RetractBids needs a bid on a lot that runs, and lets the bidder bid again", () => {
  const scene = play(opened(lot7), bid(ANA, 20), retract(ANA));
  assertEquals(answer(play(scene, retract(ANA))), "no_bids");
  assertEquals(answer(play(scene, retract(DORA))), "no_bids");
  assertEquals(answer(play(scene, bid(ANA, 10))), "BidAccepted");
  const sold = play(opened(lot7), bid(ANA, 20), hammer());
  assertEquals(answer(play(sold, retract(ANA, END))), "lot_closed");
  assertEquals(answer(play(opened(lot7), retract(ANA, END, "70"))), "unknown_lot");
});

Deno.test("RetractBids plays an exact call again where it stood", () => {
  const exact = { kind: "exact" } as const;
  const scene = play(
    opened(lot7),
    bid(ANA, 14, exact),
    bid(BEN, 30, exact),
    bid(CID, 31, exact),
    bid(BEN, 40, exact),
  );
  assertEquals(standing(play(scene, retract(BEN))), { leader: CID, price: 31, ask: 32 });
  assertEquals(standing(play(scene, retract(CID))), { leader: BEN, price: 40, ask: 41 });
});

Deno.test("BanPaddle makes the bids of a paddle void on every lot that is not over", () => {
  const nine = { ...lot7, id: "9" };
  const scene = play(
    opened(lot7, lot8, nine),
    bid(BEN, 20),
    hammer({ at: T0 + SECOND }),
    bid(BEN, 20, { lot: "8" }),
    bid(BEN, 20, { lot: "9" }),
    bid(ANA, 30, { lot: "9" }),
    on("PauseLot", T0 + SECOND, "9"),
    ban,
  );
  assertEquals(answer(scene), "PaddleBanned BidsRetracted BidsRetracted");
  const causes = scene.events.flatMap((event) =>
    event.type === "BidsRetracted" ? [[event.lot, event.cause, event.reason]] : []
  );
  assertEquals(causes, [["8", "banned", null], ["9", "banned", null]]);
  assertEquals(viewOf(scene, "7").winner?.paddle, BEN);
  assertEquals(standing(scene, "8").leader, null);
  assertEquals(standing(scene, "9"), { leader: ANA, price: 10, ask: 10.5 });
  assertEquals(viewOf(scene, "9").status, "paused");
});

Deno.test("BanPaddle bars the paddle until it is reinstated, and its bids stay void", () => {
  const scene = play(opened(lot7), bid(BEN, 20), ban);
  assertEquals(scene.sale.view.paddles.get(BEN), "banned");
  assertEquals(answer(play(scene, bid(BEN, 20))), "banned");
  assertEquals(answer(play(scene, ban)), "");
  assertEquals(answer(play(scene, { ...ban, type: "SuspendPaddle" })), "banned");
  assertEquals(answer(play(scene, { ...ban, type: "AdmitPaddle", identity: "" })), "");
  const back = play(scene, { ...ban, type: "ReinstatePaddle" });
  assertEquals(standing(back).leader, null);
  assertEquals(answer(play(back, bid(BEN, 10))), "BidAccepted");
  assertEquals(answer(play(opened(lot7), { ...ban, paddle: "99" })), "unknown_paddle");
  const suspended = play(opened(lot7), { ...ban, type: "SuspendPaddle" }, ban);
  assertEquals(answer(suspended), "PaddleBanned");
});

Deno.test("BanPaddle keeps a lot that was passed for its reserve from being sold to who is banned", () => {
  const reserved = { ...lot7, reserve: units(100) };
  const passed = play(
    opened(reserved),
    bid(ANA, 20),
    bid(BEN, 30),
    hammer({ at: T0 + SECOND }),
    ban,
  );
  assertEquals(answer(passed), "PaddleBanned");
  assertEquals(answer(play(passed, hammer({ belowReserve: true }))), "banned");
  const back = play(passed, { ...ban, type: "ReinstatePaddle" });
  assertEquals(answer(play(back, hammer({ belowReserve: true }))), "LotSold");
});

Deno.test("BanPaddle makes bids void on a lot that is reopened after it", () => {
  const sold = play(opened(lot7), bid(ANA, 20), bid(BEN, 30), hammer({ at: T0 + SECOND }), ban);
  const ana = { ...ban, paddle: ANA };
  const reopen = { type: "ReopenLot", at: AT, lot: "7", durationMs: null } as const;
  const again = play(sold, reopen);
  assertEquals(answer(again), "LotReopened BidsRetracted");
  assertEquals(standing(again), { leader: ANA, price: 10, ask: 10.5 });
  const both = play(sold, ana, reopen);
  assertEquals(answer(both), "LotReopened BidsRetracted BidsRetracted");
  assertEquals(standing(both), { leader: null, price: null, ask: 10 });
  assertEquals(answer(play(both, hammer())), "no_bids");
});

Deno.test("ReopenLot makes the bids of who has defaulted on the lot void", () => {
  const sold = play(opened(lot7), bid(ANA, 20), bid(BEN, 30), hammer({ at: T0 + SECOND }));
  const awarded = play(sold, { type: "AwardLot", at: AT, lot: "7", defaulter: BEN });
  const reopen = { type: "ReopenLot", at: AT, lot: "7", durationMs: null } as const;
  const again = play(awarded, reopen);
  assertEquals(answer(again), "LotReopened BidsRetracted");
  assertEquals(again.events.at(-1), {
    type: "BidsRetracted",
    at: AT,
    lot: "7",
    paddle: BEN,
    cause: "defaulted",
    reason: null,
    standing: { leader: ANA, price: units(10), ask: units(10.5), bids: 1, reserveMet: true },
  });
  // Who does not pay is not banned: a new bid counts.
  assertEquals(answer(play(again, bid(BEN, 40, { at: AT }))), "BidAccepted");
});
