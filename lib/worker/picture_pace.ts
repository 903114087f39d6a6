// How fast pictures leave the house: so many bytes a second in all, and to one address. They go over
// the same wire as the feed, and would fill it as far as TCP lets them.

import type { Clock } from "../base/clock.ts";
import { TokenBucket } from "../session/token_bucket.ts";
import type { Comer } from "./crowd.ts";

/** Bytes of pictures a second in all, 4 MiB: 34 Mbit/s, which leave the feed its share of a wire. */
export const PICTURE_BYTES_PER_SECOND = 4_194_304;
/** The same to one address: half of it, so that one machine alone cannot take everything. */
export const PICTURE_ADDRESS_BYTES_PER_SECOND = 2_097_152;
/** Bytes that may go at once after a rest, in all and to one address. */
export const PICTURE_BURST_BYTES = 131_072;

const inAll = { perSecond: PICTURE_BYTES_PER_SECOND, burst: PICTURE_BURST_BYTES } as const;
const ofAddress = {
  perSecond: PICTURE_ADDRESS_BYTES_PER_SECOND,
  burst: PICTURE_BURST_BYTES,
} as const;

/** The pace of all pictures. */
export class PicturePace {
  readonly #clock: Clock;
  readonly #all: TokenBucket;
  readonly #byAddress = new Map<string, TokenBucket>();
  /** What ends the wait of each who waits. */
  readonly #waiting = new Map<Comer, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#all = new TokenBucket({ ...inAll, now: clock.nowMs() });
  }

  /** Waits until this address may cost the house so much work; false where {@link leave} ended it. */
  work(comer: Comer, bytes: number): Promise<boolean> {
    return this.#wait(comer, { bytes, buckets: [this.#of(comer)] });
  }

  /** Waits until so many bytes may go to this address; false where {@link leave} ended it. */
  send(comer: Comer, bytes: number): Promise<boolean> {
    return this.#wait(comer, { bytes, buckets: [this.#of(comer), this.#all] });
  }

  /** Ends a wait, where there is one. */
  leave(comer: Comer): void {
    this.#waiting.get(comer)?.();
  }

  /** Forgets the addresses that have rested: they begin anew with what they would have. */
  forget(now: number): void {
    for (const [from, bucket] of this.#byAddress) {
      if (bucket.readyAt(now, PICTURE_BURST_BYTES) <= now) this.#byAddress.delete(from);
    }
  }

  async #wait(
    comer: Comer,
    { bytes, buckets }: { readonly bytes: number; readonly buckets: readonly TokenBucket[] },
  ): Promise<boolean> {
    for (;;) {
      const now = this.#clock.nowMs();
      const at = Math.max(...buckets.map((bucket) => bucket.readyAt(now, bytes)));
      if (at <= now) return buckets.every((bucket) => bucket.take(now, bytes));
      if (!await this.#pause(comer, at - now)) return false;
    }
  }

  async #pause(comer: Comer, ms: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(true), ms);
    this.#waiting.set(comer, () => resolve(false));
    const mayGoOn = await promise;
    clearTimeout(timer);
    this.#waiting.delete(comer);
    return mayGoOn;
  }

  #of({ from }: Comer): TokenBucket {
    const known = this.#byAddress.get(from);
    if (known !== undefined) return known;
    const bucket = new TokenBucket({ ...ofAddress, now: this.#clock.nowMs() });
    this.#byAddress.set(from, bucket);
    return bucket;
  }
}
