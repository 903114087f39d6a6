// A copy of a record in a file of its own, made in small steps while the record grows on.
//
// The copy is the record as it was when the copy was begun. Until it is whole its file has another
// name and no mark of a ledger in it, so that what a crash leaves behind passes for nothing. A disk
// that fills up harms the copy alone: it gives back its space before anything else is written.

import { DatabaseSync, type StatementSync } from "node:sqlite";
import { dirname, join } from "@std/path";
import { assert } from "@std/assert";
import { Fault } from "../base/fault.ts";
import { flushFolder } from "../secure/atomic_file.ts";
import { beginRecord } from "./connection.ts";
import { APPLICATION_ID, FORMAT_VERSION } from "./schema.ts";
import type { LedgerPart, LedgerStore } from "./store.ts";

/** What must stay free on the disk after each step: a round of bids in the record's log, twice. */
const SPARE_BYTES = 4 * 1_048_576;

const PARTIAL = ".partial";

/** How a copy is made. */
export interface LedgerCopyOptions {
  /** The most pages of 4 KiB that the copy may have: past it the disk counts as full. */
  readonly pagesMax?: number;
}

/** A copy under way. After a throw of any method it is gone from the disk. */
export class LedgerCopy {
  /** The last event of the copy. */
  readonly seq: number;
  readonly #path: string;
  readonly #partial: string;
  readonly #parts: Iterator<LedgerPart>;
  readonly #db: DatabaseSync;
  readonly #insert: Readonly<Record<keyof LedgerPart, StatementSync>>;
  #open = true;

  /**
   * Begins a copy of `source`, as it is now, that shall stand at `path`. The folder is made where it
   * is missing (mode 0700); it is for copies alone, and what others left unfinished in it is removed.
   * The house that has `source` open makes one copy at a time. Fault: `file_unwritable`.
   */
  static begin(source: LedgerStore, path: string, options: LedgerCopyOptions = {}): LedgerCopy {
    try {
      makeRoom(dirname(path));
    } catch (error) {
      throw unwritable(path, error);
    }
    try {
      return new LedgerCopy(source, path, options);
    } catch (error) {
      remove(path + PARTIAL);
      throw unwritable(path, error);
    }
  }

  private constructor(
    source: LedgerStore,
    path: string,
    { pagesMax }: LedgerCopyOptions,
  ) {
    this.seq = source.head().seq;
    this.#path = path;
    this.#partial = path + PARTIAL;
    this.#parts = source.parts(this.seq);
    Deno.openSync(this.#partial, { write: true, createNew: true, mode: 0o600 }).close();
    this.#db = new DatabaseSync(this.#partial);
    try {
      this.#lay(source, pagesMax);
      this.#insert = {
        rows: this.#db.prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?)"),
        batches: this.#db.prepare("INSERT INTO batch VALUES (?, ?, ?)"),
        bids: this.#db.prepare("INSERT INTO bid VALUES (?, ?, ?, ?, ?)"),
      };
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** The tables, without the marks of a ledger: they come last. */
  #lay({ identity, aliveAt }: LedgerStore, pagesMax: number | undefined): void {
    const db = this.#db;
    // No journal and no flush before the end: a copy that fails is thrown away whole.
    for (const pragma of ["journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"]) {
      db.prepare(`PRAGMA ${pragma}`).get();
    }
    if (pagesMax !== undefined) db.prepare(`PRAGMA max_page_count = ${pagesMax}`).get();
    beginRecord(db, identity);
    db.exec("PRAGMA application_id = 0; PRAGMA user_version = 0");
    db.prepare("UPDATE meta SET alive_at = ?").run(aliveAt);
  }

  /** Copies a few hundred entries; false once nothing is left. Faults: `file_unwritable`. */
  step(): boolean {
    assert(this.#open, "A copy is made once");
    try {
      const { value, done } = this.#parts.next();
      if (done === true) return false;
      this.#write(value);
      this.#seeRoom();
      return true;
    } catch (error) {
      this.abandon();
      throw unwritable(this.#path, error);
    }
  }

  #write({ rows, batches, bids }: LedgerPart): void {
    const { rows: addRow, batches: addBatch, bids: addBid } = this.#insert;
    this.#db.exec("BEGIN");
    for (const { seq, at, command, event, hash } of rows) addRow.run(seq, at, command, event, hash);
    for (const { firstSeq, count, bytes } of batches) addBatch.run(firstSeq, count, bytes);
    for (const { paddle, bidId, digest, seq, receipt } of bids) {
      addBid.run(paddle, bidId, digest, seq, receipt);
    }
    this.#db.exec("COMMIT");
  }

  /** A copy that took the last free byte would end the house at its next bid. */
  #seeRoom(): void {
    const path = `${this.#partial}-room`;
    const block = new Uint8Array(65_536);
    try {
      using file = Deno.openSync(path, { write: true, create: true, mode: 0o600 });
      for (let sent = 0; sent < SPARE_BYTES;) sent += file.writeSync(block);
    } finally {
      remove(path);
    }
  }

  /**
   * Marks the whole copy as a ledger, flushes it to the disk and gives it its name, in place of an
   * earlier copy of the same name. Gives its size. Fault: `file_unwritable`.
   */
  async finish(): Promise<{ readonly bytes: number }> {
    assert(this.#open, "A copy is made once");
    try {
      this.#db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      this.#db.exec(`PRAGMA user_version = ${FORMAT_VERSION}`);
      this.#db.close();
      this.#open = false;
      const bytes = await flushed(this.#partial);
      await Deno.rename(this.#partial, this.#path);
      await flushFolder(dirname(this.#path));
      return { bytes };
    } catch (error) {
      this.abandon();
      remove(this.#partial);
      throw unwritable(this.#path, error);
    }
  }

  /** Gives the copy up and its space back. A second call does nothing. */
  abandon(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#db.close();
    remove(this.#partial);
  }
}

function makeRoom(folder: string): void {
  Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const { name, isFile } of Deno.readDirSync(folder)) {
    if (isFile && name.includes(`.ledger${PARTIAL}`)) remove(join(folder, name));
  }
}

async function flushed(path: string): Promise<number> {
  using file = await Deno.open(path, { read: true, write: true });
  await file.sync();
  return (await file.stat()).size;
}

function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** A fault of the record that is read says what it is; everything else is about the copy's place. */
function unwritable(path: string, cause: unknown): unknown {
  if (cause instanceof Fault) return cause;
  const found = cause instanceof Error ? cause.message : String(cause);
  return new Fault("file_unwritable", `Writing the copy "${path}" failed: ${found}`, {
    hint: "The record itself is untouched. Free some disk space and try again.",
    cause,
  });
}
