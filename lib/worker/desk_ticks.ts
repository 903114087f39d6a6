// The desk's alarm clock: one Tick for the earliest announced end, and no second one on its way.

import type { Clock } from "../base/clock.ts";
import { WakeTimer } from "./wake_timer.ts";

/** What ticks need of the desk's thread. */
export interface DeskTicksParts {
  readonly clock: Clock;
  /** The time of the earliest announced end, or null. */
  deadline(): number | null;
  /** Sends a Tick on its way, behind the bids that were received before it. */
  tick(at: number): void;
}

/** Plans the ticks of one desk. */
export class DeskTicks {
  readonly #parts: DeskTicksParts;
  readonly #timer: WakeTimer;
  #isUnderWay = false;

  constructor(parts: DeskTicksParts) {
    this.#parts = parts;
    this.#timer = new WakeTimer(parts.clock, () => this.#look());
  }

  /** A tick was worked through: the next may come. */
  done(): void {
    this.#isUnderWay = false;
  }

  /** Looks anew when the next is due: after each round. */
  plan(): void {
    const deadline = this.#parts.deadline();
    if (deadline === null || this.#isUnderWay) return this.#timer.clear();
    this.#timer.set(deadline);
  }

  /** No tick any more. */
  stop(): void {
    this.#timer.clear();
  }

  #look(): void {
    const at = this.#parts.clock.nowMs();
    const deadline = this.#parts.deadline();
    // A timer of more than 2^30 ms fires early.
    if (deadline === null || deadline > at) return this.plan();
    this.#isUnderWay = true;
    this.#parts.tick(at);
  }
}
