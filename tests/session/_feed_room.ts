// A house and a crowd of receivers on a network of one seed: the real FeedSender, the real
// FeedReceivers, and a clock that jumps from one thing due to the next.
//
// Nothing is sealed or signed here: what is counted is datagrams, and when each event came.

import type { Bytes } from "../../lib/base/bytes.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import type { ReceiverEffect, SenderEffect } from "../../lib/session/effect.ts";
import { FeedReceiver, type ReceivedBatch } from "../../lib/session/feed_receiver.ts";
import { FeedSender } from "../../lib/session/feed_sender.ts";
import { GroupRoundTrip } from "../../lib/session/group_round_trip.ts";
import type { Heartbeat } from "../../lib/wire/signed_message.ts";
import { SeededRandom } from "../simulation/seeded_random.ts";
import { History, SALE, SESSION, T0 } from "./_feed_stage.ts";

/** What is on its way to a member, as its network sees it. */
export interface Passing {
  readonly member: number;
  /** The first event of a batch; null for a heartbeat. */
  readonly seq: number | null;
  /** Which time the house sends this batch: 0 for the first. */
  readonly copy: number;
  readonly to: "group" | "member";
  readonly random: SeededRandom;
}

/** How a room is furnished. */
export interface RoomOptions {
  readonly members: number;
  readonly seed: number;
  /** Events there are to publish, one in each batch. */
  readonly events: number;
  /** A way takes from `least` to `most` milliseconds, for each datagram anew. */
  readonly delayMs: readonly [least: number, most: number];
  /** The group's round trip; measured from pings where it is left out. */
  readonly roundTripMs?: number;
  /** Whether a member takes the feed from the group: all do where it is left out. */
  readonly hearsGroup?: (member: number) => boolean;
  /** How often a datagram arrives, 0 for never: once where it is left out. */
  readonly arrivals?: (passing: Passing) => number;
  /** Whether a NAK of this member is lost on its way: none is where it is left out. */
  readonly losesNak?: (member: number, random: SeededRandom) => boolean;
}

/** What passed. */
export interface RoomCounts {
  /** NAKs that members sent, and those that the house heard. */
  naksSent: number;
  naksHeard: number;
  /** Datagrams of the house: each batch first, then again, then heartbeats. */
  fresh: number;
  repairsToGroup: number;
  repairsToMember: number;
  heartbeats: number;
}

type Due =
  | { readonly type: "feed"; readonly member: number; readonly batch: ReceivedBatch }
  | { readonly type: "beat"; readonly member: number; readonly heartbeat: Heartbeat }
  | { readonly type: "nak"; readonly member: number; readonly effect: NakEffect }
  | { readonly type: "wake"; readonly member: number }
  | { readonly type: "house" };
type NakEffect = Extract<ReceiverEffect, { type: "nak" }>;

/** Moments in a millisecond that are told apart: enough for chance, few enough to be quick. */
const momentsPerMs = 8;

/** One house and its receivers. Times are milliseconds after the room was opened. */
export class FeedRoom {
  readonly counts: RoomCounts = {
    naksSent: 0,
    naksHeard: 0,
    fresh: 0,
    repairsToGroup: 0,
    repairsToMember: 0,
    heartbeats: 0,
  };
  /** NAKs that the house heard, by member. */
  readonly naksOf: number[];
  /** `cameAt[member][seq - 1]`: when the event was delivered. */
  readonly cameAt: number[][];
  readonly sender = new FeedSender(T0);
  /** The group's round trip as it is told in the heartbeats. */
  readonly roundTripMs: number;
  readonly #options: RoomOptions;
  readonly #random: SeededRandom;
  readonly #history: History;
  readonly #receivers: readonly FeedReceiver[];
  readonly #bySigned = new Map<Bytes, ReceivedBatch>();
  readonly #copies = new Map<number, number>();
  readonly #due: (Due[] | undefined)[] = [];
  readonly #wakes: number[];
  #houseWake = -1;
  #moment = 0;
  #published = 0;
  #beat = 0;

  constructor(options: RoomOptions) {
    const { members, seed, events } = options;
    this.#options = options;
    this.#random = new SeededRandom(seed);
    this.#history = new History(Array.from({ length: events }, () => 1));
    for (const batch of this.#history.batches) this.#bySigned.set(batch.signed, batch);
    const start = { sale: SALE, session: SESSION, nextSeq: 1, prevHash: GENESIS_HASH, now: T0 };
    const random = () => this.#random.fraction();
    this.#receivers = Array.from({ length: members }, () => new FeedReceiver({ ...start, random }));
    this.cameAt = Array.from({ length: members }, () => []);
    this.naksOf = Array.from({ length: members }, () => 0);
    this.#wakes = Array.from({ length: members }, () => -1);
    this.roundTripMs = options.roundTripMs ?? this.#measured();
    this.sender.group({ copies: 0, roundTripMs: this.roundTripMs });
    this.#house(this.sender.tick(T0));
  }

  /** The time, in milliseconds after the opening. */
  get nowMs(): number {
    return this.#moment / momentsPerMs;
  }

  /** Events that have reached every member. */
  get reachedAll(): number {
    return Math.min(...this.cameAt.map((came) => came.length));
  }

  /** Publishes the next `count` events, a batch each. */
  publish(count: number): void {
    const batches = this.#history.batches.slice(this.#published, this.#published + count);
    this.#published += batches.length;
    const signed = batches.map(({ firstSeq, signed }) => ({ firstSeq, count: 1, bytes: signed }));
    this.#house(this.sender.publish(signed, this.#now()));
  }

  /** Lets time pass until then, in milliseconds after the opening. */
  runTo(untilMs: number): void {
    const last = untilMs * momentsPerMs;
    for (; this.#moment < last; this.#moment++) this.#doDue();
  }

  /** Lets time pass until every member has all that was published, and what is under way came. */
  settle(longestMs: number): void {
    const last = this.nowMs + longestMs;
    while (this.reachedAll < this.#published && this.nowMs < last) this.runTo(this.nowMs + 1);
    this.runTo(this.nowMs + 2 * this.#options.delayMs[1]);
  }

  #doDue(): void {
    const due = this.#due[this.#moment];
    if (due === undefined) return;
    // What falls due in this very moment is put behind and done as well.
    for (const one of due) this.#do(one);
    this.#due[this.#moment] = undefined;
  }

  #do(due: Due): void {
    const now = this.#now();
    switch (due.type) {
      case "feed": {
        const effects = this.#receiver(due.member).batch(due.batch, { now, live: true });
        return this.#member(due.member, effects);
      }
      case "beat": {
        const effects = this.#receiver(due.member).heartbeat(due.heartbeat, { now, live: true });
        return this.#member(due.member, effects);
      }
      case "wake":
        if (this.#wakes[due.member] !== this.#moment) return;
        return this.#member(due.member, this.#receiver(due.member).tick(now));
      case "nak": {
        this.counts.naksHeard++;
        this.naksOf[due.member] = (this.naksOf[due.member] ?? 0) + 1;
        const hearsGroup = this.#hearsGroup(due.member);
        const from = { member: `${due.member}`, hearsGroup, now };
        return this.#house(this.sender.nak(due.effect.ranges, from));
      }
      case "house":
        if (this.#houseWake === this.#moment) this.#house(this.sender.tick(now));
    }
  }

  #house(effects: readonly SenderEffect[]): void {
    for (const effect of effects) {
      if (effect.type === "send") this.#sent(effect);
      if (effect.type === "pulse") this.#pulse();
      if (effect.type === "fetch") throw new Error("A room keeps all its batches");
      if (effect.type === "wake") {
        this.#houseWake = momentOf(effect.at - T0);
        this.#put(this.#houseWake, { type: "house" });
      }
    }
  }

  #sent({ to, message }: Extract<SenderEffect, { type: "send" }>): void {
    const batch = this.#bySigned.get(message);
    if (batch === undefined) throw new Error("An unknown batch was sent");
    const seq = batch.firstSeq;
    const copy = this.#copies.get(seq) ?? 0;
    this.#copies.set(seq, copy + 1);
    const isToAll = typeof to === "string";
    if (!isToAll) this.counts.repairsToMember++;
    else if (copy === 0) this.counts.fresh++;
    else this.counts.repairsToGroup++;
    const members = isToAll ? this.#all() : [Number(to.member)];
    const way = isToAll ? "group" : "member";
    for (const member of members) {
      this.#pass({ member, seq, copy, to: way }, { type: "feed", member, batch });
    }
  }

  #pulse(): void {
    this.counts.heartbeats++;
    const heartbeat = this.#history.heartbeat(this.#published, {
      beat: ++this.#beat,
      members: this.#options.members,
      roundTripMs: this.roundTripMs,
    });
    for (const member of this.#all()) {
      this.#pass({ member, seq: null, copy: 0, to: "group" }, { type: "beat", member, heartbeat });
    }
  }

  #pass(passing: Omit<Passing, "random">, due: Due): void {
    const { arrivals } = this.#options;
    if (passing.to === "group" && !this.#hearsGroup(passing.member)) return;
    const times = arrivals === undefined ? 1 : arrivals({ ...passing, random: this.#random });
    for (let i = 0; i < times; i++) this.#put(this.#moment + this.#way(), due);
  }

  #member(member: number, effects: readonly ReceiverEffect[]): void {
    for (const effect of effects) {
      if (effect.type === "deliver") {
        for (const _ of effect.events) this.cameAt[member]?.push(this.nowMs);
      }
      if (effect.type === "nak") {
        this.counts.naksSent++;
        const lost = this.#options.losesNak?.(member, this.#random) ?? false;
        if (!lost) this.#put(this.#moment + this.#way(), { type: "nak", member, effect });
      }
      if (effect.type === "wake") {
        const moment = momentOf(effect.at - T0);
        if (this.#wakes[member] === moment) continue;
        this.#wakes[member] = moment;
        this.#put(moment, { type: "wake", member });
      }
    }
  }

  #put(moment: number, due: Due): void {
    const there = this.#due[moment];
    if (there === undefined) this.#due[moment] = [due];
    else there.push(due);
  }

  /** How long a datagram is on its way. */
  #way(): number {
    const [least, most] = this.#options.delayMs;
    return momentOf(least + this.#random.fraction() * (most - least));
  }

  /** The round trip as the house learns it: the quickest of eight pings of each member. */
  #measured(): number {
    const group = new GroupRoundTrip();
    for (let member = 0; member < Math.min(this.#options.members, 100); member++) {
      const trips = Array.from({ length: 8 }, () => (this.#way() + this.#way()) / momentsPerMs);
      group.told(`${member}`, Math.min(...trips));
    }
    group.update();
    return group.ms;
  }

  #hearsGroup(member: number): boolean {
    return this.#options.hearsGroup?.(member) ?? true;
  }

  #all(): Iterable<number> {
    return this.cameAt.keys();
  }

  #receiver(member: number): FeedReceiver {
    const receiver = this.#receivers[member];
    if (receiver === undefined) throw new Error(`No member ${member}`);
    return receiver;
  }

  #now(): number {
    return T0 + this.nowMs;
  }
}

function momentOf(ms: number): number {
  return Math.ceil(ms * momentsPerMs);
}
