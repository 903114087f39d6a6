// The house's feed thread: bids and NAKs in, sealed frames out. It talks to strangers, so it has
// no files and no signing key: what only the house may say comes signed from the desk.
//
// In, for each datagram, the cheap checks first: source budget, outside, session, member, replay
// window, member's budget; then the seal; then the bid's signature. What fails is counted and
// dropped in silence. Out: one sealer for the group, one for each member (house_outgoing.ts).

import type { Clock } from "../base/clock.ts";
import { copyBytes } from "../base/bytes.ts";
import type { Datagram, DatagramSocket } from "../net/datagram_socket.ts";
import type { BidInput } from "../session/desk_message.ts";
import type { SenderEffect } from "../session/effect.ts";
import { FeedSender } from "../session/feed_sender.ts";
import type { OverReason, Ping } from "../wire/member_message.ts";
import { SIGNATURE_BYTES } from "../wire/limits.ts";
import type { HouseState } from "../wire/signed_message.ts";
import type { DeskToFeed, FeedToDesk } from "./desk_contract.ts";
import { DropCounters } from "./drop_counters.ts";
import type { FeedConfig, FeedNotice, FeedRequest } from "./feed_contract.ts";
import type { HouseMember } from "./house_member.ts";
import { HouseRoom } from "./house_room.ts";
import { faultNotice } from "./life_cycle.ts";
import type { Heard } from "./member_inbox.ts";
import { OrderedQueue } from "./ordered_queue.ts";
import { RelayLine } from "./relay_line.ts";
import { type TypedPort, typedPort } from "./typed_port.ts";
import { WakeTimer } from "./wake_timer.ts";

/** What the thread needs from its entry. */
export interface FeedThreadParts {
  readonly clock: Clock;
  /** How often it says that it lives, and what it has counted, in milliseconds. */
  readonly aliveMs: number;
  openSocket(config: FeedConfig): Promise<DatagramSocket>;
}

/** What comes out of the queue in order: a bid for the desk, or the mark of a barrier. */
type InOrder = BidInput | { readonly type: "barrier"; readonly barrier: number };

/** Verifications in flight and waiting at once. */
const inFlightMax = 4_096;
/** Bids at the desk that it has not answered yet: the rest waits here, bounded by the above. */
const atDeskMax = 1_024;

/** Runs the feed over `port` until it is told to stop. */
export function runFeed(port: TypedPort<FeedRequest, FeedNotice>, parts: FeedThreadParts): void {
  let thread: FeedThread | null = null;
  const fail = (error: unknown) => port.send({ type: "failed", fault: faultNotice(error) });
  const start = async (request: Extract<FeedRequest, { type: "start" }>) => {
    const socket = await parts.openSocket(request.config);
    thread = new FeedThread(port, { ...parts, request, socket, fail });
  };
  port.listen((request) => {
    if (request.type === "start") start(request).catch(fail);
    else if (thread !== null) thread.stop().catch(fail);
    else port.send({ type: "stopped" });
  });
}

class FeedThread {
  readonly #main: TypedPort<FeedRequest, FeedNotice>;
  readonly #desk: TypedPort<DeskToFeed, FeedToDesk>;
  readonly #config: FeedConfig;
  readonly #socket: DatagramSocket;
  readonly #relay: RelayLine;
  readonly #clock: Clock;
  readonly #fail: (error: unknown) => void;
  readonly #sender: FeedSender;
  readonly #drops = new DropCounters();
  readonly #inOrder: OrderedQueue<InOrder>;
  readonly #forDesk: InOrder[] = [];
  readonly #aliveTimer: ReturnType<typeof setInterval>;
  readonly #senderTimer: WakeTimer;
  #atDesk = 0;
  #room: HouseRoom | null = null;
  #state: HouseState = "running";
  #beat = 0;
  readonly #receiving: Promise<unknown>;

  constructor(
    main: TypedPort<FeedRequest, FeedNotice>,
    { request, socket, clock, aliveMs, fail }: Omit<FeedThreadParts, "openSocket"> & {
      readonly request: Extract<FeedRequest, { type: "start" }>;
      readonly socket: DatagramSocket;
      readonly fail: (error: unknown) => void;
    },
  ) {
    this.#main = main;
    this.#config = request.config;
    this.#socket = socket;
    this.#relay = new RelayLine(typedPort(request.relay), { drops: this.#drops });
    this.#clock = clock;
    this.#fail = fail;
    this.#sender = new FeedSender(clock.nowMs());
    this.#senderTimer = new WakeTimer(clock, () => this.#run(this.#sender.tick(clock.nowMs())));
    this.#inOrder = new OrderedQueue({ max: inFlightMax, deliver: (found) => this.#hand(found) });
    this.#desk = typedPort(request.desk);
    this.#desk.listen((message) => this.#fromDesk(message));
    const { relayPort } = request;
    this.#desk.send({ type: "open", bidPort: socket.address.port, relayPort });
    this.#receiving = Promise.all([this.#receive(socket), this.#receive(this.#relay)]);
    this.#receiving.catch(fail);
    this.#aliveTimer = setInterval(() => this.#report(), aliveMs);
  }

  // --- from the desk ------------------------------------------------------------------------

  #fromDesk(message: DeskToFeed): void {
    const now = this.#clock.nowMs();
    switch (message.type) {
      case "session":
        return this.#open(message);
      case "published":
        for (const { to, signed } of message.receipts) this.#answer(to, signed);
        this.#run(this.#sender.publish(message.batches, now));
        this.#atDesk -= message.bidsTaken;
        return this.#handOver();
      case "barrier":
        this.#inOrder.push(
          Promise.resolve({ type: "barrier", barrier: message.barrier }),
          this.#fail,
        );
        return;
      case "heartbeat":
      case "checkpoint":
        return this.#room?.outgoing.toEveryone(message.message);
      case "fetched":
        if (this.#room?.inbox.find(message.member) === null) return;
        return this.#run(this.#sender.fetched(message.batches, { member: message.member, now }));
      case "member":
        return this.#room?.join(message.member);
      case "dismiss":
        return this.#dismiss(message.member, message.reason);
      case "rekey":
        return this.#room?.rekey(message.epoch);
    }
  }

  #open(session: Extract<DeskToFeed, { type: "session" }>): void {
    const { address, port } = this.#config.group;
    this.#room = new HouseRoom(session, {
      clock: this.#clock,
      socket: this.#socket,
      group: { hostname: address, port },
      drops: this.#drops,
      worn: () => this.#desk.send({ type: "worn" }),
      fail: this.#fail,
    });
    this.#run(this.#sender.tick(this.#clock.nowMs()));
    this.#main.send({ type: "ready", bidPort: this.#socket.address.port });
  }

  // --- out ----------------------------------------------------------------------------------

  #run(effects: readonly SenderEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "send":
          this.#frame(effect);
          break;
        case "pulse":
          this.#pulse();
          break;
        case "fetch":
          this.#desk.send({ type: "fetch", member: effect.member, range: effect.range });
          break;
        case "wake":
          this.#senderTimer.set(effect.at);
      }
    }
  }

  #frame({ to, message }: Extract<SenderEffect, { type: "send" }>): void {
    if (to === "everyone") return this.#room?.outgoing.toEveryone(message);
    if (to === "group") return this.#room?.outgoing.toGroup(message);
    const member = this.#room?.inbox.find(to.member) ?? null;
    if (member !== null) this.#room?.outgoing.groupFrameTo(member, message);
  }

  #pulse(): void {
    const at = this.#clock.nowMs();
    const { members, roundTripMs } = this.#room ?? { members: 0, roundTripMs: 1 };
    const state = this.#state;
    this.#desk.send({ type: "pulse", beat: ++this.#beat, at, state, members, roundTripMs });
  }

  #answer(id: string, signed: Uint8Array): void {
    const member = this.#room?.inbox.find(id) ?? null;
    if (member === null) return;
    const signature = copyBytes(signed.subarray(0, SIGNATURE_BYTES));
    const receipt = copyBytes(signed.subarray(SIGNATURE_BYTES));
    this.#room?.outgoing.toMember(member, { type: "receipt", receipt, signature });
  }

  /** Ends a member's session and says so, as the bidder would otherwise wait for answers. */
  #dismiss(id: string, reason: OverReason): void {
    this.#sender.forget(id);
    const member = this.#room?.end(id, reason) ?? null;
    if (member === null) return;
    this.#tellOver(member, this.#clock.nowMs());
    // Its connection ends behind what it is told.
    this.#room?.outgoing.after(() => member.disconnect());
  }

  #tellOver(member: HouseMember, now: number): void {
    if (member.over === null || !member.allowsAnswer(now)) return;
    this.#room?.outgoing.toMember(member, { type: "over", reason: member.over });
  }

  // --- in -----------------------------------------------------------------------------------

  async #receive(socket: DatagramSocket): Promise<void> {
    for (;;) {
      const datagram = await socket.receive();
      if (datagram === null) return;
      this.#take(datagram, socket);
    }
  }

  #take(datagram: Datagram, socket: DatagramSocket): void {
    const at = this.#clock.nowMs();
    // Asked first: what is opened has moved the member's window and must not be dropped.
    if (!this.#inOrder.hasRoom()) return this.#drops.count("queue_full");
    const { from } = datagram;
    const relay = socket === this.#relay ? this.#relay : null;
    const disconnect = relay === null ? {} : { disconnect: () => relay.disconnect(from) };
    const opening = this.#room?.inbox.open(datagram, { route: { socket, ...disconnect }, at });
    if (opening === undefined || opening === null) return;
    // Bids keep the order of their receipt through opening and verifying, both in flight.
    this.#inOrder.push(
      opening.then((heard) => {
        if (heard === null) return null;
        relay?.believed(from);
        return this.#heard(heard);
      }),
      this.#fail,
    );
  }

  /** Acts on what a member said; a bid is what is left for the desk. */
  async #heard(heard: Heard): Promise<BidInput | null> {
    const { member, message, at } = heard;
    // It may have left while this was being opened: nothing is to be kept of it then.
    if (this.#room?.inbox.find(member.id) !== member) return null;
    if (member.over !== null) {
      this.#tellOver(member, at);
      return null;
    }
    switch (message.type) {
      case "bid": {
        const verified = await this.#room?.inbox.verifyBid(heard);
        return verified ?? null;
      }
      case "nak": {
        const hearsGroup = member.path === "multicast";
        const asker = { member: member.id, hearsGroup, now: at };
        this.#run(this.#sender.nak(message.ranges, asker));
        return null;
      }
      case "ping":
        this.#ping(heard, message);
        return null;
      case "probe":
        if (member.allowsProbe(at)) this.#run(this.#sender.probe(at));
        return null;
      case "leave":
        this.#room?.remove(member.id);
        this.#sender.forget(member.id);
        this.#desk.send({ type: "left", member: member.id });
        return null;
    }
  }

  #ping({ member, counter, at }: Heard, ping: Ping): void {
    this.#room?.ping(member, { ping, counter });
    this.#noteCrowd();
    if (!member.allowsAnswer(at)) return;
    this.#room?.outgoing.toMember(member, { type: "pong", sentAt: ping.sentAt, houseAt: at });
  }

  #noteCrowd(): void {
    if (this.#room !== null) this.#sender.group(this.#room.crowd);
  }

  #hand(found: readonly InOrder[]): void {
    this.#forDesk.push(...found);
    this.#handOver();
  }

  /** Hands bids to the desk as long as it keeps up; a barrier passes behind the bids before it. */
  #handOver(): void {
    while (this.#forDesk.length > 0 && this.#atDesk < atDeskMax) {
      const end = this.#forDesk.findIndex(({ type }) => type === "barrier");
      const room = atDeskMax - this.#atDesk;
      const bids = this.#forDesk.splice(0, Math.min(end < 0 ? Infinity : end, room))
        .filter((found) => found.type === "bid");
      if (bids.length > 0) {
        this.#atDesk += bids.length;
        this.#desk.send({ type: "bids", bids });
      }
      const next = this.#forDesk[0];
      if (next?.type !== "barrier") continue;
      this.#forDesk.shift();
      this.#desk.send({ type: "passed", barrier: next.barrier });
    }
  }

  // --- life ---------------------------------------------------------------------------------

  #report(): void {
    for (const { id } of this.#room?.expire() ?? []) {
      this.#sender.forget(id);
      this.#desk.send({ type: "left", member: id });
    }
    this.#noteCrowd();
    const counters = {
      ...this.#drops.snapshot(),
      ...this.#sender.counters,
      keysTold: this.#room?.keysTold ?? 0,
    };
    const heard = this.#room?.inbox.heard() ?? [];
    this.#main.send({ type: "counters", counters, heard });
    this.#main.send({ type: "alive" });
  }

  /** Tells the bidders that the house stops, three times for the lossy, then closes. */
  async stop(): Promise<void> {
    this.#state = "stopping";
    clearInterval(this.#aliveTimer);
    for (let i = 0; i < 3; i++) {
      this.#pulse();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await this.#room?.close();
    this.#senderTimer.clear();
    this.#socket.close();
    this.#relay.close();
    await this.#receiving;
    this.#desk.close();
    this.#main.send({ type: "stopped" });
  }
}
