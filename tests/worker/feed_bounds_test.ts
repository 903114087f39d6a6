// runFeed() and what it does at once, for one member, and for whom it does not know yet.

import { assertEquals, assertGreater } from "@std/assert";
import { ping } from "../support/ping.ts";
import { FeedCrowd, memberId } from "./_feed_crowd.ts";

/** As many bids as the desk may owe an answer. */
const AT_DESK = 1_024;

Deno.test("runFeed() drops and counts what comes while it opens all that it can", async () => {
  // As much in the name of each member as costs crypto, from more addresses than need be.
  await using feed = await FeedCrowd.start(250);
  for (let nth = 0; nth < 250; nth++) {
    for (let counter = 0; counter < 20; counter++) await feed.send(nth, feed.junk(nth, counter));
  }
  await feed.passed();
  const { queue_full: full = 0, seal = 0 } = await feed.counters();
  assertEquals(full + seal, 250 * 20);
  assertGreater(full, 0);
});

Deno.test("runFeed() hands the desk no more bids than it may owe an answer", async () => {
  await using feed = await FeedCrowd.start(20);
  const total = 20 * 60;
  for (let counter = 0; counter < 60; counter++) {
    for (let nth = 0; nth < 20; nth++) await feed.send(nth, await feed.bid(nth, counter));
    // The first one makes the address the member's own.
    if (counter === 0) await feed.bids(20);
  }
  await feed.bids(AT_DESK);
  await feed.counters();
  assertEquals(feed.bidsAtDesk(), AT_DESK);
  feed.desk.send({ type: "published", batches: [], receipts: [], bidsTaken: 100 });
  await feed.bids(AT_DESK + 100);
  await feed.counters();
  assertEquals(feed.bidsAtDesk(), AT_DESK + 100);
  feed.desk.send({ type: "published", batches: [], receipts: [], bidsTaken: AT_DESK });
  await feed.passed();
  assertEquals(feed.bidsAtDesk(), total);
});

Deno.test("runFeed() answers ten pings of a member at once, and no more", async () => {
  await using feed = await FeedCrowd.start(1);
  for (let i = 0; i < 15; i++) await feed.send(0, await feed.datagram(0, i, ping(i)));
  await feed.passed();
  await feed.sent();
  assertEquals(feed.heard(0).length, 10);
});

Deno.test("runFeed() tells a member ten times at once that its session is over, and no more", async () => {
  await using feed = await FeedCrowd.start(1);
  await feed.send(0, await feed.datagram(0, 0, { type: "probe" }));
  await feed.passed();
  feed.desk.send({ type: "dismiss", member: memberId(0), reason: "put_out" });
  await feed.passed();
  for (let i = 1; i <= 15; i++) await feed.send(0, await feed.datagram(0, i, { type: "probe" }));
  await feed.passed();
  await feed.sent();
  assertEquals(feed.heard(0).length, 10);
});

Deno.test("runFeed() does nothing that a member says whose session is over", async () => {
  await using feed = await FeedCrowd.start(1);
  feed.desk.send({ type: "dismiss", member: memberId(0), reason: "put_out" });
  await feed.passed();
  await feed.send(0, await feed.bid(0, 0));
  await feed.send(0, await feed.datagram(0, 1, { type: "leave" }));
  await feed.passed();
  assertEquals(feed.said.all.filter(({ type }) => type === "bids" || type === "left"), []);
});

Deno.test("runFeed() has the relay believe a connection when a seal was opened, not before", async () => {
  await using feed = await FeedCrowd.start(1);
  const say = (connection: number, bytes: Uint8Array<ArrayBuffer>) =>
    feed.relay.send({ type: "datagrams", connection, datagrams: [bytes] });
  say(1, feed.junk(0, 0));
  say(2, await feed.datagram(0, 1, ping(1)));
  const isBelieved = ({ type }: { readonly type: string }) => type === "believed";
  await feed.toRelay.waitFor(isBelieved, { what: "belief" });
  await feed.passed();
  assertEquals(feed.toRelay.all.filter(isBelieved), [{ type: "believed", connection: 2 }]);
});
