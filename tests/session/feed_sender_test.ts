// FeedSender: what goes out in which order and pace, heartbeats, and who gets what repaired.

import { assertEquals, assertGreater, assertGreaterOrEqual, assertLess } from "@std/assert";
import { toUtf8 } from "../../lib/base/bytes.ts";
import type { SignedBatch } from "../../lib/session/desk_message.ts";
import type { SenderEffect } from "../../lib/session/effect.ts";
import { FeedSender } from "../../lib/session/feed_sender.ts";
import { repairHoldoffMs } from "../../lib/session/nak_backoff.ts";
import {
  BATCHES_PER_NAK,
  BURST_FRAMES,
  COPIES_BURST,
  COPIES_PER_SECOND,
  FRAMES_PER_SECOND,
  HEARTBEAT_PROBE_MS,
  NAKS_BURST,
  NAKS_PER_SECOND,
  PROBE_MS,
  REPAIR_STORE_BYTES,
  ROUND_TRIP_FIRST_MS,
  SEND_QUEUE_MAX,
} from "../../lib/session/session_limits.ts";

const T0 = 1_000_000;
const decoder = new TextDecoder();

/** Batches of one event each, from `first` to `last`, whose bytes say their place. */
function batches(first: number, last = first): readonly SignedBatch[] {
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const firstSeq = first + i;
    return { firstSeq, count: 1, bytes: toUtf8(`${firstSeq}`) };
  });
}

/** "3 to group", "3 to ana", "pulse", "fetch 1..2 for ana", "wake 5" from T0. */
function told(effects: readonly SenderEffect[]): readonly string[] {
  return effects.map((effect) => {
    switch (effect.type) {
      case "send": {
        const to = typeof effect.to === "string" ? effect.to : effect.to.member;
        return `${decoder.decode(effect.message)} to ${to}`;
      }
      case "pulse":
        return "pulse";
      case "fetch":
        return `fetch ${effect.range.first}..${effect.range.last} for ${effect.member}`;
      case "wake":
        return `wake ${effect.at - T0}`;
    }
  });
}

function done(effects: readonly SenderEffect[]): readonly string[] {
  return told(effects).filter((text) => !text.startsWith("wake"));
}

/** Wakes the sender as its shell does, up to `untilMs`; what it did, with its moment. */
function watch(
  sender: FeedSender,
  effects: readonly SenderEffect[],
  untilMs: number,
): readonly string[] {
  const seen: string[] = [];
  let [now, last] = [-Infinity, effects];
  for (;;) {
    const wake = last.find((effect) => effect.type === "wake");
    const at = (wake?.at ?? Infinity) - T0;
    if (at <= now) throw new Error(`Woken at ${at} when it is ${now}`);
    if (at > untilMs) return seen;
    now = at;
    last = sender.tick(T0 + now);
    seen.push(...done(last).map((text) => `${now} ${text}`));
  }
}

/** A sender that has sent batches 1 to `last` and is done with them. */
function sender(last: number): FeedSender {
  const made = new FeedSender(T0 - 10_000);
  watch(made, made.publish(batches(1, last), T0 - 10_000), -1);
  return made;
}

function nak(sender: FeedSender, member: string, [first, last, ms = 0]: readonly number[]) {
  const range = { first: first ?? 0, last: last ?? 0 };
  return sender.nak([range], { member, hearsGroup: true, now: T0 + ms });
}

// --- new frames -----------------------------------------------------------------------------

Deno.test("FeedSender.publish() sends in order, at once", () => {
  const feed = new FeedSender(T0);
  assertEquals(told(feed.publish(batches(1, 3), T0)), [
    "1 to everyone",
    "2 to everyone",
    "3 to everyone",
    "wake 5",
  ]);
  assertEquals(feed.counters.sent, 3);
});

Deno.test("FeedSender.publish() of more than a burst is paced and keeps its order", () => {
  const feed = new FeedSender(T0);
  const many = BURST_FRAMES + 40;
  const first = feed.publish(batches(1, many), T0);
  assertEquals(done(first).length, BURST_FRAMES);
  const rest = watch(feed, first, 100).filter((text) => text.endsWith("everyone"));
  assertEquals(
    rest.map((text) => Number(text.split(" ")[1])),
    batches(BURST_FRAMES + 1, many)
      .map(({ firstSeq }) => firstSeq),
  );
  const lastAt = Number(rest.at(-1)?.split(" ")[0]);
  assertEquals(lastAt >= 40 * 1_000 / FRAMES_PER_SECOND, true, `${lastAt}`);
  assertEquals(lastAt <= 2 * 40 * 1_000 / FRAMES_PER_SECOND, true, `${lastAt}`);
});

Deno.test("FeedSender drops what its queue cannot hold, and counts it: it is repaired later", () => {
  const feed = new FeedSender(T0);
  const last = SEND_QUEUE_MAX + 10;
  const effects = feed.publish(batches(1, last), T0);
  assertEquals(feed.counters.queueFull, 10);
  watch(feed, effects, 5_000);
  assertEquals(feed.counters.sent, SEND_QUEUE_MAX);
  assertEquals(done(nak(feed, "ana", [last, last, 5_000])), [`${last} to ana`]);
});

// --- heartbeats -----------------------------------------------------------------------------

Deno.test("FeedSender pulses at once when it starts, so that a new session is heard", () => {
  assertEquals(told(new FeedSender(T0).tick(T0)), ["pulse", "wake 10"]);
});

Deno.test("FeedSender pulses 5 ms after an event, then after twice the wait, up to 500 ms", () => {
  const feed = new FeedSender(T0);
  const seen = watch(feed, feed.publish(batches(1), T0), 2_700);
  assertEquals(seen.map((text) => Number(text.split(" ")[0])), [
    5,
    15,
    35,
    75,
    155,
    315,
    635,
    1_135,
    1_635,
    2_135,
    2_635,
  ]);
});

Deno.test("FeedSender begins its heartbeats anew after an event, and not after an empty round", () => {
  const feed = new FeedSender(T0);
  watch(feed, feed.publish(batches(1), T0), 1_000);
  assertEquals(told(feed.publish([], T0 + 1_001)), ["wake 1135"]);
  const again = feed.publish(batches(2), T0 + 1_010);
  assertEquals(watch(feed, again, 1_045), ["1015 pulse", "1025 pulse", "1045 pulse"]);
});

Deno.test("FeedSender pulses only behind all new frames: nobody asks for what is about to come", () => {
  const feed = new FeedSender(T0);
  const first = feed.publish(batches(1, 200), T0);
  const seen = watch(feed, first, 60);
  const pulse = seen.findIndex((text) => text.endsWith("pulse"));
  assertEquals(seen.slice(pulse).filter((text) => text.endsWith("group")), []);
  const [lastAt, pulseAt] = [seen[pulse - 1], seen[pulse]].map((text) => parseInt(text ?? ""));
  assertEquals((pulseAt ?? 0) - (lastAt ?? 0), 5);
});

Deno.test("FeedSender.probe() has heartbeats come every 50 ms for five seconds, under load too", () => {
  const feed = new FeedSender(T0);
  const quiet = watch(feed, feed.tick(T0), 10_000).length;
  assertEquals(quiet <= 26, true, `${quiet}`);
  const pulses = watch(feed, feed.probe(T0 + 10_000), 20_000).map((text) => parseInt(text));
  const fast = pulses.filter((at) => at <= 10_000 + PROBE_MS);
  assertEquals(fast.length, PROBE_MS / HEARTBEAT_PROBE_MS);
  assertEquals(pulses.length - fast.length <= 12, true, `${pulses.length}`);
  // Also right after a heartbeat, when the next is due in half a second.
  const pulsedAt = pulses.at(-1) ?? 0;
  const soon = watch(feed, feed.probe(T0 + pulsedAt + 1), pulsedAt + 100);
  assertEquals(soon[0], `${pulsedAt + 1 + HEARTBEAT_PROBE_MS} pulse`);
  feed.probe(T0 + 20_000);
  const busy: string[] = [];
  for (let ms = 0; ms < PROBE_MS; ms += 4) {
    const now = T0 + 20_000 + ms;
    busy.push(...done(feed.publish(batches(1 + ms / 4), now)), ...done(feed.tick(now)));
  }
  assertEquals(busy.filter((text) => text === "pulse").length >= 90, true);
});

Deno.test("FeedSender.probe() of many costs no more heartbeats than of one", () => {
  const feed = new FeedSender(T0);
  let pulses = 0;
  for (let ms = 0; ms < 5_000; ms++) {
    pulses += done(feed.probe(T0 + ms)).filter((text) => text === "pulse").length;
  }
  assertEquals(pulses <= 5_000 / HEARTBEAT_PROBE_MS + 5, true, `${pulses}`);
});

// --- copies ---------------------------------------------------------------------------------

Deno.test("FeedSender.group() holds copies to their pace, and never the group's own frames", () => {
  for (const copies of [2_000, 200, 10 * COPIES_BURST]) {
    const feed = new FeedSender(T0);
    feed.group({ copies, roundTripMs: 1 });
    const effects = feed.publish(batches(1, 60), T0);
    const seen = [...told(effects), ...watch(feed, effects, 60)];
    const everyone = seen.filter((text) => text.endsWith("everyone")).length;
    const group = seen.filter((text) => text.endsWith("group")).length;
    // Of more copies than there may be at once a frame takes all that there are.
    const first = Math.max(COPIES_BURST / Math.min(copies, COPIES_BURST), 1);
    assertEquals(everyone + group, 60);
    assertGreaterOrEqual(everyone, Math.min(first, 60));
    assertLess(everyone, first + 60 * COPIES_PER_SECOND / 1_000 / copies + 2);
    assertEquals(feed.counters.copiesSkipped, group);
  }
});

Deno.test("FeedSender sends repairs for the group to the group alone", () => {
  const feed = sender(9);
  feed.group({ copies: 3, roundTripMs: 1 });
  const asked = ["ana", "ben", "cid"].flatMap((member) => done(nak(feed, member, [4, 4])));
  assertEquals(asked.at(-1), "4 to group");
});

// --- repairs --------------------------------------------------------------------------------

Deno.test("FeedSender.nak() answers one asker and a second by unicast, a third by multicast", () => {
  const feed = sender(9);
  assertEquals(done(nak(feed, "ana", [3, 4])), ["3 to ana", "4 to ana"]);
  assertEquals(done(nak(feed, "ben", [4, 4, 1])), ["4 to ben"]);
  assertEquals(done(nak(feed, "cid", [4, 4, 2])), ["4 to group"]);
  assertEquals(done(nak(feed, "dora", [3, 4, 3])), ["3 to group"]);
  assertEquals([feed.counters.repairedUnicast, feed.counters.repairedMulticast], [3, 2]);
});

Deno.test("FeedSender.nak() counts askers whatever they lack: a third of them gets all by multicast", () => {
  const feed = sender(9);
  assertEquals(done(nak(feed, "ana", [3, 3])), ["3 to ana"]);
  assertEquals(done(nak(feed, "ben", [4, 4, 1])), ["4 to ben"]);
  assertEquals(done(nak(feed, "cid", [5, 6, 2])), ["5 to group", "6 to group"]);
  // What is on its way to all is not sent again, to whoever asks, until the holdoff is over.
  assertEquals(done(nak(feed, "dora", [5, 6, 3])), []);
  const holdoffMs = repairHoldoffMs(ROUND_TRIP_FIRST_MS);
  assertEquals(done(nak(feed, "dora", [5, 5, 2 + holdoffMs - 1])), []);
  assertEquals(done(nak(feed, "dora", [5, 5, 2 + holdoffMs])), ["5 to dora"]);
});

Deno.test("FeedSender.nak() begins the holdoff anew when a repair goes to all", () => {
  const feed = sender(9);
  const holdoffMs = repairHoldoffMs(ROUND_TRIP_FIRST_MS);
  nak(feed, "ana", [3, 3]);
  nak(feed, "ben", [4, 4, holdoffMs - 3]);
  assertEquals(done(nak(feed, "cid", [3, 3, holdoffMs - 2])), ["3 to group"]);
  assertEquals(done(nak(feed, "dora", [3, 3, holdoffMs + 1])), []);
});

Deno.test("FeedSender.nak() holds off for as long as the group's round trip takes", () => {
  const feed = sender(9);
  feed.group({ copies: 0, roundTripMs: 40 });
  nak(feed, "ana", [3, 3]);
  assertEquals(done(nak(feed, "ana", [3, 3, repairHoldoffMs(40) - 1])), []);
  assertEquals(done(nak(feed, "ana", [3, 3, repairHoldoffMs(40)])), ["3 to ana"]);
});

Deno.test("FeedSender.nak() answers members that the group does not reach by unicast, however many", () => {
  const feed = sender(9);
  const asked = (member: string) =>
    done(feed.nak([{ first: 3, last: 3 }], { member, hearsGroup: false, now: T0 }));
  for (const member of ["ana", "ben", "cid", "dora"]) {
    assertEquals(asked(member), [`3 to ${member}`]);
  }
  // Nor do they make a crowd of those that it reaches.
  assertEquals(done(nak(feed, "eva", [3, 3])), ["3 to eva"]);
});

Deno.test("FeedSender sends repairs to the group before those to one member", () => {
  const feed = sender(200);
  const ask = (member: string, first: number) =>
    feed.nak([{ first, last: first + 31 }], { member, hearsGroup: true, now: T0 });
  assertEquals(done(ask("ana", 1)).length, BURST_FRAMES);
  assertEquals([...done(ask("ben", 1)), ...done(ask("cid", 101))], []);
  assertEquals(done(feed.tick(T0 + 1)).map((text) => text.split(" ").at(-1)).at(0), "group");
});

Deno.test("FeedSender.nak() repairs a batch for one asker once within the holdoff", () => {
  const feed = sender(9);
  const holdoffMs = repairHoldoffMs(ROUND_TRIP_FIRST_MS);
  nak(feed, "ana", [3, 3]);
  assertEquals(done(nak(feed, "ana", [3, 3, holdoffMs - 1])), []);
  assertEquals(done(nak(feed, "ana", [3, 3, holdoffMs])), ["3 to ana"]);
});

Deno.test("FeedSender.nak() answers all ranges, up to what one NAK may bring back", () => {
  const feed = sender(200);
  const ranges = [{ first: 2, last: 3 }, { first: 7, last: 7 }, { first: 100, last: 200 }];
  const sent = done(feed.nak(ranges, { member: "ana", hearsGroup: true, now: T0 }));
  assertEquals(sent.slice(0, 4), ["2 to ana", "3 to ana", "7 to ana", "100 to ana"]);
  assertEquals(sent.length, BATCHES_PER_NAK);
});

Deno.test("FeedSender.nak() past the end answers nothing", () => {
  assertEquals(done(nak(sender(9), "ana", [10, 4_000])), []);
});

Deno.test("FeedSender.nak() over the member's budget is dropped and counted, for that one alone", () => {
  const feed = sender(1);
  for (let i = 0; i < NAKS_BURST; i++) nak(feed, "ana", [5, 5]);
  assertEquals(told(nak(feed, "ana", [1, 1])), []);
  assertEquals(feed.counters.naksOverBudget, 1);
  assertEquals(done(nak(feed, "ben", [1, 1])), ["1 to ben"]);
  const refillMs = 1_000 / NAKS_PER_SECOND;
  assertEquals(done(nak(feed, "ana", [1, 1, refillMs])), ["1 to ana"]);
});

Deno.test("FeedSender.forget() gives a member that comes again a fresh budget", () => {
  const feed = sender(1);
  for (let i = 0; i < NAKS_BURST; i++) nak(feed, "ana", [5, 5]);
  feed.forget("ana");
  assertEquals(done(nak(feed, "ana", [1, 1])), ["1 to ana"]);
});

Deno.test("FeedSender.nak() fetches what is no longer at hand", () => {
  const big = batches(1, 3).map((batch) => ({
    ...batch,
    bytes: new Uint8Array(REPAIR_STORE_BYTES / 2),
  }));
  const feed = new FeedSender(T0 - 1_000);
  feed.publish(big, T0 - 1_000);
  assertEquals(
    done(nak(feed, "ana", [1, 3])),
    ["pulse", "fetch 1..3 for ana"].slice(1).concat("pulse"),
  );
});

Deno.test("FeedSender.nak() fetches everything right after a start", () => {
  const feed = new FeedSender(T0);
  feed.tick(T0);
  assertEquals(done(nak(feed, "ana", [4, 7])), ["fetch 4..7 for ana"]);
});

Deno.test("FeedSender.fetched() sends to the asker alone, no more than one NAK may bring back", () => {
  const feed = new FeedSender(T0);
  feed.tick(T0);
  const sent = feed.fetched(batches(1, BATCHES_PER_NAK + 5), { member: "ana", now: T0 });
  assertEquals(done(sent).length, BURST_FRAMES);
  assertEquals(done(sent)[0], "1 to ana");
  const rest = watch(feed, sent, 1_000).filter((text) => text.endsWith("to ana"));
  assertEquals(rest.length, BATCHES_PER_NAK - BURST_FRAMES);
});

Deno.test("FeedSender sends new frames before repairs that were asked for earlier", () => {
  const feed = sender(200);
  for (const member of ["ana", "ben"]) {
    feed.nak([{ first: 1, last: 32 }], { member, hearsGroup: true, now: T0 });
  }
  assertEquals(done(feed.publish(batches(201), T0 + 1))[0], "201 to everyone");
});

Deno.test("FeedSender keeps repairs to a quarter of the frames, however many ask", () => {
  const feed = sender(2_000);
  let repaired = 0;
  let asker = 0;
  for (let ms = 0; ms < 4_000; ms += 5) {
    const first = 1 + (ms * 7) % 1_900;
    const range = { first, last: first + BATCHES_PER_NAK - 1 };
    const sent = feed.nak([range], { member: `m${asker++}`, hearsGroup: true, now: T0 + ms });
    repaired += done(sent).filter((text) => text.includes(" to ")).length;
  }
  const most = 4 * FRAMES_PER_SECOND / 4 + 4 * BURST_FRAMES;
  assertEquals(repaired <= most, true, `${repaired} of ${most}`);
  assertEquals(repaired > most / 2, true, `${repaired} of ${most}`);
});

Deno.test("FeedSender.tick() beats less often for many copies, and never less than twice a second", () => {
  const beats = (copies: number) => {
    const feed = new FeedSender(T0);
    feed.group({ copies, roundTripMs: 5 });
    let count = 0;
    for (let ms = 0; ms < 10_000; ms++) {
      const effects = ms % 100 === 0
        ? feed.publish(batches(1 + ms / 100), T0 + ms)
        : feed.tick(T0 + ms);
      count += effects.filter(({ type }) => type === "pulse").length;
    }
    return count;
  };
  const [few, many] = [beats(0), beats(2_000)];
  assertGreater(few, 300);
  assertLess(many, 120);
  assertGreaterOrEqual(many, 20);
});
