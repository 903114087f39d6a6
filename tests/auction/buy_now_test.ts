// Buy now: an English lot is had at once for its fixed price while nobody has bid.

import { assertEquals } from "@std/assert";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  hold,
  limited,
  lot8,
  lotBy,
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

const fixed = lotBy({ type: "english", buyNow: units(80) });
const reserved = { ...fixed, reserve: units(200) };
const timed = { ...lot8, format: fixed.format };

function buy(paddle: string, amount: number, lot = "7") {
  return bid(paddle, amount, { kind: "buy", lot });
}

Deno.test("A lot is bought at its fixed price at once, whatever was offered above it", () => {
  for (const [lot, id] of [[fixed, "7"], [timed, "8"], [reserved, "7"]] as const) {
    for (const amount of [80, 500]) {
      const scene = play(opened(lot), buy(ANA, amount, id));
      assertEquals(answer(scene), "BidAccepted LotSold");
      assertEquals(viewOf(scene, id).winner, { paddle: ANA, price: units(80) });
      assertEquals(viewOf(scene, id).endedAt, T0 + SECOND);
      const price = units(80);
      assertEquals(viewOf(scene, id).standing, {
        leader: ANA,
        price,
        ask: price,
        bids: 1,
        reserveMet: true,
      });
    }
  }
});

Deno.test("A lot is not bought for less than its fixed price", () => {
  const scene = play(opened(fixed), buy(ANA, 79.99));
  assertEquals(scene.last, { type: "rejected", reason: "below_ask", ask: units(80) });
});

Deno.test("A lot is not bought once somebody has bid, nor where it has no fixed price", () => {
  assertEquals(answer(play(opened(fixed), bid(BEN, 10), buy(ANA, 80))), "no_buy_now");
  const held = play(catalogued(fixed), hold(BEN, 10), on("OpenLot", T0));
  assertEquals(answer(play(held, buy(ANA, 80))), "no_buy_now");
  assertEquals(
    answer(play(opened(lotBy({ type: "english", buyNow: null })), buy(ANA, 80))),
    "no_buy_now",
  );
});

Deno.test("A lot is not bought for less than the auctioneer has asked to begin with", () => {
  const ask = (amount: number) =>
    ({ type: "SetAsk", at: T0, lot: "7", ask: units(amount) }) as const;
  assertEquals(answer(play(opened(fixed), ask(80.01), buy(ANA, 90))), "no_buy_now");
  assertEquals(answer(play(opened(fixed), ask(80), buy(ANA, 90))), "BidAccepted LotSold");
});

Deno.test("A lot may be bought again once the bids on it are gone", () => {
  const bids = play(opened(fixed), bid(BEN, 10));
  for (const gone of [retract(BEN), on("UndoLastBid", T0 + SECOND)]) {
    assertEquals(answer(play(bids, gone, buy(ANA, 80))), "BidAccepted LotSold");
  }
});

Deno.test("A lot bought within a limit costs its fixed price and not the amount offered", () => {
  const scene = play(opened(fixed), limited(ANA, 80));
  assertEquals(answer(play(scene, buy(ANA, 500))), "BidAccepted LotSold");
  assertEquals(answer(play(scene, limited(ANA, 79.99), buy(ANA, 80))), "above_limit");
});

Deno.test("A lot that was bought is offered again as if nobody had", () => {
  const reopen = { type: "ReopenLot", at: T0 + MINUTE, lot: "7", durationMs: null } as const;
  const again = play(opened(fixed), buy(ANA, 80), reopen);
  assertEquals(standing(again), { leader: null, price: null, ask: 10 });
  assertEquals(answer(play(again, buy(BEN, 80))), "BidAccepted LotSold");
  assertEquals(standing(play(again, bid(BEN, 20))), { leader: BEN, price: 10, ask: 10.5 });
  assertEquals(answer(play(again, on("UndoLastBid", T0 + MINUTE))), "nothing_to_undo");
});

Deno.test("A lot that was bought and not paid has no next bidder", () => {
  const sold = play(opened(fixed), buy(ANA, 80));
  const award = { type: "AwardLot", at: T0 + MINUTE, lot: "7", defaulter: ANA } as const;
  assertEquals(answer(play(sold, award)), "no_under_bidder");
});
