// A ping with nothing to say but its time.

import type { Ping } from "../../lib/wire/member_message.ts";

/** A ping of a bidder on the first epoch that hears the group, unless told otherwise. */
export function ping(sentAt: number, change: Partial<Ping> = {}): Ping {
  return {
    type: "ping",
    sentAt,
    nextSeq: 1,
    epoch: 1,
    path: "multicast",
    lossPermille: null,
    roundTripMs: null,
    ...change,
  };
}
