// The house's feed thread: bids and NAKs in, sealed frames out. It talks to strangers, so it has
// no files and no signing key: what only the house may say comes signed from the desk.
//
// In, for each datagram, the cheap checks first: source budget, outside, session, member, replay
// window, member's budget; then the seal; then the bid's signature. What fails is counted and
// dropped in silence. Out: one sealer for the group, one for each member.

import { assert } from "@std/assert";
import type { Clock } from "../base/clock.ts";
import { copyBytes } from "../base/bytes.ts";
import type { Address } from "../net/address.ts";
import type { Datagram, DatagramSocket } from "../net/datagram_socket.ts";
import { importSealKey, Sealer } from "../secure/sealing.ts";
import type { BidInput } from "../session/desk_message.ts";
import type { SenderEffect } from "../session/effect.ts";
import { FeedSender } from "../session/feed_sender.ts";
import { encodeHeader, epochChannel } from "../wire/header.ts";
import { encodeToBidder, type OverReason, type ToBidder } from "../wire/member_message.ts";
import { SIGNATURE_BYTES } from "../wire/limits.ts";
import type { HouseState } from "../wire/signed_message.ts";
import type { DeskToFeed, FeedToDesk } from "./desk_contract.ts";
import { DropCounters } from "./drop_counters.ts";
import type { FeedConfig, FeedNotice, FeedRequest } from "./feed_contract.ts";
import type { HouseMember } from "./house_member.ts";
import { ALIVE_MS, faultNotice } from "./life_cycle.ts";
import { type Heard, MemberInbox } from "./member_inbox.ts";
import { OrderedQueue } from "./ordered_queue.ts";
import { type TypedPort, typedPort } from "./typed_port.ts";

/** What the thread needs from its entry. */
export interface FeedThreadParts {
  readonly clock: Clock;
  openSocket(config: FeedConfig): Promise<DatagramSocket>;
}

type Session = Extract<DeskToFeed, { type: "session" }>;

/** What comes out of the queue in order: a bid for the desk, or the mark of a barrier. */
type InOrder = BidInput | { readonly type: "barrier"; readonly barrier: number };

/** Verifications in flight and waiting at once. */
const inFlightMax = 4_096;
/** Datagrams being sealed and sent; what comes past it is lost as on any full link. */
const toSendMax = 16_384;
/** Bids at the desk that it has not answered yet: the rest waits here, bounded by the above. */
const atDeskMax = 1_024;

/** Runs the feed over `port` until it is told to stop. */
export function runFeed(port: TypedPort<FeedRequest, FeedNotice>, parts: FeedThreadParts): void {
  let thread: FeedThread | null = null;
  const fail = (error: unknown) => port.send({ type: "failed", fault: faultNotice(error) });
  const start = async (request: Extract<FeedRequest, { type: "start" }>) => {
    const socket = await parts.openSocket(request.config);
    thread = new FeedThread(port, { request, socket, clock: parts.clock, fail });
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
  readonly #socket: DatagramSocket;
  readonly #group: Address;
  readonly #clock: Clock;
  readonly #fail: (error: unknown) => void;
  readonly #sender: FeedSender;
  readonly #drops = new DropCounters();
  readonly #inOrder: OrderedQueue<InOrder>;
  readonly #forDesk: InOrder[] = [];
  readonly #aliveTimer: ReturnType<typeof setInterval>;
  #atDesk = 0;
  #session: Session | null = null;
  #inbox: MemberInbox | null = null;
  #groupSealer: Sealer | null = null;
  #wakeTimer: ReturnType<typeof setTimeout> | undefined;
  #state: HouseState = "running";
  #beat = 0;
  /** Sends go out one after the other: the order of frames is the order of calls. */
  #sending: Promise<unknown> = Promise.resolve();
  #toSend = 0;
  readonly #receiving: Promise<void>;

  constructor(
    main: TypedPort<FeedRequest, FeedNotice>,
    { request, socket, clock, fail }: {
      readonly request: Extract<FeedRequest, { type: "start" }>;
      readonly socket: DatagramSocket;
      readonly clock: Clock;
      readonly fail: (error: unknown) => void;
    },
  ) {
    const { group } = request.config;
    this.#main = main;
    this.#socket = socket;
    this.#clock = clock;
    this.#fail = fail;
    this.#group = { hostname: group.address, port: group.port };
    this.#sender = new FeedSender(clock.nowMs());
    this.#inOrder = new OrderedQueue({ max: inFlightMax, deliver: (found) => this.#hand(found) });
    this.#desk = typedPort(request.desk);
    this.#desk.listen((message) => this.#fromDesk(message));
    this.#desk.send({ type: "open", bidPort: socket.address.port });
    this.#receiving = this.#receive();
    this.#receiving.catch(fail);
    this.#aliveTimer = setInterval(() => this.#report(), ALIVE_MS);
  }

  // --- from the desk ------------------------------------------------------------------------

  #fromDesk(message: DeskToFeed): void {
    const now = this.#clock.nowMs();
    switch (message.type) {
      case "session":
        this.#open(message).catch(this.#fail);
        return;
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
        return this.#toGroup(message.message);
      case "fetched":
        return this.#run(this.#sender.fetched(message.batches, { member: message.member, now }));
      case "member":
        return this.#inbox?.add(message.member, now);
      case "dismiss":
        return this.#dismiss(message.member, message.reason);
    }
  }

  async #open(session: Session): Promise<void> {
    const { key, salt } = session.epoch;
    this.#groupSealer = new Sealer(await importSealKey(key, salt));
    this.#session = session;
    this.#inbox = new MemberInbox({ ...session, drops: this.#drops });
    this.#run(this.#sender.tick(this.#clock.nowMs()));
    this.#main.send({ type: "ready", bidPort: this.#socket.address.port });
  }

  // --- out ----------------------------------------------------------------------------------

  #run(effects: readonly SenderEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "send":
          if (effect.to === "group") this.#toGroup(effect.message);
          else this.#groupFrameTo(effect.to.member, effect.message);
          break;
        case "pulse":
          this.#pulse();
          break;
        case "fetch":
          this.#desk.send({ type: "fetch", member: effect.member, range: effect.range });
          break;
        case "wake":
          this.#wake(effect.at);
      }
    }
  }

  #wake(at: number): void {
    clearTimeout(this.#wakeTimer);
    const waitMs = Math.max(at - this.#clock.nowMs(), 0);
    this.#wakeTimer = setTimeout(() => this.#run(this.#sender.tick(this.#clock.nowMs())), waitMs);
  }

  #pulse(): void {
    const at = this.#clock.nowMs();
    this.#desk.send({ type: "pulse", beat: ++this.#beat, at, state: this.#state });
  }

  #toGroup(message: Uint8Array): void {
    this.#later(async () => {
      await this.#socket.send(await this.#groupFrame(message), this.#group);
    });
  }

  /** A repair for one member is the same frame as for the group, sent to its own address. */
  #groupFrameTo(id: string, message: Uint8Array): void {
    const address = this.#inbox?.find(id)?.address ?? null;
    if (address === null) return;
    this.#later(async () => {
      await this.#socket.send(await this.#groupFrame(message), address);
    });
  }

  async #groupFrame(message: Uint8Array): Promise<Uint8Array> {
    const session = this.#session;
    assert(session !== null && this.#groupSealer !== null, "Frames follow the session");
    return await this.#groupSealer.seal(copyBytes(message), (counter) =>
      encodeHeader({
        kind: "group",
        session: session.session,
        channel: epochChannel(session.epoch.number),
        counter,
      }));
  }

  #answer(id: string, signed: Uint8Array): void {
    const signature = copyBytes(signed.subarray(0, SIGNATURE_BYTES));
    const receipt = copyBytes(signed.subarray(SIGNATURE_BYTES));
    this.#toMember(this.#inbox?.find(id) ?? null, { type: "receipt", receipt, signature });
  }

  #toMember(member: HouseMember | null, message: ToBidder): void {
    const address = member?.address ?? null;
    const session = this.#session;
    if (member === null || address === null || session === null) return;
    this.#later(async () => {
      const frame = await member.seal(encodeToBidder(message), session.session);
      await this.#socket.send(frame, address);
    });
  }

  /** Ends a member's session and says so, as the bidder would otherwise wait for answers. */
  #dismiss(id: string, reason: OverReason): void {
    this.#sender.forget(id);
    this.#inbox?.end(id, reason);
    const member = this.#inbox?.find(id) ?? null;
    if (member !== null) this.#tellOver(member, this.#clock.nowMs());
  }

  #tellOver(member: HouseMember, now: number): void {
    if (member.over === null || !member.allowsAnswer(now)) return;
    this.#toMember(member, { type: "over", reason: member.over });
  }

  #later(send: () => Promise<void>): void {
    if (this.#toSend >= toSendMax) return this.#drops.count("send_queue_full");
    this.#toSend++;
    this.#sending = this.#sending.then(send).catch(this.#fail).finally(() => this.#toSend--);
  }

  // --- in -----------------------------------------------------------------------------------

  async #receive(): Promise<void> {
    for (;;) {
      const datagram = await this.#socket.receive();
      if (datagram === null) return;
      this.#take(datagram);
    }
  }

  #take(datagram: Datagram): void {
    const at = this.#clock.nowMs();
    // Asked first: what is opened has moved the member's window and must not be dropped.
    if (!this.#inOrder.hasRoom()) return this.#drops.count("queue_full");
    const opening = this.#inbox?.open(datagram, at);
    if (opening === undefined || opening === null) return;
    // Bids keep the order of their receipt through opening and verifying, both in flight.
    this.#inOrder.push(
      opening.then((heard) => heard === null ? null : this.#heard(heard)),
      this.#fail,
    );
  }

  /** Acts on what a member said; a bid is what is left for the desk. */
  async #heard(heard: Heard): Promise<BidInput | null> {
    const { member, message, at } = heard;
    if (member.over !== null) {
      this.#tellOver(member, at);
      return null;
    }
    switch (message.type) {
      case "bid": {
        const verified = await this.#inbox?.verifyBid(heard);
        return verified ?? null;
      }
      case "nak":
        this.#run(this.#sender.nak(message.ranges, { member: member.id, now: at }));
        return null;
      case "ping":
        if (member.allowsAnswer(at)) {
          this.#toMember(member, { type: "pong", sentAt: message.sentAt, houseAt: at });
        }
        return null;
      case "leave":
        this.#inbox?.remove(member.id);
        this.#sender.forget(member.id);
        this.#desk.send({ type: "left", member: member.id });
        return null;
    }
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
    for (const { id } of this.#inbox?.expire(this.#clock.nowMs()) ?? []) {
      this.#sender.forget(id);
      this.#desk.send({ type: "left", member: id });
    }
    const counters = { ...this.#drops.snapshot(), ...this.#sender.counters };
    const heard = this.#inbox?.heard() ?? [];
    this.#main.send({ type: "counters", counters, heard });
    this.#main.send({ type: "alive" });
  }

  /** Tells the bidders that the house stops, three times for the lossy, then closes. */
  async stop(): Promise<void> {
    this.#state = "stopping";
    clearTimeout(this.#wakeTimer);
    clearInterval(this.#aliveTimer);
    for (let i = 0; i < 3; i++) {
      this.#pulse();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await this.#sending;
    clearTimeout(this.#wakeTimer);
    this.#socket.close();
    await this.#receiving;
    this.#desk.close();
    this.#main.send({ type: "stopped" });
  }
}
