// A bidder's feed thread: seals and signatures around the pure receiver, outbox and link keeper.
//
// It holds the session's keys and none of the bidder's own. Everything that the group says passes
// the seal and then the house's signature before anything moves.

import type { Clock } from "../base/clock.ts";
import { type Bytes, equalBytes } from "../base/bytes.ts";
import { BidDelivery, type DeliveryEffect } from "../session/bid_delivery.ts";
import type { FeedHealth, ReceiverEffect } from "../session/effect.ts";
import { FeedReceiver, type ReceivedHeartbeat } from "../session/feed_receiver.ts";
import { type LinkEffect, LinkKeeper } from "../session/link_keeper.ts";
import type { EpochKey, FeedPath, ToHouse } from "../wire/member_message.ts";
import type {
  BidderFeedNotice,
  BidderFeedRequest,
  FollowedSession,
} from "./bidder_feed_contract.ts";
import { type Believed, BidderInbox } from "./bidder_inbox.ts";
import { BidderLine, type LineHooks, type LineSockets } from "./bidder_line.ts";
import { BidderOutgoing } from "./bidder_outgoing.ts";
import { DropCounters } from "./drop_counters.ts";
import type { Following } from "./following.ts";
import { ALIVE_MS, faultNotice } from "./life_cycle.ts";
import { LinkMeasure } from "./link_measure.ts";
import { ToldHealth } from "./told_health.ts";
import { ToldHouse } from "./told_house.ts";
import type { TypedPort } from "./typed_port.ts";
import { WakeTimer } from "./wake_timer.ts";

/** What the thread needs from its entry. */
export interface BidderFeedParts extends LineSockets {
  readonly clock: Clock;
  /** From 0 to below 1. */
  random(): number;
}

/** Frames being opened and verified at once; a flood past it is loss. */
const inFlightMax = 1_024;

/** Runs a bidder's feed over `port` until it is told to stop. */
export function runBidderFeed(
  port: TypedPort<BidderFeedRequest, BidderFeedNotice>,
  parts: BidderFeedParts,
): void {
  new BidderFeed(port, parts);
}

class BidderFeed {
  readonly #main: TypedPort<BidderFeedRequest, BidderFeedNotice>;
  readonly #parts: BidderFeedParts;
  #delivery = new BidDelivery();
  /** Kept over the sessions: what worked is tried first. */
  readonly #keeper = new LinkKeeper();
  readonly #drops = new DropCounters();
  readonly #aliveTimer: ReturnType<typeof setInterval>;
  readonly #receiverTimer: WakeTimer;
  readonly #deliveryTimer: WakeTimer;
  readonly #keeperTimer: WakeTimer;
  #following: Following | null = null;
  #inFlight = 0;
  readonly #told: ToldHealth;
  readonly #toldHouse: ToldHouse;
  /** Requests are carried out one after the other: a new session waits for the old to close. */
  #requests: Promise<unknown> = Promise.resolve();

  constructor(main: TypedPort<BidderFeedRequest, BidderFeedNotice>, parts: BidderFeedParts) {
    const { clock } = parts;
    this.#main = main;
    this.#parts = parts;
    this.#aliveTimer = setInterval(() => this.#main.send({ type: "alive" }), ALIVE_MS);
    this.#receiverTimer = new WakeTimer(clock, () => {
      this.#run(this.#following?.receiver.tick(clock.nowMs()) ?? []);
    });
    this.#deliveryTimer = new WakeTimer(clock, () => {
      this.#deliver(this.#delivery.tick(clock.nowMs()));
    });
    this.#told = new ToldHealth((health, path) => main.send({ type: "health", health, path }));
    this.#toldHouse = new ToldHouse((notice) => main.send(notice));
    this.#keeperTimer = new WakeTimer(clock, () => this.#keep(this.#keeper.tick(clock.nowMs())));
    main.listen((request) => {
      this.#requests = this.#requests.then(() => this.#handle(request)).catch(this.#fail);
    });
  }

  readonly #fail = (error: unknown): void => {
    this.#main.send({ type: "failed", fault: faultNotice(error) });
  };

  async #handle(request: BidderFeedRequest): Promise<void> {
    const now = this.#parts.clock.nowMs();
    switch (request.type) {
      case "follow":
        return await this.#follow(request.session).catch((error) => {
          this.#main.send({ type: "follow_failed", fault: faultNotice(error) });
        });
      case "catchup":
        return await this.#catchUp(request.batches);
      case "caught_up":
        return this.#caughtUp(request, now);
      case "bid":
        return this.#deliver(this.#delivery.submit(request.bid, now));
      case "probe":
        return this.#sendLater({ type: "probe" });
      case "stop":
        return await this.#stop();
    }
  }

  async #follow(session: FollowedSession): Promise<void> {
    // Bids of another sale are signed for it alone: they are not for this one.
    if (this.#following?.session.sale !== session.sale) this.#delivery = new BidDelivery();
    this.#leaveSession();
    const { clock, random } = this.#parts;
    const now = clock.nowMs();
    const receiver = new FeedReceiver({ ...session, now, random });
    const inbox = await BidderInbox.of(session, {
      drops: this.#drops,
      wants: (batch) => receiver.wants(batch),
      wantsCheckpoint: (checkpoint) => receiver.wantsCheckpoint(checkpoint),
      isNewBeat: (beat) => beat > (this.#following?.beat ?? -1),
      otherSession: () => this.#otherSession(receiver.health),
      nowMs: () => clock.nowMs(),
    });
    const line = await BidderLine.open(session, { sockets: this.#parts, hooks: this.#lineHooks() });
    this.#following = {
      session,
      receiver,
      inbox,
      line,
      outgoing: new BidderOutgoing(session, line),
      measure: new LinkMeasure(session.houseNow, now),
      caughtUp: false,
      beat: -1,
    };
    this.#main.send({ type: "following" });
  }

  #lineHooks(): LineHooks {
    const { clock } = this.#parts;
    return {
      received: (bytes, path) => this.#take(bytes, path),
      dropped: () => this.#drops.count("source_budget"),
      relayOpen: () => {
        this.#keep(this.#keeper.pingNow(clock.nowMs()));
        this.#deliver(this.#delivery.restart(clock.nowMs())); // What the other way has lost.
      },
      moved: () => this.#main.send({ type: "moved" }),
      relayLost: () => this.#keep(this.#keeper.relayLost(clock.nowMs())),
      fail: this.#fail,
    };
  }

  async #catchUp(batches: readonly Bytes[]): Promise<void> {
    const following = this.#following;
    if (following === null) return;
    // Checked side by side, worked through in order.
    const checking = batches.map((batch) => following.inbox.signedMessage(batch));
    for (const believed of checking) this.#act(await believed, { following, path: null });
    this.#main.send({ type: "caught" });
  }

  /** From now on what is missing is asked for, the house is told where we are, bids go out. */
  #caughtUp({ next, head }: { readonly next: number; readonly head: Bytes }, now: number): void {
    const following = this.#following;
    if (following === null) return;
    const { receiver } = following;
    const position = receiver.position();
    if (position.nextSeq === next && !equalBytes(position.head, head)) {
      return this.#main.send({ type: "equivocation", seq: next - 1, signed: null });
    }
    following.caughtUp = true;
    this.#noteHealth(receiver.health);
    this.#run(receiver.tick(now));
    this.#keep(this.#keeper.begin(now));
    this.#deliver(this.#delivery.restart(now));
  }

  /**
   * Our house is silent and another session is heard on the group: it may be ours, started anew.
   * Nothing is believed of it; joining tells. While our own session lives, such frames say nothing.
   */
  #otherSession(health: FeedHealth): void {
    if (health !== "live" && this.#following?.caughtUp) this.#main.send({ type: "fetch" });
  }

  #leaveSession(): void {
    this.#receiverTimer.clear();
    this.#keeperTimer.clear();
    this.#keeper.end();
    this.#following?.line.close();
    this.#following = null;
    this.#told.beginAnew();
  }

  async #stop(): Promise<void> {
    await this.#following?.outgoing.send({ type: "leave" });
    this.#leaveSession();
    this.#deliveryTimer.clear();
    clearInterval(this.#aliveTimer);
    this.#main.send({ type: "stopped" });
  }

  // --- in -----------------------------------------------------------------------------------

  #take(bytes: Uint8Array, path: FeedPath): void {
    const following = this.#following;
    if (following === null) return;
    if (this.#inFlight >= inFlightMax) return this.#drops.count("queue_full");
    const opening = following.inbox.open(bytes, { opened: () => this.#opened(following, path) });
    if (opening === null) return;
    this.#inFlight++;
    opening.then((believed) => this.#act(believed, { following, path }))
      .catch(this.#fail)
      .finally(() => this.#inFlight--);
  }

  #opened(following: Following, path: FeedPath): void {
    following.measure.frame(path);
    this.#keeper.opened(path, this.#parts.clock.nowMs());
  }

  /** Acts on what the house said, unless another session has taken this one's place meanwhile. */
  #act(
    believed: Believed | null,
    { following, path }: { readonly following: Following; readonly path: FeedPath | null },
  ): void {
    if (believed === null || this.#following !== following) return;
    const now = this.#parts.clock.nowMs();
    switch (believed.type) {
      case "batch":
        this.#believed(path, now);
        return this.#run(
          following.receiver.batch(
            believed.batch,
            following.measure.arrival(path, { at: believed.batch.at, now }),
          ),
        );
      case "heartbeat":
        return this.#heartbeat(believed.heartbeat, { following, path, now });
      case "checkpoint":
        return this.#run(following.receiver.checkpoint(believed.checkpoint));
      case "over":
        return this.#main.send(believed);
      case "epoch":
        this.#epoch(believed, { following, path }).catch(this.#fail);
        return;
      case "receipt":
        this.#keeper.answered();
        return this.#delivery.answered(believed.receipt) ? this.#main.send(believed) : undefined;
      case "pong":
        this.#keeper.answered();
        following.measure.pong({ ...believed, receivedAt: now });
        return this.#tellQuality(following);
    }
  }

  #heartbeat(
    heartbeat: ReceivedHeartbeat,
    { following, path, now }: {
      readonly following: Following;
      readonly path: FeedPath | null;
      readonly now: number;
    },
  ): void {
    if (heartbeat.beat <= following.beat) return;
    following.beat = heartbeat.beat;
    this.#believed(path, now);
    this.#run(
      following.receiver.heartbeat(
        heartbeat,
        following.measure.arrival(path, { at: heartbeat.at, now }),
      ),
    );
    this.#toldHouse.heartbeat(heartbeat, following.receiver.position().nextSeq);
    if (following.measure.isBehind(heartbeat.at, now)) this.#keep(this.#keeper.pingNow(now));
    const lost = path !== null ? following.measure.beat(heartbeat.beat, now) : null;
    if (lost === null) return;
    this.#tellQuality(following);
    this.#keep(this.#keeper.measured(lost, now));
  }

  /** A new key: the house is told at once that we have it, also where it was told before. */
  async #epoch(
    epoch: EpochKey,
    { following, path }: { readonly following: Following; readonly path: FeedPath | null },
  ): Promise<void> {
    const opened = await following.inbox.addEpoch(epoch);
    for (const believed of opened) this.#act(believed, { following, path });
    this.#keep(this.#keeper.pingNow(this.#parts.clock.nowMs()));
  }

  // --- effects ------------------------------------------------------------------------------

  #run(effects: readonly ReceiverEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "deliver":
          this.#main.send({ type: "delivered", events: effect.events, batches: effect.batches });
          break;
        case "nak":
          // Until the catch-up is whole, what is missing is on its way by TCP.
          if (this.#following?.caughtUp) {
            this.#sendLater({ type: "nak", ranges: effect.ranges });
          }
          break;
        case "fetch":
          if (this.#following?.caughtUp) this.#repairFailed();
          break;
        case "health":
          this.#noteHealth(effect.health);
          break;
        case "checkpoint":
        case "equivocation":
          this.#main.send(effect);
          break;
        case "wake":
          this.#receiverTimer.set(effect.at);
      }
    }
  }

  #keep(effects: readonly LinkEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "ping":
          this.#ping();
          break;
        case "use":
          this.#following?.line.use(effect.path);
          this.#following?.measure.pathChanged();
          break;
        case "unanswered":
          this.#main.send(effect);
          break;
        case "wake":
          this.#keeperTimer.set(effect.at);
      }
    }
  }

  #repairFailed(): void {
    this.#keeper.repairFailed(this.#parts.clock.nowMs());
    this.#main.send({ type: "fetch" });
  }

  /** Only frames that came and were believed show which path works. */
  #believed(path: FeedPath | null, now: number): void {
    if (path === null) return;
    this.#keeper.heard(path, now);
    // A repair by unicast among the group's frames is no change of the path.
    if (path !== this.#keeper.path) return;
    this.#following?.line.proven();
    this.#told.comesBy(path);
  }

  #noteHealth(health: FeedHealth): void {
    if (this.#following?.caughtUp) this.#told.is(health);
  }

  #tellQuality({ measure }: Following): void {
    this.#main.send({ type: "quality", quality: measure.quality });
  }

  // --- out ----------------------------------------------------------------------------------

  #deliver(effects: readonly DeliveryEffect[]): void {
    for (const effect of effects) {
      if (effect.type === "wake") {
        this.#deliveryTimer.set(effect.at);
        continue;
      }
      const { bid, signature } = effect.bid;
      this.#sendLater({ type: "bid", bid, signature });
      // A bid is answered; a house that does not may have ended the session unheard.
      this.#keep(this.#keeper.asked(this.#parts.clock.nowMs()));
    }
  }

  #ping(): void {
    const following = this.#following;
    if (following === null) return;
    this.#sendLater({
      type: "ping",
      sentAt: this.#parts.clock.nowMs(),
      nextSeq: following.receiver.position().nextSeq,
      epoch: following.inbox.epoch,
      path: this.#keeper.path,
      ...following.measure.told,
    });
  }

  #sendLater(message: ToHouse): void {
    this.#following?.outgoing.send(message).catch(this.#fail);
  }
}
