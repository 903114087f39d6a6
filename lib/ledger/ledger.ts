// The ledger in SQLite: what the desk writes before anyone hears of it.
//
// One house, one file, one connection, one thread. Every append is one transaction in a
// write-ahead log that is on the disk when append() returns. Whatever SQLite promises is promised
// by SQLite; what is added here is the order of the rows, the lock, the checks at loading, and
// that the ledger stops at the first failure instead of guessing what became of it.

import type { DatabaseSync, StatementSync } from "node:sqlite";
import { assert } from "@std/assert";
import { batchFrom, bidFrom, type Columns, integerIn, rowFrom } from "./_columns.ts";
import { type Connection, type ConnectionOptions, openConnection } from "./connection.ts";
import { corruptAt, LedgerCorrupt } from "./ledger_corrupt.ts";
import { StopAtFailure } from "./_stop_at_failure.ts";
import { sqliteFault } from "./sqlite_fault.ts";
import type {
  LedgerAppend,
  LedgerBatch,
  LedgerBid,
  LedgerChecks,
  LedgerHead,
  LedgerIdentity,
  LedgerPart,
  LedgerRow,
  LedgerStore,
} from "./store.ts";
import {
  answerBeyond,
  assertAppend,
  assertTime,
  type VerifiedRecord,
  verifyRecord,
} from "./verify.ts";

/** Rows fetched at a time while loading: enough to be quick, few enough for any memory. */
const PAGE_ROWS = 512;

const SQL = {
  begin: "BEGIN IMMEDIATE",
  commit: "COMMIT",
  rollback: "ROLLBACK",
  addRow: "INSERT INTO entry (seq, at, command, event, hash) VALUES (?, ?, ?, ?, ?)",
  addBatch: "INSERT INTO batch (first_seq, count, bytes) VALUES (?, ?, ?)",
  addBid: "INSERT INTO bid (paddle, bid_id, digest, seq, receipt) VALUES (?, ?, ?, ?, ?)",
  markAlive: "UPDATE meta SET alive_at = ?1 WHERE alive_at IS NULL OR alive_at < ?1",
  rowsAfter: `SELECT * FROM entry WHERE seq > ? ORDER BY seq LIMIT ${PAGE_ROWS}`,
  batchesAfter: `SELECT * FROM batch WHERE first_seq > ? ORDER BY first_seq LIMIT ${PAGE_ROWS}`,
  batchesFrom: `SELECT * FROM batch
    WHERE first_seq >= (SELECT max(first_seq) FROM batch WHERE first_seq <= ?)
    ORDER BY first_seq`,
  bid: "SELECT * FROM bid WHERE paddle = ? AND bid_id = ?",
  bidsAfter: `SELECT * FROM bid WHERE (paddle, bid_id) > (?, ?)
    ORDER BY paddle, bid_id LIMIT ${PAGE_ROWS}`,
  lastBidSeq: "SELECT ifnull(max(seq), 0) AS seq FROM bid",
  checkpoint: "PRAGMA wal_checkpoint(TRUNCATE)",
} as const;

type Statements = Readonly<Record<keyof typeof SQL, StatementSync>>;

/** How a ledger is opened. */
export type LedgerOpenOptions = ConnectionOptions;

/** The record of one sale in one SQLite file. */
export class Ledger implements LedgerStore {
  readonly identity: LedgerIdentity;
  readonly #path: string;
  readonly #readOnly: boolean;
  readonly #db: DatabaseSync;
  readonly #sql: Statements;
  #aliveAt: number | null;
  readonly #gate: StopAtFailure;
  /** Known once the record has been verified to its end. */
  #verified: VerifiedRecord | null = null;
  #closed = false;

  private constructor(
    path: string,
    connection: Connection,
    { readOnly = false }: LedgerOpenOptions,
  ) {
    this.identity = connection.identity;
    this.#path = path;
    this.#readOnly = readOnly;
    this.#gate = new StopAtFailure(path);
    this.#db = connection.db;
    this.#aliveAt = connection.aliveAt;
    this.#sql = prepareAll(connection.db);
  }

  /**
   * Opens the record at `path`, alone: the lock is held until close() or the end of the process,
   * however it ends. The folder must exist; the file is made (mode 0600) where an identity is given.
   *
   * While it is open, nothing else in this process may open the file, not even to copy it: closing
   * that handle would drop the lock.
   * Faults: `not_found`, `ledger_locked`, `ledger_corrupt`, `ledger_unwritable`.
   */
  static open(path: string, options: LedgerOpenOptions): Ledger {
    return new Ledger(path, openConnection(path, options), options);
  }

  get aliveAt(): number | null {
    return this.#aliveAt;
  }

  *load(checks: LedgerChecks): Generator<LedgerRow, void, undefined> {
    const head = yield* verifyRecord({ rows: this.#rows(), batches: this.#batches() }, checks);
    this.#refuseStrayBids(head.seq);
    this.#verified = { head, checks };
  }

  head(): LedgerHead {
    return this.#record().head;
  }

  append(append: LedgerAppend): void {
    this.#write(() => {
      const record = this.#record();
      const head = assertAppend(append, {
        ...record,
        isAnswered: (bid) => this.bid(bid.paddle, bid.bidId) !== null,
      });
      this.#transact(() => this.#insert(append));
      this.#verified = { ...record, head };
      this.#aliveAt = Math.max(this.#aliveAt ?? 0, append.aliveAt);
    });
  }

  batches(fromSeq: number, limits: { readonly bytesMax: number }): readonly LedgerBatch[] {
    assert(fromSeq >= 1, `No event has seq ${fromSeq}`);
    if (fromSeq > this.head().seq) return [];
    return this.#read(() => {
      const found: LedgerBatch[] = [];
      let bytes = 0;
      for (const columns of this.#sql.batchesFrom.iterate(fromSeq)) {
        const batch = batchFrom(columns);
        bytes += batch.bytes.length;
        if (found.length > 0 && bytes > limits.bytesMax) break;
        found.push(batch);
      }
      return found;
    });
  }

  bid(paddle: string, bidId: Uint8Array): LedgerBid | null {
    this.head(); // An answer from a record that was not verified is no answer.
    return this.#read(() => {
      const columns = this.#sql.bid.get(paddle, bidId);
      return columns === undefined ? null : bidFrom(columns);
    });
  }

  *parts(lastSeq: number): Generator<LedgerPart, void, undefined> {
    assert(lastSeq <= this.head().seq, `No event has seq ${lastSeq}`);
    const { rowsAfter, batchesAfter } = this.#sql;
    for (const page of this.#pages(rowsAfter, { read: rowFrom, key: ({ seq }) => seq })) {
      const rows = page.filter(({ seq }) => seq <= lastSeq);
      yield { rows, batches: [], bids: [] };
      if (rows.length < page.length) break;
    }
    const tiles = { read: batchFrom, key: ({ firstSeq }: LedgerBatch) => firstSeq };
    for (const page of this.#pages(batchesAfter, tiles)) {
      const batches = page.filter(({ firstSeq }) => firstSeq <= lastSeq);
      yield { rows: [], batches, bids: [] };
      if (batches.length < page.length) break;
    }
    // Bids lie in the order of their names, so that newer ones are found among the older.
    for (const page of this.#bidPages()) {
      yield { rows: [], batches: [], bids: page.filter(({ seq }) => seq <= lastSeq) };
    }
  }

  markAlive(at: number): void {
    this.#write(() => {
      assertTime(at);
      this.head();
      this.#transact(() => this.#sql.markAlive.run(at));
      this.#aliveAt = Math.max(this.#aliveAt ?? 0, at);
    });
  }

  /**
   * Moves the log into the main file and lets go of the lock.
   * Faults: `ledger_unwritable` where the disk refused; nothing is lost by it, as the log is kept.
   */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      // After a failure the log stays as it is: the next opening reads what it really holds.
      if (!this.#gate.failed && !this.#readOnly) this.#read(() => this.#sql.checkpoint.get());
    } finally {
      this.#db.close();
    }
  }

  #record(): VerifiedRecord {
    assert(this.#verified !== null, "Ledger is used before it was loaded to its end");
    return this.#verified;
  }

  #insert(append: LedgerAppend): void {
    for (const { seq, at, command, event, hash } of append.rows) {
      this.#sql.addRow.run(seq, at, command, event, hash);
    }
    for (const { firstSeq, count, bytes } of append.batches) {
      this.#sql.addBatch.run(firstSeq, count, bytes);
    }
    for (const { paddle, bidId, digest, seq, receipt } of append.bids) {
      this.#sql.addBid.run(paddle, bidId, digest, seq, receipt);
    }
    this.#sql.markAlive.run(append.aliveAt);
  }

  #write(work: () => void): void {
    this.#gate.run(() => this.#read(work));
  }

  #transact(work: () => void): void {
    this.#sql.begin.run();
    try {
      work();
      this.#sql.commit.run();
    } catch (error) {
      this.#abandon();
      throw error;
    }
  }

  /** Undoes an open transaction. A full disk has made SQLite do so by itself. */
  #abandon(): void {
    if (!this.#db.isTransaction) return;
    try {
      this.#sql.rollback.run();
    } catch {
      // The first error tells more than this one, nothing is written any more, and a transaction
      // without its commit is dropped by the next opening.
    }
  }

  #read<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw sqliteFault(error, this.#path);
    }
  }

  *#rows(): Generator<LedgerRow> {
    const of = { read: rowFrom, key: ({ seq }: LedgerRow) => seq };
    for (const page of this.#pages(this.#sql.rowsAfter, of)) yield* page;
  }

  *#batches(): Generator<LedgerBatch> {
    const of = { read: batchFrom, key: ({ firstSeq }: LedgerBatch) => firstSeq };
    for (const page of this.#pages(this.#sql.batchesAfter, of)) yield* page;
  }

  /** Page after page, so that the caller may stop or write in between without a cursor left open. */
  *#pages<T>(
    statement: StatementSync,
    of: { readonly read: (columns: Columns) => T; readonly key: (item: T) => number },
  ): Generator<readonly T[]> {
    let after = 0;
    while (true) {
      const page = this.#readAfter(after, () => statement.all(after).map(of.read));
      yield page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_ROWS) return;
      after = of.key(last);
    }
  }

  *#bidPages(): Generator<readonly LedgerBid[]> {
    let after: Pick<LedgerBid, "paddle" | "bidId"> = { paddle: "", bidId: new Uint8Array(0) };
    while (true) {
      const { paddle, bidId } = after;
      const page = this.#read(() => this.#sql.bidsAfter.all(paddle, bidId).map(bidFrom));
      yield page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_ROWS) return;
      after = last;
    }
  }

  /** Reads, and names the event where the file stops being readable. */
  #readAfter<T>(seq: number, work: () => T): T {
    try {
      return this.#read(work);
    } catch (error) {
      if (!(error instanceof LedgerCorrupt)) throw error;
      throw corruptAt(seq + 1, `from there on: ${error.message}`, { cause: error });
    }
  }

  #refuseStrayBids(headSeq: number): void {
    const columns: Columns | undefined = this.#read(() => this.#sql.lastBidSeq.get());
    const seq = columns === undefined ? 0 : integerIn(columns, "seq");
    if (seq > headSeq) throw answerBeyond(headSeq, seq);
  }
}

function prepareAll(db: DatabaseSync): Statements {
  return {
    begin: db.prepare(SQL.begin),
    commit: db.prepare(SQL.commit),
    rollback: db.prepare(SQL.rollback),
    addRow: db.prepare(SQL.addRow),
    addBatch: db.prepare(SQL.addBatch),
    addBid: db.prepare(SQL.addBid),
    markAlive: db.prepare(SQL.markAlive),
    rowsAfter: db.prepare(SQL.rowsAfter),
    batchesAfter: db.prepare(SQL.batchesAfter),
    batchesFrom: db.prepare(SQL.batchesFrom),
    bid: db.prepare(SQL.bid),
    bidsAfter: db.prepare(SQL.bidsAfter),
    lastBidSeq: db.prepare(SQL.lastBidSeq),
    checkpoint: db.prepare(SQL.checkpoint),
  };
}
