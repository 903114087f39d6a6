// What must hold of a record: checked row by row when it is loaded, and before it grows.
//
// Loading meets a file that anything may have happened to, so a flaw there is a fault that names
// the event. Appending meets our own code, so a flaw there is a bug and asserts. Neither looks
// inside commands, events or batches: the caller's checks do.

import { assert } from "@std/assert";
import { type Bytes, equalBytes, toHex } from "../base/bytes.ts";
import { corruptAt, type LedgerCorrupt } from "./ledger_corrupt.ts";
import type {
  LedgerAppend,
  LedgerBatch,
  LedgerBid,
  LedgerChecks,
  LedgerHead,
  LedgerRow,
} from "./store.ts";

const HASH_BYTES = 32;
const BID_ID_BYTES = 16;

/** A record as it was found: rows and batches, each in order of seq. */
export interface FoundRecord {
  readonly rows: Iterable<LedgerRow>;
  readonly batches: Iterable<LedgerBatch>;
}

/**
 * Hands out the rows of `found` in order, each after its checks, and returns the head at the end.
 * Faults: `ledger_corrupt`, naming the first event that cannot be believed.
 */
export function* verifyRecord(
  found: FoundRecord,
  checks: LedgerChecks,
): Generator<LedgerRow, LedgerHead, undefined> {
  let head: LedgerHead = { seq: 0, hash: checks.genesis };
  const tiling = new BatchTiling(found.batches, checks);
  for (const row of found.rows) {
    const flaw = rowFlaw(row, head, checks);
    if (flaw !== null) throw flaw;
    tiling.take(row, head.hash);
    head = { seq: row.seq, hash: row.hash };
    yield row;
  }
  tiling.finish();
  return head;
}

function rowFlaw(row: LedgerRow, head: LedgerHead, checks: LedgerChecks): LedgerCorrupt | null {
  // A gap is named by the first event that is missing, not by the one after it.
  const wanted = head.seq + 1;
  if (row.seq !== wanted) {
    return corruptAt(wanted, `found event ${row.seq} in its place`, { flaw: "row_missing" });
  }
  if (row.seq === 1 && row.command === null) {
    return corruptAt(1, "the first event has no command that caused it", { flaw: "row" });
  }
  const hash = checks.chainHash(head.hash, row.event);
  if (!equalBytes(hash, row.hash)) {
    const found = `its chain hash is ${toHex(row.hash)}, want ${toHex(hash)}`;
    return corruptAt(wanted, found, { flaw: "chain" });
  }
  const flaw = checks.rowFlaw?.(row) ?? null;
  return flaw === null ? null : corruptAt(wanted, flaw, { flaw: "row" });
}

/** The fault of an answer to a bid that names event `seq`, in a record that ends at `headSeq`. */
export function answerBeyond(headSeq: number, seq: number): LedgerCorrupt {
  return corruptAt(headSeq + 1, `a bid was answered by event ${seq}`, { flaw: "row_missing" });
}

/** Lays the signed batches over the rows: no row without a batch, no batch beyond the rows. */
class BatchTiling {
  readonly #batches: Iterator<LedgerBatch>;
  readonly #checks: LedgerChecks;
  #batch: LedgerBatch | null = null;
  #previous: Bytes;
  #rows: LedgerRow[] = [];

  constructor(batches: Iterable<LedgerBatch>, checks: LedgerChecks) {
    this.#batches = batches[Symbol.iterator]();
    this.#checks = checks;
    this.#previous = checks.genesis;
  }

  take(row: LedgerRow, previous: Bytes): void {
    if (this.#batch === null) {
      this.#batch = this.#next(row.seq);
      this.#previous = previous;
    }
    this.#rows.push(row);
    if (this.#rows.length === this.#batch.count) this.#complete(this.#batch);
  }

  finish(): void {
    if (this.#batch !== null) {
      const { firstSeq, count } = this.#batch;
      const missing = firstSeq + this.#rows.length;
      const found = `it is missing, and the signed batch ${firstSeq} has ${count}`;
      throw corruptAt(missing, found, { flaw: "row_missing" });
    }
    const beyond = this.#batches.next();
    if (beyond.done !== true) {
      const found = "there is a signed batch of it, but no such event";
      throw corruptAt(beyond.value.firstSeq, found, { flaw: "row_missing" });
    }
  }

  #next(seq: number): LedgerBatch {
    const next = this.#batches.next();
    if (next.done === true) throw batchAt(seq, "no signed batch carries it");
    const { firstSeq, count } = next.value;
    if (firstSeq !== seq) throw batchAt(seq, `found the signed batch ${firstSeq}, want ${seq}`);
    if (count < 1) throw batchAt(seq, `its signed batch has ${count} events`);
    return next.value;
  }

  #complete(batch: LedgerBatch): void {
    const flaw = this.#checks.batchFlaw?.({ batch, rows: this.#rows, previous: this.#previous });
    if (typeof flaw === "string") throw batchAt(batch.firstSeq, `its signed batch: ${flaw}`);
    this.#batch = null;
    this.#rows = [];
  }
}

function batchAt(seq: number, found: string): LedgerCorrupt {
  return corruptAt(seq, found, { flaw: "batch" });
}

/** A record that was verified to its end, and the checks that it passed. */
export interface VerifiedRecord {
  readonly head: LedgerHead;
  readonly checks: LedgerChecks;
}

/** Where an append would go. */
export interface Ground extends VerifiedRecord {
  /** Whether the record holds an answer to this paddle's bid id already. */
  isAnswered(bid: LedgerBid): boolean;
}

/** Asserts that `append` continues the record, and returns the head after it. */
export function assertAppend(append: LedgerAppend, ground: Ground): LedgerHead {
  assertTime(append.aliveAt);
  const head = assertRows(append.rows, ground);
  assertTiles(append.batches, ground.head.seq, head.seq);
  const answered = new Set<string>();
  for (const bid of append.bids) {
    assertBid(bid, ground.head.seq, head.seq);
    const key = bidKey(bid.paddle, bid.bidId);
    assert(!answered.has(key) && !ground.isAnswered(bid), `Bid is answered already: ${key}`);
    answered.add(key);
  }
  return head;
}

/** One text for a paddle and bid id: the identity of a bid. */
export function bidKey(paddle: string, bidId: Uint8Array): string {
  return `${toHex(bidId)} ${paddle}`;
}

/** Asserts that `at` is a time that the record can hold: whole milliseconds since 1970. */
export function assertTime(at: number): void {
  assert(Number.isSafeInteger(at) && at >= 0, `Time is not whole milliseconds: ${at}`);
}

function assertRows(rows: readonly LedgerRow[], ground: Ground): LedgerHead {
  let head = ground.head;
  assert(rows[0] !== undefined, "Append has no rows");
  assert(rows[0].command !== null, `Append begins inside a decision: event ${rows[0].seq}`);
  for (const row of rows) {
    assert(row.seq === head.seq + 1, `Row is out of order: ${row.seq} after ${head.seq}`);
    assertTime(row.at);
    // Checked here, or a wrong chain would be found only by the restart that can no longer mend it.
    const hash = ground.checks.chainHash(head.hash, row.event);
    assert(row.hash.length === HASH_BYTES, `Row's hash is not 32 bytes: event ${row.seq}`);
    assert(equalBytes(hash, row.hash), `Row breaks the chain: event ${row.seq}`);
    head = { seq: row.seq, hash };
  }
  return head;
}

function assertTiles(batches: readonly LedgerBatch[], before: number, last: number): void {
  let covered = before;
  for (const { firstSeq, count } of batches) {
    assert(firstSeq === covered + 1, `Batch is out of order: ${firstSeq} after ${covered}`);
    assert(Number.isSafeInteger(count) && count >= 1, `Batch ${firstSeq} has ${count} events`);
    covered += count;
  }
  assert(covered === last, `Batches end at event ${covered}, rows at ${last}`);
}

function assertBid(bid: LedgerBid, before: number, last: number): void {
  assert(bid.paddle !== "", "Bid has no paddle");
  assert(bid.bidId.length === BID_ID_BYTES, `Bid id is not 16 bytes: ${toHex(bid.bidId)}`);
  assert(bid.digest.length === HASH_BYTES, `Bid digest is not 32 bytes: ${toHex(bid.digest)}`);
  assert(bid.seq > before && bid.seq <= last, `Bid is not of this append: event ${bid.seq}`);
}
