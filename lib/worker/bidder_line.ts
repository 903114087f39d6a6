// The sockets of one session at a bidder: the group, an own one for the rest, and a TCP connection
// to the house's relay where datagrams do not get through. They all carry the same sealed frames.

import { DATAGRAM_BYTES_MAX } from "../wire/limits.ts";
import { assert } from "@std/assert";
import type { Bytes } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import type { Address } from "../net/address.ts";
import type { DatagramSocket, SocketOptions } from "../net/datagram_socket.ts";
import type { FeedPath } from "../wire/member_message.ts";
import type { FollowedSession } from "./bidder_feed_contract.ts";
import { FeedSource } from "./feed_source.ts";

/** How sockets are opened. */
export interface LineSockets {
  readonly clock: Clock;
  openSocket(options: SocketOptions, trialLossPercent: number): Promise<DatagramSocket>;
  /** Connects to the house's relay. Fault: `unreachable`. */
  connectRelay(address: Address): Promise<DatagramSocket>;
}

/** What a line calls out for. */
export interface LineHooks {
  /** A datagram came; its bytes live until this returns. */
  received(bytes: Uint8Array, path: FeedPath): void;
  /** A datagram was not worth a look: too many come from elsewhere than the house. */
  dropped(): void;
  /** The relay is connected: from now on it is used. */
  relayOpen(): void;
  /** The relay could not be reached, or has closed. */
  relayLost(): void;
  /** This machine has another address now: the sockets of this session are of no use any more. */
  moved(): void;
  fail(error: unknown): void;
}

/** Where datagrams come in and go out. */
export class BidderLine {
  readonly #session: FollowedSession;
  readonly #sockets: LineSockets;
  readonly #hooks: LineHooks;
  readonly #group: DatagramSocket;
  readonly #unicast: DatagramSocket;
  readonly #source: FeedSource;
  #relay: DatagramSocket | null = null;
  #connecting = false;
  #path: FeedPath = "multicast";
  #closed = false;

  private constructor(
    session: FollowedSession,
    { sockets, hooks, group, unicast }: {
      readonly sockets: LineSockets;
      readonly hooks: LineHooks;
      readonly group: DatagramSocket;
      readonly unicast: DatagramSocket;
    },
  ) {
    this.#session = session;
    this.#sockets = sockets;
    this.#hooks = hooks;
    this.#group = group;
    this.#unicast = unicast;
    const { address: hostname, port } = session.bids;
    this.#source = new FeedSource({ hostname, port }, sockets.clock.nowMs());
  }

  /** Joins the group and opens the own socket. Faults: as opening a socket has them. */
  static async open(
    session: FollowedSession,
    { sockets, hooks }: { readonly sockets: LineSockets; readonly hooks: LineHooks },
  ): Promise<BidderLine> {
    const { address, port } = session.group;
    const open = (options: SocketOptions) => sockets.openSocket(options, session.trialLossPercent);
    const unicast = await open({ bind: { hostname: session.interface, port: 0 }, group: null });
    try {
      const group = await open({
        bind: { hostname: address, port },
        group: { address, interface: session.interface, ttl: 1 },
      });
      const line = new BidderLine(session, { sockets, hooks, group, unicast });
      line.#receive(group, "multicast").catch(hooks.fail);
      line.#receive(unicast, "unicast").catch(hooks.fail);
      return line;
    } catch (error) {
      unicast.close();
      throw error;
    }
  }

  /**
   * Sends by this path from now on. The relay is connected anew each time that it is wanted: the
   * connection of before may be dead. While another path is tried it stays open, since the house
   * goes on there until it hears from us elsewhere; {@link proven} ends it.
   */
  use(path: FeedPath): void {
    this.#path = path;
    if (path !== "tcp") return;
    this.#closeRelay();
    this.#connect().catch(this.#hooks.fail);
  }

  /** The path in use has brought something: a relay that is not it is not needed any more. */
  proven(): void {
    if (this.#path !== "tcp") this.#closeRelay();
  }

  /** Sends a datagram to the house: over the relay where that is the path and stands, else by UDP. */
  async send(frame: Bytes): Promise<void> {
    assert(frame.length <= DATAGRAM_BYTES_MAX, "Messages to the house fit a datagram");
    const { address, port } = this.#session.bids;
    const socket = this.#path === "tcp" && this.#relay !== null ? this.#relay : this.#unicast;
    await socket.send(frame, { hostname: address, port });
  }

  /** Closes all sockets. */
  close(): void {
    this.#closed = true;
    this.#group.close();
    this.#unicast.close();
    this.#closeRelay();
  }

  #closeRelay(): void {
    const relay = this.#relay;
    this.#relay = null;
    relay?.close();
  }

  async #connect(): Promise<void> {
    if (this.#connecting) return;
    this.#connecting = true;
    const { address, port } = this.#session.relay;
    const relay = await this.#sockets.connectRelay({ hostname: address, port }).catch(() => null);
    this.#connecting = false;
    if (this.#closed) return relay?.close();
    if (relay === null) return this.#hooks.relayLost();
    this.#relay = relay;
    this.#hooks.relayOpen();
    if (relay.address.hostname !== this.#session.interface) this.#hooks.moved();
    await this.#receive(relay, "tcp");
    // One that we have closed ourselves is no loss.
    if (this.#relay !== relay) return;
    this.#relay = null;
    this.#hooks.relayLost();
  }

  async #receive(socket: DatagramSocket, path: FeedPath): Promise<void> {
    for (;;) {
      const datagram = await socket.receive();
      if (datagram === null) return;
      if (this.#closed) continue;
      // A relay's frames come over a connection that we made: nobody else can send there.
      const known = path === "tcp" ||
        this.#source.allows(datagram.from, this.#sockets.clock.nowMs());
      if (known) this.#hooks.received(datagram.bytes, path);
      else this.#hooks.dropped();
    }
  }
}
