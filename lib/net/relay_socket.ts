// The bidder's end of the relay: a socket for datagrams that go over one TCP connection, where no
// UDP passes. It stands in the place of the UDP socket, and the feed does not see the difference.
//
// It neither opens nor checks a datagram, and it does not connect again: a socket that has ended is
// left, and a new one is asked for.

import type { Address } from "./address.ts";
import type { DatagramSocket } from "./datagram_socket.ts";
import { DatagramStream } from "./datagram_stream.ts";
import { connectTcp, type TcpConnection } from "./tcp_listener.ts";

/**
 * Datagrams that may wait to be written. A connection that stands still must lose what comes past
 * them, as a network would: bids are sent again until they are answered, and old ones are no use.
 */
export const RELAY_WAITING_MAX = 256;

/**
 * Connects to the house's relay within `timeoutMs`. Fault: `unreachable`.
 *
 * `send` ignores its `to`: everything goes to the relay. It waits for nothing: true says that the
 * datagram is on its way, false that the connection is gone or that {@link RELAY_WAITING_MAX} wait
 * already. `receive` says that all comes `from` the relay, and gives null once either side has
 * closed, or after a length out of bounds. `address` has our own address, and port 0 as there is
 * no port at which anyone could send to it.
 */
export async function connectRelay(
  address: Address,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<DatagramSocket> {
  const connection = await connectTcp(address, { timeoutMs });
  return relaySocket(connection, {
    relay: { hostname: address.hostname, port: address.port },
    own: { hostname: connection.localAddress, port: 0 },
  });
}

function relaySocket(
  connection: TcpConnection,
  { relay, own }: { readonly relay: Address; readonly own: Address },
): DatagramSocket {
  const stream = new DatagramStream(connection);
  let closed = false;
  const close = () => {
    closed = true;
    connection.close();
  };
  return {
    address: own,
    send(bytes) {
      if (closed || stream.waiting >= RELAY_WAITING_MAX) return Promise.resolve(false);
      // Not awaited: a connection that stands still must not hold up who sends.
      stream.write(bytes).then((sent) => sent || close());
      return Promise.resolve(true);
    },
    async receive() {
      const bytes = await stream.read();
      if (!closed && typeof bytes !== "string") return { bytes, from: relay };
      close();
      return null;
    },
    close,
  };
}
