import { assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { type BidOffer, bidOffer } from "../../lib/bidder/bid_offer.ts";
import { newFollowedSale, pictureOf } from "../../lib/bidder/followed_sale.ts";
import type { ConnectionState } from "../../lib/bidder/house_link.ts";
import type { FakeLink } from "../support/fake_link.ts";
import { openFormats, raised } from "./_formats.ts";
import { ana, anasLink, ben, bidAccepted, join, opened, saleStartMs, standing } from "./_sale.ts";

Deno.test("bidOffer() offers the next bid, and maxima some steps above it", () => {
  const { main, off, steps, amount, isActive } = offerOf(lotSeven(), "7");
  assertEquals([isActive, main?.kind, main?.amount, off], [true, "max", 100_000, null]);
  assertEquals(steps.map((step) => step.amount), [105_000, 110_000, 125_000]);
  assertEquals(amount, { type: "maximum", units: 1, quantity: 1 });
});

Deno.test("bidOffer() offers who leads no bid, and maxima above the own one", async () => {
  const link = lotSeven();
  await link.bid({ lot: "7", kind: "max", amount: toCents(150_000), quantity: 1 });
  link.happen(bidAccepted("7", standing(ana, 100_000)));
  link.answer(0, { state: "accepted", seq: link.seq() });
  const { main, off, steps } = offerOf(link, "7");
  assertEquals([main, off], [null, "leading"]);
  assertEquals(steps.map((step) => step.amount), [155_000, 160_000, 175_000]);
});

Deno.test("bidOffer() lets nothing be pressed while a bid on the lot has no answer", async () => {
  const link = lotSeven();
  await link.bid({ lot: "7", kind: "max", amount: toCents(100_000), quantity: 1 });
  const { off, isActive, amount } = offerOf(link, "7");
  // The field stays, with what is being typed there.
  assertEquals([off, isActive, amount?.type], ["unanswered", false, "maximum"]);
  assertEquals(offerOf(link, "8").off, "not_open");
  link.answer(0, { state: "refused", reason: "lot_paused" });
  assertEquals([offerOf(link, "7").off, offerOf(link, "7").isActive], [null, true]);
});

Deno.test("bidOffer() lets nothing be pressed while a bid is being handed over", () => {
  const wish = { lot: "7", kind: "max", amount: toCents(100_000), quantity: 1 } as const;
  const offer = offerOf(lotSeven(), "7", { handedOver: [wish] });
  assertEquals([offer.off, offer.isActive], ["unanswered", false]);
});

Deno.test("bidOffer() lets nothing be pressed while the link is not live", () => {
  for (const connection of ["lagging", "rejoining"] as const) {
    const offer = offerOf(lotSeven(), "7", { connection });
    assertEquals([offer.off, offer.isActive], [connection, false]);
  }
});

Deno.test("bidOffer() offers nothing before the join, after the end, and to a paddle that is out", () => {
  for (const connection of ["joining", "ended"] as const) {
    assertEquals(offerOf(lotSeven(), "7", { connection }), nothing(connection));
  }
  const out = { connection: "ended", putOut: "banned" } as const;
  assertEquals(offerOf(lotSeven(), "7", out), nothing("banned"));
  const link = lotSeven();
  link.happen({ type: "PaddleSuspended", at: 0, paddle: ana });
  assertEquals(offerOf(link, "7"), nothing("suspended"));
  link.happen({ type: "PaddleBanned", at: 0, paddle: ana });
  assertEquals(offerOf(link, "7"), nothing("banned"));
});

Deno.test("bidOffer() offers nothing on a lot that is over or still to come, and waits for a paused one", () => {
  const link = lotSeven();
  assertEquals(offerOf(link, "9"), nothing("not_open"));
  link.happen({ type: "LotPaused", at: 0, lot: "7", remainingMs: null });
  const { off, isActive } = offerOf(link, "7");
  assertEquals([off, isActive], ["paused", false]);
  link.happen({ type: "LotPassed", at: 0, lot: "7", reason: "by_hand" });
  assertEquals(offerOf(link, "7"), nothing("over"));
});

Deno.test("bidOffer() offers a fixed price only while nobody has bid", () => {
  const link = anasLink();
  openFormats(link, "buyNow");
  assertEquals(offerOf(link, "B").buyNow?.amount, toCents(300_000));
  link.happen(bidAccepted("B", standing(ben, 100_000)));
  assertEquals(offerOf(link, "B").buyNow, null);
});

Deno.test("bidOffer() wants an amount of one's own for a sealed lot, and has no button", () => {
  for (const [name, lot] of [["sealed", "S"], ["vickrey", "V"]] as const) {
    const link = anasLink();
    openFormats(link, name);
    const { main, off, amount, steps } = offerOf(link, lot);
    assertEquals([main, off, amount?.type, steps], [null, "own_amount", "sealed", []]);
  }
});

Deno.test("bidOffer() offers a falling price as it is at this moment", () => {
  const link = anasLink();
  openFormats(link, "dutch");
  assertEquals(offerOf(link, "D").main?.amount, toCents(100_000));
  link.now += 6_000;
  const { main, amount } = offerOf(link, "D");
  assertEquals([main?.kind, main?.amount, amount], ["buy", 90_000, null]);
});

Deno.test("bidOffer() offers to enter a rising price, to leave it once in, and nothing after", async () => {
  const link = anasLink();
  openFormats(link, "japanese");
  assertEquals(offerOf(link, "J").main?.kind, "enter");
  await link.bid({ lot: "J", kind: "enter", amount: toCents(100_000), quantity: 1 });
  link.happen(raised(105_000, 2, 30_000));
  link.answer(0, { state: "accepted", seq: 1 });
  const inside = offerOf(link, "J");
  assertEquals([inside.main, inside.off, inside.leave?.kind], [null, "in", "leave"]);
  link.happen({ type: "BidderLeft", at: saleStartMs, lot: "J", paddle: ana });
  const left = offerOf(link, "J");
  assertEquals([left.off, left.leave], ["left", null]);
});

Deno.test("bidOffer() says that a rising price can be entered no more", () => {
  const link = anasLink();
  openFormats(link, "japanese");
  link.happen(raised(105_000, 2, 30_000));
  assertEquals(offerOf(link, "J").off, "entry_over");
});

Deno.test("bidOffer() offers units in the number that was bid for last", async () => {
  const link = anasLink();
  openFormats(link, "uniform");
  assertEquals(offerOf(link, "U").amount, { type: "units", units: 10, quantity: 1 });
  await link.bid({ lot: "U", kind: "max", amount: toCents(100_000), quantity: 3 });
  const price = standing(ben, 200_000, { leader: null });
  link.happen(bidAccepted("U", price));
  link.answer(0, { state: "accepted", seq: link.seq() });
  const { main, amount, steps } = offerOf(link, "U");
  assertEquals([main?.quantity, main?.amount, amount?.quantity], [3, 205_000, 3]);
  assertEquals(steps[0], { lot: "U", kind: "max", amount: toCents(210_000), quantity: 3 });
});

function lotSeven(): FakeLink {
  const link = anasLink();
  join(link);
  link.happen(opened("7"));
  return link;
}

function offerOf(
  link: FakeLink,
  lot: string,
  { connection = "live", putOut = null, handedOver = [] }: {
    readonly connection?: ConnectionState;
    readonly putOut?: "suspended" | "banned" | null;
    readonly handedOver?: Parameters<typeof bidOffer>[1]["handedOver"];
  } = {},
): BidOffer {
  const view = link.view().lots.get(lot);
  if (view === undefined) throw new RangeError(`There is no lot ${lot}`);
  const sale = { ...newFollowedSale(pictureOf(link)), connection, putOut };
  return bidOffer(view, { sale, handedOver, nowMs: link.now });
}

function nothing(off: BidOffer["off"]): BidOffer {
  return { isActive: false, main: null, off, buyNow: null, leave: null, amount: null, steps: [] };
}
