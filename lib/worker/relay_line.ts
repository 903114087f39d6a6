// The feed's end of the relay: a socket for datagrams whose addresses are the relay's connections.
// The feed receives from it and sends to it as it does with its UDP socket.
//
// The queue is bounded here, in the feed's own thread: a flood through the relay is lost like any
// other that the feed cannot follow.

import { assert } from "@std/assert";
import { type Bytes, copyBytes } from "../base/bytes.ts";
import type { Address } from "../net/address.ts";
import type { Datagram, DatagramSocket } from "../net/datagram_socket.ts";
import type { DropCounters } from "./drop_counters.ts";
import type { FeedToRelay, RelayToFeed } from "./relay_contract.ts";
import type { TypedPort } from "./typed_port.ts";

/** The host name of every address of the relay. No address of the network is spelled like it. */
export const RELAY_HOST = "relay";

/** Datagrams that wait until the feed takes them; past it the newest is lost. At most 4.9 MB. */
export const RELAY_LINE_MAX = 4_096;

/** A socket whose addresses are `{ hostname: RELAY_HOST, port: the connection's number }`. */
export class RelayLine implements DatagramSocket {
  readonly address: Address = { hostname: RELAY_HOST, port: 0 };
  readonly #port: TypedPort<RelayToFeed, FeedToRelay>;
  readonly #drops: DropCounters;
  readonly #held: Datagram[] = [];
  /** Whether the relay was told that we believe, for each connection that is open. */
  readonly #told = new Map<number, boolean>();
  #waiting: ((datagram: Datagram | null) => void) | null = null;
  #closed = false;

  /** Takes over the feed's end of the line; what is lost is counted as `relay_line_full`. */
  constructor(
    port: TypedPort<RelayToFeed, FeedToRelay>,
    { drops }: { readonly drops: DropCounters },
  ) {
    this.#port = port;
    this.#drops = drops;
    port.listen((message) => this.#fromRelay(message));
  }

  /** The next datagram, or null once the line is closed. One call at a time. */
  receive(): Promise<Datagram | null> {
    const held = this.#held.shift();
    if (held !== undefined || this.#closed) return Promise.resolve(held ?? null);
    return new Promise((resolve) => this.#waiting = resolve);
  }

  /** Hands a datagram to the relay. Whether its connection still stands only the relay knows. */
  send(bytes: Uint8Array, to: Address): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    // Copied, since posting a view would post its whole buffer.
    this.#port.send({ type: "send", connection: connectionOf(to), datagram: copyBytes(bytes) });
    return Promise.resolve(true);
  }

  /** A datagram of this connection was opened: the relay is told so, once. */
  believed(from: Address): void {
    const connection = connectionOf(from);
    if (this.#closed || this.#told.get(connection) !== false) return;
    this.#told.set(connection, true);
    this.#port.send({ type: "believed", connection });
  }

  /** Has the relay close a connection, if it is still open. */
  disconnect(from: Address): void {
    const connection = connectionOf(from);
    if (this.#closed || !this.#told.has(connection)) return;
    this.#port.send({ type: "close", connection });
  }

  /** Closes the line: what waits is dropped, and {@link receive} gives null. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#held.length = 0;
    this.#told.clear();
    this.#waiting?.(null);
    this.#port.close();
  }

  #fromRelay({ connection, ...message }: RelayToFeed): void {
    if (this.#closed) return;
    if (message.type === "closed") {
      this.#told.delete(connection);
      return;
    }
    if (!this.#told.has(connection)) this.#told.set(connection, false);
    for (const bytes of message.datagrams) this.#deliver(bytes, connection);
  }

  #deliver(bytes: Bytes, connection: number): void {
    const datagram = { bytes, from: { hostname: RELAY_HOST, port: connection } };
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) waiting(datagram);
    else if (this.#held.length < RELAY_LINE_MAX) this.#held.push(datagram);
    else this.#drops.count("relay_line_full");
  }
}

/** An address of UDP here would send one bidder's datagrams to another's connection. */
function connectionOf({ hostname, port }: Address): number {
  assert(hostname === RELAY_HOST, "Only the relay's addresses belong to its line");
  return port;
}
