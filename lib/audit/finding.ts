// What an audit can find wrong: a closed list of codes, and the place in the record.

import { LedgerCorrupt, type RecordFlaw } from "../ledger/ledger_corrupt.ts";

/** Every kind of thing that can be wrong. Tests and scripts compare these, never texts. */
export const FINDING_CODES = [
  "file", // the file is damaged, or no record of this version
  "house", // the record is another house's, or its key is none
  "row_missing", // an event is not there, although later ones, a batch or a receipt say that it was
  "chain", // an event's hash does not follow from the one before
  "batch", // what the house signed is not there, not signed by it, or says something else
  "rules", // the rules do not give this event for the commands recorded
  "bid_key", // a paddle has no keys in the record, or keys that anyone can sign for
  "bid_sale", // a bid was signed for another sale
  "bid_twice", // a bid is in the record a second time: its bidder has made it once
  "bid_signature", // a bid was not signed by the key of its paddle
  "receipt", // the answer to a bid is not there, not the house's, or not what the rules answered
  "checkpoint", // a checkpoint cannot be read, or is not this house's word for this sale
  "head", // the record ends before an event that is known from elsewhere
  "history", // an event is another than the one that is known from elsewhere
  "two_answers", // the house gave the bidder another receipt for a bid than it keeps
  "not_recorded", // the house gave a receipt for a bid, and another thing stands at its place
  "own_record", // the bidder's own file holds what the house did not sign
] as const;

/** One of {@link FINDING_CODES}. */
export type FindingCode = typeof FINDING_CODES[number];

/** The first thing that is wrong. */
export interface Finding {
  readonly code: FindingCode;
  /** The first event that cannot be believed, or null where it is not one event. */
  readonly seq: number | null;
  /** What was found and what is wanted, in English: for whoever looks closer. */
  readonly detail: string;
}

const codeOfFlaw: Readonly<Record<RecordFlaw, FindingCode>> = {
  file: "file",
  row_missing: "row_missing",
  chain: "chain",
  row: "rules",
  batch: "batch",
};

/** The finding in a fault of the ledger; any other error is no finding and is thrown on. */
export function findingIn(error: unknown): Finding {
  if (!(error instanceof LedgerCorrupt)) throw error;
  return { code: codeOfFlaw[error.flaw], seq: error.seq, detail: error.message };
}

/** Of two findings the one about the earlier event; what is about no event comes first. */
export function firstOf(a: Finding | null, b: Finding | null): Finding | null {
  if (a === null || b === null) return a ?? b;
  return (b.seq ?? 0) < (a.seq ?? 0) ? b : a;
}
