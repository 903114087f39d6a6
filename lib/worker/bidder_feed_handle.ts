// Starts a bidder's feed worker and ties it to the link.
//
// The worker has the process's networks and no files. Which group and which own address it will
// need is known only after WELCOME.

import type { BidderFeedNotice, BidderFeedRequest } from "./bidder_feed_contract.ts";
import type { BidderLink } from "./bidder_link.ts";
import { WorkerHandle } from "./worker_handle.ts";

/** Starts the worker for `link`. */
export function startBidderFeed(
  link: BidderLink,
): WorkerHandle<BidderFeedRequest, BidderFeedNotice> {
  return new WorkerHandle<BidderFeedRequest, BidderFeedNotice>({
    name: "bidder feed",
    url: new URL("./bidder_feed_worker.ts", import.meta.url),
    permissions: { net: "inherit" },
    notice: (notice) => link.feedNotice(notice),
    failed: (fault) => link.feedFailed(fault),
  });
}
