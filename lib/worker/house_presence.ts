// Who is here, as the house's main thread hears of it: sessions from the desk, links from the feed.

import type { BidderRow } from "../admin/house_port.ts";
import type { Paddle } from "../auction/lot.ts";
import type { RegisteredBidder } from "../secure/registry.ts";
import type { HeardMember } from "./feed_contract.ts";

/** The sessions that live, and how their links stand. */
export class HousePresence {
  readonly #joined = new Map<Paddle, number>();
  /** How the links stand, as the feed last said. */
  #links: ReadonlyMap<Paddle, HeardMember> = new Map();

  /** How many bidders are here. */
  get joined(): number {
    return this.#joined.size;
  }

  /** A session has begun. */
  comes(paddle: Paddle, at: number): void {
    this.#joined.set(paddle, at);
  }

  /** A session has ended. */
  goes(paddle: Paddle): void {
    this.#joined.delete(paddle);
  }

  /** What the feed says of the links, each second; whether someone is now reached by another path. */
  heard(members: readonly HeardMember[]): boolean {
    for (const { paddle, at } of members) {
      const before = this.#joined.get(paddle);
      if (before !== undefined && at > before) this.#joined.set(paddle, at);
    }
    const before = this.#links;
    this.#links = new Map(members.map((member) => [member.paddle, member]));
    return members.some(({ paddle, path }) => before.get(paddle)?.path !== path);
  }

  /** A registered bidder as the auctioneer sees it. */
  row({ paddle, name, thumbprint, status }: RegisteredBidder): BidderRow {
    const lastSeenMs = this.#joined.get(paddle) ?? null;
    const joined = lastSeenMs !== null;
    const { path = null, lossPermille = null } = joined ? this.#links.get(paddle) ?? {} : {};
    const lossPercent = lossPermille === null ? null : lossPermille / 10;
    const fingerprint = thumbprint;
    return { paddle, name, fingerprint, status, joined, path, lossPercent, lastSeenMs };
  }
}
