// What datagrams may cost a bidder before any crypto is spent on them.
//
// The header stands in clear, so that anyone on the network can send frames that must be opened to
// be known as junk. The house sends everything from one socket, the one that takes bids: what comes
// from elsewhere has a small budget apart, and cannot use up the time that the house's frames need.
// A forged source gets past this, and then the seal drops it as before.

import type { Address } from "../net/address.ts";
import { TokenBucket } from "../session/token_bucket.ts";

/**
 * Datagrams a second, and at once, from other addresses than the house's. A budget and no refusal:
 * a house behind a translating router may show another address, and a quiet sale fits in.
 */
const elsewhereBudget = { perSecond: 500, burst: 200 } as const;

/** Where the house's datagrams come from. */
export class FeedSource {
  readonly #house: Address;
  readonly #elsewhere: TokenBucket;

  /** `house` is where bids go, as WELCOME says. */
  constructor(house: Address, now: number) {
    this.#house = house;
    this.#elsewhere = new TokenBucket({ ...elsewhereBudget, now });
  }

  /** Whether a datagram of `from` may be opened. */
  allows({ hostname, port }: Address, now: number): boolean {
    const own = this.#house.port === port && this.#house.hostname === hostname;
    return own || this.#elsewhere.take(now);
  }
}
