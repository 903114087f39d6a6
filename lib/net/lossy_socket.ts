// A socket that loses what it should receive: for trials of a sale under loss, and for tests.

import type { DatagramSocket } from "./datagram_socket.ts";

/** How a lossy socket loses. */
export interface LossOptions {
  /** From 0 (nothing is lost) to 1 (everything). */
  readonly loss: number;
  /** A number from 0 to below 1, drawn once for each datagram received. */
  random(): number;
}

/** `socket`, less what the dice take of the datagrams received. */
export function lossySocket(socket: DatagramSocket, { loss, random }: LossOptions): DatagramSocket {
  return {
    address: socket.address,
    send: (bytes, to) => socket.send(bytes, to),
    async receive() {
      for (;;) {
        const datagram = await socket.receive();
        if (datagram === null || random() >= loss) return datagram;
      }
    },
    close: () => socket.close(),
  };
}
