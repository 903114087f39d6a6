// What a bidder's link stands on: its keys, its file, the way to the house, its feed worker.

import type { Clock } from "../base/clock.ts";
import type { BidderStore } from "../ledger/bidder_store.ts";
import type { ByteStream } from "../net/frame_stream.ts";
import type { Identity } from "../secure/private_key_set.ts";
import type { BidderFeedRequest } from "./bidder_feed_contract.ts";
import type { BidderPictures } from "./bidder_pictures.ts";

/** A connection to the house's join port. */
export interface LinkConnection extends ByteStream {
  /** The own address that reaches the house: the feed uses the same network. */
  readonly localAddress: string;
  close(): void;
}

/** What the link stands on. */
export interface LinkParts {
  readonly clock: Clock;
  readonly identity: Identity;
  readonly store: BidderStore;
  readonly trialLossPercent: number;
  /** Whether to wait until the house lets in a key that it does not know; else that is the end. */
  readonly waitsForApproval?: boolean;
  /** Connects to the join port. Fault: `unreachable`. */
  connect(): Promise<LinkConnection>;
  /** Throws `wrong_house` where the key of this thumbprint is not the house's. */
  checkHouse(thumbprint: string): Promise<void> | void;
  /** Looks for the pictures of lots. */
  readonly pictures: Pick<BidderPictures, "picture">;
  /** Sends to the feed worker. */
  feed(request: BidderFeedRequest): void;
  /** Waits; `signal` ends the wait early. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}
