// What a bidder keeps: the signed batches and checkpoints that it saw, its own signed bids, and the
// receipts.
//
// A bid is on the disk before it is sent, so that a crash cannot make the bidder forget what it
// signed; with the batches and receipts it can prove later what the house said. One file a key.

import { DatabaseSync } from "node:sqlite";
import { isDamage } from "./sqlite_fault.ts";
import { Fault } from "../base/fault.ts";
import type { Bytes } from "../base/bytes.ts";

const APPLICATION_ID = 0x4c454942; // "LEIB"
const FORMAT_VERSION = 2;

const SCHEMA = `
  CREATE TABLE batch (
    sale TEXT NOT NULL, first_seq INTEGER NOT NULL, count INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (sale, first_seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE bid (
    sale TEXT NOT NULL, bid_id TEXT NOT NULL, placed INTEGER NOT NULL,
    bytes BLOB NOT NULL, signature BLOB NOT NULL, receipt BLOB,
    PRIMARY KEY (sale, bid_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE checkpoint (
    sale TEXT NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (sale, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE evidence (
    sale TEXT NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (sale, bytes)
  ) STRICT, WITHOUT ROWID;
`;

/** A signed batch as it was received. */
export interface KeptBatch {
  readonly firstSeq: number;
  readonly count: number;
  readonly bytes: Bytes;
}

/** An own bid: what was signed, and the house's signed receipt once there is one. */
export interface KeptBid {
  readonly bidId: string;
  readonly bid: Bytes;
  readonly signature: Bytes;
  /** The signature (64 bytes) and the receipt's body, or null while unanswered. */
  readonly receipt: Bytes | null;
}

/** One bidder's file. Several clients of one key may have it open. */
export class BidderStore {
  readonly #db: DatabaseSync;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Opens the file, or makes it (mode 0600). Faults: `bad_file`, `file_unwritable`. */
  static open(path: string): BidderStore {
    let db: DatabaseSync | null = null;
    try {
      Deno.openSync(path, { write: true, create: true, mode: 0o600 }).close();
      db = new DatabaseSync(path);
      db.exec("PRAGMA busy_timeout = 2000; PRAGMA trusted_schema = OFF");
      // Nothing is changed in a file before it is known to be ours: a wrong path must not harm it.
      const isFresh = refuseForeign(db, path);
      db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
      if (isFresh) begin(db);
      return new BidderStore(db);
    } catch (cause) {
      db?.close();
      if (cause instanceof Fault) throw cause;
      if (isDamage(cause)) throw notOurs(path, cause);
      throw new Fault("file_unwritable", `Opening the bidder's record failed: "${path}"`, {
        hint: "Check that the data folder exists, can be written, and that the disk is not full.",
        cause,
      });
    }
  }

  /** All batches of a sale, in order. */
  batches(sale: string): readonly KeptBatch[] {
    const rows = this.#all(
      "SELECT first_seq, count, bytes FROM batch WHERE sale = ? ORDER BY first_seq",
      sale,
    );
    return rows.map((row) => ({
      firstSeq: Number(row["first_seq"]),
      count: Number(row["count"]),
      bytes: blob(row["bytes"]),
    }));
  }

  /** Keeps batches; one that is kept already stays as it is. */
  keepBatches(sale: string, batches: readonly KeptBatch[]): void {
    this.#transact(() => {
      const insert = this.#db.prepare("INSERT OR IGNORE INTO batch VALUES (?, ?, ?, ?)");
      for (const { firstSeq, count, bytes } of batches) insert.run(sale, firstSeq, count, bytes);
    });
  }

  /**
   * Keeps a checkpoint that the house signed; the first one of an event stays as it is. Fault:
   * `file_unwritable`.
   */
  keepCheckpoint(
    sale: string,
    { seq, signed }: { readonly seq: number; readonly signed: Bytes },
  ): void {
    this.#transact(() => {
      const insert = this.#db.prepare("INSERT OR IGNORE INTO checkpoint VALUES (?, ?, ?)");
      insert.run(sale, seq, signed);
    });
  }

  /** The signed messages of the checkpoints of a sale, in the order of their events. */
  checkpoints(sale: string): readonly { readonly seq: number; readonly signed: Bytes }[] {
    const rows = this.#all("SELECT seq, bytes FROM checkpoint WHERE sale = ? ORDER BY seq", sale);
    return rows.map(signedAtSeq);
  }

  /** Keeps a signed bid. Returns once it would survive a power cut. Fault: `file_unwritable`. */
  keepBid(sale: string, bid: Omit<KeptBid, "receipt">, placed: number): void {
    this.#transact(() => {
      const insert = this.#db.prepare("INSERT INTO bid VALUES (?, ?, ?, ?, ?, NULL)");
      insert.run(sale, bid.bidId, placed, bid.bid, bid.signature);
    });
  }

  /** Keeps the house's answer to a bid. */
  keepReceipt(sale: string, { bidId, receipt }: { bidId: string; receipt: Bytes }): void {
    this.#transact(() => {
      const update = this.#db.prepare("UPDATE bid SET receipt = ? WHERE sale = ? AND bid_id = ?");
      update.run(receipt, sale, bidId);
    });
  }

  /**
   * Keeps a message that the house signed and that contradicts, at event `seq`, the batches kept
   * here: the two together prove it.
   */
  keepEvidence(
    sale: string,
    { seq, signed }: { readonly seq: number; readonly signed: Bytes | null },
  ): void {
    if (signed === null) return;
    this.#transact(() => {
      const insert = this.#db.prepare("INSERT OR IGNORE INTO evidence VALUES (?, ?, ?)");
      insert.run(sale, seq, signed);
    });
  }

  /** The messages kept by {@link keepEvidence}, by the event that they contradict. */
  evidence(sale: string): readonly { readonly seq: number; readonly signed: Bytes }[] {
    const rows = this.#all("SELECT seq, bytes FROM evidence WHERE sale = ? ORDER BY seq", sale);
    return rows.map(signedAtSeq);
  }

  /** The own bids of a sale, oldest first. */
  bids(sale: string): readonly KeptBid[] {
    const rows = this.#all(
      "SELECT bid_id, bytes, signature, receipt FROM bid WHERE sale = ? ORDER BY placed, bid_id",
      sale,
    );
    return rows.map((row) => ({
      bidId: String(row["bid_id"]),
      bid: blob(row["bytes"]),
      signature: blob(row["signature"]),
      receipt: row["receipt"] === null ? null : blob(row["receipt"]),
    }));
  }

  /** Closes the file. */
  close(): void {
    this.#db.close();
  }

  /** All rows of a sale. Fault: `bad_file` where the file is damaged behind its beginning. */
  #all(sql: string, sale: string): readonly Record<string, unknown>[] {
    try {
      return this.#db.prepare(sql).all(sale);
    } catch (cause) {
      throw isDamage(cause) ? damaged(cause) : cause;
    }
  }

  #transact(work: () => void): void {
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      work();
      this.#db.exec("COMMIT");
    } catch (cause) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw new Fault("file_unwritable", "Writing the bidder's record failed", {
        hint: "Free some disk space, then start the client again: nothing unsaved was sent.",
        cause,
      });
    }
  }
}

/** Whether the file is empty; refuses one that is neither empty nor ours. */
function refuseForeign(db: DatabaseSync, path: string): boolean {
  const pragma = (name: string) => Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
  if (pragma("page_count") === 0) return true;
  const ours = pragma("application_id") === APPLICATION_ID &&
    pragma("user_version") === FORMAT_VERSION;
  if (ours) return false;
  throw notOurs(path);
}

function notOurs(path: string, cause?: unknown): Fault {
  return new Fault("bad_file", `Opening "${path}" failed: it is no bidder's record of ours`, {
    hint: "Move the file away, or give the client another data folder with --data.",
    cause,
  });
}

function damaged(cause: unknown): Fault {
  return new Fault("bad_file", "Reading the bidder's record failed: the file is damaged", {
    hint: "Keep it as evidence, and give the client another data folder with --data.",
    cause,
  });
}

function begin(db: DatabaseSync): void {
  db.exec(`BEGIN IMMEDIATE; ${SCHEMA} PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = ${FORMAT_VERSION}; COMMIT`);
}

function signedAtSeq(
  row: Record<string, unknown>,
): { readonly seq: number; readonly signed: Bytes } {
  return { seq: Number(row["seq"]), signed: blob(row["bytes"]) };
}

function blob(value: unknown): Bytes {
  return value instanceof Uint8Array ? new Uint8Array(value) : new Uint8Array(0);
}
