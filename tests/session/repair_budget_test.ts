// FeedSender and what one member may bring back: the bound of one NAK, and a budget for what the
// desk has fetched as for everything else.

import { assertEquals } from "@std/assert";
import { FeedSender } from "../../lib/session/feed_sender.ts";
import { BATCHES_PER_NAK, MEMBER_REPAIRS_BURST } from "../../lib/session/session_limits.ts";

const T0 = 1_000_000;

function batches(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    firstSeq: i + 1,
    count: 1,
    bytes: new Uint8Array([i & 0xff]),
  }));
}

Deno.test("FeedSender.nak() repairs no more for one NAK than it may bring back, in one range or two", () => {
  for (const cut of [200, 20]) {
    const feed = new FeedSender(T0);
    feed.publish(batches(200), T0);
    const ranges = [{ first: 1, last: cut }, { first: cut + 1, last: 200 }];
    feed.nak(ranges, { member: "ana", hearsGroup: true, now: T0 });
    assertEquals(feed.counters.repairedUnicast, BATCHES_PER_NAK);
  }
});

Deno.test("FeedSender.fetched() spends the member's budget, and sends nothing past it", () => {
  const feed = new FeedSender(T0);
  const asked = Math.ceil(MEMBER_REPAIRS_BURST / BATCHES_PER_NAK);
  const effects = Array.from(
    { length: asked },
    () => feed.fetched(batches(BATCHES_PER_NAK), { member: "ana", now: T0 }),
  ).flat();
  for (let ms = 1; ms < 1_000; ms++) effects.push(...feed.tick(T0 + ms));
  assertEquals(effects.filter(({ type }) => type === "send").length, MEMBER_REPAIRS_BURST);
  assertEquals(feed.counters.repairsOverBudget, 1);
});
