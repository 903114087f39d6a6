// One run of the house, its desk's side: rounds, commits, ticks, joins and history, in the order
// that the desk's thread keeps (lib/worker/desk_thread.ts).

import type { Command } from "../../lib/auction/command.ts";
import type { SaleView } from "../../lib/auction/view.ts";
import { type Bytes, equalBytes } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import type { LedgerStore } from "../../lib/ledger/store.ts";
import type { Desk } from "../../lib/session/desk.ts";
import type { DeskInput, DeskOutput } from "../../lib/session/desk_message.ts";
import type { SeqRange } from "../../lib/wire/member_message.ts";
import { restoreDesk } from "../../lib/worker/desk_record.ts";
import { HouseFeed } from "./house_feed.ts";
import type { HouseParts, Welcome } from "./stage.ts";
import { Alarm } from "./virtual_time.ts";

/** The answer to a command: the last event that it caused, or why it was refused. */
export type CommandAnswered = (seqOrReason: number | string) => void;

/** What a run tells of its life: whether it may go on after a commit, that a commit failed. */
export interface HouseLife {
  committed(): boolean;
  failed(): void;
}

const aliveMs = 1_000;
const roundMax = 512;
const fetchBytesMax = 48_000;
const catchupBytesMax = 12_000;

/** A running house. */
export class HouseDesk {
  readonly #parts: HouseParts;
  readonly #life: HouseLife;
  readonly #ledger: LedgerStore;
  readonly #desk: Desk;
  readonly #feed: HouseFeed;
  readonly #session: string;
  readonly #inbox: DeskInput[] = [];
  readonly #answers = new Map<number, CommandAnswered>();
  readonly #tickAlarm: Alarm;
  #refs = 0;
  #alive = true;
  #roundPlanned = false;
  #tickUnderWay = false;
  #toldAt = 0;

  constructor(parts: HouseParts, life: HouseLife) {
    this.#parts = parts;
    this.#life = life;
    this.#ledger = parts.openLedger();
    const restored = restoreDesk(this.#ledger, parts.signer);
    this.#desk = restored.desk;
    this.#session = parts.random.bytes(8).toHex();
    this.#feed = new HouseFeed(parts, {
      session: this.#session,
      sale: this.#ledger.identity.sale,
      toDesk: (input) => this.#take(input),
      pulse: (beat, at) => this.#toFeed(() => this.#pulse(beat, at)),
      fetch: (member, range) => this.#toFeed(() => this.#fetch(member, range)),
    });
    this.#tickAlarm = new Alarm(parts.time, () => this.#tick());
    parts.trace.note(`house starts with ${restored.events.length} events`);
  }

  begin(): void {
    const at = this.#now();
    const sale = this.#ledger.identity.sale;
    if (this.#desk.head().seq === 0) {
      this.#put({ type: "CreateSale", at, sale, ...this.#parts.sale });
    } else if (this.#desk.nextDeadline() !== null) {
      this.#put({ type: "ReturnLostTime", at, downSince: this.#ledger.aliveAt ?? at });
    }
    this.#round();
    if (!this.#alive) return;
    this.#feed.begin();
    this.#markAlive();
  }

  /** Nothing that was planned happens any more. */
  end(): void {
    this.#alive = false;
    this.#tickAlarm.clear();
    this.#feed.end();
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
    this.#feed.behindBids({ type: "command", ref, command });
  }

  // --- joins --------------------------------------------------------------------------------

  /** WELCOME, with the paddle admitted; null: the house died over it. */
  welcome(seat: string): Welcome | null {
    const paddle = this.#parts.bidders.get(seat)?.paddle;
    if (paddle === undefined) return null;
    if (!this.#desk.view.paddles.has(paddle) && this.#desk.view.phase !== "closed") {
      this.#put({ type: "AdmitPaddle", at: this.#now(), paddle, identity: `key of ${paddle}` });
      this.#round();
    }
    if (!this.#alive) return null;
    const member = this.#parts.random.bytes(8).toHex();
    const { sale } = this.#ledger.identity;
    return { session: this.#session, sale, member, now: this.#now() };
  }

  /** Where a bidder goes on that holds `seq` events up to `hash`. */
  resumeAt(have: { readonly seq: number; readonly hash: Bytes }): number {
    const before = this.#desk.hashAt(have.seq);
    return before !== null && equalBytes(before, have.hash) ? have.seq + 1 : 1;
  }

  /** The next part of a catch-up, and where the one after it begins; no batches: it is whole. */
  history(from: number): { readonly batches: readonly Bytes[]; readonly after: number } {
    if (from > this.#desk.head().seq) return { batches: [], after: from };
    const found = this.#ledger.batches(from, { bytesMax: catchupBytesMax });
    const last = found.at(-1);
    const after = last === undefined ? from : last.firstSeq + last.count;
    return { batches: found.map(({ bytes }) => bytes), after };
  }

  // --- rounds -------------------------------------------------------------------------------

  #put(command: Command): void {
    this.#inbox.push({ type: "command", ref: 0, command });
  }

  #take(input: DeskInput): void {
    this.#inbox.push(input);
    if (this.#roundPlanned) return;
    this.#roundPlanned = true;
    this.#plan(this.#now(), () => this.#round());
  }

  #round(): void {
    this.#roundPlanned = false;
    const inputs = this.#inbox.splice(0, roundMax);
    if (inputs.length > 0) {
      const output = this.#desk.take(inputs, this.#now());
      if (this.#parts.tellsBeforeCommit) this.#feed.publish(output);
      if (!this.#commit(output)) return;
      if (!this.#parts.tellsBeforeCommit) this.#toFeed(() => this.#feed.publish(output));
      this.#answer(output);
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
    const command = { type: "Tick", at: this.#now() } as const;
    this.#feed.behindBids({ type: "command", ref: 0, command });
  }

  // --- to the feed --------------------------------------------------------------------------

  /** Messages to the feed's thread stay in order and take a moment. */
  #toFeed(work: () => void): void {
    this.#toldAt = Math.max(this.#toldAt, this.#now() + this.#parts.random.between(0, 1));
    this.#plan(this.#toldAt, work);
  }

  #pulse(beat: number, at: number): void {
    const { seq } = this.#desk.head();
    const session = this.#session;
    this.#feed.heartbeat(this.#desk.heartbeat({ session, beat, at, state: "running" }), seq);
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
    this.#plan(this.#now() + aliveMs, () => this.#markAlive());
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

/** "5" or "5..7". */
function rangeOf(rows: readonly { readonly seq: number }[]): string {
  const [first, last] = [rows[0]?.seq, rows.at(-1)?.seq];
  return first === last ? `${first}` : `${first}..${last}`;
}
