// A bidder's feed thread: sockets, seals and signatures around the pure receiver and outbox.
//
// It holds the session's keys and none of the bidder's own. Everything that the group says passes
// the seal and then the house's signature before anything moves.

import { assert } from "@std/assert";
import type { FeedPath } from "../bidder/house_link.ts";
import type { Clock } from "../base/clock.ts";
import { type Bytes, equalBytes } from "../base/bytes.ts";
import type { Datagram, DatagramSocket, SocketOptions } from "../net/datagram_socket.ts";
import { Sealer } from "../secure/sealing.ts";
import { AnswerWatch } from "../session/answer_watch.ts";
import { BidDelivery, type DeliveryEffect } from "../session/bid_delivery.ts";
import type { FeedHealth, ReceiverEffect } from "../session/effect.ts";
import { FeedReceiver } from "../session/feed_receiver.ts";
import { HouseTime } from "../session/house_time.ts";
import { PING_MS } from "../session/session_limits.ts";
import { encodeHeader } from "../wire/header.ts";
import { DATAGRAM_BYTES_MAX } from "../wire/limits.ts";
import { encodeToHouse, type ToHouse } from "../wire/member_message.ts";
import type { Heartbeat, HouseState } from "../wire/signed_message.ts";
import type {
  BidderFeedNotice,
  BidderFeedRequest,
  FollowedSession,
} from "./bidder_feed_contract.ts";
import { type Believed, BidderInbox } from "./bidder_inbox.ts";
import { DropCounters } from "./drop_counters.ts";
import { ALIVE_MS, faultNotice } from "./life_cycle.ts";
import type { TypedPort } from "./typed_port.ts";

/** What the thread needs from its entry. */
export interface BidderFeedParts {
  readonly clock: Clock;
  /** From 0 to below 1. */
  random(): number;
  openSocket(options: SocketOptions, trialLossPercent: number): Promise<DatagramSocket>;
}

/** Frames being opened and verified at once; a flood past it is loss. */
const inFlightMax = 1_024;

/** Pings right after a join, so that the house knows the address and the clock is set soon. */
const firstPingsMs = [0, 100, 300, 1_000];

/** Runs a bidder's feed over `port` until it is told to stop. */
export function runBidderFeed(
  port: TypedPort<BidderFeedRequest, BidderFeedNotice>,
  parts: BidderFeedParts,
): void {
  new BidderFeed(port, parts);
}

/** One session being followed. */
interface Following {
  readonly session: FollowedSession;
  readonly receiver: FeedReceiver;
  readonly inbox: BidderInbox;
  readonly sealer: Sealer;
  readonly group: DatagramSocket;
  readonly unicast: DatagramSocket;
  caughtUp: boolean;
  /** The newest heartbeat that was believed. */
  beat: number;
}

class BidderFeed {
  readonly #main: TypedPort<BidderFeedRequest, BidderFeedNotice>;
  readonly #parts: BidderFeedParts;
  #delivery = new BidDelivery();
  #time = new HouseTime();
  readonly #drops = new DropCounters();
  readonly #aliveTimer: ReturnType<typeof setInterval>;
  readonly #pingTimers = new Set<ReturnType<typeof setTimeout>>();
  #following: Following | null = null;
  #inFlight = 0;
  #path: FeedPath | null = null;
  #health: FeedHealth | null = null;
  #houseState: HouseState | null = null;
  readonly #answers = new AnswerWatch();
  #sending: Promise<unknown> = Promise.resolve();
  #receiverTimer: ReturnType<typeof setTimeout> | undefined;
  #deliveryTimer: ReturnType<typeof setTimeout> | undefined;
  /** Requests are carried out one after the other: a new session waits for the old to close. */
  #requests: Promise<unknown> = Promise.resolve();

  constructor(main: TypedPort<BidderFeedRequest, BidderFeedNotice>, parts: BidderFeedParts) {
    this.#main = main;
    this.#parts = parts;
    this.#aliveTimer = setInterval(() => this.#main.send({ type: "alive" }), ALIVE_MS);
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
      case "stop":
        return await this.#stop();
    }
  }

  // --- sessions -----------------------------------------------------------------------------

  async #follow(session: FollowedSession): Promise<void> {
    // Bids of another sale are signed for it alone: they are not for this one.
    if (this.#following?.session.sale !== session.sale) this.#delivery = new BidDelivery();
    this.#leaveSession();
    const { clock, random } = this.#parts;
    const now = clock.nowMs();
    this.#time = new HouseTime();
    this.#time.hint(session.houseNow, now);
    const [group, unicast] = await this.#openSockets(session);
    const receiver = new FeedReceiver({ ...session, now, random });
    const following: Following = {
      session,
      receiver,
      inbox: await BidderInbox.of(session, {
        drops: this.#drops,
        wants: (batch) => receiver.wants(batch),
        isNewBeat: (beat) => beat > following.beat,
        otherSession: () => this.#otherSession(receiver.health),
      }),
      sealer: new Sealer(session.toHouse),
      group,
      unicast,
      caughtUp: false,
      beat: -1,
    };
    this.#following = following;
    this.#receive(following, { socket: group, path: "multicast" });
    this.#receive(following, { socket: unicast, path: "unicast" });
    this.#main.send({ type: "following" });
  }

  async #catchUp(batches: readonly Bytes[]): Promise<void> {
    const following = this.#following;
    if (following === null) return;
    for (const batch of batches) {
      this.#act(await following.inbox.signedMessage(batch), { following, path: null });
    }
    this.#main.send({ type: "caught" });
  }

  /** From now on what is missing is asked for, the house is told where we are, bids go out. */
  #caughtUp({ next, head }: { readonly next: number; readonly head: Bytes }, now: number): void {
    if (this.#following === null) return;
    const { receiver } = this.#following;
    const position = receiver.position();
    if (position.nextSeq === next && !equalBytes(position.head, head)) {
      return this.#main.send({ type: "equivocation", seq: next - 1, signed: null });
    }
    this.#following.caughtUp = true;
    this.#answers.answered();
    this.#noteHealth(receiver.health);
    this.#run(receiver.tick(now));
    for (const wait of firstPingsMs) this.#pingLater(wait, { again: false });
    this.#pingLater(PING_MS, { again: true });
    this.#deliver(this.#delivery.restart(now));
  }

  /**
   * Our house is silent and another session is heard on the group: it may be ours, started anew.
   * Nothing is believed of it; joining tells. While our own session lives, such frames say nothing.
   */
  #otherSession(health: FeedHealth): void {
    if (health !== "live" && this.#following?.caughtUp) this.#main.send({ type: "fetch" });
  }

  async #openSockets(session: FollowedSession): Promise<readonly [DatagramSocket, DatagramSocket]> {
    const { address, port } = session.group;
    const open = (options: SocketOptions) =>
      this.#parts.openSocket(options, session.trialLossPercent);
    const unicast = await open({ bind: { hostname: session.interface, port: 0 }, group: null });
    try {
      const group = await open({
        bind: { hostname: address, port },
        group: { address, interface: session.interface, ttl: 1 },
      });
      return [group, unicast];
    } catch (error) {
      unicast.close();
      throw error;
    }
  }

  #leaveSession(): void {
    clearTimeout(this.#receiverTimer);
    for (const timer of this.#pingTimers) clearTimeout(timer);
    this.#pingTimers.clear();
    this.#following?.group.close();
    this.#following?.unicast.close();
    this.#following = null;
    this.#path = null;
  }

  async #stop(): Promise<void> {
    const following = this.#following;
    if (following !== null) await this.#send(following, { type: "leave" });
    this.#leaveSession();
    clearTimeout(this.#deliveryTimer);
    clearInterval(this.#aliveTimer);
    this.#main.send({ type: "stopped" });
  }

  // --- in -----------------------------------------------------------------------------------

  #receive(
    following: Following,
    { socket, path }: { readonly socket: DatagramSocket; readonly path: FeedPath },
  ): void {
    const loop = async () => {
      for (;;) {
        const datagram = await socket.receive();
        if (datagram === null) return;
        this.#take(datagram, { following, path });
      }
    };
    loop().catch(this.#fail);
  }

  #take(
    datagram: Datagram,
    { following, path }: { readonly following: Following; readonly path: FeedPath },
  ): void {
    if (this.#inFlight >= inFlightMax) return this.#drops.count("queue_full");
    const opening = following.inbox.open(datagram.bytes);
    if (opening === null) return;
    this.#inFlight++;
    opening.then((believed) => this.#act(believed, { following, path }))
      .catch(this.#fail)
      .finally(() => this.#inFlight--);
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
        this.#believed(path);
        return this.#run(following.receiver.batch(believed.batch, { now, live: path !== null }));
      case "heartbeat":
        if (believed.heartbeat.beat <= following.beat) return;
        following.beat = believed.heartbeat.beat;
        this.#believed(path);
        this.#run(following.receiver.heartbeat(believed.heartbeat, now));
        return this.#noteHouse(believed.heartbeat, following.receiver.position().nextSeq);
      case "over":
        return this.#main.send(believed);
      case "receipt":
        this.#answers.answered();
        if (!this.#delivery.answered(believed.receipt)) return;
        return this.#main.send(believed);
      case "pong": {
        this.#answers.answered();
        this.#time.pong({ ...believed, receivedAt: now });
        const offsetMs = this.#time.offsetMs();
        return this.#main.send({ type: "clock", offsetMs, roundTripMs: this.#time.roundTripMs() });
      }
    }
  }

  /** "Ended" is told only behind the last event: the next heartbeat comes within half a second. */
  #noteHouse({ state, nextSeq }: Heartbeat, position: number): void {
    if (this.#houseState === state || (state === "ended" && position < nextSeq)) return;
    this.#houseState = state;
    this.#main.send({ type: "house", state });
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
          if (this.#following?.caughtUp) this.#main.send({ type: "fetch" });
          break;
        case "health":
          this.#noteHealth(effect.health);
          break;
        case "equivocation":
          this.#main.send(effect);
          break;
        case "wake":
          this.#wakeReceiver(effect.at);
      }
    }
  }

  #wakeReceiver(at: number): void {
    clearTimeout(this.#receiverTimer);
    const waitMs = Math.max(at - this.#parts.clock.nowMs(), 0);
    this.#receiverTimer = setTimeout(() => {
      this.#run(this.#following?.receiver.tick(this.#parts.clock.nowMs()) ?? []);
    }, waitMs);
  }

  /** Only frames that came and were believed show which path works. */
  #believed(path: FeedPath | null): void {
    if (path === null || path === this.#path) return;
    if (path === "unicast" && this.#path === "multicast") return; // A repair among live frames.
    this.#path = path;
    if (this.#health !== null) this.#tellHealth(this.#health);
  }

  #noteHealth(health: FeedHealth): void {
    if (this.#following?.caughtUp) this.#tellHealth(health);
  }

  #tellHealth(health: FeedHealth): void {
    this.#health = health;
    this.#main.send({ type: "health", health, path: this.#path });
  }

  // --- out ----------------------------------------------------------------------------------

  #deliver(effects: readonly DeliveryEffect[]): void {
    for (const effect of effects) {
      if (effect.type === "send") {
        const { bid, signature } = effect.bid;
        this.#sendLater({ type: "bid", bid, signature });
      } else {
        clearTimeout(this.#deliveryTimer);
        const waitMs = Math.max(effect.at - this.#parts.clock.nowMs(), 0);
        this.#deliveryTimer = setTimeout(() => {
          this.#deliver(this.#delivery.tick(this.#parts.clock.nowMs()));
        }, waitMs);
      }
    }
  }

  #pingLater(waitMs: number, { again }: { readonly again: boolean }): void {
    const timer = setTimeout(() => {
      this.#pingTimers.delete(timer);
      const nextSeq = this.#following?.receiver.position().nextSeq ?? 1;
      this.#sendLater({ type: "ping", sentAt: this.#parts.clock.nowMs(), nextSeq });
      if (again) this.#pingLater(waitMs, { again });
    }, waitMs);
    this.#pingTimers.add(timer);
  }

  #sendLater(message: ToHouse): void {
    const following = this.#following;
    if (following === null) return;
    // One after the other: bids leave in the order in which they were placed.
    this.#sending = this.#sending.then(() => this.#send(following, message)).catch(this.#fail);
    // A bid and a ping are answered; a house that does not may have ended the session unheard.
    if (message.type === "nak" || !following.caughtUp) return;
    if (this.#answers.asked(this.#parts.clock.nowMs())) this.#main.send({ type: "unanswered" });
  }

  async #send({ session, sealer, unicast }: Following, message: ToHouse): Promise<void> {
    const frame = await sealer.seal(
      encodeToHouse(message),
      (counter) =>
        encodeHeader({
          kind: "to_house",
          session: session.session,
          channel: session.member,
          counter,
        }),
    );
    assert(frame.length <= DATAGRAM_BYTES_MAX, "Messages to the house fit a datagram");
    await unicast.send(frame, { hostname: session.bids.address, port: session.bids.port });
  }
}
