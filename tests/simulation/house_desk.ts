// One run of the house, its desk's side: rounds, commits, ticks, members, keys and history, in the
// order that the desk's thread keeps (lib/worker/desk_thread.ts, desk_joins.ts, desk_rekey.ts).

import type { Command } from "../../lib/auction/command.ts";
import type { SaleView } from "../../lib/auction/view.ts";
import { type Bytes, equalBytes } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import type { LedgerStore } from "../../lib/ledger/store.ts";
import type { Desk } from "../../lib/session/desk.ts";
import type { DeskInput, DeskOutput } from "../../lib/session/desk_message.ts";
import { RekeyClock } from "../../lib/session/rekey_clock.ts";
import { RESTART_GRACE_MS } from "../../lib/session/session_limits.ts";
import { PROTOCOL_VERSION } from "../../lib/wire/limits.ts";
import type { SeqRange } from "../../lib/wire/member_message.ts";
import type { Pulse } from "../../lib/worker/desk_contract.ts";
import { restoreDesk } from "../../lib/worker/desk_record.ts";
import { ALIVE_MS } from "../../lib/worker/life_cycle.ts";
import { identityOf, ownerIn, ownerOf } from "../../lib/secure/paddle_owner.ts";
import { Membership } from "../../lib/worker/membership.ts";
import { HouseCheckpoints } from "./house_checkpoints.ts";
import { HouseFeed } from "./house_feed.ts";
import type { HouseJoin, Ready } from "./house_joins.ts";
import type { Pipe } from "./pipe.ts";
import { unusedMemberKeys } from "./seeded_keys.ts";
import type { HouseParts, Seat, Welcome } from "./stage.ts";
import { Alarm } from "./virtual_time.ts";

/** The answer to a command: the last event that it caused, or why it was refused. */
export type CommandAnswered = (seqOrReason: number | string) => void;

/** What a run tells of its life: whether it may go on after a commit, that a commit failed. */
export interface HouseLife {
  committed(): boolean;
  failed(): void;
}

const roundMax = 512;
const fetchBytesMax = 48_000;
const catchupBytesMax = 12_000;
const joinedMax = 2_000;

/** A running house. */
export class HouseDesk {
  readonly joins = new Set<HouseJoin>();
  /** The connections of the relay. */
  readonly connections = new Set<Pipe>();
  readonly #parts: HouseParts;
  readonly #life: HouseLife;
  readonly #ledger: LedgerStore;
  readonly #desk: Desk;
  readonly #feed: HouseFeed;
  readonly #members: Membership;
  readonly #rekeyClock: RekeyClock;
  readonly #rekeyAlarm: Alarm;
  readonly #checkpoints: HouseCheckpoints;
  readonly #session: string;
  readonly #inbox: DeskInput[] = [];
  readonly #answers = new Map<number, CommandAnswered>();
  readonly #tickAlarm: Alarm;
  #pulse: Pulse | null = null;
  #refs = 0;
  #alive = true;
  #roundPlanned = false;
  #tickUnderWay = false;
  #toldAt = 0;
  rekeys = 0;

  constructor(parts: HouseParts, life: HouseLife) {
    const { makeMembership = (most) => new Membership(most) } = parts.plants;
    this.#parts = parts;
    this.#life = life;
    this.#ledger = parts.openLedger();
    const restored = restoreDesk(this.#ledger, parts.signer);
    this.#desk = restored.desk;
    this.#session = parts.random.bytes(8).toHex();
    this.#members = makeMembership(joinedMax);
    for (const { paddle, identity } of restored.admissions) {
      this.#members.admitted(paddle, ownerIn(identity));
    }
    const { epoch } = this.#members;
    parts.checkers.keys.made(this.#session, epoch);
    this.#feed = new HouseFeed(parts, {
      session: this.#session,
      sale: this.#ledger.identity.sale,
      epoch,
      toDesk: (input) => this.#take([input]),
      pulse: (pulse) => this.#toFeed(() => this.#beat(pulse)),
      fetch: (member, range) => this.#toFeed(() => this.#fetch(member, range)),
      worn: () => this.#toFeed(() => this.rekey()),
      left: (member) => this.#toFeed(() => this.#left(member)),
    });
    this.#tickAlarm = new Alarm(parts.time, () => this.#tick());
    this.#rekeyClock = new RekeyClock(this.#now());
    this.#rekeyAlarm = new Alarm(parts.time, () => this.#lookAtKey());
    this.#checkpoints = new HouseCheckpoints({
      ...parts,
      desk: this.#desk,
      tell: (message) => this.#toFeed(() => this.#feed.checkpoint(message)),
    });
    parts.trace.note(`house starts with ${restored.events.length} events`);
  }

  begin(): void {
    const at = this.#now();
    const sale = this.#ledger.identity.sale;
    this.#members.register(this.#registry());
    if (this.#desk.head().seq === 0) {
      this.#put({ type: "CreateSale", at, sale, ...this.#parts.sale });
    } else if (this.#desk.nextDeadline() !== null) {
      const downSince = (this.#ledger.aliveAt ?? at) - RESTART_GRACE_MS;
      this.#put({ type: "ReturnLostTime", at, downSince });
    }
    for (const command of this.#standings()) this.#put(command);
    this.#round();
    if (!this.#alive) return;
    this.#checkpoints.begin();
    this.#feed.begin();
    this.#lookAtKey();
    this.#markAlive();
  }

  /** Nothing that was planned happens any more. */
  end(): void {
    this.#alive = false;
    this.#tickAlarm.clear();
    this.#rekeyAlarm.clear();
    this.#checkpoints.end();
    this.#feed.end();
    for (const join of this.joins) join.close();
    for (const pipe of this.connections) pipe.close("house");
  }

  /** The sale as the auctioneer's console shows it. */
  get view(): SaleView {
    return this.#desk.view;
  }

  get feed(): HouseFeed {
    return this.#feed;
  }

  /** A command of the auctioneer: behind every bid that the house has received before it. */
  command(command: Command, answered: CommandAnswered = () => {}): void {
    const ref = ++this.#refs;
    this.#answers.set(ref, answered);
    const before = this.#members.admitFor(command).map(byTheHouse);
    this.#feed.behindBids(() => this.#take([...before, { type: "command", ref, command }]));
  }

  // --- the registry -------------------------------------------------------------------------

  /** The registry has changed: who may not go on is put out at once. */
  register(): void {
    const out = this.#members.register(this.#registry());
    for (const member of out) {
      this.#members.leave(member);
      this.#toFeed(() => this.#feed.dismiss(member, "put_out"));
    }
    if (this.#members.hasStrayReader()) this.rekey();
    this.#feed.behindBids(() => this.#take(this.#standings().map(byTheHouse)));
  }

  #registry() {
    return [...this.#parts.seats.values()].map(({ registered }) => registered);
  }

  #standings(): readonly Command[] {
    return this.#members.standings(this.#desk.view.paddles, this.#now());
  }

  #left(member: string): void {
    if (this.#members.leave(member) === null) return;
    this.#rekeyClock.left(this.#now());
    this.#lookAtKey();
  }

  // --- keys ---------------------------------------------------------------------------------

  /** Someone must not read on, the key is worn, or the auctioneer asks for a new one. */
  rekey(): void {
    this.#rekeyClock.urgent(this.#now());
    this.#lookAtKey();
  }

  #lookAtKey(): void {
    if (this.#rekeyClock.take(this.#now())) {
      const epoch = this.#members.rekey();
      this.rekeys++;
      this.#parts.trace.note(`house makes key ${epoch.number}`);
      this.#parts.checkers.keys.made(this.#session, epoch);
      this.#toFeed(() => this.#feed.room.rekey(epoch));
    }
    this.#rekeyAlarm.set(this.#rekeyClock.dueAt);
  }

  // --- joins --------------------------------------------------------------------------------

  /** A WELCOME, or why there is none; null: the house died over it. */
  admit(seat: string): Welcome | string | null {
    const registered = this.#parts.seats.get(seat)?.registered;
    if (registered === undefined) return "not_registered";
    const proven = { ...ownerOf(registered), version: PROTOCOL_VERSION };
    const admission = this.#members.admit(proven, this.#now());
    if (admission.type === "refused") return admission.reason;
    const { paddle } = registered;
    if (this.#desk.view.phase !== "closed" && !this.#members.isAdmitted(paddle)) {
      const identity = identityOf(registered);
      const admit = byTheHouse({ type: "AdmitPaddle", at: this.#now(), paddle, identity });
      this.#feed.behindBids(() => this.#take([admit]));
      this.#members.admitted(paddle, ownerOf(registered));
    }
    const { sale } = this.#ledger.identity;
    const { member, epoch } = admission;
    const { seq: last, hash: head } = this.#desk.head();
    this.#parts.welcomed?.(seat);
    return { session: this.#session, sale, member, epoch, last, head, now: this.#now() };
  }

  /** The owner opened the WELCOME: a member from now on. False: it may not any more. */
  confirm(member: string): boolean {
    const confirmed = this.#members.confirm(member, unusedMemberKeys);
    if (confirmed === null) return false;
    const { joined: { id, paddle, epoch }, ended } = confirmed;
    const seat = this.#seatOf(paddle);
    if (ended !== null) this.#toFeed(() => this.#feed.dismiss(ended, "replaced"));
    if (seat !== null) this.#toFeed(() => this.#feed.join(id, { seat, epoch }));
    return true;
  }

  #seatOf(paddle: string): Seat | null {
    const seats = this.#parts.seats.values();
    return seats.find(({ registered }) => registered.paddle === paddle) ?? null;
  }

  /** How it stands, signed: a heartbeat once the feed has asked for one, and a checkpoint. */
  state(): readonly Bytes[] {
    const heartbeat = this.#pulse === null ? null : this.#heartbeat(this.#pulse);
    return [heartbeat, this.#checkpoints.newest].filter((bytes) => bytes !== null);
  }

  /** Where a bidder goes on that holds `seq` events up to `hash`. */
  resumeAt(have: { readonly seq: number; readonly hash: Bytes }): number {
    const before = this.#desk.hashAt(have.seq);
    return before !== null && equalBytes(before, have.hash) ? have.seq + 1 : 1;
  }

  /** The next part of a catch-up, and where the one after it begins; no batches: it is whole. */
  history(from: number) {
    const { seq, hash } = this.#desk.head();
    const ready: Ready = { next: seq + 1, head: hash };
    if (from > seq) return { batches: [], after: from, ready };
    const found = this.#ledger.batches(from, { bytesMax: catchupBytesMax });
    const last = found.at(-1);
    const after = last === undefined ? from : last.firstSeq + last.count;
    return { batches: found.map(({ bytes }) => bytes), after, ready };
  }

  // --- rounds -------------------------------------------------------------------------------

  #put(command: Command): void {
    this.#inbox.push(byTheHouse(command));
  }

  #take(inputs: readonly DeskInput[]): void {
    this.#inbox.push(...inputs);
    if (this.#roundPlanned || inputs.length === 0) return;
    this.#roundPlanned = true;
    this.#plan(this.#now(), () => this.#round());
  }

  #round(): void {
    this.#roundPlanned = false;
    const inputs = this.#inbox.splice(0, roundMax);
    if (inputs.length > 0) {
      const output = this.#desk.take(inputs, this.#now());
      const early = this.#parts.plants.tellsBeforeCommit ?? false;
      if (early) this.#feed.publish(output);
      if (this.#parts.plants.signsBeforeCommit) this.#checkpoints.committed(output.events);
      if (!this.#commit(output)) return;
      if (!early) this.#toFeed(() => this.#feed.publish(output));
      this.#answer(output);
      this.#checkpoints.committed(output.events);
    }
    if (inputs.some((input) => input.type === "command" && input.command.type === "Tick")) {
      this.#tickUnderWay = false;
    }
    this.#planTick();
  }

  /** False: the house died over it. */
  #commit(output: DeskOutput): boolean {
    if (output.rows.length === 0) return true;
    if (!this.#write(() => this.#ledger.append(output))) return false;
    this.#parts.trace.note(`house commits ${rangeOf(output.rows)}`);
    return this.#life.committed();
  }

  /** False: the disk failed, and a house whose record may lack what it believes ends. */
  #write(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "ledger_unwritable") throw error;
      this.#life.failed();
      return false;
    }
  }

  #answer(output: DeskOutput): void {
    for (const { ref, result } of output.answers) {
      const answered = this.#answers.get(ref);
      this.#answers.delete(ref);
      answered?.(result.type === "done" ? result.seq : result.reason);
    }
  }

  #planTick(): void {
    const deadline = this.#desk.nextDeadline();
    if (deadline === null || this.#tickUnderWay) this.#tickAlarm.clear();
    else this.#tickAlarm.set(deadline);
  }

  #tick(): void {
    this.#tickUnderWay = true;
    const tick = byTheHouse({ type: "Tick", at: this.#now() });
    this.#feed.behindBids(() => this.#take([tick]));
  }

  // --- to the feed --------------------------------------------------------------------------

  /** Messages to the feed's thread stay in order and take a moment. */
  #toFeed(work: () => void): void {
    this.#toldAt = Math.max(this.#toldAt, this.#now() + this.#parts.random.between(0, 1));
    this.#plan(this.#toldAt, work);
  }

  #beat(pulse: Pulse): void {
    this.#pulse = pulse;
    this.#feed.heartbeat(this.#heartbeat(pulse), this.#desk.head().seq);
  }

  #heartbeat(pulse: Pulse): Bytes {
    return this.#desk.heartbeat({ ...pulse, at: this.#now(), session: this.#session });
  }

  #fetch(member: string, range: SeqRange): void {
    if (range.first > this.#desk.head().seq) return;
    const batches = this.#ledger.batches(range.first, { bytesMax: fetchBytesMax })
      .filter(({ firstSeq }) => firstSeq <= range.last);
    this.#feed.fetched(member, batches);
  }

  // --- life ---------------------------------------------------------------------------------

  #markAlive(): void {
    if (!this.#write(() => this.#ledger.markAlive(this.#now()))) return;
    this.#plan(this.#now() + ALIVE_MS, () => this.#markAlive());
  }

  #plan(at: number, work: () => void): void {
    this.#parts.time.at(at, () => {
      if (this.#alive) work();
    });
  }

  #now(): number {
    return this.#parts.time.nowMs();
  }
}

/** A command of the house itself: nobody waits for its answer. */
function byTheHouse(command: Command): DeskInput {
  return { type: "command", ref: 0, command };
}

/** "5" or "5..7". */
function rangeOf(rows: readonly { readonly seq: number }[]): string {
  const [first, last] = [rows[0]?.seq, rows.at(-1)?.seq];
  return first === last ? `${first}` : `${first}..${last}`;
}
