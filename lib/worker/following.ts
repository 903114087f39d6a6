// What a bidder's feed thread holds for one session.

import type { FeedReceiver } from "../session/feed_receiver.ts";
import type { FollowedSession } from "./bidder_feed_contract.ts";
import type { BidderInbox } from "./bidder_inbox.ts";
import type { BidderLine } from "./bidder_line.ts";
import type { BidderOutgoing } from "./bidder_outgoing.ts";
import type { LinkMeasure } from "./link_measure.ts";

/** One session being followed. */
export interface Following {
  readonly session: FollowedSession;
  readonly receiver: FeedReceiver;
  readonly inbox: BidderInbox;
  readonly line: BidderLine;
  readonly outgoing: BidderOutgoing;
  readonly measure: LinkMeasure;
  caughtUp: boolean;
  /** The newest heartbeat that was believed. */
  beat: number;
}
