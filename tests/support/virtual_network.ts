// A network in memory: datagrams by address and group, and connections as pairs of pipes. It
// remembers everything that passed, loses what a test tells it to lose, and lets a test stand on
// the way of a join.

import { type Bytes, copyBytes } from "../../lib/base/bytes.ts";
import type { Address } from "../../lib/net/address.ts";
import type { Datagram, DatagramSocket, SocketOptions } from "../../lib/net/datagram_socket.ts";
import type { ByteStream } from "../../lib/net/frame_stream.ts";
import { Transcript } from "./transcript.ts";

/** A datagram that was sent, arrived or not. */
export interface SentDatagram {
  readonly from: Address;
  readonly to: Address;
  readonly bytes: Bytes;
}

/** Sockets on one virtual wire. */
export class VirtualNetwork {
  /** All datagrams in the order in which they were sent. */
  readonly sent = new Transcript<SentDatagram>("network");
  /** Whether the network loses a datagram on its way to this receiver. */
  loses: (datagram: SentDatagram, receiver: Address) => boolean = () => false;
  readonly #sockets = new Set<VirtualSocket>();
  #ports = 40_000;

  /** Opens a socket; port 0 takes a new one. */
  open({ bind }: Pick<SocketOptions, "bind">): DatagramSocket {
    const port = bind.port === 0 ? ++this.#ports : bind.port;
    const socket = new VirtualSocket({ hostname: bind.hostname, port }, {
      send: (sent) => this.#send(sent),
      closed: () => this.#sockets.delete(socket),
    });
    this.#sockets.add(socket);
    return socket;
  }

  /** Waits until a datagram from this address has been sent. */
  async sentFrom({ port }: Address, what: string, after = 0): Promise<SentDatagram> {
    return await this.sent.waitFor(({ from }) => from.port === port, { what, after });
  }

  #send(datagram: SentDatagram): void {
    this.sent.add(datagram);
    for (const socket of this.#sockets) {
      if (!sameAddress(socket.address, datagram.to)) continue;
      if (!this.loses(datagram, socket.address)) socket.deliver(datagram);
    }
  }
}

/** Whether two addresses are one. */
export function sameAddress(a: Address, b: Address): boolean {
  return a.hostname === b.hostname && a.port === b.port;
}

class VirtualSocket implements DatagramSocket {
  readonly address: Address;
  readonly #network: { send(datagram: SentDatagram): void; closed(): void };
  readonly #held: Datagram[] = [];
  #waiting: ((datagram: Datagram | null) => void) | null = null;
  #closed = false;

  constructor(
    address: Address,
    network: { send(datagram: SentDatagram): void; closed(): void },
  ) {
    this.address = address;
    this.#network = network;
  }

  send(bytes: Uint8Array, to: Address): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    this.#network.send({ from: this.address, to, bytes: copyBytes(bytes) });
    return Promise.resolve(true);
  }

  deliver({ bytes, from }: SentDatagram): void {
    const datagram = { bytes: copyBytes(bytes), from };
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) this.#held.push(datagram);
    else waiting(datagram);
  }

  receive(): Promise<Datagram | null> {
    const held = this.#held.shift();
    if (held !== undefined || this.#closed) return Promise.resolve(held ?? null);
    return new Promise((resolve) => this.#waiting = resolve);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#held.length = 0;
    this.#waiting?.(null);
    this.#network.closed();
  }
}

/** Which end of a connection speaks. */
export type Speaker = "bidder" | "house";

/**
 * Stands on the way of a connection: sees each message whole and gives what goes on, or null to
 * cut the connection there. `nth` counts the messages of that speaker from 0.
 */
export type Tap = (message: Bytes, speaker: Speaker, nth: number) => Bytes | null;

/** One end of a connection in memory. */
export interface PipeEnd extends ByteStream {
  readonly from: string;
  readonly localAddress: string;
  close(): void;
}

let connections = 0;

/** A connection: what one end writes the other reads, through `tap` where there is one. */
export function connectPipe(
  tap: Tap = (message) => message,
): { readonly bidder: PipeEnd; readonly house: PipeEnd } {
  const cut = () => {
    toHouse.cut();
    toBidder.cut();
  };
  const through = (speaker: Speaker) => {
    let nth = 0;
    return (message: Bytes) => tap(message, speaker, nth++);
  };
  const toHouse = pipe(through("bidder"), cut);
  const toBidder = pipe(through("house"), cut);
  // Each from an address of its own: no two share the house's room for one address.
  const from = `10.2.${++connections >> 8}.${connections & 0xff}`;
  const common = { from, localAddress: from, close: cut };
  return {
    bidder: { ...common, readable: toBidder.readable, writable: toHouse.writable },
    house: { ...common, readable: toHouse.readable, writable: toBidder.writable },
  };
}

/** One direction, with room for all that a join sends. */
function pipe(pass: (message: Bytes) => Bytes | null, cut: () => void) {
  let over = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const end = () => {
    if (over) return;
    over = true;
    controller?.close();
  };
  const readable = new ReadableStream<Uint8Array>({
    start: (own) => void (controller = own),
    cancel: () => void (over = true),
  });
  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      if (over) throw new Error("The other end has gone");
      const passed = pass(copyBytes(chunk));
      if (passed === null) cut();
      else controller?.enqueue(passed);
    },
    close: end,
    abort: end,
  });
  return { readable, writable, cut: end };
}
