// The group keys that a bidder holds, by the number of their epoch (PROTOCOL §8). Pure: a key may
// be anything.

import { EPOCH_OLD_MS } from "./session_limits.ts";

interface Held<K> {
  readonly key: K;
  /** When it ends, once a newer epoch is in use. */
  endsAt: number;
}

/** Holds the newest keys: the one in use, the one to come, and for a while the one before. */
export class EpochRing<K> {
  readonly #held = new Map<number, Held<K>>();
  #newest: number;

  constructor(first: { readonly number: number; readonly key: K }) {
    this.#newest = first.number;
    this.#held.set(first.number, { key: first.key, endsAt: Infinity });
  }

  /** The newest epoch whose key is held: what a ping says. */
  get newest(): number {
    return this.#newest;
  }

  /** Takes a key from the house; false where it is held already or older than the newest. */
  add(number: number, key: K): boolean {
    if (number <= this.#newest) return false;
    this.#held.set(number, { key, endsAt: Infinity });
    this.#newest = number;
    return true;
  }

  /** The key of an epoch, or null where it never came or has ended. */
  find(number: number, now: number): K | null {
    const held = this.#held.get(number);
    if (held === undefined) return null;
    if (now < held.endsAt) return held.key;
    this.#held.delete(number);
    return null;
  }

  /** A frame of this epoch has opened: the older ones end, but for frames that are on their way. */
  used(number: number, now: number): void {
    for (const [older, held] of this.#held) {
      if (older < number) held.endsAt = Math.min(held.endsAt, now + EPOCH_OLD_MS);
      if (now >= held.endsAt) this.#held.delete(older);
    }
  }
}
