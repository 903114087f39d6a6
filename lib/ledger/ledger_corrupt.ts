// The fault of a record that cannot be believed, with the place where it was found.

import { Fault, type FaultOptions } from "../base/fault.ts";

const RESTORE =
  "Keep the file as evidence, restore the newest backup whose audit passes, and start again";

/** What {@link LedgerCorrupt} takes beside the message. */
export interface LedgerCorruptOptions extends FaultOptions {
  /** The event where the record stops being believable, where it can be told. */
  readonly seq?: number;
}

/** `ledger_corrupt`: the record fails a check. Every event before `seq` was found right. */
export class LedgerCorrupt extends Fault {
  /** The first event that cannot be believed, or null where the damage is not in one event. */
  readonly seq: number | null;

  constructor(message: string, options: LedgerCorruptOptions = {}) {
    const { seq, ...rest } = options;
    super("ledger_corrupt", message, { hint: RESTORE, ...rest });
    this.name = "LedgerCorrupt";
    this.seq = seq ?? null;
  }
}

/** The fault for event `seq`: `flaw` says what was found and what is wanted. */
export function corruptAt(seq: number, flaw: string, cause?: unknown): LedgerCorrupt {
  return new LedgerCorrupt(`Ledger fails at event ${seq}: ${flaw}`, { seq, cause });
}
