// The join worker's entry. Permissions: net for its own listen address, nothing else.

import { listenTcp } from "../net/tcp_listener.ts";
import { runJoin } from "./join_thread.ts";
import { ALIVE_MS } from "./life_cycle.ts";
import { type RawPort, typedPort } from "./typed_port.ts";

runJoin(typedPort(self as unknown as RawPort), {
  aliveMs: ALIVE_MS,
  listen: ({ host, port }) => listenTcp({ hostname: host, port }),
});
