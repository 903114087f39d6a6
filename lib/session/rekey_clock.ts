// When the house makes a new group key: at once for who must not read on, in time for the rest
// (PROTOCOL §8). Pure.

import { REKEY_EVERY_MS, REKEY_LEAVES_MS, REKEY_REST_MS } from "./session_limits.ts";

/** Watches over the age of a key and over those who still hold it. */
export class RekeyClock {
  #madeAt: number;
  #dueAt: number;

  constructor(now: number) {
    this.#madeAt = now;
    this.#dueAt = now + REKEY_EVERY_MS;
  }

  /** Someone was put out, the auctioneer asks for it, or the key has sealed enough. */
  urgent(now: number): void {
    this.#due(now);
  }

  /** Someone left of its own will, or was not heard any more: many leave in one go at the end. */
  left(now: number): void {
    this.#due(now + REKEY_LEAVES_MS);
  }

  /** When the next key is due. */
  get dueAt(): number {
    return this.#dueAt;
  }

  /** Whether a key is to be made now; it is then taken for made. */
  take(now: number): boolean {
    if (now < this.#dueAt) return false;
    this.#madeAt = now;
    this.#dueAt = now + REKEY_EVERY_MS;
    return true;
  }

  /** Never earlier than a while after the last: two that come and go in a loop cost one a second. */
  #due(at: number): void {
    this.#dueAt = Math.min(this.#dueAt, Math.max(at, this.#madeAt + REKEY_REST_MS));
  }
}
