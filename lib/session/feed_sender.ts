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
import { RepairStore } from "./repair_store.ts";
import {
  BATCHES_PER_NAK,
  BURST_FRAMES,
  FRAMES_PER_SECOND,
  HEARTBEAT_FIRST_MS,
  HEARTBEAT_LAST_MS,
  MEMBER_REPAIRS_BURST,
  MEMBER_REPAIRS_PER_SECOND,
  NAKS_BURST,
  NAKS_PER_SECOND,
  REPAIR_HOLDOFF_MS,
  REPAIR_MULTICAST_ASKERS,
  REPAIR_SHARE,
  REPAIR_STORE_BYTES,
  SEND_QUEUE_MAX,
} from "./session_limits.ts";
import { TokenBucket } from "./token_bucket.ts";

/** A message waiting for its turn. */
interface Outgoing {
  readonly to: "group" | { readonly member: string };
  readonly message: Bytes;
}

/** The repairs of one batch within the holdoff. */
interface Repair {
  readonly since: number;
  readonly askers: Set<string>;
  multicast: boolean;
}

/** What one member may ask for. */
interface AskerBudget {
  readonly naks: TokenBucket;
  readonly repairs: TokenBucket;
}

/** Counts of what the sender did, for the operator. */
export interface SenderCounters {
  sent: number;
  repairedUnicast: number;
  repairedMulticast: number;
  naksOverBudget: number;
  repairsOverBudget: number;
  queueFull: number;
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
  };
  readonly #store = new RepairStore(REPAIR_STORE_BYTES);
  readonly #pace: TokenBucket;
  readonly #repairPace: TokenBucket;
  readonly #budgets = new Map<string, AskerBudget>();
  readonly #repairs = new Map<number, Repair>();
  readonly #fresh: OutgoingQueue = new OutgoingQueue();
  readonly #again: OutgoingQueue = new OutgoingQueue();
  #pulseAt: number;
  #pulsedAt: number;
  #pulseWaitMs = HEARTBEAT_FIRST_MS;

  constructor(now: number) {
    this.#pace = new TokenBucket({ perSecond: FRAMES_PER_SECOND, burst: BURST_FRAMES, now });
    const perSecond = FRAMES_PER_SECOND * REPAIR_SHARE;
    this.#repairPace = new TokenBucket({ perSecond, burst: BURST_FRAMES * 4, now });
    this.#pulseAt = now;
    this.#pulsedAt = now;
  }

  /** Takes batches that the desk has committed. */
  publish(batches: readonly SignedBatch[], now: number): readonly SenderEffect[] {
    for (const batch of batches) {
      this.#store.add(batch);
      this.#enqueue(this.#fresh, { to: "group", message: batch.bytes });
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
  nak(ranges: readonly SeqRange[], from: { member: string; now: number }): readonly SenderEffect[] {
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
        this.#repair(batch, { member, now });
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
    const again = this.#send(this.#again, { now, room: BURST_FRAMES - fresh.length });
    const effects: SenderEffect[] = [...fresh, ...again];
    this.counters.sent += effects.length;
    // Under steady load too one comes now and then, never ahead of frames that still wait.
    const overdue = now - this.#pulsedAt >= HEARTBEAT_LAST_MS;
    const quiet = fresh.length === 0 && now >= this.#pulseAt;
    if ((quiet || overdue) && this.#fresh.length === 0) {
      effects.push({ type: "pulse" });
      this.#pulsedAt = now;
      this.#pulseWaitMs = Math.min(this.#pulseWaitMs * 2, HEARTBEAT_LAST_MS);
      this.#pulseAt = now + this.#pulseWaitMs;
    } else if (fresh.length > 0) {
      this.#pulseWaitMs = HEARTBEAT_FIRST_MS;
      this.#pulseAt = now + HEARTBEAT_FIRST_MS;
    }
    const waiting = this.#fresh.length + this.#again.length > 0;
    const frameAt = waiting ? Math.max(this.#pace.readyAt(now), now + 1) : Infinity;
    return [...effects, { type: "wake", at: Math.min(this.#pulseAt, frameAt) }];
  }

  #send(
    queue: OutgoingQueue,
    { now, room }: { readonly now: number; readonly room: number },
  ): readonly SenderEffect[] {
    let count = 0;
    while (count < Math.min(room, queue.length) && this.#pace.take(now)) count++;
    return queue.take(count).map((frame) => ({ type: "send", ...frame }));
  }

  #enqueue(queue: OutgoingQueue, frame: Outgoing): void {
    // Overflow is loss like any other: the receivers see the gap and ask.
    if (!queue.add(frame)) this.counters.queueFull++;
  }

  /** One or two askers are answered by unicast, a third by multicast; then the holdoff. */
  #repair(batch: SignedBatch, { member, now }: { member: string; now: number }): void {
    const repair = this.#repairs.get(batch.firstSeq) ??
      { since: now, askers: new Set<string>(), multicast: false };
    if (repair.multicast || repair.askers.has(member)) return;
    if (!this.#mayRepair(member, now)) return;
    repair.askers.add(member);
    this.#repairs.set(batch.firstSeq, repair);
    repair.multicast = repair.askers.size >= REPAIR_MULTICAST_ASKERS;
    if (repair.multicast) this.counters.repairedMulticast++;
    else this.counters.repairedUnicast++;
    const to = repair.multicast ? "group" : { member };
    this.#enqueue(this.#again, { to, message: batch.bytes });
  }

  #forgetRepairs(now: number): void {
    for (const [seq, repair] of this.#repairs) {
      if (now - repair.since >= REPAIR_HOLDOFF_MS) this.#repairs.delete(seq);
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
