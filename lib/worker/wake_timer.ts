// One timer for one state machine: it says when to look again, and the latest word counts.

import type { Clock } from "../base/clock.ts";

/** A timer holds 2^31 ms at most; what is further away is looked at again in between. */
const waitMsMax = 2 ** 30;

/** Calls `run` once at the time that was set last. */
export class WakeTimer {
  readonly #clock: Clock;
  readonly #run: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(clock: Clock, run: () => void) {
    this.#clock = clock;
    this.#run = run;
  }

  /** Plans the call for `at`, in the clock's milliseconds, in the place of an earlier plan. */
  set(at: number): void {
    clearTimeout(this.#timer);
    const waitMs = Math.min(Math.max(at - this.#clock.nowMs(), 0), waitMsMax);
    this.#timer = setTimeout(this.#run, waitMs);
  }

  /** Calls nothing any more. */
  clear(): void {
    clearTimeout(this.#timer);
  }
}
