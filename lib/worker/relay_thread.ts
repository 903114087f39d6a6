// The relay worker's thread: sealed datagrams over TCP, for bidders whose network passes no UDP. It
// carries them between strangers' connections and the feed. It has no files and no keys, opens no
// datagram and knows no member: the feed says which connections it believes. The pictures of lots go
// out by the same port, sealed by main (relay_pictures.ts).
//
// Strangers connect here, so everything is bounded: connections in all and from one address, the
// time until one is believed and the silence after that, what is read and what waits to be sent
// (relay_connection.ts).

import type { Clock } from "../base/clock.ts";
import type { Bytes } from "../base/bytes.ts";
import { ByteReader } from "../net/byte_reader.ts";
import type { TcpConnection, TcpListener } from "../net/tcp_listener.ts";
import { asksForPicture } from "../wire/picture_frame.ts";
import { Crowd } from "./crowd.ts";
import { DropCounters } from "./drop_counters.ts";
import { faultNotice } from "./life_cycle.ts";
import { RELAY_UNBELIEVED_MS, RelayArrivals } from "./relay_arrivals.ts";
import { RelayConnection } from "./relay_connection.ts";
import type {
  FeedToRelay,
  RelayConfig,
  RelayNotice,
  RelayRequest,
  RelayToFeed,
} from "./relay_contract.ts";
import { RelayPictures } from "./relay_pictures.ts";
import { type TypedPort, typedPort } from "./typed_port.ts";

/** What the thread needs from its entry. */
export interface RelayThreadParts {
  readonly clock: Clock;
  /** How often it says that it lives, and what it has counted, in milliseconds. */
  readonly aliveMs: number;
  listen(config: RelayConfig): TcpListener;
}

/** Connections at once, in all: every joined bidder of the largest sale. */
export const RELAY_CONNECTIONS_MAX = 2_048;
/** Connections at once from one address: a household behind one router, not a flood. */
export const RELAY_CONNECTIONS_PER_ADDRESS_MAX = 64;
/**
 * A believed connection on which nothing came for so long has nobody at its other end; looked at
 * each ALIVE_MS. A bidder's pings come far more often.
 */
export const RELAY_SILENT_MS = 60_000;

/** Runs the relay over `port` until it is told to stop. */
export function runRelay(
  port: TypedPort<RelayRequest, RelayNotice>,
  parts: RelayThreadParts,
): void {
  let thread: RelayThread | null = null;
  const fail = (error: unknown) => port.send({ type: "failed", fault: faultNotice(error) });
  port.listen((request) => {
    try {
      if (request.type === "start") {
        const listener = parts.listen(request.config);
        thread = new RelayThread(port, { ...parts, listener, feed: request.feed, fail });
      } else if (request.type === "picture") {
        thread?.answered(request);
      } else if (thread !== null) {
        thread.stop().catch(fail);
      } else {
        port.send({ type: "stopped" });
      }
    } catch (error) {
      fail(error);
    }
  });
}

class RelayThread {
  readonly #main: TypedPort<RelayRequest, RelayNotice>;
  readonly #feed: TypedPort<FeedToRelay, RelayToFeed>;
  readonly #listener: TcpListener;
  readonly #clock: Clock;
  readonly #fail: (error: unknown) => void;
  readonly #open = new Map<number, RelayConnection>();
  /** A connection has proven itself when the feed believes it. */
  readonly #crowd = new Crowd<RelayConnection>({
    inAll: RELAY_CONNECTIONS_MAX,
    fromOneAddress: RELAY_CONNECTIONS_PER_ADDRESS_MAX,
  });
  /** Those of which the feed has heard, and has to hear the end. */
  readonly #handedOn = new Set<RelayConnection>();
  readonly #counters = new DropCounters();
  readonly #arrivals: RelayArrivals;
  readonly #pictures: RelayPictures;
  /** What waits for a picture from main, by its number. */
  readonly #asked = new Map<number, (sealed: Bytes | null) => void>();
  readonly #aliveTimer: ReturnType<typeof setInterval>;
  readonly #accepting: Promise<void>;
  #connections = 0;
  #refs = 0;

  constructor(
    main: TypedPort<RelayRequest, RelayNotice>,
    { listener, clock, aliveMs, feed, fail }: Omit<RelayThreadParts, "listen"> & {
      readonly listener: TcpListener;
      readonly feed: MessagePort;
      readonly fail: (error: unknown) => void;
    },
  ) {
    this.#main = main;
    this.#listener = listener;
    this.#clock = clock;
    this.#fail = fail;
    this.#feed = typedPort(feed);
    this.#feed.listen((message) => this.#fromFeed(message));
    const counters = this.#counters;
    this.#arrivals = new RelayArrivals({ clock, counters });
    this.#pictures = new RelayPictures({ clock, counters, ask: (name) => this.#ask(name) });
    this.#accepting = this.#accept();
    this.#accepting.catch(fail);
    this.#aliveTimer = setInterval(() => this.#beat(), aliveMs);
    main.send({ type: "ready", port: listener.port });
  }

  // --- from the feed ------------------------------------------------------------------------

  #fromFeed(message: FeedToRelay): void {
    const connection = this.#open.get(message.connection);
    // It closed while this was on its way.
    if (connection === undefined) return this.#counters.count("relay_gone");
    switch (message.type) {
      case "send":
        if (!connection.send(message.datagram)) this.#counters.count("relay_queue_full");
        return;
      case "believed":
        this.#crowd.proven(connection);
        return connection.believe();
      case "close":
        return this.#end(connection, "relay_ended");
    }
  }

  // --- connections --------------------------------------------------------------------------

  async #accept(): Promise<void> {
    for (;;) {
      const connection = await this.#listener.accept();
      if (connection === null) return;
      this.#serve(connection).catch(this.#fail);
    }
  }

  async #serve(accepted: TcpConnection): Promise<void> {
    const openedAt = this.#clock.nowMs();
    const reader = new ByteReader(accepted.readable);
    const first = await this.#arrivals.first(accepted, reader);
    if (first === null) return;
    if (asksForPicture(first)) return await this.#pictures.serve(accepted, reader);
    if (!this.#makeRoom(accepted)) {
      this.#counters.count("relay_too_many");
      return accepted.close();
    }
    const id = ++this.#connections;
    const connection = new RelayConnection(accepted, { id, clock: this.#clock, openedAt, reader });
    this.#open.set(connection.id, connection);
    this.#crowd.add(connection);
    const end = await connection.read((datagrams) => this.#handOn(connection, datagrams));
    this.#end(connection, `relay_${end}`);
  }

  // --- pictures -----------------------------------------------------------------------------

  #ask(name: Bytes): Promise<Bytes | null> {
    const ref = ++this.#refs;
    const { promise, resolve } = Promise.withResolvers<Bytes | null>();
    this.#asked.set(ref, resolve);
    this.#main.send({ type: "picture", ref, name });
    return promise;
  }

  answered({ ref, sealed }: Extract<RelayRequest, { readonly type: "picture" }>): void {
    this.#asked.get(ref)?.(sealed);
    this.#asked.delete(ref);
  }

  #handOn(connection: RelayConnection, datagrams: readonly Bytes[]): void {
    this.#handedOn.add(connection);
    this.#feed.send({ type: "datagrams", connection: connection.id, datagrams });
  }

  /** Whether there is room: the oldest that nobody believes yet may have to go for it. */
  #makeRoom({ from }: TcpConnection): boolean {
    const oldest = this.#crowd.roomFor(from);
    if (oldest === null || oldest === "full") return oldest === null;
    this.#end(oldest, "relay_too_many");
    return true;
  }

  /** Closes a connection and forgets it; of two reasons to end it the first one counts. */
  #end(connection: RelayConnection, counter: string): void {
    if (!this.#open.delete(connection.id)) return;
    this.#crowd.remove(connection);
    this.#counters.count(counter);
    connection.close();
    if (this.#handedOn.delete(connection)) {
      this.#feed.send({ type: "closed", connection: connection.id });
    }
  }

  /** Ends those whom nobody believed in time, and those who fell silent. */
  #sweep(now: number): void {
    for (const connection of this.#open.values()) {
      if (connection.believed) {
        if (now - connection.heardAt >= RELAY_SILENT_MS) this.#end(connection, "relay_silent");
      } else if (now - connection.openedAt >= RELAY_UNBELIEVED_MS) {
        this.#end(connection, "relay_unbelieved");
      }
    }
  }

  // --- life ---------------------------------------------------------------------------------

  #beat(): void {
    this.#sweep(this.#clock.nowMs());
    this.#arrivals.sweep(this.#clock.nowMs());
    this.#pictures.sweep(this.#clock.nowMs());
    this.#main.send({ type: "counters", counters: this.#counters.snapshot() });
    this.#main.send({ type: "alive" });
  }

  async stop(): Promise<void> {
    clearInterval(this.#aliveTimer);
    this.#listener.close();
    for (const connection of this.#open.values()) this.#end(connection, "relay_ended");
    this.#arrivals.close();
    this.#pictures.close();
    await this.#accepting;
    this.#feed.close();
    this.#main.send({ type: "stopped" });
  }
}
