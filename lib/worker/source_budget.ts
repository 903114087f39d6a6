// What one source address may cost before any crypto is spent on it.
//
// A sender that floods uses up its own budget and nobody else's. Addresses can be forged, so the
// table is bounded and the oldest entry makes room.

import { TokenBucket } from "../session/token_bucket.ts";
import type { Address } from "../net/address.ts";

/** Datagrams a second from one source, and at once. Above a member's own budget: NAT shares one. */
const perSecond = 2_000;
const burst = 1_000;
const sourcesMax = 4_096;

/** Budgets by source address. */
export class SourceBudget {
  readonly #buckets = new Map<string, TokenBucket>();

  /** Whether one more datagram of `from` may be looked at. */
  allows(from: Address, now: number): boolean {
    const name = `${from.hostname}:${from.port}`;
    const known = this.#buckets.get(name);
    if (known !== undefined) return known.take(now);
    if (this.#buckets.size >= sourcesMax) {
      const oldest = this.#buckets.keys().next().value;
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    const bucket = new TokenBucket({ perSecond, burst, now });
    this.#buckets.set(name, bucket);
    return bucket.take(now);
  }
}
