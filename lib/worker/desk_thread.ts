// The desk's thread: it holds the money and the house's key, and has no network.
//
// Bids and commands are worked through in rounds: whatever has come while the disk was busy is one
// round, one transaction, one set of batches. Nothing is told before it is committed.

import { setImmediate } from "node:timers";
import { assert } from "@std/assert";
import type { Command } from "../auction/command.ts";
import type { Bytes } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import type { LedgerStore } from "../ledger/store.ts";
import { thumbprint } from "../secure/key_set.ts";
import { namesIn } from "../secure/paddle_owner.ts";
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
  FeedToDesk,
  JoinToDesk,
  Pulse,
} from "./desk_contract.ts";
import { type BeginCopy, DeskBackup } from "./desk_backup.ts";
import { DeskCheckpoints, type KeptRecordParts, openKept } from "./desk_checkpoints.ts";
import { DeskJoins } from "./desk_joins.ts";
import { DeskMembers } from "./desk_members.ts";
import { firstCommands, restoreDesk } from "./desk_record.ts";
import { DeskRekey } from "./desk_rekey.ts";
import { DeskTicks } from "./desk_ticks.ts";
import { FeedBarriers } from "./feed_barriers.ts";
import { ALIVE_MS, faultNotice } from "./life_cycle.ts";
import { Membership } from "./membership.ts";
import { type TypedPort, typedPort } from "./typed_port.ts";

/** What the thread needs from its entry: in a test, a record in memory and a clock of its own. */
export interface DeskThreadParts extends KeptRecordParts {
  readonly clock: Clock;
  readonly beginCopy: BeginCopy;
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
  readonly #present: DeskMembers;
  readonly #session = crypto.getRandomValues(new Uint8Array(8)).toHex();
  readonly #barriers: FeedBarriers;
  readonly #rekey: DeskRekey;
  readonly #backup: DeskBackup;
  readonly #checkpoints: DeskCheckpoints;
  readonly #ticks: DeskTicks;
  readonly #fail: (error: unknown) => void;
  readonly #inbox: DeskInput[] = [];
  readonly #aliveTimer: ReturnType<typeof setInterval>;
  #roundPlanned = false;
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
    const path = request.config.ledger;
    const houseX = this.#signer.publicJwk().x;
    const { ledger, log } = openKept(path, { house: houseX, ...parts });
    this.#ledger = ledger;
    const { sale } = ledger.identity;
    const { desk, events, admissions } = restoreDesk(this.#ledger, this.#signer);
    this.#desk = desk;
    this.#members = new Membership(request.config.joinedMax, admissions);
    this.#feed = typedPort(request.feed);
    this.#join = typedPort(request.join);
    this.#barriers = new FeedBarriers((barrier) => this.#feed.send({ type: "barrier", barrier }));
    this.#rekey = new DeskRekey({
      clock: this.#clock,
      make: () => this.#members.rekey(),
      spread: (epoch) => this.#feed.send({ type: "rekey", epoch }),
    });
    this.#present = this.#membersAtTheDesk();
    this.#backup = new DeskBackup({
      path,
      ledger,
      begin: parts.beginCopy,
      told: (ref, outcome) => this.#main.send({ type: "backup", ref, outcome }),
    });
    this.#checkpoints = new DeskCheckpoints({
      clock: this.#clock,
      desk,
      log,
      sale,
      houseX,
      main,
      feed: this.#feed,
      guard: (work) => this.#guard(work),
    });
    this.#ticks = new DeskTicks({
      clock: this.#clock,
      deadline: () => desk.nextDeadline(),
      tick: (at) => this.#guard(() => this.#hold({ type: "Tick", at })),
    });
    this.#tell(events);
    this.#begin(request);
    this.#aliveTimer = setInterval(() => this.#beat(), ALIVE_MS);
    this.#main.send({ type: "ready", names: namesIn(admissions) });
  }

  #membersAtTheDesk(): DeskMembers {
    return new DeskMembers({
      clock: this.#clock,
      members: this.#members,
      desk: this.#desk,
      main: this.#main,
      feed: this.#feed,
      rekey: this.#rekey,
      hold: (command) => this.#hold(command),
    });
  }

  #begin(request: StartRequest): void {
    this.#present.register(request.bidders);
    const at = this.#clock.nowMs();
    const commands = [
      ...firstCommands(this.#desk, { ...this.#config, ledger: this.#ledger, at }),
      ...this.#present.standings(),
    ];
    this.#inbox.push(...commands.map(byTheHouse));
    this.#feed.send({
      type: "session",
      session: this.#session,
      sale: this.#ledger.identity.sale,
      house: thumbprintBytes(this.#house),
      epoch: this.#members.epoch,
    });
    this.#feed.listen((message) => this.#guard(() => this.#fromFeed(message)));
    const joins = this.#joins();
    this.#join.listen((message) => this.#guard(() => joins.answer(message)));
    this.#round();
    this.#checkpoints.begin();
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
      checkpoint: () => this.#checkpoints.newest?.message ?? null,
      history: (from, bytesMax) => this.#history(from, bytesMax),
      record: (bidder) => this.#present.record(bidder),
      knocked: (keySet) => this.#main.send({ type: "knock", keySet, at: this.#clock.nowMs() }),
      joined: (member, ended) => this.#present.joined(member, ended),
      fail: this.#fail,
    });
  }

  handle(request: Exclude<DeskRequest, StartRequest>): void {
    this.#guard(() => this.#handle(request));
  }

  #handle(request: Exclude<DeskRequest, StartRequest>): void {
    switch (request.type) {
      case "command": {
        const before = this.#members.admitFor(request.command).map(byTheHouse);
        return this.#barriers.hold({ inputs: () => [...before, request] });
      }
      case "preview":
        return this.#barriers.hold({ inputs: () => [], done: () => this.#preview(request) });
      case "rekey":
        this.#rekey.urgent();
        return this.#done(request.ref);
      case "backup":
        return this.#backup.start(request.ref);
      case "registry":
        this.#present.register(request.bidders);
        return this.#barriers.hold({
          inputs: () => this.#present.standings().map(byTheHouse),
          done: () => this.#done(request.ref),
        });
      case "stop":
        return this.#stop();
    }
  }

  #preview({ ref, command }: Extract<DeskRequest, { type: "preview" }>): void {
    this.#main.send({ type: "preview", ref, preview: this.#present.preview(command) });
  }

  #done(ref: number): void {
    const result = { type: "done", seq: this.#desk.head().seq } as const;
    this.#main.send({ type: "answer", answer: { ref, result } });
  }

  #tell(events: Extract<DeskNotice, { type: "events" }>["events"]): void {
    this.#main.send({ type: "events", events, hash: this.#desk.head().hash });
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
    this.#ticks.stop();
    clearInterval(this.#aliveTimer);
    this.#rekey.stop();
    this.#backup.stop();
    this.#checkpoints.stop();
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
      if (events.length > 0) this.#tell(events);
      for (const answer of output.answers) {
        if (answer.ref !== 0) this.#main.send({ type: "answer", answer });
      }
      for (const missed of output.missed) this.#main.send({ type: "missed_bid", ...missed });
      this.#checkpoints.committed(events);
    }
    if (inputs.some(isTick)) this.#ticks.done();
    this.#ticks.plan();
    if (this.#inbox.length > 0) this.#planRound();
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
        if (this.#present.leave(message.member)) this.#rekey.left();
    }
  }

  /** A signed heartbeat as of now; the feed counts the beats. */
  #heartbeat(pulse: Pulse): Bytes {
    return this.#desk.heartbeat({ ...pulse, at: this.#clock.nowMs(), session: this.#session });
  }

  #history(from: number, bytesMax: number): ReturnType<LedgerStore["batches"]> {
    return from > this.#desk.head().seq ? [] : this.#ledger.batches(from, { bytesMax });
  }

  /** A command of the house itself, behind whatever was received before it. */
  #hold(command: Command): void {
    this.#barriers.hold({ inputs: () => [byTheHouse(command)] });
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
    this.#checkpoints.end();
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
