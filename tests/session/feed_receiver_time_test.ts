// FeedReceiver in time: when it asks, asks again, fetches, and says how fresh the view is. The
// receiver is woken only when it asked to be: a wake that is missing would show as silence.

import { assertEquals } from "@std/assert";
import { nakWaitMs } from "../../lib/session/nak_backoff.ts";
import { NAK_WAIT_MS, ROUND_TRIP_FIRST_MS } from "../../lib/session/session_limits.ts";
import { FeedReceiver } from "../../lib/session/feed_receiver.ts";
import {
  beat,
  done,
  hear,
  History,
  receiver,
  SALE,
  SESSION,
  T0,
  told,
  watch,
} from "./_feed_stage.ts";

const ones = new History(Array.from({ length: 40 }, () => 1));

/** Heartbeats every half second that tell of `seq` events, from `fromMs` on: the house lives. */
function beats(feed: FeedReceiver, seq: number, span: readonly [number, number]): string[] {
  const seen: string[] = [];
  for (let ms = span[0]; ms <= span[1]; ms += 500) {
    const effects = beat(feed, ones.heartbeat(seq, { beat: ms }), ms);
    seen.push(...done(effects).map((text) => `${ms} ${text}`));
    const untilMs = Math.min(ms + 499, span[1]);
    seen.push(...watch(feed, { effects, fromMs: ms, untilMs }));
  }
  return seen;
}

Deno.test("FeedReceiver waits a moment before it asks, and not at all for what comes meanwhile", () => {
  const feed = receiver();
  assertEquals(told(hear(feed, ones.from(2))), ["wake 1"]);
  assertEquals(told(hear(feed, ones.from(1))), ["deliver 1..2", "wake 1500"]);
});

Deno.test("FeedReceiver spreads first requests over the whole wait", () => {
  for (const [random, wake] of [[0, 0], [0.2, 1], [0.999, NAK_WAIT_MS]] as const) {
    const start = { sale: SALE, session: SESSION, nextSeq: 1, prevHash: new Uint8Array(32) };
    const feed = new FeedReceiver({ ...start, now: T0, random: () => random });
    const effects = hear(feed, ones.from(2));
    if (wake === 0) assertEquals(done(effects), ["nak 1"]);
    else assertEquals(told(effects), [`wake ${wake}`]);
  }
});

Deno.test("FeedReceiver asks again after four round trips and 20 ms, doubling to 400, and fetches at 1.5 s", () => {
  for (
    const [roundTripMs, askedAt] of [
      [ROUND_TRIP_FIRST_MS, [1, 42, 123, 284, 605, 1_006, 1_407]],
      [1, [1, 26, 75, 172, 365, 750, 1_151]],
    ] as const
  ) {
    const feed = receiver();
    beat(feed, ones.heartbeat(0, { roundTripMs }));
    hear(feed, ones.from(2));
    const seen = watch(feed, { effects: feed.tick(T0), fromMs: 0, untilMs: 1_499 });
    assertEquals(seen, askedAt.map((ms) => `${ms} nak 1`));
    assertEquals(done(feed.tick(T0 + 1_500)), ["lagging", "fetch"]);
  }
});

Deno.test("FeedReceiver spreads requests in a crowd, the repeated ones too", () => {
  const crowd = { members: 2_000, roundTripMs: 9 };
  const asked = [0.1, 0.5, 0.999].map((random) => {
    const feed = receiver(() => random);
    beat(feed, ones.heartbeat(0, crowd));
    hear(feed, ones.from(2));
    const seen = watch(feed, { effects: feed.tick(T0), fromMs: 0, untilMs: 300 });
    return seen.map((text) => parseInt(text));
  });
  const first = [0.1, 0.5, 0.999].map((random) => Math.ceil(nakWaitMs(crowd, random)));
  assertEquals(asked.map(([at]) => at), first);
  const again = first.map((ms) => 2 * ms + 4 * 9 + 20);
  assertEquals(asked.map(([, at]) => at), again);
});

Deno.test("FeedReceiver takes the crowd's size from the newest heartbeat alone", () => {
  const feed = receiver();
  beat(feed, ones.heartbeat(0, { beat: 2 }));
  beat(feed, ones.heartbeat(0, { beat: 1, members: 2_000 }));
  assertEquals(told(hear(feed, ones.from(2))), ["wake 1"]);
});

Deno.test("FeedReceiver fetches again as long as the gap lasts, and goes on asking", () => {
  const feed = receiver();
  const seen = beats(feed, 3, [0, 5_000]);
  assertEquals(seen.filter((text) => text.endsWith("fetch")), [
    "1500 fetch",
    "3000 fetch",
    "4500 fetch",
  ]);
  const asked = seen.filter((text) => text.endsWith("nak 1..3")).map((text) => parseInt(text));
  const gaps = asked.map((at, i) => at - (asked[i - 1] ?? at));
  assertEquals(Math.max(...gaps) <= 500, true, `${gaps}`);
  assertEquals((asked.at(-1) ?? 0) > 4_500, true);
});

Deno.test("FeedReceiver never forgets a request that fell due with something else", () => {
  // The gap opens so that its next request and its fetch are due in the same moment.
  for (let late = 1_000; late <= 1_600; late++) {
    const feed = receiver();
    hear(feed, ones.from(2));
    const effects = feed.tick(T0 + late);
    const untilMs = late + 800;
    const seen = [...done(effects), ...watch(feed, { effects, fromMs: late, untilMs })];
    const asked = seen.filter((text) => text.endsWith("nak 1")).length;
    assertEquals(asked >= 2, true, `after ${late} ms: ${seen.join(", ")}`);
    assertEquals(seen.filter((text) => text.endsWith("fetch")).length, 1, `after ${late} ms`);
  }
});

Deno.test("FeedReceiver gives what is still missing after progress a time of its own", () => {
  const feed = receiver();
  hear(feed, ones.from(2));
  hear(feed, ones.from(4));
  watch(feed, { effects: feed.tick(T0 + 1), fromMs: 1, untilMs: 1_000 });
  const effects = hear(feed, ones.from(1), 1_000);
  assertEquals(told(effects), ["deliver 1..2", "wake 1001"]);
  const seen = watch(feed, { effects, fromMs: 1_000, untilMs: 2_499 });
  assertEquals(seen.slice(0, 3), ["1001 nak 3", "1042 nak 3", "1123 nak 3"]);
  assertEquals(seen.includes("2500 fetch"), false);
  assertEquals(done(feed.tick(T0 + 2_500)).includes("fetch"), true);
});

Deno.test("FeedReceiver is quiet as soon as nothing is missing", () => {
  const feed = receiver();
  hear(feed, ones.from(2));
  feed.tick(T0 + 1);
  const effects = hear(feed, ones.from(1), 30);
  assertEquals(watch(feed, { effects, fromMs: 30, untilMs: 1_400 }), []);
});

// --- health ---------------------------------------------------------------------------------

Deno.test("FeedReceiver is live, lagging after 1.5 s of silence, lost after 3 s", () => {
  const feed = receiver();
  assertEquals(feed.health, "live");
  const effects = hear(feed, ones.from(1), 100);
  const seen = watch(feed, { effects, fromMs: 100, untilMs: 60_000 });
  assertEquals(seen, ["1600 lagging", "3100 lost"]);
  assertEquals(told(feed.tick(T0 + 60_000)), []);
});

Deno.test("FeedReceiver says each state once, and comes back from both", () => {
  for (const silentMs of [1_700, 9_000]) {
    const feed = receiver();
    feed.tick(T0 + silentMs);
    const heard = beat(feed, ones.heartbeat(0), silentMs + 1);
    assertEquals(told(heard), ["live", `wake ${silentMs + 1_501}`]);
    assertEquals(done(feed.tick(T0 + silentMs + 2)), []);
  }
});

Deno.test("FeedReceiver is lagging when a hole is 1.5 s old, however much is heard, until it fills", () => {
  const feed = receiver();
  hear(feed, ones.from(2));
  const seen = beats(feed, 2, [0, 3_000]).filter((text) => !text.includes("nak"));
  assertEquals(seen, ["1500 lagging", "1500 fetch", "3000 fetch"]);
  assertEquals(done(hear(feed, ones.from(1), 3_100)), ["deliver 1..2", "live"]);
});

Deno.test("FeedReceiver says lagging at its moment, not at the next request", () => {
  const feed = receiver();
  hear(feed, ones.from(2));
  const effects = feed.tick(T0 + 838); // A request: the next but one would be due behind 1.5 s.
  const heard = beat(feed, ones.heartbeat(2), 1_000);
  const seen = watch(feed, {
    effects: heard.length > 0 ? heard : effects,
    fromMs: 1_000,
    untilMs: 1_500,
  });
  assertEquals(seen.filter((text) => !text.includes("nak")), ["1500 lagging", "1500 fetch"]);
});

Deno.test("FeedReceiver does not take what came over TCP, or is known, for a sign of life", () => {
  const feed = receiver();
  hear(feed, ones.from(1));
  feed.batch(ones.from(2), { now: T0 + 1_000, live: false });
  hear(feed, ones.from(1), 1_400);
  hear(feed, ones.from(2), 1_450);
  assertEquals(done(feed.tick(T0 + 1_500)), ["lagging"]);
});

Deno.test("FeedReceiver.heartbeat() that came over the join tells of events, and is no sign of life", () => {
  const feed = receiver();
  const effects = feed.heartbeat(ones.heartbeat(2), { now: T0 + 1_000, live: false });
  assertEquals(told(effects), ["wake 1001"]);
  assertEquals(done(feed.tick(T0 + 1_001)), ["nak 1..2"]);
  assertEquals(done(feed.tick(T0 + 1_500)).includes("lagging"), true);
});

Deno.test("FeedReceiver takes a repair for a sign of life", () => {
  const feed = receiver();
  hear(feed, ones.from(2));
  hear(feed, ones.from(1), 1_400);
  assertEquals(done(feed.tick(T0 + 1_500)), []);
});
