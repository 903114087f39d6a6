// FeedReceiver after two histories: it has said so once, and says and asks nothing more.

import { assertEquals } from "@std/assert";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import { beat, done, hear, History, receiver, T0, told } from "./_feed_stage.ts";

Deno.test("FeedReceiver says two histories once, and is silent whatever comes then", () => {
  const history = new History([1, 1, 1]);
  const feed = receiver();
  hear(feed, history.from(1));
  const other = (number: number) => history.heartbeat(1, { beat: number, headHash: GENESIS_HASH });
  assertEquals(done(beat(feed, other(1))), ["equivocation 2"]);
  assertEquals(told(beat(feed, other(2))), []);
  assertEquals(told(beat(feed, history.heartbeat(3, { beat: 3 }))), []);
  assertEquals(told(hear(feed, history.from(2))), []);
  assertEquals(told(feed.tick(T0 + 10_000)), []);
  assertEquals(feed.position().nextSeq, 2);
});
