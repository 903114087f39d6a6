// The fault of a record that cannot be believed, with the place where it was found.

import { Fault, type FaultOptions } from "../base/fault.ts";

const RESTORE =
  "Keep the file as evidence, restore the newest backup whose audit passes, and start again";

/** What is wrong with a record, for whoever has to say it in other words than the message. */
export type RecordFlaw =
  | "file" // the file itself: its pages, its tables, its log
  | "row_missing" // an event is not there although there are later ones, or a batch or answer of it
  | "chain" // an event's hash is not that of the chain
  | "row" // the caller's check of an event
  | "batch"; // an event's signed batch is not there, or fails the caller's check

/** What {@link LedgerCorrupt} takes beside the message. */
export interface LedgerCorruptOptions extends FaultOptions {
  /** The event where the record stops being believable, where it can be told. */
  readonly seq?: number;
  /** Without it: "file". */
  readonly flaw?: RecordFlaw;
}

/** `ledger_corrupt`: the record fails a check. Every event before `seq` was found right. */
export class LedgerCorrupt extends Fault {
  /** The first event that cannot be believed, or null where the damage is not in one event. */
  readonly seq: number | null;
  readonly flaw: RecordFlaw;

  constructor(message: string, options: LedgerCorruptOptions = {}) {
    const { seq, flaw, ...rest } = options;
    super("ledger_corrupt", message, { hint: RESTORE, ...rest });
    this.name = "LedgerCorrupt";
    this.seq = seq ?? null;
    this.flaw = flaw ?? "file";
  }
}

/** The fault for event `seq`: `found` says what was found and what is wanted. */
export function corruptAt(
  seq: number,
  found: string,
  options: Pick<LedgerCorruptOptions, "flaw" | "cause"> = {},
): LedgerCorrupt {
  return new LedgerCorrupt(`Ledger fails at event ${seq}: ${found}`, { ...options, seq });
}
