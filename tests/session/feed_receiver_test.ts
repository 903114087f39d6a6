// FeedReceiver: what it delivers, what it holds, what it never believes again.

import { assert, assertEquals } from "@std/assert";
import { FeedReceiver } from "../../lib/session/feed_receiver.ts";
import { PENDING_BATCHES_MAX } from "../../lib/session/session_limits.ts";
import { NAK_RANGES_MAX, NAK_SPAN_MAX } from "../../lib/wire/limits.ts";
import {
  beat,
  done,
  hear,
  History,
  OTHER_SESSION,
  receiver,
  SALE,
  SESSION,
  T0,
  told,
} from "./_feed_stage.ts";

const ones = new History(Array.from({ length: 40 }, () => 1));
const mixed = new History([1, 3, 2, 4]); // Batches 1, 2..4, 5..6, 7..10.

Deno.test("FeedReceiver.batch() delivers what is in order, with the chain and the batches to keep", () => {
  const feed = receiver();
  const [effect] = hear(feed, mixed.from(1));
  const [bytes, hash] = [mixed.from(1).events[0], mixed.hashes[1]];
  assert(effect?.type === "deliver" && bytes !== undefined && hash !== undefined);
  assertEquals(effect.events, [{ seq: 1, bytes, hash }]);
  assertEquals(effect.batches, [{ firstSeq: 1, count: 1, bytes: mixed.from(1).signed }]);
  assertEquals(done(hear(feed, mixed.from(2))), ["deliver 2..4"]);
  assertEquals(feed.position(), { nextSeq: 5, head: mixed.hashes[4] });
});

Deno.test("FeedReceiver.batch() holds what came too early and delivers it behind what was missing", () => {
  const feed = receiver();
  assertEquals(done(hear(feed, mixed.from(5))), []);
  assertEquals(done(hear(feed, mixed.from(2))), []);
  assertEquals(done(hear(feed, mixed.from(1))), ["deliver 1..6"]);
  assertEquals(done(hear(feed, mixed.from(7))), ["deliver 7..10"]);
});

Deno.test("FeedReceiver.batch() delivers each event once, whatever order and copies come", () => {
  const orders = [[7, 5, 2, 1], [2, 2, 1, 1, 7, 7, 5, 5], [5, 1, 5, 1, 2, 7, 2], [1, 7, 2, 5]];
  for (const order of orders) {
    const feed = receiver();
    const delivered = order.flatMap((seq) => hear(feed, mixed.from(seq))).flatMap((effect) =>
      effect.type === "deliver" ? effect.events : []
    );
    assertEquals(delivered.map(({ seq }) => seq), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], `${order}`);
    assertEquals(feed.position().head, mixed.hashes[10]);
  }
});

Deno.test("FeedReceiver.wants() neither what is known, nor held, nor of another sale", () => {
  const feed = receiver();
  hear(feed, mixed.from(1));
  hear(feed, mixed.from(5));
  const wanted = [1, 2, 5, 7].map((seq) => feed.wants(mixed.from(seq)));
  assertEquals(wanted, [false, true, false, true]);
  assertEquals(feed.wants({ ...mixed.from(2), sale: "00".repeat(16) }), false);
});

Deno.test("FeedReceiver.batch() takes the new part of a batch that overlaps", () => {
  const feed = receiver();
  hear(feed, mixed.from(1));
  assertEquals(done(hear(feed, mixed.cut(1, 3))), ["deliver 2..3"]);
  assertEquals(done(hear(feed, mixed.from(2))), ["deliver 4"]);
  hear(feed, mixed.cut(6, 8));
  hear(feed, mixed.from(7));
  assertEquals(done(hear(feed, mixed.from(5))), ["deliver 5..10"]);
  assertEquals(feed.position().head, mixed.hashes[10]);
});

Deno.test("FeedReceiver.batch() of a held batch that was overtaken forgets it", () => {
  const feed = receiver();
  hear(feed, mixed.from(2));
  assertEquals(done(hear(feed, mixed.cut(1, 6))), ["deliver 1..6"]);
  assertEquals(feed.wants(mixed.from(2)), false);
});

Deno.test("FeedReceiver.batch() lets the farthest go when it holds too much", () => {
  const long = new History(Array.from({ length: PENDING_BATCHES_MAX + 5 }, () => 1));
  const feed = receiver();
  for (const batch of long.batches.slice(1).toReversed()) hear(feed, batch);
  const [effect] = hear(feed, long.from(1));
  const delivered = effect?.type === "deliver" ? effect.events.at(-1)?.seq : null;
  assertEquals(delivered, PENDING_BATCHES_MAX + 1);
  assertEquals(feed.wants(long.from(PENDING_BATCHES_MAX + 2)), true);
});

// --- two histories --------------------------------------------------------------------------

const lie = new History([1, 3, 2, 4], "false");

Deno.test("FeedReceiver.batch() names a batch with another past, and is silent from then on", () => {
  const feed = receiver();
  hear(feed, mixed.from(1));
  assertEquals(told(hear(feed, lie.from(2))), ["equivocation 2"]);
  assertEquals(feed.wants(mixed.from(2)), false);
  assertEquals(told(hear(feed, mixed.from(2))), []);
  assertEquals(told(beat(feed, mixed.heartbeat(10, { beat: 9 }), 1)), []);
  assertEquals(told(feed.tick(T0 + 60_000)), []);
  assertEquals(feed.position().nextSeq, 2);
});

Deno.test("FeedReceiver.batch() delivers what is true before a held batch with another past", () => {
  const feed = receiver();
  hear(feed, lie.from(2));
  assertEquals(told(hear(feed, mixed.from(1))), ["deliver 1", "equivocation 2"]);
});

Deno.test("FeedReceiver.batch() sees another past in the known part of an overlapping batch", () => {
  const feed = receiver();
  hear(feed, mixed.from(1));
  assertEquals(told(hear(feed, lie.cut(1, 4))), ["equivocation 2"]);
});

Deno.test("FeedReceiver.heartbeat() with another hash at the head is another history", () => {
  const feed = receiver();
  hear(feed, mixed.from(1));
  assertEquals(told(beat(feed, lie.heartbeat(1))), ["equivocation 2"]);
  assertEquals(told(feed.tick(T0 + 60_000)), []);
});

Deno.test("FeedReceiver.heartbeat() compares hashes only where it stands", () => {
  const feed = receiver();
  hear(feed, mixed.from(1));
  hear(feed, mixed.from(2));
  assertEquals(done(beat(feed, lie.heartbeat(1))), []);
});

// --- heartbeats -----------------------------------------------------------------------------

Deno.test("FeedReceiver.heartbeat() shows a gap that no batch shows", () => {
  const feed = receiver();
  hear(feed, mixed.from(1));
  assertEquals(told(beat(feed, mixed.heartbeat(4))), ["wake 1"]);
  assertEquals(done(feed.tick(T0 + 1)), ["nak 2..4"]);
});

Deno.test("FeedReceiver.heartbeat() that is older, or of another session or sale, moves nothing", () => {
  const ahead = mixed.heartbeat(9, { beat: 5 });
  for (
    const heartbeat of [
      { ...ahead, beat: 4 },
      { ...ahead, beat: 5 },
      { ...ahead, beat: 6, session: OTHER_SESSION },
      { ...ahead, beat: 6, sale: "00".repeat(16) },
    ]
  ) {
    const feed = receiver();
    hear(feed, mixed.from(1));
    beat(feed, mixed.heartbeat(1, { beat: 5 }));
    assertEquals(beat(feed, heartbeat, 1_400), []);
    // Neither is there a gap now, nor was anything heard.
    assertEquals(done(feed.tick(T0 + 1_499)), []);
    assertEquals(done(feed.tick(T0 + 1_500)), ["lagging"]);
  }
});

// --- what is asked for ----------------------------------------------------------------------

Deno.test("FeedReceiver asks for the holes between what it holds and to the known end", () => {
  const feed = receiver();
  for (const seq of [3, 4, 7]) hear(feed, ones.from(seq));
  beat(feed, ones.heartbeat(9));
  assertEquals(done(feed.tick(T0 + 1)), ["nak 1..2 5..6 8..9"]);
});

Deno.test("FeedReceiver names no more holes than a NAK holds, the nearest first", () => {
  const feed = receiver();
  for (let seq = 40; seq > 0; seq -= 2) hear(feed, ones.from(seq));
  const holes = Array.from({ length: NAK_RANGES_MAX }, (_, i) => 1 + 2 * i);
  assertEquals(done(feed.tick(T0 + 1)), [`nak ${holes.join(" ")}`]);
});

Deno.test("FeedReceiver cuts a hole to the span that a NAK may name", () => {
  const feed = receiver();
  beat(feed, ones.heartbeat(0, { nextSeq: 1_000_000 }));
  assertEquals(done(feed.tick(T0 + 1)), [`nak 1..${NAK_SPAN_MAX}`]);
});

Deno.test("FeedReceiver goes on from where it is told that it stands", () => {
  const [nextSeq, prevHash] = [5, mixed.hashes[4] ?? new Uint8Array()];
  const start = { sale: SALE, session: SESSION, nextSeq, prevHash, now: T0, random: () => 0 };
  const feed = new FeedReceiver(start);
  assertEquals(feed.wants(mixed.from(2)), false);
  assertEquals(done(hear(feed, mixed.from(5))), ["deliver 5..6"]);
});
