// A simulated bidder's feed: the real receiver, outbox, link keeper and measure, in the order that
// the feed's thread keeps (lib/worker/bidder_feed_thread.ts).

import { type Bytes, equalBytes } from "../../lib/base/bytes.ts";
import {
  BidDelivery,
  type DeliveryEffect,
  type OutgoingBid,
} from "../../lib/session/bid_delivery.ts";
import type { FeedHealth, ReceiverEffect } from "../../lib/session/effect.ts";
import type { FeedReceiver } from "../../lib/session/feed_receiver.ts";
import type { LinkEffect, LinkKeeper } from "../../lib/session/link_keeper.ts";
import {
  encodeToHouse,
  type EpochKey,
  type FeedPath,
  type OverReason,
  type Receipt,
  type ToHouse,
} from "../../lib/wire/member_message.ts";
import { LinkMeasure } from "../../lib/worker/link_measure.ts";
import { type HouseNotice, ToldHouse } from "../../lib/worker/told_house.ts";
import { type Believed, BidderInbox } from "./bidder_inbox.ts";
import { BidderLine } from "./bidder_line.ts";
import { type BidderMachine, realKeeper, realReceiver } from "./bidder_machine.ts";
import type { Ready } from "./house_joins.ts";
import { MachineAlarm } from "./machine_alarm.ts";
import { memberKeyNames, type Sealed, SimulatedSealer } from "./sealed.ts";
import type { Welcome } from "./stage.ts";

/** What the feed tells the link. */
export interface FeedNotices {
  delivered(effect: Extract<ReceiverEffect, { type: "deliver" }>): void;
  receipt(receipt: Receipt, signed: Bytes): void;
  health(health: FeedHealth): void;
  house(notice: HouseNotice): void;
  /** The link is to be made anew. */
  lost(why: string): void;
  over(reason: OverReason): void;
}

interface Following {
  readonly welcome: Welcome;
  readonly receiver: FeedReceiver;
  readonly inbox: BidderInbox;
  readonly line: BidderLine;
  readonly sealer: SimulatedSealer;
  readonly measure: LinkMeasure;
  /** The last pongs, oldest first. */
  readonly pongs: Pong[];
  caughtUp: boolean;
  beat: number;
}

/** When a ping was answered, by the simulation's time, and how quickly. */
export interface Pong {
  readonly at: number;
  readonly roundTripMs: number;
}

type Came = { readonly following: Following; readonly path: FeedPath | null };

/** Pongs that the estimate of the house's time is drawn from, at most. */
const pongsKept = 8;

/** One bidder's feed over all its sessions. */
export class BidderFeed {
  readonly #machine: BidderMachine;
  readonly #notices: FeedNotices;
  readonly #delivery = new BidDelivery();
  readonly #keeper: LinkKeeper;
  readonly #receiverAlarm: MachineAlarm;
  readonly #deliveryAlarm: MachineAlarm;
  readonly #keeperAlarm: MachineAlarm;
  #following: Following | null = null;
  readonly #toldHouse: ToldHouse;
  #lines = 0;

  constructor(machine: BidderMachine, notices: FeedNotices) {
    this.#machine = machine;
    this.#notices = notices;
    this.#toldHouse = new ToldHouse((notice) => notices.house(notice));
    this.#keeper = (machine.parts.plants.makeKeeper ?? realKeeper)();
    this.#receiverAlarm = new MachineAlarm(machine, () => this.#tickReceiver());
    this.#deliveryAlarm = new MachineAlarm(machine, () => {
      this.#deliver(this.#delivery.tick(this.#now()));
    });
    this.#keeperAlarm = new MachineAlarm(machine, () => {
      this.#keep(this.#keeper.tick(this.#now()));
    });
  }

  /** Where this session's own datagrams come to. */
  get address(): string | null {
    return this.#following?.line.address ?? null;
  }

  get path(): FeedPath {
    return this.#keeper.path;
  }

  /** The newest group key that is held, 0 before the first. */
  get epoch(): number {
    return this.#following?.inbox.epoch ?? 0;
  }

  /** What is measured of the link, and from which pongs. */
  get measured() {
    if (this.#following === null) return null;
    const { measure, pongs } = this.#following;
    return { ...measure.quality, pongs };
  }

  // --- sessions -----------------------------------------------------------------------------

  follow(welcome: Welcome, at: { readonly nextSeq: number; readonly prevHash: Bytes }): void {
    this.#leaveSession();
    const { plants, random, seat, checkers } = this.#machine.parts;
    const now = this.#now();
    const own = random.fork();
    const { sale, session, member } = welcome;
    const start = { sale, session, ...at, now, random: () => own.fraction() };
    const receiver = (plants.makeReceiver ?? realReceiver)(start);
    const inbox = new BidderInbox(this.#machine, {
      welcome,
      options: {
        wants: (batch) => receiver.wants(batch),
        wantsCheckpoint: (checkpoint) => receiver.wantsCheckpoint(checkpoint),
        isNewBeat: (beat) => beat > (this.#following?.beat ?? -1),
        otherSession: () => this.#otherSession(receiver.health),
      },
    });
    const address = `${seat} ${this.#machine.joins} ${++this.#lines}`;
    this.#following = {
      welcome,
      receiver,
      inbox,
      line: new BidderLine(this.#machine, {
        address,
        hooks: {
          received: (sealed, path) => this.hear(sealed, path),
          relayOpen: () => {
            this.#keep(this.#keeper.pingNow(this.#now()));
            this.#deliver(this.#delivery.restart(this.#now()));
          },
          relayLost: () => this.#keep(this.#keeper.relayLost(this.#now())),
        },
      }),
      sealer: new SimulatedSealer(memberKeyNames(member).toHouse, checkers.keys.nonces),
      measure: new LinkMeasure(welcome.now, now),
      pongs: [],
      caughtUp: false,
      beat: -1,
    };
  }

  catchUp(messages: readonly Bytes[]): void {
    const following = this.#following;
    if (following === null) return;
    for (const bytes of messages) {
      this.#act(following.inbox.signedMessage(bytes), { following, path: null });
    }
  }

  /** From now on what is missing is asked for, the house is told where we are, bids go out. */
  caughtUp({ next, head }: Ready): void {
    if (this.#following === null) return;
    const { receiver } = this.#following;
    const position = receiver.position();
    if (position.nextSeq === next && !equalBytes(position.head, head)) {
      return this.#machine.parts.checkers.equivocation(this.#machine.parts.seat, next - 1);
    }
    this.#following.caughtUp = true;
    this.#noteHealth(receiver.health);
    this.#tickReceiver();
    this.#keep(this.#keeper.begin(this.#now()));
    this.#deliver(this.#delivery.restart(this.#now()));
  }

  #otherSession(health: FeedHealth): void {
    if (health !== "live" && this.#following?.caughtUp) this.#notices.lost("another house speaks");
  }

  #leaveSession(): void {
    this.#receiverAlarm.clear();
    this.#keeperAlarm.clear();
    this.#keeper.end();
    this.#following?.line.close();
    this.#following = null;
  }

  /** The program ends. */
  end(): void {
    this.#leaveSession();
    this.#deliveryAlarm.clear();
  }

  // --- in -----------------------------------------------------------------------------------

  hear(sealed: Sealed, path: FeedPath): void {
    const following = this.#following;
    if (following === null) return;
    const opened = () => {
      following.measure.frame(path);
      this.#keeper.opened(path, this.#now());
    };
    this.#act(following.inbox.open(sealed, { opened }), { following, path });
  }

  #act(believed: Believed | null, came: Came): void {
    const { following, path } = came;
    if (believed === null || this.#following !== following) return;
    const now = this.#now();
    switch (believed.type) {
      case "batch":
        this.#heard(path, following);
        return this.#run(following.receiver.batch(
          believed.batch,
          following.measure.arrival(path, { at: believed.batch.at, now }),
        ));
      case "heartbeat":
        return this.#heartbeat(believed.heartbeat, came);
      case "checkpoint":
        return this.#run(following.receiver.checkpoint(believed.checkpoint));
      case "over":
        return this.#notices.over(believed.reason);
      case "epoch":
        return this.#epoch(believed, came);
      case "receipt":
        this.#keeper.answered();
        if (!this.#delivery.answered(believed.receipt)) return;
        return this.#notices.receipt(believed.receipt, believed.signed);
      case "pong":
        this.#keeper.answered();
        return this.#pong(believed, following);
    }
  }

  #pong(pong: Extract<Believed, { type: "pong" }>, { measure, pongs }: Following): void {
    const receivedAt = this.#now();
    measure.pong({ ...pong, receivedAt });
    const at = this.#machine.parts.time.nowMs();
    pongs.push({ at, roundTripMs: receivedAt - pong.sentAt });
    if (pongs.length > pongsKept) pongs.shift();
  }

  #heartbeat(
    heartbeat: Extract<Believed, { type: "heartbeat" }>["heartbeat"],
    { following, path }: Came,
  ): void {
    if (heartbeat.beat <= following.beat) return;
    following.beat = heartbeat.beat;
    const now = this.#now();
    this.#heard(path, following);
    this.#run(following.receiver.heartbeat(
      heartbeat,
      following.measure.arrival(path, { at: heartbeat.at, now }),
    ));
    this.#toldHouse.heartbeat(heartbeat, following.receiver.position().nextSeq);
    if (following.measure.isBehind(heartbeat.at, now)) this.#keep(this.#keeper.pingNow(now));
    const lost = path !== null ? following.measure.beat(heartbeat.beat, now) : null;
    if (lost !== null) this.#keep(this.#keeper.measured(lost, now));
  }

  #heard(path: FeedPath | null, { line }: Following): void {
    if (path === null) return;
    this.#keeper.heard(path, this.#now());
    if (path === this.#keeper.path) line.proven();
  }

  #epoch(epoch: EpochKey, came: Came): void {
    const { seat, trace } = this.#machine.parts;
    const before = came.following.inbox.epoch;
    const opened = came.following.inbox.addEpoch(epoch);
    if (came.following.inbox.epoch > before) trace.note(`${seat} holds key ${epoch.number}`);
    for (const believed of opened) this.#act(believed, came);
    this.#keep(this.#keeper.pingNow(this.#now()));
  }

  // --- effects ------------------------------------------------------------------------------

  #tickReceiver(): void {
    if (this.#following !== null) this.#run(this.#following.receiver.tick(this.#now()));
  }

  #run(effects: readonly ReceiverEffect[]): void {
    const { seat, checkers, trace } = this.#machine.parts;
    for (const effect of effects) {
      const caughtUp = this.#following?.caughtUp ?? false;
      switch (effect.type) {
        case "deliver":
          this.#notices.delivered(effect);
          break;
        case "nak":
          if (!caughtUp) break; // What is missing is on its way over TCP.
          trace.note(`${seat} asks for ${effect.ranges.map(spelled).join(" ")}`);
          this.#send(effect);
          break;
        case "fetch":
          if (!caughtUp) break;
          this.#keeper.repairFailed(this.#now());
          this.#notices.lost("repair does not come");
          break;
        case "health":
          this.#noteHealth(effect.health);
          break;
        case "checkpoint":
          checkers.checkpointBelieved(seat, effect);
          break;
        case "equivocation":
          checkers.equivocation(seat, effect.seq);
          break;
        case "wake":
          checkers.wakePlanned("receiver", effect.at - this.#now());
          this.#receiverAlarm.set(effect.at);
      }
    }
  }

  #noteHealth(health: FeedHealth): void {
    if (this.#following?.caughtUp) this.#notices.health(health);
  }

  #keep(effects: readonly LinkEffect[]): void {
    const { seat, checkers, trace } = this.#machine.parts;
    for (const effect of effects) {
      switch (effect.type) {
        case "ping":
          this.#ping();
          break;
        case "use":
          trace.note(`${seat} uses ${effect.path}`);
          this.#machine.pathChanges++;
          this.#following?.line.use(effect.path);
          this.#following?.measure.pathChanged();
          break;
        case "unanswered":
          this.#notices.lost("the house does not answer");
          break;
        case "wake":
          checkers.wakePlanned("keeper", effect.at - this.#now());
          this.#keeperAlarm.set(effect.at);
      }
    }
  }

  // --- out ----------------------------------------------------------------------------------

  submit(bid: OutgoingBid): void {
    this.#deliver(this.#delivery.submit(bid, this.#now()));
  }

  #deliver(effects: readonly DeliveryEffect[]): void {
    for (const effect of effects) {
      if (effect.type === "wake") {
        this.#machine.parts.checkers.wakePlanned("delivery", effect.at - this.#now());
        this.#deliveryAlarm.set(effect.at);
        continue;
      }
      this.send({ ...effect.bid, type: "bid" });
      this.#keep(this.#keeper.asked(this.#now()));
    }
  }

  #ping(): void {
    const following = this.#following;
    if (following === null) return;
    this.#send({
      type: "ping",
      sentAt: this.#now(),
      nextSeq: following.receiver.position().nextSeq,
      epoch: following.inbox.epoch,
      path: this.#keeper.path,
      ...following.measure.told,
    });
  }

  /** Says something to the house. */
  send(message: ToHouse): void {
    this.#send(message);
  }

  #send(message: ToHouse): void {
    const following = this.#following;
    if (following === null) return;
    const { session, member } = following.welcome;
    const outside = { kind: "to_house", session, member, epoch: 0 } as const;
    following.line.send(message.type, following.sealer.seal(encodeToHouse(message), outside));
  }

  #now(): number {
    return this.#machine.clock.nowMs();
  }
}

/** "5" or "5..7". */
export function spelled({ first, last }: { readonly first: number; readonly last: number }) {
  return first === last ? `${first}` : `${first}..${last}`;
}
