// The house's machine in a simulation: it runs the house, or lies still between two runs.

import type { BidderStatus } from "../../lib/secure/registry.ts";
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

  /** Someone changes the registry; a house that runs hears of it at once. */
  setStatus(seat: string, status: BidderStatus): void {
    const found = this.#parts.seats.get(seat);
    if (found === undefined || found.registered.status === status) return;
    found.registered = { ...found.registered, status };
    this.#parts.trace.note(`${seat} is ${status} from now on`);
    this.#parts.checkers.keys.standing(seat, status === "registered");
    this.#run?.register();
  }

  /** A bidder's standing, as the registry has it. */
  statusOf(seat: string): BidderStatus | null {
    return this.#parts.seats.get(seat)?.registered.status ?? null;
  }

  #committed(): boolean {
    if (!this.#diesAfterCommit) return true;
    this.crash("after a commit, before anyone heard of it");
    return false;
  }
}
