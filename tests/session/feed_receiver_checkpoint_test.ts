// FeedReceiver.checkpoint(): what is kept, what is old, and what shows two histories.

import { assertEquals } from "@std/assert";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import type { ReceivedCheckpoint } from "../../lib/session/feed_receiver.ts";
import { encodeCheckpoint } from "../../lib/wire/checkpoint_note.ts";
import { beat, done, hear, History, receiver, SALE, T0, told } from "./_feed_stage.ts";

const ones = new History([1, 1, 1, 1, 1]);
const lie = new History([1, 1, 1, 1, 1], "false");

/** The checkpoint of a history at an event. */
function at(history: History, seq: number): ReceivedCheckpoint {
  const hash = history.hashes[seq] ?? GENESIS_HASH;
  const checkpoint = { sale: SALE, seq, hash, at: T0 };
  return { ...checkpoint, signed: encodeCheckpoint(checkpoint) };
}

Deno.test("FeedReceiver.checkpoint() hands on what agrees, and what is ahead", () => {
  const feed = receiver();
  hear(feed, ones.from(1));
  const { sale, seq, hash, signed } = at(ones, 1);
  assertEquals(feed.checkpoint(at(ones, 1)), [{ type: "checkpoint", sale, seq, hash, signed }]);
  assertEquals(told(feed.checkpoint(at(ones, 4))), ["checkpoint 4"]);
  // None is asked for, and none is a gap: what is missing is the heartbeats' matter.
  assertEquals(done(feed.tick(T0 + 100)), []);
});

Deno.test("FeedReceiver.checkpoint() is no sign of life", () => {
  const feed = receiver();
  hear(feed, ones.from(1));
  feed.checkpoint(at(ones, 1));
  assertEquals(done(feed.tick(T0 + 1_499)), []);
  feed.checkpoint(at(ones, 2));
  assertEquals(done(feed.tick(T0 + 1_500)), ["lagging"]);
});

Deno.test("FeedReceiver.wantsCheckpoint() passes over old ones and the newest once more", () => {
  const feed = receiver();
  assertEquals(feed.wantsCheckpoint(at(ones, 3)), true);
  feed.checkpoint(at(ones, 3));
  assertEquals(feed.wantsCheckpoint(at(ones, 2)), false);
  assertEquals(feed.wantsCheckpoint(at(lie, 2)), false);
  assertEquals(feed.wantsCheckpoint(at(ones, 3)), false);
  assertEquals(feed.wantsCheckpoint(at(lie, 3)), true);
  assertEquals(feed.wantsCheckpoint(at(ones, 4)), true);
  assertEquals(told(feed.checkpoint(at(ones, 2))), []);
});

Deno.test("FeedReceiver.checkpoint() with another hash at the head is another history", () => {
  const feed = receiver();
  hear(feed, ones.from(1));
  const { signed } = at(lie, 1);
  assertEquals(feed.checkpoint(at(lie, 1)), [{ type: "equivocation", seq: 2, signed }]);
  assertEquals(feed.wantsCheckpoint(at(ones, 9)), false);
  assertEquals(told(feed.checkpoint(at(ones, 2))), []);
  assertEquals(told(hear(feed, ones.from(2))), []);
});

Deno.test("FeedReceiver.checkpoint() that contradicts the newest one is another history", () => {
  const feed = receiver();
  feed.checkpoint(at(ones, 4));
  assertEquals(done(feed.checkpoint(at(lie, 4))), ["equivocation 1"]);
});

Deno.test("FeedReceiver.batch() delivers nothing up to a checkpoint that says otherwise", () => {
  const feed = receiver();
  feed.checkpoint(at(lie, 2));
  hear(feed, ones.from(1));
  const { signed } = at(lie, 2);
  assertEquals(hear(feed, ones.from(2)).filter(({ type }) => type !== "wake"), [
    { type: "equivocation", seq: 2, signed },
  ]);
  assertEquals(told(beat(feed, ones.heartbeat(2), 5)), []);
});

Deno.test("FeedReceiver.batch() goes on where the checkpoint ahead of it agrees", () => {
  const feed = receiver();
  feed.checkpoint(at(ones, 2));
  assertEquals(done(hear(feed, ones.from(1))), ["deliver 1"]);
  assertEquals(done(hear(feed, ones.from(2))), ["deliver 2"]);
  assertEquals(done(hear(feed, ones.from(3))), ["deliver 3"]);
});
