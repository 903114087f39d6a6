// From the columns of a row that SQLite returned to values of our types, strictly.

import type { Bytes } from "../base/bytes.ts";
import { LedgerCorrupt } from "./ledger_corrupt.ts";
import type { LedgerBatch, LedgerBid, LedgerRow } from "./store.ts";

/** A row as node:sqlite returns it. */
export type Columns = Readonly<Record<string, unknown>>;

/** The integer in column `name`. */
export function integerIn(columns: Columns, name: string): number {
  const value = columns[name];
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw wrongColumn(name, value, "an integer");
}

/** The text in column `name`. */
export function textIn(columns: Columns, name: string): string {
  const value = columns[name];
  if (typeof value === "string") return value;
  throw wrongColumn(name, value, "text");
}

/** The bytes in column `name`, in an array of their own. */
export function bytesIn(columns: Columns, name: string): Bytes {
  const value = columns[name];
  if (value instanceof Uint8Array) return new Uint8Array(value);
  throw wrongColumn(name, value, "bytes");
}

/** The row of table `entry`. */
export function rowFrom(columns: Columns): LedgerRow {
  return {
    seq: integerIn(columns, "seq"),
    at: integerIn(columns, "at"),
    command: columns["command"] === null ? null : bytesIn(columns, "command"),
    event: bytesIn(columns, "event"),
    hash: bytesIn(columns, "hash"),
  };
}

/** The row of table `batch`. */
export function batchFrom(columns: Columns): LedgerBatch {
  return {
    firstSeq: integerIn(columns, "first_seq"),
    count: integerIn(columns, "count"),
    bytes: bytesIn(columns, "bytes"),
  };
}

/** The row of table `bid`. */
export function bidFrom(columns: Columns): LedgerBid {
  return {
    paddle: textIn(columns, "paddle"),
    bidId: bytesIn(columns, "bid_id"),
    digest: bytesIn(columns, "digest"),
    seq: integerIn(columns, "seq"),
    receipt: bytesIn(columns, "receipt"),
  };
}

function wrongColumn(name: string, value: unknown, wanted: string): LedgerCorrupt {
  return new LedgerCorrupt(
    `Ledger has a wrong column ${name}: found ${typeof value}, want ${wanted}`,
  );
}
