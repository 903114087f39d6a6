// The book of a sale's prices: what makes an entry, what is kept, and what is forgotten.

import { assertEquals } from "@std/assert";
import { BidBook, LOT_ENTRIES_MAX, NEWEST_BIDS_MAX } from "../../lib/auction/bid_book.ts";
import { type PublicEvent, publicEvent, type Standing } from "../../lib/auction/event.ts";
import { toCents } from "../../lib/auction/money.ts";
import {
  ANA,
  BEN,
  bid,
  hammer,
  lot7,
  MINUTE,
  on,
  opened,
  play,
  retract,
  type Scene,
  T0,
  tenUnits,
  units,
} from "./scene.ts";

function bookOf({ events }: Scene): BidBook {
  const book = new BidBook();
  events.forEach((event, index) => book.take(index + 1, publicEvent(event)));
  return book;
}

function told(book: BidBook, lot = "7") {
  return book.of(lot).map(({ cause, price, leader }) => [cause, price, leader]);
}

function accepted(lot: string, price: number): PublicEvent {
  const standing: Standing = {
    leader: ANA,
    price: toCents(price),
    ask: toCents(price + 1),
    bids: 1,
    reserveMet: true,
  };
  return { type: "BidAccepted", at: T0 + price, lot, standing };
}

Deno.test("BidBook.of() tells each step of a lot's price and who then led", () => {
  const scene = play(
    opened(lot7),
    bid(ANA, 20),
    bid(BEN, 30),
    on("UndoLastBid", T0 + MINUTE),
    hammer(),
  );
  const book = bookOf(scene);
  assertEquals(told(book), [
    ["opened", null, null],
    ["bid", units(10), ANA],
    ["bid", units(20.5), BEN],
    ["undone", units(10), ANA],
    ["sold", units(10), ANA],
  ]);
  assertEquals(book.newest(), book.of("7"));
});

Deno.test("BidBook.of() tells what a retraction, a pass and an opening anew have made of it", () => {
  const scene = play(
    opened(lot7),
    bid(ANA, 20),
    retract(ANA),
    on("PassLot", T0 + MINUTE),
    { type: "ReopenLot", at: T0 + MINUTE, lot: "7", durationMs: null },
    { type: "WithdrawLot", at: T0 + MINUTE, lot: "7", reason: null },
  );
  const causes = bookOf(scene).of("7").map(({ cause }) => cause);
  assertEquals(causes, ["opened", "bid", "retracted", "passed", "reopened", "withdrawn"]);
});

Deno.test("BidBook.of() tells one sale of a lot of many units", () => {
  const scene = play(opened(tenUnits), bid(ANA, 12), hammer());
  assertEquals(told(bookOf(scene)).map(([cause]) => cause), ["opened", "bid", "sold"]);
});

Deno.test("BidBook.take() forgets a sale when another begins", () => {
  const book = bookOf(play(opened(lot7), bid(ANA, 20)));
  book.take(9, { type: "SaleCreated", at: 0, sale: "cd".repeat(16), name: "B", currency: "BRL" });
  assertEquals([book.of("7"), book.newest()], [[], []]);
});

Deno.test("BidBook.take() begins a lot's steps anew when it opens", () => {
  const book = new BidBook();
  book.take(1, accepted("7", 5));
  book.take(2, { type: "LotOpened", at: T0, lot: "7", ask: toCents(1), endsAt: null });
  assertEquals(told(book), [["opened", null, null]]);
});

Deno.test("BidBook.take() keeps a lot's first step and its newest, and only the newest of the sale", () => {
  const book = new BidBook();
  const many = LOT_ENTRIES_MAX + 10;
  for (let price = 1; price <= many; price++) book.take(price, accepted("7", price));
  const prices = book.of("7").map(({ price }) => price);
  assertEquals([prices.length, prices[0], prices[1], prices.at(-1)], [
    LOT_ENTRIES_MAX,
    toCents(1),
    toCents(many - LOT_ENTRIES_MAX + 2),
    toCents(many),
  ]);
  assertEquals(book.newest().length, NEWEST_BIDS_MAX);
  assertEquals(book.newest().at(-1)?.price, toCents(many));
});
