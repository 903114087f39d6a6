// The relay worker's entry. Permissions: net for its own listen address, nothing else.

import { steadyClock } from "../base/clock.ts";
import { listenTcp } from "../net/tcp_listener.ts";
import { ALIVE_MS } from "./life_cycle.ts";
import { runRelay } from "./relay_thread.ts";
import { type RawPort, typedPort } from "./typed_port.ts";

runRelay(typedPort(self as unknown as RawPort), {
  clock: steadyClock(),
  aliveMs: ALIVE_MS,
  listen: ({ host, port }) => listenTcp({ hostname: host, port }),
});
