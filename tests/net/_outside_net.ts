// What the system itself refuses, tried in a process of its own: a test's process may not even ask.
//
// Usage: _outside_net.ts ATTEMPT. Prints the outcome: what send() gave, or the error's code or name.

import { Fault } from "../../lib/base/fault.ts";
import { type DatagramSocket, openDatagramSocket } from "../../lib/net/datagram_socket.ts";
import { listenTcp } from "../../lib/net/tcp_listener.ts";

/** A network for documentation (RFC 5737): no machine has an address of it. */
const NOT_OURS = { hostname: "192.0.2.1", port: 0 };
const LOOPBACK = { hostname: "127.0.0.1", port: 0 };

const attempts: Readonly<Record<string, () => Promise<unknown> | unknown>> = {
  /** Linux sends nothing from a loopback address to another network. */
  stranger: () => sent({ hostname: "192.0.2.1", port: 9 }),
  bind: async () => (await openDatagramSocket({ bind: NOT_OURS, group: null })).close(),
  listen: () => listenTcp(NOT_OURS).close(),
};

async function sent(to: { readonly hostname: string; readonly port: number }): Promise<boolean> {
  const socket: DatagramSocket = await openDatagramSocket({ bind: LOOPBACK, group: null });
  try {
    return await socket.send(new Uint8Array(10), to);
  } finally {
    socket.close();
  }
}

try {
  console.log(await attempts[Deno.args[0] ?? ""]?.());
} catch (error) {
  if (error instanceof Fault) console.log(error.code);
  else console.log(error instanceof Error ? error.name : error);
}
