// What the house writes down, and what it asks of whoever keeps it.
//
// The record is a list of public events, each chained to the one before by a hash. An event that
// begins a decision of the rules carries the command that caused it, which only the house sees.
// Signed batches tile the same list: what was sent to bidders is kept byte for byte. All contents
// are opaque here: this floor knows order, chaining and durability, and nothing of auctions.

import type { Bytes } from "../base/bytes.ts";

/** One event of the record. */
export interface LedgerRow {
  /** 1, 2, 3 ... without a gap. */
  readonly seq: number;
  /** The house's time in milliseconds since 1970. */
  readonly at: number;
  /** The private command that caused the decision: on its first event only, else null. */
  readonly command: Bytes | null;
  /** The public event, as it is sent. */
  readonly event: Bytes;
  /** The 32-byte hash of the chain after this event, computed by the caller. */
  readonly hash: Bytes;
}

/** One signed batch: the events `firstSeq` to `firstSeq + count - 1` as bidders received them. */
export interface LedgerBatch {
  readonly firstSeq: number;
  readonly count: number;
  readonly bytes: Bytes;
}

/** The answer that a bid got, kept so that a repeated bid gets the same answer. */
export interface LedgerBid {
  readonly paddle: string;
  /** 16 bytes that the bidder chose, unique for that paddle. */
  readonly bidId: Bytes;
  /** SHA-256 of the signed bid: another digest under the same id is a conflict. */
  readonly digest: Bytes;
  /** The event that records the bid. */
  readonly seq: number;
  readonly receipt: Bytes;
}

/**
 * Everything that one commit writes. The rows follow the head and begin with a command; the
 * batches tile exactly these rows; each bid points at one of these rows and is new. Anything else
 * is a bug of the caller and asserts.
 */
export interface LedgerAppend {
  readonly rows: readonly LedgerRow[];
  readonly batches: readonly LedgerBatch[];
  readonly bids: readonly LedgerBid[];
  /** The house's time of this commit: also a sign of life, see {@link LedgerStore.markAlive}. */
  readonly aliveAt: number;
}

/** A piece of a record for a copy of it: any of the three may be empty. */
export type LedgerPart = Pick<LedgerAppend, "rows" | "batches" | "bids">;

/** Where the record ends. */
export interface LedgerHead {
  /** The last event, 0 where there is none. */
  readonly seq: number;
  /** The hash after the last event, the chain's genesis where there is none. */
  readonly hash: Bytes;
}

/** Whose record this is. A record never changes hands. */
export interface LedgerIdentity {
  readonly sale: string;
  /** The house's public key, the `x` of its JWK: whoever reads the record checks signatures by it. */
  readonly house: string;
}

/** How the caller opens a store. */
export interface LedgerOwner {
  /** Begin this record, or insist that it is this one; null takes any record that exists already. */
  readonly identity: LedgerIdentity | null;
}

/** A signed batch with the rows that it must carry. */
export interface BatchInPlace {
  readonly batch: LedgerBatch;
  readonly rows: readonly LedgerRow[];
  /** The hash of the chain before the first row. */
  readonly previous: Bytes;
}

/** What the caller knows about the contents. A flaw is told in words, for the operator. */
export interface LedgerChecks {
  /** The chain's hash before the first event: 32 bytes. */
  readonly genesis: Bytes;
  /** The hash after `event`, given the one before it: 32 bytes. */
  chainHash(previous: Bytes, event: Bytes): Bytes;
  /** What is wrong between a row's command, time and event, or null. The chain covers the event only. */
  rowFlaw?(row: LedgerRow): string | null;
  /** What is wrong with a signed batch, or null: its signature, or its events compared to the rows. */
  batchFlaw?(placed: BatchInPlace): string | null;
}

/**
 * A record that one house has open, alone. Every method is synchronous. Reading and writing need a
 * complete {@link LedgerStore.load} first: nothing is added to a record that was not verified.
 */
export interface LedgerStore {
  readonly identity: LedgerIdentity;

  /** The last sign of life, null before the first one. Open lots get the time since then back. */
  readonly aliveAt: number | null;

  /**
   * All events in order, each verified before it is handed out. Only a loop that runs to its end
   * has verified the record: what is missing at the end shows there.
   * Faults: `ledger_corrupt`, as a LedgerCorrupt that names the event.
   */
  load(checks: LedgerChecks): Generator<LedgerRow, void, undefined>;

  /** Where the record ends now. */
  head(): LedgerHead;

  /**
   * Writes all of `append` or none of it, and returns once it would survive a power cut.
   *
   * After a throw this store refuses every further write: whether a failed commit reached the disk
   * is known only after opening again. So announce nothing of it, and stop.
   * Faults: `ledger_unwritable`, `ledger_corrupt`.
   */
  append(append: LedgerAppend): void;

  /**
   * The signed batches from the one that holds `fromSeq` on, in order: as many as fit in
   * `bytesMax`, but at least one where there is one, so that a reader always gets ahead.
   */
  batches(fromSeq: number, limits: { readonly bytesMax: number }): readonly LedgerBatch[];

  /** The answer kept for a bid, or null where that bid was never answered. */
  bid(paddle: string, bidId: Uint8Array): LedgerBid | null;

  /**
   * The record up to the event `lastSeq`, the end of some append, in parts of a few hundred entries: each
   * is read when it is asked for, and what is appended meanwhile is in none of them.
   */
  parts(lastSeq: number): Generator<LedgerPart, void, undefined>;

  /** Notes that the house was alive at `at`. An earlier time than the one noted changes nothing. */
  markAlive(at: number): void;

  /** Lets go of the record. A second call does nothing. */
  close(): void;
}
