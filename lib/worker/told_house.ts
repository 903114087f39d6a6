// What a person is told of the house's own words in its heartbeats: how the open lots stand while
// the events behind that are still missing, and what the house is about to do.

import type { Heartbeat, HouseState } from "../wire/signed_message.ts";
import type { BidderFeedNotice } from "./bidder_feed_contract.ts";

/** What this may tell. */
export type HouseNotice = Extract<BidderFeedNotice, { readonly type: "beacon" | "house" }>;

/** Tells each change, and each beacon. */
export class ToldHouse {
  readonly #tell: (notice: HouseNotice) => void;
  #state: HouseState | null = null;

  constructor(tell: (notice: HouseNotice) => void) {
    this.#tell = tell;
  }

  /** A new heartbeat was believed; `position` is the next event that the receiver wants. */
  heartbeat(
    { nextSeq, lots, state }: Pick<Heartbeat, "nextSeq" | "lots" | "state">,
    position: number,
  ): void {
    const isWhole = position >= nextSeq;
    if (!isWhole) this.#tell({ type: "beacon", beacon: { nextSeq, lots } });
    // "Ended" is told only behind the last event: the next heartbeat comes within half a second.
    if (this.#state === state || (state === "ended" && !isWhole)) return;
    this.#state = state;
    this.#tell({ type: "house", state });
  }
}
