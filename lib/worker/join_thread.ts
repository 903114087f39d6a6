// The join worker's thread: TCP connections in, one handshake each. It has no files and no keys.
//
// Strangers connect here, so everything is bounded: connections in all and from one address, bytes
// of a frame, the time of the handshake and of the catch-up behind it.

import { within } from "../base/within.ts";
import type { ByteStream } from "../net/frame_stream.ts";
import { Crowd } from "./crowd.ts";
import { DropCounters } from "./drop_counters.ts";
import { type JoinEnd, serveJoin } from "./house_join.ts";
import type { JoinConfig, JoinNotice, JoinRequest } from "./join_contract.ts";
import { JoinDesk } from "./join_desk.ts";
import { faultNotice } from "./life_cycle.ts";
import { type TypedPort, typedPort } from "./typed_port.ts";

/** A connection with where it came from. */
export interface JoinConnection extends ByteStream {
  readonly from: string;
  close(): void;
}

/** What accepts connections until it is closed: `accept` then gives null. */
export interface JoinListener {
  readonly port: number;
  accept(): Promise<JoinConnection | null>;
  close(): void;
}

/** What the thread needs from its entry. */
export interface JoinThreadParts {
  /** How often it says that it lives, and what it has counted, in milliseconds. */
  readonly aliveMs: number;
  listen(config: JoinConfig): JoinListener;
}

/** From the first byte to CONFIRM. */
export const HANDSHAKE_MS = 5_000;
/** From CONFIRM to READY: a long record on a slow link. */
export const CATCHUP_MS = 60_000;
/** Connections at once, in all: beyond, the longest unfinished handshake makes room. */
export const CONNECTIONS_MAX = 512;
/** Connections at once from one address: a household behind one router, not a flood. */
export const CONNECTIONS_PER_ADDRESS_MAX = 64;

/** Runs joins over `port` until it is told to stop. */
export function runJoin(port: TypedPort<JoinRequest, JoinNotice>, parts: JoinThreadParts): void {
  let thread: JoinThread | null = null;
  const fail = (error: unknown) => port.send({ type: "failed", fault: faultNotice(error) });
  port.listen((request) => {
    try {
      if (request.type === "start") {
        const listener = parts.listen(request.config);
        thread = new JoinThread(port, { ...parts, listener, desk: request.desk, fail });
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

class JoinThread {
  readonly #main: TypedPort<JoinRequest, JoinNotice>;
  readonly #listener: JoinListener;
  readonly #desk: JoinDesk;
  readonly #fail: (error: unknown) => void;
  /** A connection has proven itself when it has confirmed. */
  readonly #crowd = new Crowd<JoinConnection>({
    inAll: CONNECTIONS_MAX,
    fromOneAddress: CONNECTIONS_PER_ADDRESS_MAX,
  });
  readonly #counters = new DropCounters();
  readonly #aliveTimer: ReturnType<typeof setInterval>;
  readonly #accepting: Promise<void>;

  constructor(
    main: TypedPort<JoinRequest, JoinNotice>,
    { listener, aliveMs, desk, fail }: Omit<JoinThreadParts, "listen"> & {
      readonly listener: JoinListener;
      readonly desk: MessagePort;
      readonly fail: (error: unknown) => void;
    },
  ) {
    this.#main = main;
    this.#listener = listener;
    this.#desk = new JoinDesk(typedPort(desk));
    this.#fail = fail;
    this.#accepting = this.#accept();
    this.#accepting.catch(fail);
    this.#aliveTimer = setInterval(() => this.#report(), aliveMs);
    main.send({ type: "ready", port: listener.port });
  }

  async #accept(): Promise<void> {
    for (;;) {
      const connection = await this.#listener.accept();
      if (connection === null) return;
      this.#serve(connection).catch(this.#fail);
    }
  }

  async #serve(connection: JoinConnection): Promise<void> {
    if (!this.#makeRoom(connection)) {
      this.#counters.count("join_too_many");
      return connection.close();
    }
    this.#crowd.add(connection);
    try {
      this.#counters.count(`join_${await this.#bounded(connection)}`);
    } finally {
      this.#crowd.remove(connection);
    }
  }

  /** Whether there is room: the oldest unfinished handshake may have to go for it. */
  #makeRoom({ from }: JoinConnection): boolean {
    const oldest = this.#crowd.roomFor(from);
    if (oldest === null || oldest === "full") return oldest === null;
    this.#counters.count("join_too_many");
    oldest.close();
    return this.#crowd.remove(oldest);
  }

  /** One deadline for the handshake, another for the catch-up; closing ends what still waits. */
  async #bounded(connection: JoinConnection): Promise<JoinEnd> {
    const confirmed = Promise.withResolvers<"confirmed">();
    const expired = () => connection.close();
    const hooks = {
      confirmed: () => {
        this.#crowd.proven(connection);
        confirmed.resolve("confirmed");
      },
    };
    const served = serveJoin(connection, { desk: this.#desk, hooks }).catch((error): JoinEnd => {
      // The bidder went away while something was written to it.
      if (!this.#crowd.has(connection) || isGone(error)) return "closed";
      throw error;
    });
    const first = await within(Promise.race([served, confirmed.promise]), {
      ms: HANDSHAKE_MS,
      expired,
    });
    if (first !== "confirmed") return first;
    return await within(served, { ms: CATCHUP_MS, expired });
  }

  #report(): void {
    this.#main.send({ type: "counters", counters: this.#counters.snapshot() });
    this.#main.send({ type: "alive" });
  }

  async stop(): Promise<void> {
    clearInterval(this.#aliveTimer);
    this.#listener.close();
    for (const connection of this.#crowd.values()) connection.close();
    await this.#accepting;
    this.#desk.close();
    this.#main.send({ type: "stopped" });
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "unreachable";
}
