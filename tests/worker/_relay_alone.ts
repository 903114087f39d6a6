// The house's relay thread with nothing around it: a test is main, the feed, and the strangers.

import type { Bytes } from "../../lib/base/bytes.ts";
import { listenTcp, type TcpListener } from "../../lib/net/tcp_listener.ts";
import type {
  FeedToRelay,
  RelayNotice,
  RelayRequest,
  RelayToFeed,
} from "../../lib/worker/relay_contract.ts";
import { runRelay } from "../../lib/worker/relay_thread.ts";
import { type TypedPort, typedPort } from "../../lib/worker/typed_port.ts";
import { RawConnection } from "../support/raw_connection.ts";
import { Transcript } from "../support/transcript.ts";

type Counters = Extract<RelayNotice, { type: "counters" }>;
type Datagrams = Extract<RelayToFeed, { type: "datagrams" }>;

/** A datagram that names itself: `name` is an integer from 0 to 2^32 - 1. */
export function namedDatagram(name: number, length = 48): Bytes {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(0, name);
  return bytes;
}

/** The name of a datagram. */
export function nameOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
}

/** A datagram as it stands on a connection. */
export function framed(datagram: Uint8Array): Bytes {
  return new Uint8Array([datagram.length >> 8, datagram.length & 0xff, ...datagram]);
}

/** Counters come so often: a test waits for them. */
const aliveMs = 20;

/** A relay, and what it said. */
export class RelayAlone {
  /** It stands still until a test moves it. */
  readonly clock = { now: 1_800_000_000_000, nowMs: () => this.clock.now };
  readonly notices = new Transcript<RelayNotice>("relay to main");
  /** What main answers for a picture's name, in hexadecimal; null: not before a test says so. */
  pictures: ReadonlyMap<string, Bytes> | null = new Map();
  readonly said = new Transcript<RelayToFeed>("relay to feed");
  readonly feed: TypedPort<RelayToFeed, FeedToRelay>;
  readonly #main = new MessageChannel();
  readonly #line = new MessageChannel();
  readonly #port: TypedPort<RelayNotice, RelayRequest>;
  #port0 = 0;
  #barriers = 0;

  private constructor(listen: () => TcpListener) {
    runRelay(typedPort(this.#main.port1), { clock: this.clock, aliveMs, listen });
    this.#port = typedPort(this.#main.port2);
    this.#port.listen((notice) => {
      this.notices.add(notice);
      if (notice.type !== "picture" || this.pictures === null) return;
      const sealed = this.pictures.get(notice.name.toHex()) ?? null;
      this.#port.send({ type: "picture", ref: notice.ref, sealed });
    });
    this.feed = typedPort(this.#line.port2);
    this.feed.listen((message) => this.said.add(message));
  }

  /** Starts a relay on loopback, or on what a test listens with. */
  static async start(
    listen: () => TcpListener = () => listenTcp({ hostname: "127.0.0.1", port: 0 }),
  ): Promise<RelayAlone> {
    const relay = new RelayAlone(listen);
    relay.begin();
    const isIt = (notice: RelayNotice) => notice.type === "ready" || notice.type === "failed";
    const notice = await relay.notices.waitFor(isIt, { what: "ready" });
    if (notice.type === "ready") relay.#port0 = notice.port;
    return relay;
  }

  /** Asks the relay to start. */
  begin(): void {
    const feed = this.#line.port1;
    this.#port.send({ type: "start", config: { host: "127.0.0.1", port: 0 }, feed }, [feed]);
  }

  /** Where strangers connect. */
  get target(): { readonly hostname: string; readonly port: number } {
    return { hostname: "127.0.0.1", port: this.#port0 };
  }

  /** Waits for the datagram of this name; gives the connection that it came by. */
  async heard(name: number): Promise<number> {
    const isIt = (message: RelayToFeed): message is Datagrams =>
      message.type === "datagrams" && message.datagrams.some((bytes) => nameOf(bytes) === name);
    return (await this.said.waitFor(isIt, { what: `datagram ${name}` })).connection;
  }

  /** The names of all datagrams of a connection, in order. */
  names(connection: number): readonly number[] {
    return this.said.all.flatMap((message) =>
      message.type === "datagrams" && message.connection === connection
        ? message.datagrams.map(nameOf)
        : []
    );
  }

  /** Waits until the feed has heard that a connection closed. */
  async ended(connection: number): Promise<void> {
    const isIt = (message: RelayToFeed) =>
      message.type === "closed" && message.connection === connection;
    await this.said.waitFor(isIt, { what: `the end of connection ${connection}` });
  }

  /** The connections whose end the feed has heard of. */
  endings(): readonly number[] {
    return this.said.all.flatMap((said) => said.type === "closed" ? [said.connection] : []);
  }

  /** Waits until so many are counted; gives all counters. */
  async counted(name: string, least: number): Promise<Counters["counters"]> {
    const isIt = (notice: RelayNotice): notice is Counters =>
      notice.type === "counters" && (notice.counters[name] ?? 0) >= least;
    return (await this.notices.waitFor(isIt, { what: `${name} at ${least}` })).counters;
  }

  /** Waits until all that the feed said before was taken; gives the counters as they were then. */
  async passed(): Promise<Counters["counters"]> {
    this.feed.send({ type: "close", connection: 0 });
    const { relay_gone: _mark, ...counters } = await this.counted("relay_gone", ++this.#barriers);
    return counters;
  }

  /** Waits for two beats from now on: the first one may have begun before. */
  async beats(): Promise<void> {
    for (let i = 0; i < 2; i++) {
      const after = this.notices.mark();
      await this.notices.waitFor(({ type }) => type === "alive", { what: "a beat", after });
    }
  }

  /** Stops the relay, as main does. */
  async stop(): Promise<void> {
    this.#port.send({ type: "stop" });
    await this.notices.waitFor(({ type }) => type === "stopped", { what: "stopped" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.notices.all.some(({ type }) => type === "stopped")) await this.stop();
    const { port1, port2 } = this.#main;
    for (const end of [port1, port2, this.#line.port1, this.#line.port2]) end.close();
  }
}

/** A stranger whose first datagram has been heard, and the number of its connection. */
export async function heardStranger(relay: RelayAlone, name: number, from = "127.0.0.1") {
  const stranger = new RawConnection(relay.target, from);
  stranger.send(framed(namedDatagram(name)));
  return { stranger, connection: await relay.heard(name) };
}
