// The house's end of the feed: what goes to the group, when the next heartbeat is due, and who
// gets what repaired (PROTOCOL §5.2, §5.4).
//
// Pure: no sockets, keys or clocks. New frames always go before repairs, and both are paced: the
// receivers' kernels drop in silence what comes faster than they are read. A heartbeat waits behind
// the new frames: it would make every receiver ask for what is about to come.

import type { Bytes } from "../base/bytes.ts";
import type { SeqRange } from "../wire/member_message.ts";
import type { SignedBatch } from "./desk_message.ts";
import type { SenderEffect } from "./effect.ts";
import { repairHoldoffMs } from "./nak_backoff.ts";
import { RepairStore } from "./repair_store.ts";
import {
  BATCHES_PER_NAK,
  BURST_FRAMES,
  COPIES_BURST,
  COPIES_PER_SECOND,
  FRAMES_PER_SECOND,
  HEARTBEAT_FIRST_MS,
  HEARTBEAT_LAST_MS,
  HEARTBEAT_PROBE_MS,
  MEMBER_REPAIRS_BURST,
  MEMBER_REPAIRS_PER_SECOND,
  NAKS_BURST,
  NAKS_PER_SECOND,
  PROBE_MS,
  REPAIR_MULTICAST_ASKERS,
  REPAIR_SHARE,
  REPAIR_STORE_BYTES,
  ROUND_TRIP_FIRST_MS,
  SEND_QUEUE_MAX,
} from "./session_limits.ts";
import { TokenBucket } from "./token_bucket.ts";

/** A message waiting for its turn. */
interface Outgoing {
  readonly to: "everyone" | "group" | { readonly member: string };
  readonly message: Bytes;
}

/** The repairs of one batch within the holdoff. */
interface Repair {
  since: number;
  readonly askers: Set<string>;
  toGroup: boolean;
}

/** What one member may ask for. */
interface AskerBudget {
  readonly naks: TokenBucket;
  readonly repairs: TokenBucket;
}

/** Who asks, and how it takes the feed. */
export interface Asker {
  readonly member: string;
  /** Whether the group's address reaches it: what a crowd of these lacks goes out once for all. */
  readonly hearsGroup: boolean;
  readonly now: number;
}

/** Counts of what the sender did, for the operator. */
export interface SenderCounters {
  sent: number;
  repairedUnicast: number;
  repairedMulticast: number;
  naksOverBudget: number;
  repairsOverBudget: number;
  queueFull: number;
  /** Frames that went to the group alone, as too many copies had left. */
  copiesSkipped: number;
}

/** Sends batches and heartbeats, and repairs what members ask for. */
export class FeedSender {
  readonly counters: SenderCounters = {
    sent: 0,
    repairedUnicast: 0,
    repairedMulticast: 0,
    naksOverBudget: 0,
    repairsOverBudget: 0,
    queueFull: 0,
    copiesSkipped: 0,
  };
  readonly #store = new RepairStore(REPAIR_STORE_BYTES);
  readonly #pace: TokenBucket;
  readonly #copyPace: TokenBucket;
  readonly #repairPace: TokenBucket;
  readonly #budgets = new Map<string, AskerBudget>();
  readonly #repairs = new Map<number, Repair>();
  /** When each member that hears the group was last repaired something, within the holdoff. */
  readonly #askedAt = new Map<string, number>();
  readonly #fresh: OutgoingQueue = new OutgoingQueue();
  /** Repairs to the group go before those to one member: the more wait for them. */
  readonly #againToGroup: OutgoingQueue = new OutgoingQueue();
  readonly #again: OutgoingQueue = new OutgoingQueue();
  #pulseAt: number;
  #pulsedAt: number;
  #pulseWaitMs = HEARTBEAT_FIRST_MS;
  #probeEndsAt: number;
  #copies = 0;
  #holdoffMs = repairHoldoffMs(ROUND_TRIP_FIRST_MS);

  constructor(now: number) {
    this.#pace = new TokenBucket({ perSecond: FRAMES_PER_SECOND, burst: BURST_FRAMES, now });
    this.#copyPace = new TokenBucket({ perSecond: COPIES_PER_SECOND, burst: COPIES_BURST, now });
    const perSecond = FRAMES_PER_SECOND * REPAIR_SHARE;
    this.#repairPace = new TokenBucket({ perSecond, burst: BURST_FRAMES * 4, now });
    this.#pulseAt = now;
    this.#pulsedAt = now;
    this.#probeEndsAt = now;
  }

  /** How many members get a copy of each frame of the group, and the group's round trip. */
  group({ copies, roundTripMs }: { readonly copies: number; readonly roundTripMs: number }): void {
    this.#copies = Math.min(copies, COPIES_BURST);
    this.#holdoffMs = repairHoldoffMs(roundTripMs);
  }

  /** A bidder measures its loss: heartbeats come often for a while, however many ask. */
  probe(now: number): readonly SenderEffect[] {
    this.#probeEndsAt = now + PROBE_MS;
    this.#pulseAt = Math.min(this.#pulseAt, now + HEARTBEAT_PROBE_MS);
    return this.tick(now);
  }

  /** Takes batches that the desk has committed. */
  publish(batches: readonly SignedBatch[], now: number): readonly SenderEffect[] {
    for (const batch of batches) {
      this.#store.add(batch);
      this.#enqueue(this.#fresh, { to: "everyone", message: batch.bytes });
    }
    return this.tick(now);
  }

  /** Sends what the desk fetched for one member's NAK. */
  fetched(
    batches: readonly SignedBatch[],
    to: { member: string; now: number },
  ): readonly SenderEffect[] {
    for (const batch of batches.slice(0, BATCHES_PER_NAK)) {
      if (!this.#mayRepair(to.member, to.now)) break; // What is not sent now is asked for again.
      this.#enqueue(this.#again, { to: { member: to.member }, message: batch.bytes });
    }
    return this.tick(to.now);
  }

  /** A member, known by its seal, asks for what it lacks. */
  nak(ranges: readonly SeqRange[], from: Asker): readonly SenderEffect[] {
    const { member, now } = from;
    if (!this.#budget(member, now).naks.take(now)) {
      this.counters.naksOverBudget++;
      return [];
    }
    this.#forgetRepairs(now);
    const effects: SenderEffect[] = [];
    let room = BATCHES_PER_NAK;
    for (const range of ranges) {
      const firstAtHand = this.#store.firstSeq();
      if (firstAtHand === null || range.first < firstAtHand) {
        effects.push({ type: "fetch", member, range });
        return [...effects, ...this.tick(now)];
      }
      for (const batch of this.#store.find(range, room)) {
        this.#repair(batch, from);
        room--;
      }
    }
    return [...effects, ...this.tick(now)];
  }

  /** Forgets a member that left. */
  forget(member: string): void {
    this.#budgets.delete(member);
  }

  /** Sends what pace allows, and a heartbeat when one is due. */
  tick(now: number): readonly SenderEffect[] {
    const fresh = this.#send(this.#fresh, { now, room: BURST_FRAMES });
    const effects: SenderEffect[] = [...fresh];
    for (const queue of [this.#againToGroup, this.#again]) {
      effects.push(...this.#send(queue, { now, room: BURST_FRAMES - effects.length }));
    }
    this.counters.sent += effects.length;
    // Under steady load too one comes now and then, never ahead of frames that still wait.
    const longestMs = this.#longestPulseMs(now);
    const overdue = now - this.#pulsedAt >= longestMs;
    const quiet = fresh.length === 0 && now >= this.#pulseAt;
    if ((quiet || overdue) && this.#fresh.length === 0) {
      effects.push({ type: "pulse" });
      this.#pulsedAt = now;
      this.#copyPace.take(now, this.#copies);
      this.#pulseWaitMs = Math.min(this.#pulseWaitMs * 2, longestMs);
      this.#pulseAt = this.#nextPulse(now);
    } else if (fresh.length > 0) {
      this.#pulseWaitMs = HEARTBEAT_FIRST_MS;
      this.#pulseAt = this.#nextPulse(now);
    }
    // While new frames wait for their turn no heartbeat is due: the wake is always ahead.
    const pulseAt = this.#fresh.length > 0 ? Infinity : this.#pulseAt;
    return [...effects, { type: "wake", at: Math.min(pulseAt, this.#frameAt(now)) }];
  }

  /** Quick heartbeats for who measures, as long as their copies do not crowd out the feed's. */
  #longestPulseMs(now: number): number {
    const copies = this.#copies * 1_000 / HEARTBEAT_PROBE_MS;
    const quick = now < this.#probeEndsAt && copies <= COPIES_PER_SECOND / 10;
    return quick ? HEARTBEAT_PROBE_MS : HEARTBEAT_LAST_MS;
  }

  /** A heartbeat has its copies as well: where they are many it comes less often, but it comes. */
  #nextPulse(now: number): number {
    const copiesAt = this.#copyPace.readyAt(now, this.#copies);
    return Math.min(Math.max(now + this.#pulseWaitMs, copiesAt), now + HEARTBEAT_LAST_MS);
  }

  /** When the next frame may leave; never where none waits. */
  #frameAt(now: number): number {
    const waiting = this.#fresh.length + this.#againToGroup.length + this.#again.length;
    if (waiting === 0) return Infinity;
    return Math.max(this.#pace.readyAt(now), now + 1);
  }

  #send(
    queue: OutgoingQueue,
    { now, room }: { readonly now: number; readonly room: number },
  ): readonly SenderEffect[] {
    let count = 0;
    while (count < Math.min(room, queue.length) && this.#pace.take(now)) count++;
    return queue.take(count).map((frame) => ({ type: "send", ...this.#withCopies(frame, now) }));
  }

  /**
   * A frame for everyone goes to the group alone where too many copies have left: the group must
   * not wait for the others, whose view would be as old for being sent in order. They see the hole
   * with the next heartbeat, and ask.
   */
  #withCopies(frame: Outgoing, now: number): Outgoing {
    if (frame.to !== "everyone" || this.#copyPace.take(now, this.#copies)) return frame;
    this.counters.copiesSkipped++;
    return { ...frame, to: "group" };
  }

  #enqueue(queue: OutgoingQueue, frame: Outgoing): void {
    // Overflow is loss like any other: the receivers see the gap and ask.
    if (!queue.add(frame)) this.counters.queueFull++;
  }

  /**
   * One or two askers are answered by unicast, a third by multicast; then the holdoff. Askers
   * count whatever they lack: a burst that a crowd has lost is not the same for any two of it.
   */
  #repair(batch: SignedBatch, { member, hearsGroup, now }: Asker): void {
    if (!hearsGroup) {
      if (this.#mayRepair(member, now)) this.#repairMember(batch, member);
      return;
    }
    const repair = this.#repairs.get(batch.firstSeq) ??
      { since: now, askers: new Set<string>(), toGroup: false };
    if (repair.toGroup || repair.askers.has(member) || !this.#mayRepair(member, now)) return;
    repair.askers.add(member);
    this.#repairs.set(batch.firstSeq, repair);
    this.#askedAt.set(member, now);
    if (this.#askedAt.size < REPAIR_MULTICAST_ASKERS) return this.#repairMember(batch, member);
    repair.toGroup = true;
    repair.since = now; // What goes to all is on its way to all: the holdoff begins anew.
    this.counters.repairedMulticast++;
    this.#enqueue(this.#againToGroup, { to: "group", message: batch.bytes });
  }

  #repairMember({ bytes }: SignedBatch, member: string): void {
    this.counters.repairedUnicast++;
    this.#enqueue(this.#again, { to: { member }, message: bytes });
  }

  #forgetRepairs(now: number): void {
    for (const [seq, repair] of this.#repairs) {
      if (now - repair.since >= this.#holdoffMs) this.#repairs.delete(seq);
    }
    for (const [member, at] of this.#askedAt) {
      if (now - at >= this.#holdoffMs) this.#askedAt.delete(member);
    }
  }

  /** A member's own budget first: a few that ask for all history must not starve the others. */
  #mayRepair(member: string, now: number): boolean {
    const may = this.#budget(member, now).repairs.take(now) && this.#repairPace.take(now);
    if (!may) this.counters.repairsOverBudget++;
    return may;
  }

  #budget(member: string, now: number): AskerBudget {
    const known = this.#budgets.get(member);
    if (known !== undefined) return known;
    const naks = new TokenBucket({ perSecond: NAKS_PER_SECOND, burst: NAKS_BURST, now });
    const perSecond = MEMBER_REPAIRS_PER_SECOND;
    const repairs = new TokenBucket({ perSecond, burst: MEMBER_REPAIRS_BURST, now });
    const fresh = { naks, repairs };
    this.#budgets.set(member, fresh);
    return fresh;
  }
}

/** Messages in order, bounded. */
class OutgoingQueue {
  #frames: Outgoing[] = [];

  get length(): number {
    return this.#frames.length;
  }

  /** Adds a message, or says that there is no room. */
  add(frame: Outgoing): boolean {
    if (this.#frames.length >= SEND_QUEUE_MAX) return false;
    this.#frames.push(frame);
    return true;
  }

  /** Takes the first `count` out. */
  take(count: number): readonly Outgoing[] {
    return this.#frames.splice(0, count);
  }
}
