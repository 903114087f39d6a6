// The winner does not pay: who is next, and at which price.

import { assertEquals } from "@std/assert";
import {
  ANA,
  answer,
  BEN,
  bid,
  CID,
  DORA,
  hammer,
  limited,
  lot7,
  MINUTE,
  on,
  opened,
  play,
  type Scene,
  SECOND,
  T0,
  units,
  viewOf,
} from "./scene.ts";

const AT = T0 + 5 * MINUTE;
const close = { type: "CloseSale", at: AT } as const;
const bids = [bid(ANA, 20), bid(BEN, 50), bid(CID, 35), bid(DORA, 60)];
const sold = play(opened(lot7), ...bids, hammer());

function award(defaulter: string, lot = "7") {
  return { type: "AwardLot", at: AT, lot, defaulter } as const;
}

function winnerOf(scene: Scene) {
  const { winner } = viewOf(scene, "7");
  return winner === null ? null : [winner.paddle, winner.price / 100];
}

Deno.test("AwardLot goes down the bidders, each at the own highest amount", () => {
  let scene = sold;
  assertEquals(winnerOf(scene), [DORA, 51]);
  for (
    const [defaulter, next, price] of [[DORA, BEN, 50], [BEN, CID, 35], [CID, ANA, 20]] as const
  ) {
    scene = play(scene, award(defaulter));
    assertEquals(winnerOf(scene), [next, price]);
  }
  assertEquals(viewOf(scene, "7").defaulters, [DORA, BEN, CID]);
  assertEquals(viewOf(scene, "7").status, "sold");
  assertEquals(answer(play(scene, award(ANA))), "no_under_bidder");
});

Deno.test("AwardLot keeps the hour of the hammer and names who did not pay", () => {
  const scene = play(sold, award(DORA));
  assertEquals(scene.events.at(-1), {
    type: "LotAwarded",
    at: AT,
    lot: "7",
    paddle: BEN,
    price: units(50),
    defaulter: DORA,
  });
  assertEquals(viewOf(scene, "7").endedAt, T0 + MINUTE);
});

Deno.test("AwardLot gives equal amounts to the earlier bidder", () => {
  const tied = play(opened(lot7), bid(CID, 30), bid(ANA, 30), bid(BEN, 50), hammer(), award(BEN));
  assertEquals(winnerOf(tied), [CID, 30]);
});

Deno.test("AwardLot passes over whoever is banned", () => {
  const scene = play(sold, { type: "BanPaddle", at: AT, paddle: BEN }, award(DORA));
  assertEquals(winnerOf(scene), [CID, 35]);
  const suspended = play(sold, { type: "SuspendPaddle", at: AT, paddle: BEN }, award(DORA));
  assertEquals(winnerOf(suspended), [BEN, 50]);
});

Deno.test("AwardLot is possible after the sale, when it is known who has paid", () => {
  assertEquals(answer(play(sold, close, award(DORA))), "LotAwarded");
  assertEquals(answer(play(sold, close, bid(ANA, 90))), "sale_closed");
});

Deno.test("AwardLot is from the winner of a lot that was sold", () => {
  assertEquals(answer(play(sold, award(BEN))), "not_winner");
  assertEquals(answer(play(sold, award(DORA), award(DORA))), "not_winner");
  assertEquals(answer(play(sold, award(DORA, "70"))), "unknown_lot");
  const passed = play(opened(lot7), ...bids, on("PassLot", T0 + SECOND));
  for (const scene of [opened(lot7), passed]) {
    assertEquals(answer(play(scene, award(DORA))), "not_ended");
  }
});

Deno.test("AwardLot frees the limit of the one and counts against that of the other", () => {
  const both = play(
    opened(lot7, { ...lot7, id: "9" }),
    ...bids,
    limited(DORA, 60),
    limited(BEN, 60),
    hammer(),
  );
  const more = (paddle: string, amount: number) => bid(paddle, amount, { lot: "9", at: AT });
  assertEquals(answer(play(both, more(DORA, 10))), "above_limit");
  const awarded = play(both, award(DORA));
  assertEquals(answer(play(awarded, more(DORA, 60))), "BidAccepted");
  assertEquals(answer(play(awarded, more(BEN, 10.01))), "above_limit");
  assertEquals(answer(play(awarded, more(BEN, 10))), "BidAccepted");
});
