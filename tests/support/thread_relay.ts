// The house's relay thread over connections in memory, and a bidder's end of one.

import type { Address } from "../../lib/net/address.ts";
import type { DatagramSocket } from "../../lib/net/datagram_socket.ts";
import { DatagramStream } from "../../lib/net/datagram_stream.ts";
import type { PipeEnd } from "./virtual_network.ts";

/** A bidder's socket over a connection in memory to the relay. */
export function pipeSocket(
  pipe: PipeEnd,
  { relay, own }: { readonly relay: Address; readonly own: string },
): DatagramSocket {
  const stream = new DatagramStream(pipe);
  return {
    address: { hostname: own, port: 0 },
    send: (bytes) => stream.write(bytes),
    async receive() {
      const bytes = await stream.read();
      return typeof bytes === "string" ? null : { bytes, from: relay };
    },
    close: () => pipe.close(),
  };
}
