// A bidder's end of the feed: orders batches, checks the chain, asks for what is missing, and
// knows how fresh the view is (PROTOCOL §5.3).
//
// Pure. It is given only what the house's signature was checked for, except to wants(), which
// moves nothing. Events are delivered in order, each once.

import { type Bytes, equalBytes } from "../base/bytes.ts";
import { chainHash } from "../secure/digest.ts";
import type { SeqRange } from "../wire/member_message.ts";
import type { Checkpoint } from "../wire/checkpoint_note.ts";
import { NAK_RANGES_MAX, NAK_SPAN_MAX } from "../wire/limits.ts";
import type { Batch, Heartbeat } from "../wire/signed_message.ts";
import type { SignedBatch } from "./desk_message.ts";
import type { DeliveredEvent, FeedHealth, ReceiverEffect } from "./effect.ts";
import { type GroupSize, nakRetryMs, nakWaitMs } from "./nak_backoff.ts";
import {
  GAP_FETCH_MS,
  LAGGING_AFTER_MS,
  LOST_AFTER_MS,
  NAK_RETRY_LAST_MS,
  PENDING_BATCHES_MAX,
  ROUND_TRIP_FIRST_MS,
} from "./session_limits.ts";

/** A batch whose signature was checked, with the signed message it came in. */
export interface ReceivedBatch extends Batch {
  readonly signed: Bytes;
}

/** A heartbeat whose signature was checked, with the signed message it came in where it is kept. */
export interface ReceivedHeartbeat extends Heartbeat {
  readonly signed?: Bytes;
}

/** A checkpoint whose signature was checked, with the signed message it came in. */
export interface ReceivedCheckpoint extends Checkpoint {
  readonly signed: Bytes;
}

/** Where a receiver stands when it begins. */
export interface ReceiverStart {
  readonly sale: string;
  readonly session: string;
  /** The next event wanted, and the chain's hash before it. */
  readonly nextSeq: number;
  readonly prevHash: Bytes;
  readonly now: number;
  /** A number from 0 to below 1: spreads the NAKs of many receivers. */
  random(): number;
}

/** What is missing, and when to ask for it. */
interface Gap {
  readonly since: number;
  askAt: number;
  waitMs: number;
  fetchAt: number;
}

/** Orders one session's feed. */
export class FeedReceiver {
  readonly #start: ReceiverStart;
  #nextSeq: number;
  #head: Bytes;
  readonly #pending = new Map<number, ReceivedBatch>();
  /** The first event known to be beyond the record: batches and heartbeats push it on. */
  #knownEnd: number;
  #gap: Gap | null = null;
  #heardAt: number;
  #beat = -1;
  /** The newest heartbeat that told of events which have not come yet. */
  #ahead: ReceivedHeartbeat | null = null;
  /** The newest checkpoint: the events up to it may still be on their way. */
  #checkpoint: ReceivedCheckpoint | null = null;
  #group: GroupSize = { members: 1, roundTripMs: ROUND_TRIP_FIRST_MS };
  #health: FeedHealth = "live";
  #broken = false;

  constructor(start: ReceiverStart) {
    this.#start = start;
    this.#nextSeq = start.nextSeq;
    this.#knownEnd = start.nextSeq;
    this.#head = start.prevHash;
    this.#heardAt = start.now;
  }

  /** The next event wanted, and the chain's hash before it. */
  position(): { readonly nextSeq: number; readonly head: Bytes } {
    return { nextSeq: this.#nextSeq, head: this.#head };
  }

  /** How fresh the view is. */
  get health(): FeedHealth {
    return this.#health;
  }

  /** Whether a batch would tell anything new: asked before its signature is checked, to spare work. */
  wants(batch: Pick<Batch, "sale" | "firstSeq" | "events">): boolean {
    if (this.#broken || batch.sale !== this.#start.sale) return false;
    if (endOf(batch) <= this.#nextSeq) return false;
    return !this.#pending.has(batch.firstSeq);
  }

  /** Takes a batch whose signature was checked. `live` is false for what came over TCP. */
  batch(
    batch: ReceivedBatch,
    { now, live }: { readonly now: number; readonly live: boolean },
  ): readonly ReceiverEffect[] {
    // §5.3: what is known already moves nothing: a member can seal an old batch again for ever.
    if (!this.wants(batch)) return this.tick(now);
    if (live) this.#heardAt = now;
    this.#knownEnd = Math.max(this.#knownEnd, endOf(batch));
    this.#pending.set(batch.firstSeq, batch);
    const delivered = this.#deliver();
    // The farthest goes when there is no room: it comes back by repair.
    if (this.#pending.size > PENDING_BATCHES_MAX) {
      this.#pending.delete(Math.max(...this.#pending.keys()));
    }
    return [...delivered, ...this.tick(now)];
  }

  /** Takes a heartbeat whose signature was checked. `live` is false for what came over the join. */
  heartbeat(
    heartbeat: ReceivedHeartbeat,
    { now, live }: { readonly now: number; readonly live: boolean },
  ): readonly ReceiverEffect[] {
    const { sale, session } = this.#start;
    if (this.#broken || heartbeat.sale !== sale || heartbeat.session !== session) return [];
    // §5.2: an older heartbeat replayed by a member says nothing and moves nothing.
    if (heartbeat.beat <= this.#beat) return [];
    this.#beat = heartbeat.beat;
    this.#group = { members: heartbeat.members, roundTripMs: heartbeat.roundTripMs };
    if (live) this.#heardAt = now;
    this.#knownEnd = Math.max(this.#knownEnd, heartbeat.nextSeq);
    if (heartbeat.nextSeq > this.#nextSeq) this.#ahead = heartbeat;
    const here = heartbeat.nextSeq === this.#nextSeq;
    if (here && !equalBytes(heartbeat.headHash, this.#head)) {
      return this.#equivocation(heartbeat.signed ?? null);
    }
    return this.tick(now);
  }

  /** Whether a checkpoint would tell anything new: asked before its signature is checked. */
  wantsCheckpoint({ seq, hash }: Pick<Checkpoint, "seq" | "hash">): boolean {
    if (this.#broken) return false;
    const newest = this.#checkpoint;
    if (newest === null || seq > newest.seq) return true;
    // Another hash at the same place: if the house has signed that, it is evidence.
    return seq === newest.seq && !equalBytes(hash, newest.hash);
  }

  /**
   * Takes a checkpoint of this sale whose signature was checked. What lies before the next event
   * wanted, other than the head, is for the caller to compare, who has it.
   */
  checkpoint(checkpoint: ReceivedCheckpoint): readonly ReceiverEffect[] {
    // §5.5: an older one says nothing new. None is a sign of life, and none is asked for again.
    if (!this.wantsCheckpoint(checkpoint)) return [];
    const { sale, seq, hash, signed } = checkpoint;
    const here = seq === this.#nextSeq - 1 && !equalBytes(hash, this.#head);
    if (here || seq === this.#checkpoint?.seq) return this.#equivocation(signed);
    this.#checkpoint = checkpoint;
    return [{ type: "checkpoint", sale, seq, hash, signed }];
  }

  /** Notes silence, and asks again for what is still missing. */
  tick(now: number): readonly ReceiverEffect[] {
    if (this.#broken) return [];
    const effects = [...this.#noteHealth(now), ...this.#ask(now)];
    const at = this.#nextDue(now);
    return at === null ? effects : [...effects, { type: "wake", at }];
  }

  /** The earliest moment at which tick() has something to do: all that was due is done. */
  #nextDue(now: number): number | null {
    const due = [this.#heardAt + LAGGING_AFTER_MS, this.#heardAt + LOST_AFTER_MS];
    if (this.#gap !== null) {
      due.push(this.#gap.askAt, this.#gap.fetchAt, this.#gap.since + LAGGING_AFTER_MS);
    }
    const at = Math.min(...due.filter((at) => at > now));
    return Number.isFinite(at) ? at : null;
  }

  #noteHealth(now: number): readonly ReceiverEffect[] {
    const silent = now - this.#heardAt;
    const late = this.#gap !== null && now - this.#gap.since >= LAGGING_AFTER_MS;
    const health: FeedHealth = silent >= LOST_AFTER_MS
      ? "lost"
      : silent >= LAGGING_AFTER_MS || late
      ? "lagging"
      : "live";
    if (health === this.#health) return [];
    this.#health = health;
    return [{ type: "health", health }];
  }

  /** Delivers what is in order now. Several batches may become deliverable at once. */
  #deliver(): readonly ReceiverEffect[] {
    const events: DeliveredEvent[] = [];
    const batches: SignedBatch[] = [];
    for (let batch = this.#takeNext(); batch !== null; batch = this.#takeNext()) {
      const fresh = this.#chain(batch);
      // What came before is true and is delivered; nothing after it is believed.
      if (!Array.isArray(fresh)) {
        return [...delivery(events, batches), ...this.#equivocation(fresh.contradicts)];
      }
      batches.push({ firstSeq: batch.firstSeq, count: batch.events.length, bytes: batch.signed });
      events.push(...fresh);
    }
    if (events.length === 0) return [];
    for (const [seq, batch] of this.#pending) {
      if (endOf(batch) <= this.#nextSeq) this.#pending.delete(seq);
    }
    // Progress: what is still missing gets its own time.
    this.#gap = null;
    return delivery(events, batches);
  }

  /** The held batch with the next event, which is nearly always its first; no longer held. */
  #takeNext(): ReceivedBatch | null {
    const batch = this.#pending.get(this.#nextSeq) ??
      this.#pending.values().find((held) =>
        held.firstSeq < this.#nextSeq && this.#nextSeq < endOf(held)
      );
    if (batch === undefined) return null;
    this.#pending.delete(batch.firstSeq);
    return batch;
  }

  /**
   * The batch's new events, and the head moved behind them; or the house's message that contradicts
   * another: the batch, where it has another past, or a heartbeat or a checkpoint that was ahead of
   * it.
   */
  #chain(batch: ReceivedBatch): DeliveredEvent[] | { readonly contradicts: Bytes | null } {
    const fresh: DeliveredEvent[] = [];
    let hash = batch.prevHash;
    for (const [i, bytes] of batch.events.entries()) {
      const seq = batch.firstSeq + i;
      if (seq === this.#nextSeq && !equalBytes(hash, this.#head)) {
        return { contradicts: batch.signed };
      }
      hash = chainHash(hash, bytes);
      // What a heartbeat told of events that had not come is held against them now.
      const told = this.#ahead?.nextSeq === seq + 1 ? this.#ahead : null;
      if (told !== null && !equalBytes(told.headHash, hash)) {
        return { contradicts: told.signed ?? null };
      }
      const noted = this.#checkpoint?.seq === seq ? this.#checkpoint : null;
      if (noted !== null && !equalBytes(noted.hash, hash)) return { contradicts: noted.signed };
      if (seq >= this.#nextSeq) fresh.push({ seq, bytes, hash });
    }
    this.#nextSeq = endOf(batch);
    this.#head = hash;
    return fresh;
  }

  /** `signed` is the house's own message that contradicts what it signed before: the proof. */
  #equivocation(signed: Bytes | null): readonly ReceiverEffect[] {
    this.#broken = true;
    return [{ type: "equivocation", seq: this.#nextSeq, signed }];
  }

  #ask(now: number): readonly ReceiverEffect[] {
    if (this.#knownEnd <= this.#nextSeq) {
      this.#gap = null;
      return [];
    }
    this.#gap ??= this.#newGap(now);
    const gap = this.#gap;
    const effects: ReceiverEffect[] = [];
    if (now >= gap.fetchAt) {
      // Said again as long as the gap lasts: the shell may have been joining when it was said.
      gap.fetchAt = now + GAP_FETCH_MS;
      effects.push({ type: "fetch" });
    }
    if (now >= gap.askAt) {
      // Spread anew: a crowd whose repair was lost must not ask again in one voice.
      gap.askAt = now + Math.ceil(gap.waitMs + this.#spreadMs());
      gap.waitMs = Math.min(gap.waitMs * 2, NAK_RETRY_LAST_MS);
      effects.push({ type: "nak", ranges: this.#missing() });
    }
    return effects;
  }

  #newGap(now: number): Gap {
    const askAt = now + Math.ceil(this.#spreadMs());
    const waitMs = nakRetryMs(this.#group);
    return { since: now, askAt, waitMs, fetchAt: now + GAP_FETCH_MS };
  }

  #spreadMs(): number {
    return nakWaitMs(this.#group, this.#start.random());
  }

  /** The holes between what was delivered and what is known to exist, the nearest first. */
  #missing(): readonly SeqRange[] {
    const ranges: SeqRange[] = [];
    let from = this.#nextSeq;
    const held = [...this.#pending.values()].sort((a, b) => a.firstSeq - b.firstSeq);
    for (const batch of held) {
      pushRange(ranges, { first: from, last: batch.firstSeq - 1 });
      from = Math.max(from, endOf(batch));
    }
    pushRange(ranges, { first: from, last: this.#knownEnd - 1 });
    return ranges.slice(0, NAK_RANGES_MAX);
  }
}

/** The event after the batch's last. */
function endOf({ firstSeq, events }: Pick<Batch, "firstSeq" | "events">): number {
  return firstSeq + events.length;
}

function delivery(
  events: readonly DeliveredEvent[],
  batches: readonly SignedBatch[],
): readonly ReceiverEffect[] {
  return events.length === 0 ? [] : [{ type: "deliver", events, batches }];
}

/** Adds a range, cut to the span that a NAK may name. Nothing where it is empty. */
function pushRange(ranges: SeqRange[], { first, last }: SeqRange): void {
  if (last < first) return;
  ranges.push({ first, last: Math.min(last, first + NAK_SPAN_MAX - 1) });
}
