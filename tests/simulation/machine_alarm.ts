// The one timer that a bidder's program keeps for a state machine, by its machine's own clock
// (lib/worker/wake_timer.ts). It rings late where the program cannot look.

import type { BidderMachine } from "./bidder_machine.ts";

/** Rings once at the time that was set last. */
export class MachineAlarm {
  readonly #machine: BidderMachine;
  readonly #ring: () => void;
  #plan = 0;
  #cancel: () => void = () => {};

  constructor(machine: BidderMachine, ring: () => void) {
    this.#machine = machine;
    this.#ring = ring;
  }

  /** Plans the ring for `at`, by the machine's clock. */
  set(at: number): void {
    this.clear();
    const plan = this.#plan;
    const { clock, parts: { time } } = this.#machine;
    const due = () =>
      this.#machine.whenFree(() => {
        if (plan === this.#plan) this.#ring();
      });
    this.#cancel = time.at(clock.momentOf(at), due);
  }

  /** Plans the ring for so long from now. */
  setIn(ms: number): void {
    this.set(this.#machine.clock.nowMs() + ms);
  }

  clear(): void {
    this.#plan++;
    this.#cancel();
  }
}
