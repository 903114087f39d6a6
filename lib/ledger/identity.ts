// Whose record it is, and the faults where it is nobody's or another's.

import { Fault } from "../base/fault.ts";
import { LedgerCorrupt } from "./ledger_corrupt.ts";
import type { LedgerIdentity } from "./store.ts";

/** Refuses a record of another sale or house. Fault: `ledger_corrupt`. */
export function refuseOther(found: LedgerIdentity, wanted: LedgerIdentity, name: string): void {
  for (const part of ["sale", "house"] as const) {
    if (found[part] === wanted[part]) continue;
    throw new LedgerCorrupt(
      `Ledger "${name}" is of another ${part}: found "${found[part]}", want "${wanted[part]}"`,
      { hint: `Give this ${part} a data folder of its own, or open the record with its own key.` },
    );
  }
}

/** The fault of a record that is to be read and does not exist. */
export function noRecord(name: string): Fault {
  return new Fault("not_found", `Cannot open the ledger "${name}": there is no record in it`, {
    hint: "See the path: a record is begun by starting a house.",
  });
}
