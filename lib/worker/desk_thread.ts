// The desk's thread: it holds the money and the house's key, and has no network.
//
// Bids and commands are worked through in rounds: whatever has come while the disk was busy is one
// round, one transaction, one set of batches. Nothing is told before it is committed.

import { setImmediate } from "node:timers";
import { assert } from "@std/assert";
import type { Command } from "../auction/command.ts";
import type { Bytes } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import type { LedgerIdentity, LedgerStore } from "../ledger/store.ts";
import { thumbprint } from "../secure/key_set.ts";
import type { RegisteredBidder } from "../secure/registry.ts";
import { HouseSigner } from "../secure/house_signer.ts";
import { thumbprintBytes } from "../secure/signing.ts";
import type { Desk } from "../session/desk.ts";
import type { DeskInput } from "../session/desk_message.ts";
import type {
  DeskConfig,
  DeskNotice,
  DeskRequest,
  DeskToFeed,
  DeskToJoin,
  FeedMember,
  FeedToDesk,
  JoinToDesk,
  Pulse,
} from "./desk_contract.ts";
import { DeskJoins } from "./desk_joins.ts";
import { restoreDesk } from "./desk_record.ts";
import { DeskRekey } from "./desk_rekey.ts";
import { FeedBarriers } from "./feed_barriers.ts";
import { RESTART_GRACE_MS } from "../session/session_limits.ts";
import { ALIVE_MS, faultNotice } from "./life_cycle.ts";
import { identityOf, Membership, ownerIn, ownerOf } from "./membership.ts";
import { type TypedPort, typedPort } from "./typed_port.ts";

/** What the thread needs from its entry: in a test, a record in memory and a clock of its own. */
export interface DeskThreadParts {
  readonly clock: Clock;
  /** Opens the record, or begins one for `house`. */
  openLedger(path: string, house: string): LedgerStore;
}

type StartRequest = Extract<DeskRequest, { type: "start" }>;

/** Inputs of one round at most: keeps a round's transaction short. */
const roundMax = 512;
/** Batches that one NAK may bring back from the record, in bytes. */
const fetchBytesMax = 48_000;

/** Runs the desk over `port` until it is told to stop. */
export function runDesk(port: TypedPort<DeskRequest, DeskNotice>, parts: DeskThreadParts): void {
  let thread: DeskThread | null = null;
  const fail = (error: unknown) => port.send({ type: "failed", fault: faultNotice(error) });
  port.listen((request) => {
    try {
      if (request.type === "start") {
        assert(thread === null, "A desk starts once");
        thread = new DeskThread(port, { request, parts, fail });
      } else {
        thread?.handle(request);
      }
    } catch (error) {
      fail(error);
    }
  });
}

/** A new record's identity: the sale gets a random name for good. */
export function newIdentity(house: string): LedgerIdentity {
  return { sale: crypto.getRandomValues(new Uint8Array(16)).toHex(), house };
}

class DeskThread {
  readonly #main: TypedPort<DeskRequest, DeskNotice>;
  readonly #feed: TypedPort<FeedToDesk, DeskToFeed>;
  readonly #join: TypedPort<JoinToDesk, DeskToJoin>;
  readonly #config: DeskConfig;
  readonly #clock: Clock;
  readonly #signer: HouseSigner;
  readonly #house: string;
  readonly #ledger: LedgerStore;
  readonly #desk: Desk;
  readonly #members: Membership;
  readonly #session = crypto.getRandomValues(new Uint8Array(8)).toHex();
  readonly #barriers: FeedBarriers;
  readonly #rekey: DeskRekey;
  readonly #fail: (error: unknown) => void;
  readonly #inbox: DeskInput[] = [];
  readonly #aliveTimer: ReturnType<typeof setInterval>;
  #roundPlanned = false;
  #tickTimer: ReturnType<typeof setTimeout> | undefined;
  #tickUnderWay = false;
  #ports: { readonly bidPort: number; readonly relayPort: number } | null = null;
  /** What the last heartbeat said beside the record. */
  #pulse: Pulse | null = null;
  #stopping = false;

  constructor(
    main: TypedPort<DeskRequest, DeskNotice>,
    { request, parts, fail }: {
      readonly request: StartRequest;
      readonly parts: DeskThreadParts;
      readonly fail: (error: unknown) => void;
    },
  ) {
    this.#main = main;
    this.#fail = fail;
    this.#config = request.config;
    this.#clock = parts.clock;
    this.#signer = new HouseSigner(request.houseKey);
    this.#house = thumbprint(this.#signer.publicJwk());
    this.#ledger = parts.openLedger(request.config.ledger, this.#house);
    const { desk, events, admissions } = restoreDesk(this.#ledger, this.#signer);
    this.#desk = desk;
    this.#members = new Membership(request.config.joinedMax);
    for (const { paddle, identity } of admissions) {
      const owner = ownerIn(identity);
      if (owner !== null) this.#members.admitted(paddle, owner);
    }
    this.#feed = typedPort(request.feed);
    this.#join = typedPort(request.join);
    this.#barriers = new FeedBarriers((barrier) => this.#feed.send({ type: "barrier", barrier }));
    this.#rekey = new DeskRekey({
      clock: this.#clock,
      make: () => this.#members.rekey(),
      spread: (epoch) => this.#feed.send({ type: "rekey", epoch }),
    });
    this.#main.send({ type: "events", events });
    this.#begin(request);
    this.#aliveTimer = setInterval(() => this.#beat(), ALIVE_MS);
    this.#main.send({
      type: "ready",
      sale: this.#ledger.identity.sale,
      restoredEvents: events.length,
    });
  }

  #begin(request: StartRequest): void {
    const { sale } = this.#ledger.identity;
    this.#register(request.bidders);
    const commands = [...this.#firstCommands(), ...this.#standings()];
    this.#inbox.push(...commands.map(byTheHouse));
    this.#feed.send({
      type: "session",
      session: this.#session,
      sale,
      house: thumbprintBytes(this.#house),
      epoch: this.#members.epoch,
    });
    this.#feed.listen((message) => this.#guard(() => this.#fromFeed(message)));
    const joins = this.#joins();
    this.#join.listen((message) => this.#guard(() => joins.answer(message)));
    this.#round();
  }

  #firstCommands(): readonly Command[] {
    const at = this.#clock.nowMs();
    if (this.#desk.head().seq === 0) {
      const { name, currency } = this.#config;
      return [{ type: "CreateSale", at, sale: this.#ledger.identity.sale, name, currency }];
    }
    if (this.#desk.nextDeadline() === null) return [];
    // The last sign of life may be a second old: that second goes to the bidders, and so does the
    // time that they take to notice and to join again.
    const downSince = (this.#ledger.aliveAt ?? at) - RESTART_GRACE_MS;
    return [{ type: "ReturnLostTime", at, downSince }];
  }

  #joins(): DeskJoins {
    return new DeskJoins({
      port: this.#join,
      desk: this.#desk,
      members: this.#members,
      signer: this.#signer,
      clock: this.#clock,
      config: this.#config,
      sale: this.#ledger.identity.sale,
      session: this.#session,
      ports: () => this.#ports,
      heartbeat: () => this.#pulse === null ? null : this.#heartbeat(this.#pulse),
      history: (from, bytesMax) => this.#history(from, bytesMax),
      record: (bidder) => this.#record(bidder),
      joined: (member, ended) => this.#joined(member, ended),
      fail: this.#fail,
    });
  }

  handle(request: Exclude<DeskRequest, StartRequest>): void {
    this.#guard(() => this.#handle(request));
  }

  #handle(request: Exclude<DeskRequest, StartRequest>): void {
    switch (request.type) {
      case "command":
        return this.#barriers.hold({ inputs: () => [request] });
      case "rekey":
        this.#rekey.urgent();
        return this.#done(request.ref);
      case "registry":
        this.#register(request.bidders);
        return this.#barriers.hold({
          inputs: () => this.#standings().map(byTheHouse),
          done: () => this.#done(request.ref),
        });
      case "stop":
        return this.#stop();
    }
  }

  #done(ref: number): void {
    const result = { type: "done", seq: this.#desk.head().seq } as const;
    this.#main.send({ type: "answer", answer: { ref, result } });
  }

  /**
   * Runs `work` of a message. What it throws ends the house, and from that moment this thread says
   * nothing more to anyone: its state may be ahead of the disk.
   */
  #guard(work: () => void): void {
    if (this.#stopping) return;
    try {
      work();
    } catch (error) {
      this.#fall();
      this.#fail(error);
    }
  }

  #fall(): void {
    this.#stopping = true;
    clearTimeout(this.#tickTimer);
    clearInterval(this.#aliveTimer);
    this.#rekey.stop();
    this.#feed.close();
    this.#join.close();
  }

  // --- rounds -------------------------------------------------------------------------------

  #passed(barrier: number): void {
    const held = this.#barriers.passed(barrier);
    this.#inbox.push(...held.inputs());
    if (held.done === undefined) return this.#planRound();
    while (this.#inbox.length > 0) this.#round();
    held.done();
  }

  #planRound(): void {
    if (this.#roundPlanned) return;
    this.#roundPlanned = true;
    // After the messages that are already here: they make one round together.
    setImmediate(() => this.#guard(() => this.#round()));
  }

  #round(): void {
    this.#roundPlanned = false;
    const inputs = this.#inbox.splice(0, roundMax);
    if (inputs.length > 0) {
      const output = this.#desk.take(inputs, this.#clock.nowMs());
      if (output.rows.length > 0) this.#ledger.append(output);
      const bidsTaken = inputs.filter(({ type }) => type === "bid").length;
      const { batches, receipts, events } = output;
      this.#feed.send({ type: "published", batches, receipts, bidsTaken });
      if (events.length > 0) this.#main.send({ type: "events", events });
      for (const answer of output.answers) {
        if (answer.ref !== 0) this.#main.send({ type: "answer", answer });
      }
    }
    if (inputs.some(isTick)) this.#tickUnderWay = false;
    this.#planTick();
    if (this.#inbox.length > 0) this.#planRound();
  }

  /** One timer to the next announced end. */
  #planTick(): void {
    clearTimeout(this.#tickTimer);
    const deadline = this.#desk.nextDeadline();
    if (deadline === null || this.#tickUnderWay) return;
    // A timer holds 2^31 ms at most; it is planned again when it fires early.
    const waitMs = Math.min(Math.max(deadline - this.#clock.nowMs(), 0), 2 ** 30);
    this.#tickTimer = setTimeout(() => this.#guard(() => this.#tick()), waitMs);
  }

  #tick(): void {
    const at = this.#clock.nowMs();
    const deadline = this.#desk.nextDeadline();
    if (deadline === null || deadline > at) return this.#planTick();
    this.#tickUnderWay = true;
    this.#barriers.hold({ inputs: () => [byTheHouse({ type: "Tick", at })] });
  }

  // --- the registry -------------------------------------------------------------------------

  /** Takes the registry; who may not go on is put out at once. */
  #register(bidders: readonly RegisteredBidder[]): void {
    const out = this.#members.register(bidders);
    for (const member of out) this.#dismiss(member);
    // Whoever was put out must not read on: the rest get a new key.
    if (this.#members.hasStrayReader()) this.#rekey.urgent();
  }

  #standings(): readonly Command[] {
    return this.#members.standings(this.#desk.view.paddles, this.#clock.nowMs());
  }

  #dismiss(member: string): void {
    if (this.#leave(member)) this.#feed.send({ type: "dismiss", member, reason: "put_out" });
  }

  /** Ends a member's session; false where there was none. */
  #leave(member: string): boolean {
    const paddle = this.#members.leave(member);
    if (paddle === null) return false;
    this.#main.send({ type: "left", paddle, at: this.#clock.nowMs() });
    return true;
  }

  // --- the feed -----------------------------------------------------------------------------

  #fromFeed(message: FeedToDesk): void {
    switch (message.type) {
      case "open":
        this.#ports = message;
        return this.#barriers.open();
      case "bids":
        this.#inbox.push(...message.bids);
        return this.#planRound();
      case "passed":
        return this.#passed(message.barrier);
      case "pulse":
        this.#pulse = message;
        return this.#feed.send({ type: "heartbeat", message: this.#heartbeat(message) });
      case "worn":
        return this.#rekey.urgent();
      case "fetch": {
        const batches = this.#history(message.range.first, fetchBytesMax)
          .filter(({ firstSeq }) => firstSeq <= message.range.last);
        return this.#feed.send({ type: "fetched", member: message.member, batches });
      }
      case "left":
        if (this.#leave(message.member)) this.#rekey.left();
    }
  }

  /** A signed heartbeat as of now; the feed counts the beats. */
  #heartbeat(pulse: Pulse): Bytes {
    return this.#desk.heartbeat({ ...pulse, at: this.#clock.nowMs(), session: this.#session });
  }

  #history(from: number, bytesMax: number): ReturnType<LedgerStore["batches"]> {
    return from > this.#desk.head().seq ? [] : this.#ledger.batches(from, { bytesMax });
  }

  // --- joins --------------------------------------------------------------------------------

  #record(bidder: RegisteredBidder): void {
    const { paddle } = bidder;
    const identity = identityOf(bidder);
    const admit = byTheHouse({ type: "AdmitPaddle", at: this.#clock.nowMs(), paddle, identity });
    // Its first bid comes through the feed behind this barrier.
    this.#barriers.hold({ inputs: () => [admit] });
    this.#members.admitted(paddle, ownerOf(bidder));
  }

  #joined(member: FeedMember, ended: string | null): void {
    if (ended !== null) this.#feed.send({ type: "dismiss", member: ended, reason: "replaced" });
    this.#feed.send({ type: "member", member });
    this.#main.send({ type: "joined", paddle: member.paddle, at: this.#clock.nowMs() });
  }

  // --- life ---------------------------------------------------------------------------------

  #beat(): void {
    this.#guard(() => {
      this.#ledger.markAlive(this.#clock.nowMs());
      this.#main.send({ type: "alive" });
    });
  }

  /** What was received is still answered; open lots are kept by the record as they are. */
  #stop(): void {
    while (this.#inbox.length > 0) this.#round();
    this.#ledger.markAlive(this.#clock.nowMs());
    this.#ledger.close();
    this.#fall();
    this.#main.send({ type: "stopped" });
  }
}

/** A command of the house itself: nobody waits for its answer. */
function byTheHouse(command: Command): DeskInput {
  return { type: "command", ref: 0, command };
}

function isTick(input: DeskInput): boolean {
  return input.type === "command" && input.command.type === "Tick";
}
