// Whether the house's ports are free, asked before anything is begun: a start that fails leaves no
// record behind. Another program may still come in between; then the threads say the same.

import { openDatagramSocket } from "../net/datagram_socket.ts";
import { listenTcp } from "../net/tcp_listener.ts";

/** The ports that a house will open; 0 stands for any. */
export interface HousePorts {
  readonly host: string;
  readonly port: number;
  readonly relayPort: number;
  readonly adminPort: number;
}

/** Opens and closes each port once. Faults: `port_taken`, `no_such_address`. */
export async function checkPorts(
  { host, port, relayPort, adminPort }: HousePorts,
): Promise<void> {
  listenTcp({ hostname: host, port }).close();
  listenTcp({ hostname: host, port: relayPort }).close();
  listenTcp({ hostname: "127.0.0.1", port: adminPort }).close();
  (await openDatagramSocket({ bind: { hostname: host, port }, group: null })).close();
}
