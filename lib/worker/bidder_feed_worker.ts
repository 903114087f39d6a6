// The bidder's feed worker's entry. Permissions: the process's networks, for the group, the house's
// bid port and relay, and its own free port; no files (ARCHITECTURE, decision 9).

import { steadyClock } from "../base/clock.ts";
import { openDatagramSocket } from "../net/datagram_socket.ts";
import { lossySocket } from "../net/lossy_socket.ts";
import { connectRelay } from "../net/relay_socket.ts";
import { runBidderFeed } from "./bidder_feed_thread.ts";
import { type RawPort, typedPort } from "./typed_port.ts";

/** A house on the local network answers within this, or its relay is not reached. */
const relayTimeoutMs = 3_000;

runBidderFeed(typedPort(self as unknown as RawPort), {
  clock: steadyClock(),
  random: Math.random,
  connectRelay: (address) => connectRelay(address, { timeoutMs: relayTimeoutMs }),
  async openSocket(options, trialLossPercent) {
    const socket = await openDatagramSocket(options);
    if (trialLossPercent === 0) return socket;
    return lossySocket(socket, { loss: trialLossPercent / 100, random: Math.random });
  },
});
