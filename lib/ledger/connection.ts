// Opening the ledger's file: lock it, see that it is a ledger and ours, or begin a new one.
//
// Nothing is changed in a file before it is known to be a ledger of this program: a wrong path
// must not harm what lies there.
//
// One trap of POSIX: when a process closes any handle on a file, all its locks on it are gone. So
// nothing else in the house's process may open the ledger's file while the house has it open.

import { DatabaseSync } from "node:sqlite";
import { Fault } from "../base/fault.ts";
import { type Columns, integerIn, textIn } from "./_columns.ts";
import { noRecord, refuseOther } from "./identity.ts";
import { LedgerCorrupt } from "./ledger_corrupt.ts";
import { logDamage } from "./log_damage.ts";
import { APPLICATION_ID, CONNECTION_PRAGMAS, FORMAT_VERSION, SCHEMA } from "./schema.ts";
import { sqliteFault } from "./sqlite_fault.ts";
import type { LedgerIdentity, LedgerOwner } from "./store.ts";

/** Readable and writable by the owner alone: the record holds every bidder's maximum. */
const OWNER_ONLY = 0o600;

/** How a ledger's file is opened. */
export interface ConnectionOptions extends LedgerOwner {
  /** The most pages of 4 KiB that the file may have: past it the disk counts as full. */
  readonly pagesMax?: number;
  /** To verify a copy that nobody has open: it is neither locked nor changed in any way. */
  readonly readOnly?: boolean;
}

/** An open, locked file that has been found to be the wanted ledger. */
export interface Connection {
  readonly db: DatabaseSync;
  readonly identity: LedgerIdentity;
  readonly aliveAt: number | null;
}

/**
 * Opens the file at `path`. Its rows are not verified yet, its pages are.
 * Faults: `not_found` (no identity was given to begin a record with), `ledger_locked`,
 * `ledger_corrupt`, `ledger_unwritable`.
 */
export function openConnection(path: string, options: ConnectionOptions): Connection {
  let db: DatabaseSync | null = null;
  try {
    ensureFile(path, options.identity !== null);
    refuseDamagedLog(path);
    const { readOnly = false } = options;
    db = new DatabaseSync(path, { readOnly });
    const connection = establish(db, path, options);
    if (!readOnly) restrictFiles(path);
    return connection;
  } catch (error) {
    db?.close();
    throw sqliteFault(error, path);
  }
}

function establish(db: DatabaseSync, path: string, options: ConnectionOptions): Connection {
  for (const pragma of CONNECTION_PRAGMAS) db.prepare(pragma).get();
  if (options.pagesMax !== undefined) {
    db.prepare(`PRAGMA max_page_count = ${options.pagesMax}`).get();
  }
  const fresh = isFresh(db);
  if (!fresh) refuseForeign(db, path);
  if (fresh && options.identity === null) throw noRecord(path);
  if (options.readOnly !== true) lock(db, path);
  if (fresh && options.identity !== null) beginRecord(db, options.identity);
  refuseDamaged(db, path);
  return { db, ...readMeta(db, path, options.identity) };
}

/** Makes the file for SQLite, which gives its companions (-wal) the same mode as the file's. */
function ensureFile(path: string, mayBegin: boolean): void {
  try {
    if (mayBegin) {
      Deno.openSync(path, { write: true, createNew: true, mode: OWNER_ONLY }).close();
    } else {
      Deno.statSync(path);
    }
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return; // There is a record to go on with.
    if (!mayBegin && error instanceof Deno.errors.NotFound) throw noRecord(path);
    throw error;
  }
}

/** Looks at the log before SQLite does, which would cut it at the damage and forget the rest. */
function refuseDamagedLog(path: string): void {
  const damage = logDamage(readLog(path));
  if (damage === null) return;
  // A house that has the ledger open may be writing just now. Real damage is there at a second look.
  if (logDamage(readLog(path)) !== damage) return;
  throw new LedgerCorrupt(`Ledger's log "${path}-wal" is damaged: frame ${damage} is wrong`);
}

function readLog(path: string): Uint8Array {
  try {
    // The log carries no lock of SQLite's, so that reading it disturbs no house.
    return Deno.readFileSync(`${path}-wal`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Uint8Array();
    throw error;
  }
}

/** Takes back what others may do with files that were copied here with too wide a mode. */
function restrictFiles(path: string): void {
  if (Deno.build.os === "windows") return; // Access there follows the folder's list.
  for (const suffix of ["", "-wal", "-shm", "-journal"]) {
    try {
      Deno.chmodSync(path + suffix, OWNER_ONLY);
    } catch (error) {
      // A companion exists only while it is needed.
      if (suffix === "" || !(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/** Whether the file is empty: new, or left by a house that died before its first commit. */
function isFresh(db: DatabaseSync): boolean {
  return header(db, "application_id") === 0 && header(db, "user_version") === 0 &&
    objects(db).length === 0;
}

function refuseForeign(db: DatabaseSync, path: string): void {
  if (header(db, "application_id") !== APPLICATION_ID) {
    throw new LedgerCorrupt(`"${path}" is not a ledger: it is a database of another program`, {
      hint: "Give the path of a ledger, or of a file that does not exist yet.",
    });
  }
  const version = header(db, "user_version");
  if (version !== FORMAT_VERSION) {
    throw new LedgerCorrupt(
      `Ledger "${path}" has format version ${version}, want ${FORMAT_VERSION}`,
      { hint: "Open it with the version of this program that wrote it." },
    );
  }
  const found = objects(db);
  const foreign = found.find((sql) => !SCHEMA.includes(sql));
  if (foreign !== undefined || found.length !== SCHEMA.length) {
    throw new LedgerCorrupt(`Ledger "${path}" has foreign or missing tables or triggers`);
  }
}

/** Takes the write lock for good, in WAL mode: from here on no other house gets in. */
function lock(db: DatabaseSync, path: string): void {
  const mode = textIn(first(db, "PRAGMA journal_mode = WAL"), "journal_mode");
  if (mode !== "wal") {
    throw new Fault("ledger_unwritable", `Ledger "${path}" has journal mode ${mode}, want wal`, {
      hint: "Put the data folder on a local disk.",
    });
  }
  db.prepare("BEGIN IMMEDIATE").run();
  db.prepare("ROLLBACK").run();
}

/** Makes the tables of a record without events in an empty database. */
export function beginRecord(db: DatabaseSync, identity: LedgerIdentity): void {
  db.prepare("BEGIN IMMEDIATE").run();
  db.prepare(`PRAGMA application_id = ${APPLICATION_ID}`).run();
  db.prepare(`PRAGMA user_version = ${FORMAT_VERSION}`).run();
  for (const sql of SCHEMA) db.prepare(sql).run();
  db.prepare("INSERT INTO meta (id, sale, house) VALUES (1, ?, ?)")
    .run(identity.sale, identity.house);
  db.prepare("COMMIT").run();
  // Moved into the main file now: should the WAL ever be lost, what remains is still this ledger
  // and never passes for a new one.
  db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
}

/** Looks at every page and every constraint; the chain of the rows is looked at by loading. */
function refuseDamaged(db: DatabaseSync, path: string): void {
  const verdict = textIn(first(db, "PRAGMA quick_check(1)"), "quick_check");
  if (verdict !== "ok") throw new LedgerCorrupt(`Ledger "${path}" is damaged: ${verdict}`);
}

function readMeta(
  db: DatabaseSync,
  path: string,
  wanted: LedgerIdentity | null,
): Omit<Connection, "db"> {
  const meta = first(db, "SELECT sale, house, alive_at FROM meta");
  const identity = { sale: textIn(meta, "sale"), house: textIn(meta, "house") };
  if (wanted !== null) refuseOther(identity, wanted, path);
  return {
    identity,
    aliveAt: meta["alive_at"] === null ? null : integerIn(meta, "alive_at"),
  };
}

function header(db: DatabaseSync, name: "application_id" | "user_version"): number {
  return integerIn(first(db, `PRAGMA ${name}`), name);
}

function objects(db: DatabaseSync): readonly string[] {
  // Indexes that SQLite makes for itself have no text.
  return db.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").all()
    .map((columns) => textIn(columns, "sql"));
}

function first(db: DatabaseSync, sql: string): Columns {
  const columns = db.prepare(sql).get();
  if (columns === undefined) throw new LedgerCorrupt(`Ledger has no answer to: ${sql}`);
  return columns;
}
