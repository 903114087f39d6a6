// A feed to receive: a chained record in batches, heartbeats, and effects told in words.

import { type Bytes, toUtf8 } from "../../lib/base/bytes.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import type { ReceiverEffect } from "../../lib/session/effect.ts";
import { FeedReceiver, type ReceivedBatch } from "../../lib/session/feed_receiver.ts";
import { ROUND_TRIP_FIRST_MS } from "../../lib/session/session_limits.ts";
import type { Heartbeat } from "../../lib/wire/signed_message.ts";

export const SALE = "ab".repeat(16);
export const SESSION = "cd".repeat(8);
export const OTHER_SESSION = "ef".repeat(8);
/** When the receiver began. */
export const T0 = 1_000_000;

/** A record that was sent in batches of these counts. */
export class History {
  readonly batches: readonly ReceivedBatch[];
  /** `hashes[seq]`: the chain after event `seq`. */
  readonly hashes: readonly Bytes[];

  constructor(counts: readonly number[], story = "true") {
    const hashes: Bytes[] = [GENESIS_HASH];
    this.batches = counts.map((count) => {
      const firstSeq = hashes.length;
      const prevHash = hashes.at(-1) ?? GENESIS_HASH;
      const events = Array.from({ length: count }, (_, i) => toUtf8(`${story} ${firstSeq + i}`));
      for (const event of events) hashes.push(chainHash(hashes.at(-1) ?? GENESIS_HASH, event));
      const signed = toUtf8(`${story} batch ${firstSeq}`);
      return { sale: SALE, firstSeq, prevHash, at: T0, events, signed };
    });
    this.hashes = hashes;
  }

  /** The batch that begins with event `seq`. */
  from(seq: number): ReceivedBatch {
    const found = this.batches.find(({ firstSeq }) => firstSeq === seq);
    if (found === undefined) throw new Error(`No batch begins with event ${seq}`);
    return found;
  }

  /** Events `first` to `last` in a batch of their own, cut otherwise than the house cut them. */
  cut(first: number, last: number): ReceivedBatch {
    const events = this.batches.flatMap((batch) => batch.events).slice(first - 1, last);
    const prevHash = this.hashes[first - 1] ?? GENESIS_HASH;
    return { ...this.from(1), firstSeq: first, prevHash, events, signed: toUtf8(`cut ${first}`) };
  }

  /** A heartbeat that tells of all events up to `seq`. */
  heartbeat(seq: number, changes: Partial<Heartbeat> = {}): Heartbeat {
    const headHash = this.hashes[seq] ?? GENESIS_HASH;
    const told = { sale: SALE, session: SESSION, beat: 1, nextSeq: seq + 1, headHash };
    const group = { members: 1, roundTripMs: ROUND_TRIP_FIRST_MS };
    return { ...told, ...group, at: T0, state: "running", lots: [], ...changes };
  }
}

/** A receiver that begins at event 1, whose random number is always a half unless told else. */
export function receiver(random = () => 0.5): FeedReceiver {
  return new FeedReceiver({
    sale: SALE,
    session: SESSION,
    nextSeq: 1,
    prevHash: GENESIS_HASH,
    now: T0,
    random,
  });
}

/** Hands batches over as they came from the group. */
export function hear(
  receiver: FeedReceiver,
  batch: ReceivedBatch,
  afterMs = 0,
): readonly ReceiverEffect[] {
  return receiver.batch(batch, { now: T0 + afterMs, live: true });
}

/** Hands a heartbeat over as it came from the group. */
export function beat(
  receiver: FeedReceiver,
  heartbeat: Heartbeat,
  afterMs = 0,
): readonly ReceiverEffect[] {
  return receiver.heartbeat(heartbeat, { now: T0 + afterMs, live: true });
}

/** Effects in words: "deliver 1..3", "nak 2 4..5", "fetch", "lagging", "wake 24", from T0. */
export function told(effects: readonly ReceiverEffect[]): readonly string[] {
  return effects.map((effect) => {
    switch (effect.type) {
      case "deliver":
        return `deliver ${spelled(effect.events[0]?.seq, effect.events.at(-1)?.seq)}`;
      case "nak":
        return `nak ${effect.ranges.map(({ first, last }) => spelled(first, last)).join(" ")}`;
      case "health":
        return effect.health;
      case "equivocation":
        return `equivocation ${effect.seq}`;
      case "wake":
        return `wake ${effect.at - T0}`;
      case "fetch":
        return "fetch";
      case "checkpoint":
        return `checkpoint ${effect.seq}`;
    }
  });
}

/** The same without the wake. */
export function done(effects: readonly ReceiverEffect[]): readonly string[] {
  return told(effects.filter(({ type }) => type !== "wake"));
}

/**
 * Wakes a receiver as its shell does, and nothing else, up to `untilMs` after T0; everything that
 * it did, with its moment. A wake that is not ahead is an error.
 */
export function watch(
  receiver: FeedReceiver,
  { effects, fromMs, untilMs }: {
    readonly effects: readonly ReceiverEffect[];
    readonly fromMs: number;
    readonly untilMs: number;
  },
): readonly string[] {
  const seen: string[] = [];
  let now = fromMs;
  let last = effects;
  for (;;) {
    const wake = last.find((effect) => effect.type === "wake");
    const at = wake === undefined ? Infinity : wake.at - T0;
    if (at <= now) throw new Error(`Woken at ${at} when it is ${now}`);
    if (at > untilMs) return seen;
    now = at;
    last = receiver.tick(T0 + now);
    seen.push(...done(last).map((text) => `${now} ${text}`));
  }
}

function spelled(first: number | undefined, last: number | undefined): string {
  return first === last ? `${first}` : `${first}..${last}`;
}
