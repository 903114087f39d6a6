// The bidder's feed worker's entry. Permissions: net for the group, the house's bid port and its
// own free port on the house's network.

import { steadyClock } from "../base/clock.ts";
import { openDatagramSocket } from "../net/datagram_socket.ts";
import { lossySocket } from "../net/lossy_socket.ts";
import { runBidderFeed } from "./bidder_feed_thread.ts";
import { type RawPort, typedPort } from "./typed_port.ts";

runBidderFeed(typedPort(self as unknown as RawPort), {
  clock: steadyClock(),
  random: Math.random,
  async openSocket(options, trialLossPercent) {
    const socket = await openDatagramSocket(options);
    if (trialLossPercent === 0) return socket;
    return lossySocket(socket, { loss: trialLossPercent / 100, random: Math.random });
  },
});
