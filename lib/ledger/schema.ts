// The ledger's file format: an SQLite database with four strict tables, written out as data.
//
// At opening, the objects in the file must be these texts to the letter, so that a file with a
// foreign table, trigger or view is refused before any statement of ours touches it. A change of
// these texts is a new FORMAT_VERSION.

/** The bytes "Leil" in the database header: says that the file is a ledger of this program. */
export const APPLICATION_ID = 0x4c65696c;

/** The version of the file format, kept as the header's user_version. */
export const FORMAT_VERSION = 2;

/** The largest integer that JavaScript holds exactly: 2^53 - 1. */
const SAFE = "9007199254740991";

const TABLES: readonly string[] = [
  // One row: whose record this is (the sale's id, the house's public key), and when the house was
  // last known to be alive.
  `CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sale TEXT NOT NULL CHECK (sale <> ''),
    house TEXT NOT NULL CHECK (house <> ''),
    alive_at INTEGER CHECK (alive_at BETWEEN 0 AND ${SAFE})
  ) STRICT`,
  // The truth. A row with a command begins a decision, and the rows up to the next one belong to it.
  `CREATE TABLE entry (
    seq INTEGER PRIMARY KEY CHECK (seq BETWEEN 1 AND ${SAFE}),
    at INTEGER NOT NULL CHECK (at BETWEEN 0 AND ${SAFE}),
    command BLOB,
    event BLOB NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
  ) STRICT`,
  // What was sent, byte for byte: a batch is never signed again with other boundaries.
  `CREATE TABLE batch (
    first_seq INTEGER PRIMARY KEY CHECK (first_seq BETWEEN 1 AND ${SAFE}),
    count INTEGER NOT NULL CHECK (count BETWEEN 1 AND ${SAFE}),
    bytes BLOB NOT NULL
  ) STRICT`,
  // The answers, by the bidder's own name for the bid.
  `CREATE TABLE bid (
    paddle TEXT NOT NULL CHECK (paddle <> ''),
    bid_id BLOB NOT NULL CHECK (length(bid_id) = 16),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    seq INTEGER NOT NULL CHECK (seq BETWEEN 1 AND ${SAFE}),
    receipt BLOB NOT NULL,
    PRIMARY KEY (paddle, bid_id)
  ) STRICT, WITHOUT ROWID`,
];

/** What was written is final: a slip of ours, or a hand with a database tool, is stopped here. */
function finalTriggers(table: string): readonly string[] {
  return ["UPDATE", "DELETE"].map((verb) =>
    `CREATE TRIGGER ${table}_refuses_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
    BEGIN SELECT RAISE(ABORT, 'the record is final'); END`
  );
}

/** Every object of the file, in the order of creation and as SQLite keeps its text. */
export const SCHEMA: readonly string[] = [
  ...TABLES,
  ...["entry", "batch", "bid"].flatMap(finalTriggers),
];

/**
 * Settings of a connection before it reads anything, in this order.
 * - locking_mode before the first access: the lock is then one on the file itself, held from the
 *   first read to the end of the process, and the kernel drops it when the process dies.
 * - trusted_schema and cell_size_check: SQLite's advice for files that may have been tampered with.
 * - synchronous and fullfsync: a commit returns once it survives a power cut, on macOS too.
 * - temp_store: nothing private goes to a file outside the data folder.
 */
export const CONNECTION_PRAGMAS: readonly string[] = [
  "PRAGMA busy_timeout = 0",
  "PRAGMA locking_mode = EXCLUSIVE",
  "PRAGMA trusted_schema = OFF",
  "PRAGMA cell_size_check = ON",
  "PRAGMA synchronous = FULL",
  "PRAGMA fullfsync = ON",
  "PRAGMA checkpoint_fullfsync = ON",
  "PRAGMA temp_store = MEMORY",
];
