// A budget that refills with time: for pacing, and for what one sender may cost the others.

/** Holds at most `burst` tokens and gains `perSecond`. Time is an argument. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(
    options: { readonly perSecond: number; readonly burst: number; readonly now: number },
  ) {
    this.#perMs = options.perSecond / 1000;
    this.#burst = options.burst;
    this.#tokens = options.burst;
    this.#at = options.now;
  }

  /** Takes `count` tokens if they are there now. */
  take(now: number, count = 1): boolean {
    this.#refill(now);
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }

  /** When `count` tokens will be there: now, or later. */
  readyAt(now: number, count = 1): number {
    this.#refill(now);
    return this.#tokens >= count ? now : now + Math.ceil((count - this.#tokens) / this.#perMs);
  }

  #refill(now: number): void {
    if (now <= this.#at) return;
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
  }
}
