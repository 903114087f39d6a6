// A record to read and never to write: what an audit sees of a ledger.
//
// It reads a private copy, so that the file itself stays as it was found. Nothing of the contents
// is verified here but the file's form: verify.ts and the audit do that with what comes out.

import type { DatabaseSync } from "node:sqlite";
import { batchFrom, bidFrom, type Columns, integerIn, rowFrom } from "./_columns.ts";
import { openConnection } from "./connection.ts";
import { DatabaseCopy } from "./database_copy.ts";
import { sqliteFault } from "./sqlite_fault.ts";
import type { LedgerBatch, LedgerBid, LedgerIdentity, LedgerRow } from "./store.ts";

/** An open record, as it stood when it was opened. Each call of a method reads anew. */
export class RecordReader implements Disposable {
  readonly identity: LedgerIdentity;
  readonly #copy: DatabaseCopy;
  readonly #db: DatabaseSync;

  private constructor(copy: DatabaseCopy, db: DatabaseSync, identity: LedgerIdentity) {
    this.#copy = copy;
    this.#db = db;
    this.identity = identity;
  }

  /**
   * Opens the ledger at `path`: the file of a stopped or crashed house, with its log beside it, or a
   * copy of one. `workFolder` holds a copy of it for as long as it is open.
   * Faults: `not_found`, `ledger_locked`, `file_unreadable`, `file_unwritable`, and
   * `ledger_corrupt` where it is damaged or no ledger of this version.
   */
  static open(path: string, options: { readonly workFolder: string }): RecordReader {
    const copy = DatabaseCopy.take(path, options);
    try {
      const { db, identity } = openConnection(copy.path, { identity: null });
      return new RecordReader(copy, db, identity);
    } catch (error) {
      copy[Symbol.dispose]();
      throw error;
    }
  }

  /** The number of the last event that is there; 0 where there is none. */
  lastSeq(): number {
    const [columns] = this.#read("SELECT ifnull(max(seq), 0) AS seq FROM entry", (row) => row);
    return columns === undefined ? 0 : integerIn(columns, "seq");
  }

  /** All events, by seq. */
  rows(): Generator<LedgerRow> {
    return this.#read("SELECT * FROM entry ORDER BY seq", rowFrom);
  }

  /** All signed batches, by their first event. */
  batches(): Generator<LedgerBatch> {
    return this.#read("SELECT * FROM batch ORDER BY first_seq", batchFrom);
  }

  /** All answers to bids, by the event that they name. */
  bids(): Generator<LedgerBid> {
    return this.#read("SELECT * FROM bid ORDER BY seq, paddle, bid_id", bidFrom);
  }

  [Symbol.dispose](): void {
    this.#db.close();
    this.#copy[Symbol.dispose]();
  }

  *#read<T>(sql: string, from: (columns: Columns) => T): Generator<T> {
    try {
      for (const columns of this.#db.prepare(sql).iterate()) yield from(columns);
    } catch (error) {
      throw sqliteFault(error, this.#copy.path);
    }
  }
}
