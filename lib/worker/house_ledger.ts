// Opens the record that is there, or begins a new one: never begins over what cannot be read.

import { Fault } from "../base/fault.ts";
import type { LedgerIdentity, LedgerOwner, LedgerStore } from "../ledger/store.ts";

/** How to open and begin records. */
export interface HouseLedgerParts {
  /** The house's public key: the `x` of its JWK. */
  readonly house: string;
  open(path: string, owner: LedgerOwner): LedgerStore;
  begin(house: string): LedgerIdentity;
}

/**
 * The record at `path`. Faults: those of the ledger; `ledger_corrupt` where the record is of
 * another house's key.
 */
export function openHouseLedger(
  path: string,
  { house, open, begin }: HouseLedgerParts,
): LedgerStore {
  let store: LedgerStore;
  try {
    store = open(path, { identity: null });
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "not_found") throw error;
    return open(path, { identity: begin(house) });
  }
  if (store.identity.house !== house) {
    store.close();
    throw new Fault("ledger_corrupt", `Opening "${path}" failed: it is another house's record`, {
      hint: "Start with the keys folder that this record was made with, or another data folder.",
    });
  }
  return store;
}
