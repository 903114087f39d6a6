// The feed worker's entry. Permissions: the process's networks, for the bid port, the group and the
// bidders' addresses; no files (ARCHITECTURE, decision 9).

import { steadyClock } from "../base/clock.ts";
import { openDatagramSocket } from "../net/datagram_socket.ts";
import { lossySocket } from "../net/lossy_socket.ts";
import { runFeed } from "./feed_thread.ts";
import { ALIVE_MS } from "./life_cycle.ts";
import { type RawPort, typedPort } from "./typed_port.ts";

runFeed(typedPort(self as unknown as RawPort), {
  clock: steadyClock(),
  aliveMs: ALIVE_MS,
  async openSocket({ host, bidPort, group, trialLossPercent }) {
    const socket = await openDatagramSocket({
      bind: { hostname: host, port: bidPort },
      group: { address: group.address, interface: host, ttl: group.ttl },
    });
    if (trialLossPercent === 0) return socket;
    return lossySocket(socket, { loss: trialLossPercent / 100, random: Math.random });
  },
});
