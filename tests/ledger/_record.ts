// A small record to try ledgers with: decisions of a few events, chained, tiled and checkable.
//
// The contents are readable text that tells its own place, so that a reader of a damaged record
// can say what is missing. Decision 1 has one event, decision 2 two, up to five, and again.

import { createHash } from "node:crypto";
import { type Bytes, concat, equalBytes, toHex, toUtf8, u32 } from "../../lib/base/bytes.ts";
import type {
  BatchInPlace,
  LedgerAppend,
  LedgerBatch,
  LedgerBid,
  LedgerChecks,
  LedgerHead,
  LedgerIdentity,
  LedgerRow,
} from "../../lib/ledger/store.ts";

/** When Ana's sale began. */
export const START_MS = 1_700_000_000_000;

export const ANAS_SALE: LedgerIdentity = { sale: "spring-2026", house: "house-of-ana" };
export const BENS_SALE: LedgerIdentity = { sale: "autumn-2026", house: "house-of-ana" };
export const BENS_HOUSE: LedgerIdentity = { sale: "spring-2026", house: "house-of-ben" };

/** Bidder Clara's paddle: she bids in every decision. */
export const CLARA = "7";

const TILE_EVENTS = 3;

function sha256(...parts: readonly Uint8Array[]): Bytes {
  return new Uint8Array(createHash("sha256").update(concat(...parts)).digest());
}

function chainHash(previous: Bytes, event: Bytes): Bytes {
  return sha256(toUtf8("chain of a test"), previous, event);
}

export const CHECKS: LedgerChecks = {
  genesis: sha256(toUtf8("genesis of a test")),
  chainHash,
  rowFlaw: (row) => equalBytes(row.event, eventOf(row)) ? null : "command or time are not its own",
  batchFlaw: ({ batch, rows }: BatchInPlace) =>
    equalBytes(batch.bytes, batchBytes(rows)) ? null : "it carries other events",
};

/** Where an empty record begins. */
export const EMPTY: LedgerHead = { seq: 0, hash: CHECKS.genesis };

/** The events of decision `number`: 1 to 5, and again. */
export function sizeOf(number: number): number {
  return (number - 1) % 5 + 1;
}

/** The event that belongs to a row's command and time; its place is told by what it says already. */
function eventOf({ at, command, event }: Pick<LedgerRow, "at" | "command" | "event">): Bytes {
  const place = new TextDecoder().decode(event).split("|")[0];
  const digest = command === null ? "" : toHex(sha256(command));
  return toUtf8(`${place}|${at}|${digest}|`.padEnd(180, "."));
}

/** Which decision an event belongs to, and which of its events it is, from 1 on. */
export function placeOf(row: LedgerRow): { readonly decision: number; readonly event: number } {
  const match = /^decision (\d+) event (\d+)\|/.exec(new TextDecoder().decode(row.event));
  if (match === null) throw new Error(`Event ${row.seq} tells no place`);
  return { decision: Number(match[1]), event: Number(match[2]) };
}

function batchBytes(rows: readonly LedgerRow[]): Bytes {
  return concat(toUtf8("signed"), ...rows.flatMap((row) => [u32(row.event.length), row.event]));
}

/** Options of {@link decisionAfter}. */
interface DecisionOptions {
  readonly number: number;
  /** Bytes of the command beside its text: to fill a disk with. */
  readonly padding?: number;
}

/** The append of decision `number`, right after `head`. */
export function decisionAfter(head: LedgerHead, options: DecisionOptions): LedgerAppend {
  const { number, padding = 0 } = options;
  const at = START_MS + number * 10;
  const rows: LedgerRow[] = [];
  let hash = head.hash;
  for (let i = 0; i < sizeOf(number); i++) {
    const command = i > 0
      ? null
      : concat(toUtf8(`command of decision ${number}`), new Uint8Array(padding));
    const event = eventOf({
      at,
      command,
      event: toUtf8(`decision ${number} event ${i + 1}|`),
    });
    hash = chainHash(hash, event);
    rows.push({ seq: head.seq + 1 + i, at, command, event, hash });
  }
  const bids = [claraBid(number, head.seq + 1)];
  return { rows, batches: tile(rows), bids, aliveAt: at + 1 };
}

function tile(rows: readonly LedgerRow[]): readonly LedgerBatch[] {
  const batches: LedgerBatch[] = [];
  for (let i = 0; i < rows.length; i += TILE_EVENTS) {
    const part = rows.slice(i, i + TILE_EVENTS);
    const firstSeq = part[0]?.seq ?? 0;
    batches.push({ firstSeq, count: part.length, bytes: batchBytes(part) });
  }
  return batches;
}

/** Clara's bid in decision `number`, answered by event `seq`. */
export function claraBid(number: number, seq: number): LedgerBid {
  return {
    paddle: CLARA,
    bidId: sha256(toUtf8(`bid ${number}`)).slice(0, 16),
    digest: sha256(toUtf8(`signed bid ${number}`)),
    seq,
    receipt: toUtf8(`receipt ${number} for event ${seq}`),
  };
}

/** The appends of decisions 1 to `count`, from the beginning of a record. */
export function decisions(count: number): readonly LedgerAppend[] {
  const appends: LedgerAppend[] = [];
  let head = EMPTY;
  for (let number = 1; number <= count; number++) {
    const append = decisionAfter(head, { number });
    appends.push(append);
    head = headAfter(append);
  }
  return appends;
}

/** Where a record ends after `append`. */
export function headAfter(append: LedgerAppend): LedgerHead {
  const last = append.rows.at(-1);
  if (last === undefined) throw new Error("A decision has no events");
  return { seq: last.seq, hash: last.hash };
}
