// How much of the feed is lost on the way to a bidder, by the heartbeats that it misses: they are
// numbered and signed, and never repaired. Pure.

import { LOSS_BEATS_MIN, LOSS_WINDOW_MS } from "./session_limits.ts";

/** Measures in windows of {@link LOSS_WINDOW_MS} with {@link LOSS_BEATS_MIN} heartbeats at least. */
export class LossMeter {
  #firstBeat: number | null = null;
  #lastBeat = 0;
  #heard = 0;
  #since = 0;

  /**
   * A heartbeat was believed, newer than the last. Gives the loss in thousandths where it ends a
   * window, else null. The first beat of a window is where counting starts, not a sample.
   */
  heard(beat: number, now: number): number | null {
    if (this.#firstBeat === null) {
      this.#begin(beat, now);
      return null;
    }
    this.#heard++;
    this.#lastBeat = beat;
    const sent = beat - this.#firstBeat;
    if (now - this.#since < LOSS_WINDOW_MS || sent < LOSS_BEATS_MIN) return null;
    const lost = this.permille();
    this.#begin(beat, now);
    return lost;
  }

  /** The loss of the window that is under way, in thousandths; null before its second beat. */
  permille(): number | null {
    if (this.#firstBeat === null || this.#lastBeat === this.#firstBeat) return null;
    const sent = this.#lastBeat - this.#firstBeat;
    return Math.round((1 - this.#heard / sent) * 1_000);
  }

  /** Begins anew: another session, or another path. */
  reset(): void {
    this.#firstBeat = null;
  }

  #begin(beat: number, now: number): void {
    this.#firstBeat = beat;
    this.#lastBeat = beat;
    this.#heard = 0;
    this.#since = now;
  }
}
