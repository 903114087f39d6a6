// What is known of a record from outside: the chain's hash at some event.
//
// A record that was cut at its end, or put back from an older copy, is right in itself. Only
// somebody who remembers more can tell: a bidder's batches and receipts, or a note of the house.

import { type Bytes, equalBytes } from "../base/bytes.ts";
import type { Finding } from "./finding.ts";

/** A hash of the chain and who knows of it. */
export interface KnownHead<Source> {
  /** The event; 0 for the beginning. */
  readonly seq: number;
  /** The chain's hash after it. */
  readonly hash: Bytes;
  readonly source: Source;
}

/** A record as far as it could be read. */
export interface HashedRecord {
  /** The last event. */
  readonly seq: number;
  /** The chain's hash after an event, or null where the record does not have it. */
  hashAt(seq: number): Bytes | null;
}

/** A head that the record does not agree with. */
export interface HeadFlaw<Source> {
  /** `history`: another event is there. `head`: the record ends before. */
  readonly code: "history" | "head";
  /** The first event that is another, or the first that is missing. */
  readonly seq: number;
  readonly head: KnownHead<Source>;
}

/**
 * What `heads` say against a record in which `found` is wrong already, or null. A record that broke
 * off for another reason is not said to be cut as well.
 */
export function headFinding(
  heads: Iterable<KnownHead<string>>,
  { record, found }: { readonly record: HashedRecord; readonly found: Finding | null },
): Finding | null {
  const flaw = headFlaw(heads, record);
  if (flaw === null || (flaw.code === "head" && found !== null)) return null;
  return { code: flaw.code, seq: flaw.seq, detail: `known from ${flaw.head.source}` };
}

/** The first disagreement between `heads` and `record`, or null. */
export function headFlaw<Source>(
  heads: Iterable<KnownHead<Source>>,
  record: HashedRecord,
): HeadFlaw<Source> | null {
  let other: KnownHead<Source> | null = null;
  let beyond: KnownHead<Source> | null = null;
  for (const head of heads) {
    const hash = record.hashAt(head.seq);
    if (hash === null) {
      if (head.seq > (beyond?.seq ?? record.seq)) beyond = head;
    } else if (!equalBytes(hash, head.hash) && head.seq < (other?.seq ?? Infinity)) {
      other = head;
    }
  }
  if (other !== null) return { code: "history", seq: other.seq, head: other };
  return beyond === null ? null : { code: "head", seq: record.seq + 1, head: beyond };
}
