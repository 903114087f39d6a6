// One connection of the relay: datagrams in at the pace that its budget allows, datagrams out as
// long as the other side takes them. It knows nothing of the other connections.
//
// Pacing is not reading on: the sender's own TCP then holds it back, and nothing is lost or kept.

import type { Clock } from "../base/clock.ts";
import type { Bytes } from "../base/bytes.ts";
import type { ByteReader } from "../net/byte_reader.ts";
import { type DatagramEnd, DatagramStream } from "../net/datagram_stream.ts";
import type { TcpConnection } from "../net/tcp_listener.ts";
import { TokenBucket } from "../session/token_bucket.ts";

/** Datagrams a second that are read of a believed connection: many times what a bidder says. */
export const RELAY_DATAGRAMS_PER_SECOND = 200;
/** The same, at once. */
export const RELAY_DATAGRAMS_BURST = 200;
/**
 * Datagrams a second that are read before the feed believes: what a stranger sends costs the feed
 * work, and all strangers together must not fill its line. The same as the feed allows a member
 * from a new address.
 */
export const RELAY_STRANGER_DATAGRAMS_PER_SECOND = 10;
/** The same, at once: a bidder's first pings, and the bids that it repeats. */
export const RELAY_STRANGER_DATAGRAMS_BURST = 20;
/**
 * Datagrams that wait until the other side reads. Past it the newest is lost: the receiver sees a
 * gap and asks again. At most 617 kB for a connection, as long as it stays.
 */
export const RELAY_OUTBOUND_MAX = 512;

const strangerBudget = {
  perSecond: RELAY_STRANGER_DATAGRAMS_PER_SECOND,
  burst: RELAY_STRANGER_DATAGRAMS_BURST,
} as const;
const memberBudget = {
  perSecond: RELAY_DATAGRAMS_PER_SECOND,
  burst: RELAY_DATAGRAMS_BURST,
} as const;

/** Why a connection ended: by us, by the other side, or by a length out of bounds. */
export type RelayEnd = "ended" | DatagramEnd;

/** A connection with its number. */
export class RelayConnection {
  readonly id: number;
  /** The address at the other end, without its port. */
  readonly from: string;
  readonly openedAt: number;
  readonly #connection: TcpConnection;
  readonly #stream: DatagramStream;
  readonly #clock: Clock;
  #budget: TokenBucket;
  #believed = false;
  #heardAt: number;
  #closed = false;
  #pause: { readonly timer: ReturnType<typeof setTimeout>; readonly end: () => void } | null = null;

  /** `reader` stands before the first datagram of a connection that was opened at `openedAt`. */
  constructor(
    connection: TcpConnection,
    { id, clock, openedAt, reader }: {
      readonly id: number;
      readonly clock: Clock;
      readonly openedAt: number;
      readonly reader: ByteReader;
    },
  ) {
    const now = clock.nowMs();
    this.id = id;
    this.from = connection.from;
    this.openedAt = openedAt;
    this.#connection = connection;
    this.#stream = new DatagramStream(connection, reader);
    this.#clock = clock;
    this.#budget = new TokenBucket({ ...strangerBudget, now });
    this.#heardAt = now;
  }

  /** Whether the feed has opened a datagram of this connection. */
  get believed(): boolean {
    return this.#believed;
  }

  /** When a whole datagram last came, or when the connection was opened. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** A member is at the other end: from now on it has a member's budget. */
  believe(): void {
    if (this.#believed) return;
    this.#believed = true;
    this.#budget = new TokenBucket({ ...memberBudget, now: this.#clock.nowMs() });
    this.#resume();
  }

  /**
   * Reads until an end. `take` is given what came in one go: at least one datagram, at most a
   * burst, each in an array of its own.
   */
  async read(take: (datagrams: readonly Bytes[]) => void): Promise<RelayEnd> {
    for (;;) {
      await this.#allowed();
      const datagrams: Bytes[] = [];
      let read: Bytes | DatagramEnd;
      do {
        read = await this.#stream.read();
        if (typeof read !== "string") datagrams.push(read);
      } while (typeof read !== "string" && this.#stream.hasNext && this.#takeToken());
      // Closed by us: what came since is not handed on, so that nothing follows the end.
      if (this.#closed) return "ended";
      if (datagrams.length > 0) {
        this.#heardAt = this.#clock.nowMs();
        take(datagrams);
      }
      if (typeof read === "string") return read;
    }
  }

  /** Sends without waiting; false where too many wait already, and this one is lost. */
  send(datagram: Bytes): boolean {
    if (this.#stream.waiting >= RELAY_OUTBOUND_MAX) return false;
    this.#stream.write(datagram); // Where it fails the reading side sees the end, too.
    return true;
  }

  /** Closes at once, whatever still waits to be sent, and ends {@link read}. */
  close(): void {
    this.#closed = true;
    this.#connection.close();
    this.#resume();
  }

  /** Waits for the budget; believing and closing end the wait. */
  async #allowed(): Promise<void> {
    while (!this.#closed && !this.#takeToken()) {
      const now = this.#clock.nowMs();
      const waitMs = this.#budget.readyAt(now) - now;
      await new Promise<void>((end) => {
        this.#pause = { timer: setTimeout(end, waitMs), end };
      });
      this.#pause = null;
    }
  }

  #takeToken(): boolean {
    return this.#budget.take(this.#clock.nowMs());
  }

  #resume(): void {
    if (this.#pause === null) return;
    clearTimeout(this.#pause.timer);
    this.#pause.end();
  }
}
