// A bidder's own clock in a simulation: hours off, too quick or too slow, standing still while its
// machine sleeps, and set by someone in mid-sale.
//
// The program's clock is steady (lib/base/clock.ts): it never jumps. A jump within it is the worse
// case, played to see that nothing breaks.

import type { VirtualTime } from "./virtual_time.ts";

/** How wrong a machine's clock is. */
export interface ClockFault {
  readonly offMs: number;
  /** Parts in a million too quick; negative: too slow. */
  readonly driftPpm: number;
}

/** The clock of one machine. */
export class MachineClock {
  readonly #time: VirtualTime;
  readonly #rate: number;
  /** What the clock said at the simulation's `#setAt`. */
  #said: number;
  #setAt: number;
  /** When it last did what a steady clock does not, or stood still. */
  #disturbedAt = -Infinity;

  constructor(time: VirtualTime, { offMs, driftPpm }: ClockFault) {
    this.#time = time;
    this.#rate = 1 + driftPpm / 1_000_000;
    this.#setAt = time.nowMs();
    this.#said = this.#setAt + offMs;
  }

  nowMs(): number {
    return Math.floor(this.#exact(this.#time.nowMs()));
  }

  /** The moment of the simulation at which this clock will say `at`, if nothing disturbs it. */
  momentOf(at: number): number {
    const now = this.#time.nowMs();
    return now + Math.max(0, Math.ceil((at - this.#exact(now)) / this.#rate));
  }

  /** When this clock was last set, or stood still. */
  get disturbedAt(): number {
    return this.#disturbedAt;
  }

  /** Someone sets the clock; negative: back. */
  jump(byMs: number): void {
    const now = this.#time.nowMs();
    this.#said = this.#exact(now) + byMs;
    this.#setAt = now;
    this.#disturbedAt = now;
  }

  /** The machine sleeps until `moment`, and its clock with it. */
  standStillUntil(moment: number): void {
    this.#said = this.#exact(this.#time.nowMs());
    this.#setAt = moment;
    this.#disturbedAt = moment;
  }

  #exact(now: number): number {
    return this.#said + Math.max(now - this.#setAt, 0) * this.#rate;
  }
}
