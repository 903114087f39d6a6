// The sale as a bidder has followed it: the order of what happened, who lost the lead, and when
// each own bid was made.

import { assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import {
  followed,
  happeningsMax,
  newFollowedSale,
  pictureOf,
} from "../../lib/bidder/followed_sale.ts";
import type { BidTicket, LinkNotice } from "../../lib/bidder/house_link.ts";
import {
  ana,
  anasLink,
  ben,
  bidAccepted,
  catalogue,
  join,
  lot,
  opened,
  saleStartMs,
  standing,
} from "./_sale.ts";

/** A follower in English, and its link. */
function follower() {
  const link = anasLink();
  let sale = newFollowedSale(pictureOf(link));
  link.subscribe((notice: LinkNotice) => {
    const moment = { language: "en", timeZone: "UTC", nowMs: link.nowMs() } as const;
    sale = followed(sale, notice, { picture: pictureOf(link), moment });
  });
  return { link, get: () => sale };
}

Deno.test("followed() keeps what happened in the order of time after an absence", () => {
  const { link, get } = follower();
  join(link);
  link.happen(opened("7"));
  link.now = saleStartMs + 60_000;
  link.notify({ type: "connection", state: "rejoining", path: null });
  link.now += 5_000;
  link.notify({ type: "connection", state: "live", path: "multicast" });
  link.happen(bidAccepted("7", standing(ben, 100_000), 30_000));
  assertEquals(get().happenings.map(({ at }) => at - saleStartMs), [0, 0, 30_000, 60_000, 65_000]);
  assertEquals(get().heardLast?.at, saleStartMs + 30_000);
});

Deno.test("followed() counts a trouble that repeats in one line, wherever time puts it", () => {
  const { link, get } = follower();
  link.now = saleStartMs + 1_000;
  link.notify({ type: "problem", code: "unreachable", message: "Nobody" });
  link.notify({ type: "problem", code: "unreachable", message: "Nobody" });
  assertEquals(get().happenings.map(({ trouble }) => trouble?.tries), [2]);
  link.happen(opened("7"));
  link.notify({ type: "problem", code: "unreachable", message: "Nobody" });
  assertEquals(get().happenings.map(({ trouble }) => trouble?.tries ?? 0), [0, 2, 1]);
});

Deno.test("followed() keeps the latest happenings only", () => {
  const { link, get } = follower();
  for (let step = 0; step <= happeningsMax; step++) {
    link.happen(bidAccepted("7", standing(ben, 100_000 + step * 5_000), step));
  }
  const { happenings } = get();
  assertEquals([happenings.length, happenings[0]?.at], [happeningsMax, saleStartMs + 1]);
});

Deno.test("followed() says that the lead is lost, once, and only to who had it", () => {
  const { link, get } = follower();
  join(link);
  link.happen(opened("7"), bidAccepted("7", standing(ben, 100_000), 1));
  assertEquals(get().heardLast?.tone, "plain");
  link.happen(
    bidAccepted("7", standing(ana, 105_000), 2),
    bidAccepted("7", standing(ben, 110_000), 3),
  );
  assertEquals([get().heardLast?.text, get().heardLast?.tone], [
    "Lot 7: R$1,100.00, paddle 15 in the lead; you are outbid",
    "bad",
  ]);
  link.happen(bidAccepted("7", standing(ben, 115_000), 4));
  assertEquals(get().heardLast?.text, "Lot 7: R$1,150.00, paddle 15 in the lead");
});

Deno.test("followed() says of a maximum that was beaten at once that it is outbid, once", async () => {
  for (const order of ["answer first", "event first"]) {
    const { link, get } = follower();
    join(link);
    link.happen(opened("7"));
    await link.bid({ lot: "7", kind: "max", amount: toCents(150_000), quantity: 1 });
    const answer = () => link.answer(0, { state: "accepted", seq: answeredAt });
    const event = () => link.happen(bidAccepted("7", standing(ben, 155_000), 5));
    const answeredAt = link.seq() + 1;
    for (const step of order === "answer first" ? [answer, event] : [event, answer]) step();
    const told = get().happenings.filter(({ text }) => text.endsWith("; you are outbid"));
    assertEquals(told.length, 1, order);
    assertEquals(get().heardLast, told[0], order);
  }
});

Deno.test("followed() does not call it outbid where the own bid was undone", () => {
  const { link, get } = follower();
  join(link);
  link.happen(opened("7"), bidAccepted("7", standing(ana, 105_000), 2));
  const undone = { type: "BidUndone", at: saleStartMs + 3, lot: "7", endsAt: null } as const;
  link.happen({ ...undone, standing: standing(ben, 100_000) });
  assertEquals(
    get().heardLast?.text,
    "Lot 7: the last bid was undone; now R$1,000.00, paddle 15 in the lead",
  );
  link.happen(bidAccepted("7", standing(ben, 110_000), 4));
  assertEquals(get().heardLast?.text.includes("outbid"), false);
});

Deno.test("followed() dates a bid by the house's answer, and until then by its sending", async () => {
  const { link, get } = follower();
  join(link);
  link.happen(opened("7"));
  link.now = saleStartMs + 9_000;
  const wish = { lot: "7", kind: "max", amount: toCents(150_000), quantity: 1 } as const;
  const { id } = await link.bid(wish);
  link.notify({ type: "bid", ticket: link.bids()[0] as BidTicket });
  assertEquals(get().bidTimes.get(id), saleStartMs + 9_000);
  link.now += 1_000;
  link.answer(0, { state: "accepted", seq: link.seq() + 1 });
  assertEquals(get().bidTimes.get(id), saleStartMs + 9_000);
  link.happen(bidAccepted("7", standing(ana, 100_000), 9_400));
  assertEquals(get().bidTimes.get(id), saleStartMs + 9_400);
});

Deno.test("followed() carries nothing of a lot over into another sale at the same house", () => {
  const { link, get } = follower();
  join(link);
  link.happen(opened("7"), bidAccepted("7", standing(ana, 105_000), 2));
  const undone = { type: "BidUndone", at: saleStartMs + 3, lot: "7", endsAt: null } as const;
  link.happen({ ...undone, standing: standing(ben, 100_000) });
  link.happen(bidAccepted("7", standing(ana, 105_000), 4));
  const before = get().happenings.length;
  // The next sale has a lot 7, too, and its own numbers of events.
  link.happen(...catalogue(lot("7")), opened("7"), bidAccepted("7", standing(ben, 100_000), 5));
  assertEquals([get().undone.size, get().led.size, get().bidTimes.size], [0, 0, 0]);
  assertEquals(get().heardLast?.text.includes("outbid"), false);
  assertEquals(get().happenings.length > before, true);
});
