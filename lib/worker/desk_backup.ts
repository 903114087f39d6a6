// The desk's side of a backup: a copy of the record beside it, made between the rounds of bids.
//
// Each step copies a few hundred entries and then lets bids and commands through. Whatever goes
// wrong is told to whoever asked; the house itself goes on.

import { setImmediate } from "node:timers";
import { dirname, join } from "@std/path";
import { Fault } from "../base/fault.ts";
import type { LedgerCopy } from "../ledger/ledger_copy.ts";
import type { LedgerStore } from "../ledger/store.ts";
import type { BackupOutcome } from "./desk_contract.ts";
import { faultNotice } from "./life_cycle.ts";

/** Begins a copy of a record that shall stand at `path`. */
export type BeginCopy = (source: LedgerStore, path: string) => LedgerCopy;

/** What a backup needs of the desk's thread. */
export interface DeskBackupParts {
  /** The record's own path: backups lie in the folder `backups` beside it. */
  readonly path: string;
  readonly ledger: LedgerStore;
  begin: BeginCopy;
  /** Told once for each {@link DeskBackup.start}, but never after {@link DeskBackup.stop}. */
  told(ref: number, outcome: BackupOutcome): void;
}

/** Makes one backup at a time. */
export class DeskBackup {
  readonly #parts: DeskBackupParts;
  #copy: LedgerCopy | null = null;
  #stopped = false;

  constructor(parts: DeskBackupParts) {
    this.#parts = parts;
  }

  /** Begins a backup of the record as it is now. */
  start(ref: number): void {
    if (this.#copy !== null) return this.#parts.told(ref, { type: "busy" });
    this.#make().catch((error) => ({ type: "failed", fault: faultNotice(error) }) as const)
      .then((outcome) => {
        this.#copy = null;
        if (!this.#stopped) this.#parts.told(ref, outcome);
      });
  }

  /** Runs up to its first wait at once, so that the copy is of the record as it is now. */
  async #make(): Promise<BackupOutcome> {
    const { ledger, path, begin } = this.#parts;
    const { sale } = ledger.identity;
    const { seq } = ledger.head();
    const file = `backups/${sale}-${seq}.ledger`;
    const copy = begin(ledger, join(dirname(path), file));
    this.#copy = copy;
    do await turn(); while (!this.#stopped && copy.step());
    if (this.#stopped) throw new Fault("worker_failed", "Backup ended: the house stops");
    return { type: "done", file, sale, seq, ...await copy.finish() };
  }

  /** Gives up what is under way: the desk ends. */
  stop(): void {
    this.#stopped = true;
    this.#copy?.abandon();
  }
}

/** Lets everything else that waits in this thread go first. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
