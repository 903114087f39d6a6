// The actions of the auctioneer's people in a file of the data folder: one line of JSON each, added in
// order, for whoever asks later who did what. The sale does not hang on it: what cannot be written
// is reported, and the house goes on.

import type { ActionEntry } from "../admin/action.ts";
import { Fault } from "../base/fault.ts";

/** Appends to one file. */
export class ActionFile {
  readonly #path: string;
  readonly #failed: (fault: Fault) => void;
  #written: Promise<void> = Promise.resolve();
  #isBroken = false;

  /** `failed` is told when writing begins to fail, once until it succeeds again. */
  constructor(path: string, failed: (fault: Fault) => void) {
    this.#path = path;
    this.#failed = failed;
  }

  /** Adds a line, behind those that are still being written. */
  append(entry: ActionEntry): void {
    const line = `${JSON.stringify(entry)}\n`;
    this.#written = this.#written.then(() => this.#write(line));
  }

  /** Resolves when everything so far is written, or was reported. */
  async flushed(): Promise<void> {
    await this.#written;
  }

  async #write(line: string): Promise<void> {
    try {
      // Readable by its owner alone: it tells who bids in the room.
      await Deno.writeTextFile(this.#path, line, { append: true, mode: 0o600 });
      this.#isBroken = false;
    } catch (cause) {
      if (this.#isBroken) return;
      this.#isBroken = true;
      this.#failed(
        new Fault("file_unwritable", `Writing down an action failed: "${this.#path}"`, { cause }),
      );
    }
  }
}
