// The house's machine in a simulation: it runs the house, or lies still between two runs.

import { HouseDesk } from "./house_desk.ts";
import type { HouseParts } from "./stage.ts";

/** A house that can die and start again on the same record. */
export class House {
  readonly #parts: HouseParts;
  #run: HouseDesk | null = null;
  #diesAfterCommit = false;
  crashes = 0;

  constructor(parts: HouseParts) {
    this.#parts = parts;
  }

  /** The running house, or null while it is down. */
  get run(): HouseDesk | null {
    return this.#run;
  }

  start(): void {
    if (this.#run !== null) return;
    this.#diesAfterCommit = false;
    const run = new HouseDesk(this.#parts, {
      committed: () => this.#committed(),
      failed: () => this.crash("a commit failed"),
    });
    this.#run = run;
    run.begin();
  }

  /** As by kill -9. */
  crash(why = "killed"): void {
    if (this.#run === null) return;
    this.#parts.trace.note(`house dies: ${why}`);
    this.crashes++;
    this.#run.end();
    this.#run = null;
    this.#parts.died();
  }

  /** The house dies between its next commit and telling anyone of it. */
  crashAfterCommit(): void {
    this.#diesAfterCommit = true;
  }

  #committed(): boolean {
    if (!this.#diesAfterCommit) return true;
    this.crash("after a commit, before anyone heard of it");
    return false;
  }
}
