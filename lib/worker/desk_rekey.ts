// The desk's side of a rekey: makes the next group key when it is due and hands it to the feed.

import type { Clock } from "../base/clock.ts";
import { RekeyClock } from "../session/rekey_clock.ts";
import type { Epoch } from "./desk_contract.ts";
import { WakeTimer } from "./wake_timer.ts";

/** What a rekey needs of the desk's thread. */
export interface DeskRekeyParts {
  readonly clock: Clock;
  /** Makes the next key. */
  make(): Epoch;
  /** Spreads a key. */
  spread(epoch: Epoch): void;
}

/** Makes new keys at once, in time, or never after {@link DeskRekey.stop}. */
export class DeskRekey {
  readonly #parts: DeskRekeyParts;
  readonly #due: RekeyClock;
  readonly #timer: WakeTimer;

  constructor(parts: DeskRekeyParts) {
    this.#parts = parts;
    this.#due = new RekeyClock(parts.clock.nowMs());
    this.#timer = new WakeTimer(parts.clock, () => this.#look());
    this.#look();
  }

  /** Someone must not read on, or the auctioneer asks for a new key. */
  urgent(): void {
    this.#due.urgent(this.#parts.clock.nowMs());
    this.#look();
  }

  /** Someone left of its own will. */
  left(): void {
    this.#due.left(this.#parts.clock.nowMs());
    this.#look();
  }

  /** No key any more. */
  stop(): void {
    this.#timer.clear();
  }

  #look(): void {
    if (this.#due.take(this.#parts.clock.nowMs())) this.#parts.spread(this.#parts.make());
    this.#timer.set(this.#due.dueAt);
  }
}
