// Where a bidder stands in lots of every format, and where nobody can tell.

import { assertEquals } from "@std/assert";
import type { PublicEvent } from "../../lib/auction/event.ts";
import { toCents } from "../../lib/auction/money.ts";
import { pictureOf } from "../../lib/bidder/followed_sale.ts";
import type { BidTicket } from "../../lib/bidder/house_link.ts";
import { ownPosition, type OwnState } from "../../lib/bidder/own_position.ts";
import { newModel, noticed } from "../../lib/bidder/terminal_model.ts";
import { wonLots } from "../../lib/bidder/won_lots.ts";
import { hidden, openFormats, raised, seen } from "./_formats.ts";
import { ana, anasLink, ben, saleStartMs, standing } from "./_sale.ts";

/** A story: what happens, and Ana's accepted bids, each answered at the event that follows it. */
type Step = PublicEvent | Pick<BidTicket, "kind" | "amount" | "quantity">;

function bid(kind: BidTicket["kind"], amount: number, quantity = 1): Step {
  return { kind, amount: toCents(amount), quantity };
}

/** Ana's terminal after the story on the lot of a format. */
function after(format: string, id: string, story: readonly Step[]) {
  const link = anasLink();
  let model = newModel(pictureOf(link), saleStartMs);
  link.subscribe((notice) => {
    const moment = { language: "en", timeZone: "UTC", nowMs: saleStartMs } as const;
    model = noticed(model, notice, { picture: pictureOf(link), moment });
  });
  openFormats(link, format);
  for (const [index, step] of story.entries()) {
    if ("type" in step) link.happen(step);
    else {
      const answer = { state: "accepted", reason: null, ask: null, lateMs: null } as const;
      link.remember({ ...step, ...answer, id: `${index}`, lot: id, seq: link.seq() + 1 });
    }
  }
  return model;
}

const recorded: PublicEvent = { type: "BidRecorded", at: saleStartMs };
const at = saleStartMs + 60_000;

function undone(id: string, now = hidden(0)): PublicEvent {
  return { type: "BidUndone", at, lot: id, standing: now, endsAt: null };
}

function retracted(id: string, paddle: string): PublicEvent {
  const rest = { cause: "retracted", reason: null, standing: hidden(0) } as const;
  return { type: "BidsRetracted", at, lot: id, paddle, ...rest };
}

function sold(id: string, paddle: string, price: number): PublicEvent {
  return { type: "LotSold", at, lot: id, paddle, price: toCents(price) };
}

function units(paddle: string, quantity: number): PublicEvent {
  return { type: "UnitsSold", at, lot: "U", paddle, quantity, price: toCents(120_000) };
}

/** The standing of lot U: the price, and an ask above the opening once no unit is left. */
function unitPrice(price: number, ask: number): PublicEvent {
  return seen("U", standing(ben, price, { ask: toCents(ask) }));
}

const stories: readonly (readonly [
  what: string,
  format: string,
  state: OwnState,
  own: string,
  story: readonly Step[],
])[] = [
  ["a sealed bid is in", "sealed", "sealed", "1 x 150000", [
    bid("max", 150_000),
    seen("S", hidden(1)),
  ]],
  ["a sealed bid is lowered: the last one counts", "sealed", "sealed", "1 x 120000", [
    bid("max", 150_000),
    seen("S", hidden(1)),
    bid("max", 120_000),
    recorded,
  ]],
  ["others' sealed bids say nothing", "sealed", "none", "1 x null", [seen("S", hidden(4))]],
  ["a sealed bid was undone, perhaps one's own", "sealed", "unsure", "1 x null", [
    bid("max", 150_000),
    seen("S", hidden(1)),
    undone("S"),
  ]],
  ["and bid again", "sealed", "sealed", "1 x 160000", [
    bid("max", 150_000),
    seen("S", hidden(1)),
    undone("S"),
    bid("max", 160_000),
    seen("S", hidden(1)),
  ]],
  ["the own sealed bids were retracted", "sealed", "none", "1 x null", [
    bid("max", 150_000),
    seen("S", hidden(1)),
    retracted("S", ana),
  ]],
  ["another's sealed bids were retracted", "sealed", "sealed", "1 x 150000", [
    bid("max", 150_000),
    seen("S", hidden(2)),
    retracted("S", ben),
  ]],
  ["a sealed lot is won", "sealed", "won", "1 x 150000", [
    bid("max", 150_000),
    seen("S", hidden(1)),
    sold("S", ana, 150_000),
  ]],
  ["a sealed lot is lost", "vickrey", "lost", "1 x 150000", [
    bid("max", 150_000),
    seen("V", hidden(1)),
    sold("V", ben, 160_000),
  ]],
  ["in at a rising price", "japanese", "in", "1 x null", [
    bid("enter", 100_000),
    seen("J", hidden(2)),
    raised(105_000, 2, 30_000),
  ]],
  ["out of a rising price", "japanese", "left", "1 x null", [
    bid("enter", 100_000),
    seen("J", hidden(2)),
    bid("leave", 100_000),
    recorded,
  ]],
  ["out by the own limit, without having said to leave", "japanese", "left", "1 x null", [
    bid("enter", 100_000),
    seen("J", hidden(2)),
    { type: "BidderLeft", at, lot: "J", paddle: ana },
    raised(105_000, 2, 30_000),
  ]],
  ["in where another is out", "japanese", "in", "1 x null", [
    bid("enter", 100_000),
    seen("J", hidden(3)),
    { type: "BidderLeft", at, lot: "J", paddle: ben },
    raised(105_000, 2, 30_000),
  ]],
  ["never in", "japanese", "none", "1 x null", [seen("J", hidden(2))]],
  ["the rising price was lost", "japanese", "lost", "1 x null", [
    bid("enter", 100_000),
    seen("J", hidden(2)),
    sold("J", ben, 105_000),
  ]],
  ["units are left for everyone", "uniform", "winning", "3 x 120000", [
    bid("max", 120_000, 3),
    unitPrice(100_000, 100_000),
  ]],
  ["units are left at the very opening price", "uniform", "winning", "3 x 100000", [
    bid("max", 100_000, 3),
    unitPrice(100_000, 100_000),
  ]],
  ["above the lowest winning price", "uniform", "winning", "3 x 120000", [
    bid("max", 120_000, 3),
    unitPrice(110_000, 115_000),
  ]],
  ["at the lowest winning price", "uniform", "edge", "3 x 120000", [
    bid("max", 120_000, 3),
    unitPrice(120_000, 125_000),
  ]],
  ["below the lowest winning price", "uniform", "outbid", "3 x 120000", [
    bid("max", 120_000, 3),
    unitPrice(125_000, 130_000),
  ]],
  ["a bid on units grows: the last one counts", "uniform", "winning", "4 x 120000", [
    bid("max", 120_000, 3),
    unitPrice(100_000, 100_000),
    bid("max", 120_000, 4),
    unitPrice(100_000, 100_000),
  ]],
  ["a bid on units was undone, perhaps one's own", "uniform", "unsure", "1 x null", [
    bid("max", 120_000, 3),
    unitPrice(100_000, 100_000),
    undone("U", standing(ben, 100_000)),
  ]],
  ["some units are won by who does not lead", "uniform", "won", "3 x 120000", [
    bid("max", 120_000, 3),
    unitPrice(120_000, 125_000),
    units(ben, 8),
    units(ana, 2),
    sold("U", ben, 120_000),
  ]],
  ["all units are lost", "uniform", "lost", "3 x 110000", [
    bid("max", 110_000, 3),
    unitPrice(120_000, 125_000),
    units(ben, 10),
    sold("U", ben, 120_000),
  ]],
  ["a falling price was taken", "dutch", "won", "1 x null", [
    bid("buy", 80_000),
    seen("D", standing(ana, 70_000)),
    sold("D", ana, 70_000),
  ]],
  ["the lot was not paid and goes to another", "buyNow", "defaulted", "1 x 150000", [
    bid("max", 150_000),
    seen("B", standing(ana, 110_000)),
    sold("B", ana, 110_000),
    {
      type: "LotAwarded",
      at,
      lot: "B",
      paddle: ben,
      price: toCents(105_000),
      defaulter: ana,
    },
  ]],
  ["a purchase that was opened again is no maximum", "buyNow", "none", "1 x null", [
    bid("buy", 300_000),
    seen("B", standing(ana, 300_000)),
    sold("B", ana, 300_000),
    { type: "LotReopened", at, lot: "B", standing: hidden(0), endsAt: at + 60_000 },
    seen("B", standing(ben, 100_000)),
  ]],
];

const idOf: Readonly<Record<string, string>> = {
  sealed: "S",
  vickrey: "V",
  dutch: "D",
  japanese: "J",
  uniform: "U",
  buyNow: "B",
};

for (const [what, format, state, own, story] of stories) {
  Deno.test(`ownPosition() of a ${format} lot: ${what}`, () => {
    const id = idOf[format] ?? "";
    const position = ownPosition(after(format, id, story), id);
    assertEquals([position.state, `${position.quantity} x ${position.max}`], [state, own]);
  });
}

Deno.test("ownPosition() keeps a sealed bid where the view is ahead, but not its amount", () => {
  const model = after("sealed", "S", [bid("max", 150_000), seen("S", hidden(1))]);
  const { state, max } = ownPosition({ ...model, isAhead: true }, "S");
  assertEquals([state, max], ["sealed", null]);
});

Deno.test("wonLots() counts units and what they cost in all", () => {
  const model = after("uniform", "U", [units(ben, 8), units(ana, 2), sold("U", ben, 120_000)]);
  assertEquals(wonLots(model).map(({ lot, price, units }) => [lot.id, price, units]), [
    ["U", 240_000, 2],
  ]);
});
