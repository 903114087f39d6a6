// A gate that work passes through until the first time it fails, and never again.

import { Fault } from "../base/fault.ts";

/** Guards the writing of one record: prefer stopping to guessing. */
export class StopAtFailure {
  readonly #name: string;
  #failure: unknown = null;

  /** `name` says to the operator which record it is. */
  constructor(name: string) {
    this.#name = name;
  }

  get failed(): boolean {
    return this.#failure !== null;
  }

  /** Does `work`. What it throws is thrown on, and every later call is `ledger_unwritable`. */
  run(work: () => void): void {
    if (this.#failure !== null) {
      throw new Fault("ledger_unwritable", `Ledger "${this.#name}" stopped at an earlier failure`, {
        hint: "Start the house again: it goes on from what is on the disk.",
        cause: this.#failure,
      });
    }
    try {
      work();
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }
}
