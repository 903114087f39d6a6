// The ledger's twin in memory, for simulation: the same interface and checks without a disk.
//
// A MemoryDisk is what survives: committed appends, whole or not at all. A MemoryLedger is one
// house's hold on it. A crash takes the hold away and leaves the disk, and a commit can be made to
// fail in both ways that a real one does: lost, or kept although the house was told otherwise.

import { assert } from "@std/assert";
import { copyBytes } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { StopAtFailure } from "./_stop_at_failure.ts";
import { noRecord, refuseOther } from "./identity.ts";
import type {
  LedgerAppend,
  LedgerBatch,
  LedgerBid,
  LedgerChecks,
  LedgerHead,
  LedgerIdentity,
  LedgerOwner,
  LedgerPart,
  LedgerRow,
  LedgerStore,
} from "./store.ts";
import { assertAppend, assertTime, bidKey, type VerifiedRecord, verifyRecord } from "./verify.ts";

const NAME = "memory";

/** What became of a commit that failed: nothing of it is on the disk, or all of it. */
export type FailedCommit = "lost" | "kept";

/** The disk under a {@link MemoryLedger}: give the same one to the house that starts again. */
export class MemoryDisk {
  #identity: LedgerIdentity | null = null;
  readonly #rows: LedgerRow[] = [];
  readonly #batches: LedgerBatch[] = [];
  readonly #bids = new Map<string, LedgerBid>();
  #aliveAt: number | null = null;
  #holder: MemoryLedger | null = null;
  #nextCommitFails: FailedCommit | null = null;

  get identity(): LedgerIdentity | null {
    return this.#identity;
  }

  get rows(): readonly LedgerRow[] {
    return this.#rows;
  }

  get batches(): readonly LedgerBatch[] {
    return this.#batches;
  }

  get aliveAt(): number | null {
    return this.#aliveAt;
  }

  /** The house dies, as by kill -9: it loses its hold, and what is committed stays. */
  crash(): void {
    this.#holder = null;
  }

  /** Makes the next commit throw `ledger_unwritable`, with the given outcome. */
  failNextCommit(outcome: FailedCommit): void {
    this.#nextCommitFails = outcome;
  }

  get bids(): readonly LedgerBid[] {
    return [...this.#bids.values()];
  }

  bid(paddle: string, bidId: Uint8Array): LedgerBid | null {
    return this.#bids.get(bidKey(paddle, bidId)) ?? null;
  }

  /** For {@link MemoryLedger}: takes the lock. */
  hold(holder: MemoryLedger, identity: LedgerIdentity): void {
    if (this.#holder !== null) {
      throw new Fault("ledger_locked", `Cannot open the ledger "${NAME}": it is in use`);
    }
    this.#holder = holder;
    this.#identity ??= identity;
  }

  /** For {@link MemoryLedger}: gives the lock back, if it is still held. */
  release(holder: MemoryLedger): void {
    if (this.#holder === holder) this.#holder = null;
  }

  /** For {@link MemoryLedger}: whether this is the house that holds the lock. */
  isHeldBy(holder: MemoryLedger): boolean {
    return this.#holder === holder;
  }

  /** For {@link MemoryLedger}: all of `append`, or nothing. */
  commit(append: Omit<LedgerAppend, "aliveAt">, aliveAt: number): void {
    const fails = this.#nextCommitFails;
    this.#nextCommitFails = null;
    if (fails !== "lost") this.#keep(append, aliveAt);
    if (fails === null) return;
    throw new Fault("ledger_unwritable", `Cannot use the ledger "${NAME}": the commit failed`);
  }

  #keep(append: Omit<LedgerAppend, "aliveAt">, aliveAt: number): void {
    // Copies, as a disk makes them: what the caller does to its arrays later changes no record.
    const rows = append.rows.map(copyRow);
    const batches = append.batches.map(copyBatch);
    const bids = append.bids.map(copyBid);
    for (const row of rows) this.#rows.push(row);
    for (const batch of batches) this.#batches.push(batch);
    for (const bid of bids) this.#bids.set(bidKey(bid.paddle, bid.bidId), bid);
    this.#aliveAt = Math.max(this.#aliveAt ?? 0, aliveAt);
  }
}

/** One house's hold on a {@link MemoryDisk}. After a crash of the disk's house it asserts at any use. */
export class MemoryLedger implements LedgerStore {
  readonly identity: LedgerIdentity;
  readonly #disk: MemoryDisk;
  readonly #gate = new StopAtFailure(NAME);
  #verified: VerifiedRecord | null = null;

  private constructor(disk: MemoryDisk, identity: LedgerIdentity) {
    this.identity = identity;
    this.#disk = disk;
    disk.hold(this, identity);
  }

  /** As `Ledger.open`. Faults: `not_found`, `ledger_locked`, `ledger_corrupt`. */
  static open(disk: MemoryDisk, owner: LedgerOwner): MemoryLedger {
    const identity = disk.identity ?? owner.identity;
    if (identity === null) throw noRecord(NAME);
    if (owner.identity !== null) refuseOther(identity, owner.identity, NAME);
    return new MemoryLedger(disk, identity);
  }

  get aliveAt(): number | null {
    return this.#disk.aliveAt;
  }

  *load(checks: LedgerChecks): Generator<LedgerRow, void, undefined> {
    this.#assertHeld();
    const { rows, batches } = this.#disk;
    const head = yield* verifyRecord({ rows, batches }, checks);
    this.#verified = { head, checks };
  }

  head(): LedgerHead {
    return this.#record().head;
  }

  append(append: LedgerAppend): void {
    this.#gate.run(() => {
      const record = this.#record();
      const head = assertAppend(append, {
        ...record,
        isAnswered: (bid) => this.bid(bid.paddle, bid.bidId) !== null,
      });
      this.#disk.commit(append, append.aliveAt);
      this.#verified = { ...record, head };
    });
  }

  batches(fromSeq: number, limits: { readonly bytesMax: number }): readonly LedgerBatch[] {
    assert(fromSeq >= 1, `No event has seq ${fromSeq}`);
    if (fromSeq > this.head().seq) return [];
    const found: LedgerBatch[] = [];
    let bytes = 0;
    const all = this.#disk.batches;
    // Searched from the end: what is asked for again is nearly always recent.
    const start = all.findLastIndex((batch) => batch.firstSeq <= fromSeq);
    for (const batch of all.slice(start)) {
      bytes += batch.bytes.length;
      if (found.length > 0 && bytes > limits.bytesMax) break;
      found.push(batch);
    }
    return found;
  }

  bid(paddle: string, bidId: Uint8Array): LedgerBid | null {
    this.head(); // An answer from a record that was not verified is no answer.
    return this.#disk.bid(paddle, bidId);
  }

  *parts(lastSeq: number): Generator<LedgerPart, void, undefined> {
    assert(lastSeq <= this.head().seq, `No event has seq ${lastSeq}`);
    const { rows, batches, bids } = this.#disk;
    yield {
      rows: rows.filter(({ seq }) => seq <= lastSeq),
      batches: batches.filter(({ firstSeq }) => firstSeq <= lastSeq),
      bids: bids.filter(({ seq }) => seq <= lastSeq),
    };
  }

  markAlive(at: number): void {
    this.#gate.run(() => {
      assertTime(at);
      this.head();
      this.#disk.commit({ rows: [], batches: [], bids: [] }, at);
    });
  }

  close(): void {
    this.#disk.release(this);
  }

  #assertHeld(): void {
    assert(this.#disk.isHeldBy(this), "Ledger is used after it was closed");
  }

  #record(): VerifiedRecord {
    this.#assertHeld();
    assert(this.#verified !== null, "Ledger is used before it was loaded to its end");
    return this.#verified;
  }
}

function copyRow(row: LedgerRow): LedgerRow {
  return {
    ...row,
    command: row.command === null ? null : copyBytes(row.command),
    event: copyBytes(row.event),
    hash: copyBytes(row.hash),
  };
}

function copyBatch(batch: LedgerBatch): LedgerBatch {
  return { ...batch, bytes: copyBytes(batch.bytes) };
}

function copyBid(bid: LedgerBid): LedgerBid {
  return {
    ...bid,
    bidId: copyBytes(bid.bidId),
    digest: copyBytes(bid.digest),
    receipt: copyBytes(bid.receipt),
  };
}
