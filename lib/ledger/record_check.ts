// Verifies the file of a record that no house has open: chain, commands, signed batches, and whose.
//
// It changes nothing in the file. What a start of the house looks at beyond it are the rules, run
// again over every command.

import { equalBytes } from "../base/bytes.ts";
import { chainHash, commitmentTo, GENESIS_HASH } from "../secure/digest.ts";
import { verifierSync } from "../secure/signing.ts";
import { decodeEvent } from "../wire/event_codec.ts";
import { batchFlaw } from "./batch_flaw.ts";
import { Ledger, type LedgerOpenOptions } from "./ledger.ts";
import type { LedgerChecks, LedgerIdentity, LedgerRow } from "./store.ts";

/** What a record says of itself. */
export interface CheckedRecord extends LedgerIdentity {
  /** Its last event, 0 where there is none. */
  readonly seq: number;
}

/** The checks of a record of `sale` by the house whose Ed25519 key has this `x`. */
export function recordChecks(sale: string, houseX: string): LedgerChecks {
  const isHouse = verifierSync(houseX);
  return {
    genesis: GENESIS_HASH,
    chainHash,
    rowFlaw,
    batchFlaw: (placed) => batchFlaw(placed, { isHouse, sale }),
  };
}

/** An event says when it was and, by a digest, which command caused it. */
function rowFlaw({ at, command, event }: LedgerRow): string | null {
  const decoded = decodeEvent(event);
  if (decoded === null) return "the event cannot be read";
  if (decoded.event.at !== at) return "the event names another time";
  const { commitment } = decoded;
  if (command === null) return commitment === null ? null : "the event's command is missing";
  const isIts = commitment !== null && equalBytes(commitment, commitmentTo(command));
  return isIts ? null : "the event names another command";
}

/** How a record is verified. */
export interface RecordCheckOptions {
  /** The `x` of the key that its batches must be signed with. */
  readonly houseX: string;
  seen?(row: LedgerRow): void;
}

/** Opens the record at `path` and verifies it to its last event; the caller closes it. */
export function openChecked(
  path: string,
  { houseX, seen, ...options }: LedgerOpenOptions & RecordCheckOptions,
): Ledger {
  const ledger = Ledger.open(path, options);
  try {
    for (const row of ledger.load(recordChecks(ledger.identity.sale, houseX))) seen?.(row);
    return ledger;
  } catch (error) {
    ledger.close();
    throw error;
  }
}

/**
 * Verifies the record at `path` with the `x` of its house's key, and changes nothing; `seen` is told
 * each row, which only then is right when this returns.
 * Faults: `not_found`, `ledger_corrupt` naming the event, `ledger_unwritable`.
 */
export function checkRecord(path: string, options: RecordCheckOptions): CheckedRecord {
  const ledger = openChecked(path, { identity: null, readOnly: true, ...options });
  try {
    return { ...ledger.identity, seq: ledger.head().seq };
  } finally {
    ledger.close();
  }
}
