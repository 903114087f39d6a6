// Sealed bids: what others see of them, who wins, and what the winner pays.

import { assertEquals } from "@std/assert";
import type { Lot } from "../../lib/auction/lot.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  CID,
  DORA,
  hammer,
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
  units,
  until,
  viewOf,
} from "./scene.ts";

const END = T0 + 10 * MINUTE;
const first = lotBy({ type: "sealed_first" });
const second = lotBy({ type: "vickrey" });

function reserved(lot: Lot): Lot {
  return { ...lot, reserve: units(100) };
}

function winnerOf(scene: Scene) {
  const { winner } = viewOf(scene, "7");
  return winner === null ? null : [winner.paddle, winner.price / 100];
}

Deno.test("Sealed bids show nothing but how many bidders there are", () => {
  let scene = play(opened(reserved(first)), bid(ANA, 200), bid(BEN, 300));
  const face = { leader: null, price: null, ask: units(10), reserveMet: false };
  assertEquals(viewOf(scene, "7").standing, { ...face, bids: 2 });
  scene = play(scene, bid(ANA, 400));
  assertEquals(answer(scene), "BidRecorded");
  assertEquals(viewOf(scene, "7").standing, { ...face, bids: 2 });
  assertEquals(viewOf(opened(first), "7").standing.reserveMet, true);
});

Deno.test("Sealed bids are each bidder's last one, be it lower", () => {
  const scene = play(opened(first), bid(ANA, 50), bid(BEN, 40), bid(ANA, 30), hammer());
  assertEquals(winnerOf(scene), [BEN, 40]);
});

Deno.test("Sealed first price sells to the highest bid, which is paid", () => {
  const scene = play(opened(first), bid(ANA, 50), bid(BEN, 70), bid(CID, 60), hammer());
  assertEquals(winnerOf(scene), [BEN, 70]);
});

Deno.test("Sealed bids of one amount are won by the earlier, and a new amount is a new bid", () => {
  for (const lot of [first, second]) {
    assertEquals(winnerOf(play(opened(lot), bid(BEN, 50), bid(ANA, 50), hammer())), [BEN, 50]);
    const again = play(opened(lot), bid(BEN, 50), bid(ANA, 50), bid(BEN, 50), hammer());
    assertEquals(winnerOf(again), [ANA, 50]);
  }
});

Deno.test("Vickrey sells to the highest bid at the second, the reserve or the opening", () => {
  const cases: readonly (readonly [Lot, readonly (readonly [string, number])[], number])[] = [
    [second, [[ANA, 50], [BEN, 70], [CID, 60]], 60],
    [second, [[BEN, 70]], 10],
    [reserved(second), [[BEN, 150]], 100],
    [reserved(second), [[BEN, 150], [ANA, 90]], 100],
    [reserved(second), [[BEN, 150], [ANA, 120]], 120],
    [reserved(second), [[BEN, 100]], 100],
  ];
  for (const [lot, bids, price] of cases) {
    const scene = play(opened(lot), ...bids.map(([who, amount]) => bid(who, amount)), hammer());
    assertEquals(winnerOf(scene), [BEN, price]);
  }
});

Deno.test("Sealed bids below the reserve pass the lot, which may be sold by hand", () => {
  const bids = [bid(ANA, 50), bid(BEN, 99.99)];
  for (const [lot, price] of [[first, 99.99], [second, 50]] as const) {
    const passed = play(opened(reserved(lot)), ...bids, hammer());
    assertEquals(passed.events.at(-1), {
      type: "LotPassed",
      at: T0 + MINUTE,
      lot: "7",
      reason: "reserve_not_met",
    });
    assertEquals(winnerOf(play(passed, hammer({ belowReserve: true }))), [BEN, price]);
  }
});

Deno.test("Sealed bids are refused below the opening, and in any other kind", () => {
  for (const lot of [first, second]) {
    const scene = opened(lot);
    assertEquals(play(scene, bid(ANA, 9.99)).last, {
      type: "rejected",
      reason: "below_ask",
      ask: units(10),
    });
    for (const kind of ["exact", "buy", "enter", "leave"] as const) {
      assertEquals(answer(play(scene, bid(ANA, 20, { kind }))), "wrong_format");
    }
    // The sealed ask never rises, whatever was bid.
    assertEquals(answer(play(scene, bid(ANA, 90), bid(BEN, 10))), "BidAccepted");
  }
});

Deno.test("Sealed bids near the end extend nothing", () => {
  const timed: Lot = { ...lot8, format: { type: "sealed_first" } };
  const late = play(opened(timed), bid(ANA, 20, { lot: "8", at: END - 1 }));
  assertEquals(viewOf(late, "8").endsAt, END);
  assertEquals(viewOf(until(late, END), "8").winner, { paddle: ANA, price: units(20) });
});

Deno.test("Sealed bids can be undone: the one before counts again, in its old place", () => {
  const scene = play(opened(first), bid(BEN, 50), bid(ANA, 50), bid(BEN, 20));
  const undone = play(scene, on("UndoLastBid", T0 + 2 * SECOND));
  assertEquals(winnerOf(play(undone, hammer())), [BEN, 50]);
  const none = play(opened(first), bid(BEN, 50), on("UndoLastBid", T0 + 2 * SECOND));
  assertEquals(viewOf(none, "7").standing.bids, 0);
  assertEquals(answer(play(none, hammer())), "no_bids");
});

Deno.test("Sealed bids can be retracted: all of that bidder's, and nobody else's", () => {
  const bids = [bid(BEN, 50), bid(ANA, 40), bid(BEN, 90), bid(CID, 40)];
  const scene = play(opened(first), ...bids, retract(BEN));
  assertEquals(viewOf(scene, "7").standing.bids, 2);
  assertEquals(winnerOf(play(scene, hammer())), [ANA, 40]);
});

Deno.test("A sealed lot that is not paid goes to the next bid, at its own amount", () => {
  for (const lot of [first, second]) {
    let scene = play(opened(lot), bid(ANA, 50), bid(BEN, 70), bid(CID, 60), bid(DORA, 60));
    scene = play(scene, hammer());
    const outcomes = [[BEN, CID, 60], [CID, DORA, 60], [DORA, ANA, 50]] as const;
    for (const [defaulter, next, price] of outcomes) {
      scene = play(scene, { type: "AwardLot", at: END, lot: "7", defaulter });
      assertEquals(winnerOf(scene), [next, price]);
    }
  }
});

Deno.test("A sealed lot without a bid is passed by its clock", () => {
  const scene = until(opened({ ...lot8, format: { type: "vickrey" } }), END);
  assertEquals(viewOf(scene, "8").passReason, "no_bids");
  assertEquals(standing(scene, "8"), { leader: null, price: null, ask: 10 });
});
