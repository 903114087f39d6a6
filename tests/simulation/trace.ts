// What happened in a simulation, line by line: the last steps for a person, a digest of all for
// the comparison of two runs.

import { createHash } from "node:crypto";
import type { Clock } from "../../lib/base/clock.ts";

const keptLines = 120;

/** Notes lines with their moment. */
export class Trace {
  readonly #clock: Clock;
  readonly #began: number;
  readonly #digest = createHash("sha256");
  readonly #keep: number;
  #lines: string[] = [];

  /** `keep`: how many of the last lines to hold on to. */
  constructor(clock: Clock, keep = keptLines) {
    this.#clock = clock;
    this.#began = clock.nowMs();
    this.#keep = keep;
  }

  note(text: string): void {
    const line = `${((this.#clock.nowMs() - this.#began) / 1000).toFixed(3).padStart(8)} ${text}`;
    this.#digest.update(`${line}\n`);
    this.#lines.push(line);
    if (this.#lines.length > 2 * this.#keep) this.#lines = this.#lines.slice(-this.#keep);
  }

  /** The lines noted since the last call. */
  take(): readonly string[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  /** The last lines, oldest first. */
  last(): readonly string[] {
    return this.#lines.slice(-this.#keep);
  }

  /** A digest of every line so far: two runs that agree on it did the same. */
  digest(): string {
    return this.#digest.copy().digest("hex");
  }
}
