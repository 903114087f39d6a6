// Connections that have not said yet what they are for: datagrams, or a picture. Their first bytes
// tell (PROTOCOL §7.7).
//
// They have places of their own: a room that fetches its pictures at once must not take the places
// of bidders whose datagrams are on their way, nor those who are silent the places of either.

import type { Bytes } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import type { ByteReader } from "../net/byte_reader.ts";
import type { TcpConnection } from "../net/tcp_listener.ts";
import { PICTURE_SIGN_BYTES } from "../wire/picture_frame.ts";
import { Crowd } from "./crowd.ts";
import type { DropCounters } from "./drop_counters.ts";

/** Connections at once that have said nothing yet: honest ones speak at once. */
export const RELAY_ARRIVALS_MAX = 1_024;
/** The same from one address: a room of 250 behind one router that fetches two pictures each. */
export const RELAY_ARRIVALS_PER_ADDRESS_MAX = 512;
/**
 * From the connection to its first bytes, and to the feed's first belief; looked at each ALIVE_MS.
 * A bidder has joined before it comes here, so that its first datagram is believed.
 */
export const RELAY_UNBELIEVED_MS = 5_000;

interface Arrival {
  readonly from: string;
  readonly connection: TcpConnection;
  readonly openedAt: number;
}

/** The connections whose first bytes have not come. */
export class RelayArrivals {
  readonly #clock: Clock;
  readonly #counters: DropCounters;
  /** None of them has proven itself: the oldest makes room. */
  readonly #crowd = new Crowd<Arrival>({
    inAll: RELAY_ARRIVALS_MAX,
    fromOneAddress: RELAY_ARRIVALS_PER_ADDRESS_MAX,
  });

  constructor({ clock, counters }: { readonly clock: Clock; readonly counters: DropCounters }) {
    this.#clock = clock;
    this.#counters = counters;
  }

  /** A connection's first bytes, still to be read, or null where it has been closed before. */
  async first(connection: TcpConnection, reader: ByteReader): Promise<Bytes | null> {
    const { from } = connection;
    const oldest = this.#crowd.roomFor(from);
    if (oldest !== null && oldest !== "full") this.#end(oldest, "relay_too_many");
    const arrival = { from, connection, openedAt: this.#clock.nowMs() };
    this.#crowd.add(arrival);
    const first = await reader.peek(PICTURE_SIGN_BYTES);
    if (first === null) this.#end(arrival, "relay_closed");
    return this.#crowd.remove(arrival) ? first : null;
  }

  /** Ends those that were silent for too long. */
  sweep(now: number): void {
    for (const arrival of [...this.#crowd.values()]) {
      if (now - arrival.openedAt >= RELAY_UNBELIEVED_MS) this.#end(arrival, "relay_unbelieved");
    }
  }

  /** Ends all of them at once. */
  close(): void {
    for (const arrival of [...this.#crowd.values()]) this.#end(arrival, "relay_ended");
  }

  #end(arrival: Arrival, counter: string): void {
    if (!this.#crowd.remove(arrival)) return;
    this.#counters.count(counter);
    arrival.connection.close();
  }
}
