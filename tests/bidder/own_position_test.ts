// Where a bidder stands: what is shown must be certain.

import { assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import type { BidTicket } from "../../lib/bidder/house_link.ts";
import { ownPosition, type PositionFacts } from "../../lib/bidder/own_position.ts";
import { ana, anasLink, ben, bidAccepted, opened, saleStartMs, standing } from "./_sale.ts";

function ticket(amount: number, change: Partial<BidTicket>): BidTicket {
  const open = { state: "sent", reason: null, seq: null, ask: null, lateMs: null } as const;
  return {
    id: `${amount}`,
    lot: "7",
    kind: "max",
    amount: toCents(amount),
    quantity: 1,
    ...open,
    ...change,
  };
}

/** Lot 7 is open at seq 7; `leader`, where there is one, leads from seq 8 on. */
function facts(leader: string | null, ...bids: readonly BidTicket[]): PositionFacts {
  const link = anasLink();
  link.happen(opened("7"));
  if (leader !== null) link.happen(bidAccepted("7", standing(leader, 100_000)));
  const me = { paddle: ana, name: "Ana" };
  return {
    me,
    view: link.view(),
    seq: link.seq(),
    isAhead: false,
    bids,
    undone: new Map(),
    retracted: new Map(),
  };
}

Deno.test("ownPosition() is leading or outbid by the public view, with the highest maximum", () => {
  const bids = [
    ticket(100_000, { state: "accepted", seq: 8 }),
    ticket(150_000, { state: "accepted", seq: 8 }),
  ];
  const expected = { max: toCents(150_000), quantity: 1, latest: null };
  assertEquals(ownPosition(facts(ana, ...bids), "7"), { state: "leading", ...expected });
  assertEquals(ownPosition(facts(ben, ...bids), "7"), { state: "outbid", ...expected });
  assertEquals(ownPosition(facts(ben), "7"), {
    state: "none",
    max: null,
    quantity: 1,
    latest: null,
  });
});

Deno.test("ownPosition() is not outbid by an answer that overtook the feed", () => {
  const early = ticket(150_000, { state: "accepted", seq: 9 });
  assertEquals(ownPosition(facts(ben, early), "7").state, "none");
  assertEquals(ownPosition({ ...facts(ben, early), seq: 9 }, "7").state, "outbid");
});

Deno.test("ownPosition() shows no maximum while the view is ahead of its events", () => {
  const bid = ticket(120_000, { state: "accepted", seq: 5 });
  const before = { ...facts(ana, bid), seq: 9 };
  assertEquals(ownPosition(before, "7").max, toCents(120_000));
  assertEquals(ownPosition({ ...before, isAhead: true }, "7").max, null);
  assertEquals(ownPosition({ ...before, isAhead: true }, "7").state, "leading");
});

Deno.test("ownPosition() shows the latest bid only while it is not accepted", () => {
  const refused = ticket(100_000, { state: "refused", reason: "below_ask" });
  const sent = ticket(160_000, {});
  assertEquals(ownPosition(facts(ben, refused), "7").latest, refused);
  assertEquals(ownPosition(facts(ben, refused, sent), "7").latest, sent);
  const accepted = ticket(170_000, { state: "accepted", seq: 8 });
  assertEquals(ownPosition(facts(ben, refused, accepted), "7").latest, null);
});

Deno.test("ownPosition() shows no maximum that an undo may have taken away", () => {
  const before = ticket(150_000, { state: "accepted", seq: 8 });
  const after = ticket(120_000, { state: "accepted", seq: 10 });
  const undone = new Map([["7", 9]]);
  assertEquals(ownPosition({ ...facts(ben, before), undone, seq: 9 }, "7").max, null);
  const both = { ...facts(ben, before, after), undone, seq: 10 };
  assertEquals(ownPosition(both, "7").max, toCents(120_000));
});

Deno.test("ownPosition() keeps lots apart and knows how they ended", () => {
  const mine = ticket(150_000, { state: "accepted", seq: 8 });
  assertEquals(ownPosition(facts(ben, mine), "8"), {
    state: "none",
    max: null,
    quantity: 1,
    latest: null,
  });
  for (const [paddle, state] of [[ana, "won"], [ben, "lost"]] as const) {
    const link = anasLink();
    link.happen(opened("7"), bidAccepted("7", standing(paddle, 100_000)));
    const price = toCents(100_000);
    link.happen({ type: "LotSold", at: saleStartMs, lot: "7", paddle, price });
    const over = { ...facts(null, mine), view: link.view(), seq: link.seq() };
    assertEquals(ownPosition(over, "7").state, state);
    assertEquals(ownPosition({ ...over, bids: [] }, "7").state, state === "won" ? "won" : "none");
  }
});
