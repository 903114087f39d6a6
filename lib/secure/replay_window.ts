// The replay window: each counter of a sender is believed once (in the manner of RFC 6479).
//
// A ring of bits behind the highest counter seen. It is asked before the crypto, to spare work, and
// moved only after the seal was opened: a forger cannot push it forward.

/** How far behind the highest counter a datagram may still come. */
export const REPLAY_WINDOW = 1_024;

const words = REPLAY_WINDOW / 32 + 1; // One word more, so that the whole window is always held.

/** Remembers which counters were accepted. */
export class ReplayWindow {
  readonly #bits = new Uint32Array(words);
  #highest = -1;

  /** The highest counter accepted, -1 before the first. */
  get highest(): number {
    return this.#highest;
  }

  /** Whether `counter` is new: neither accepted before nor too far behind to know. */
  isNew(counter: number): boolean {
    if (counter > this.#highest) return true;
    if (this.#highest - counter >= REPLAY_WINDOW) return false;
    return ((this.#bits[wordOf(counter)] ?? 0) & bitOf(counter)) === 0;
  }

  /**
   * Accepts `counter`, whose datagram was authenticated, and says whether it was new: two copies
   * opened side by side are both new to {@link isNew}, and only one is accepted here.
   */
  accept(counter: number): boolean {
    if (!this.isNew(counter)) return false;
    if (counter > this.#highest) this.#advance(counter);
    const word = wordOf(counter);
    this.#bits[word] = (this.#bits[word] ?? 0) | bitOf(counter);
    return true;
  }

  /** Clears the words that the window moves into. */
  #advance(counter: number): void {
    const from = Math.floor(this.#highest / 32);
    const to = Math.floor(counter / 32);
    const fresh = Math.min(to - from, words);
    for (let i = 0; i < fresh; i++) this.#bits[(to - i) % words] = 0;
    this.#highest = counter;
  }
}

function wordOf(counter: number): number {
  return Math.floor(counter / 32) % words;
}

function bitOf(counter: number): number {
  return (1 << (counter % 32)) >>> 0;
}
