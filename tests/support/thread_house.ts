// The house's four threads in one process, over plain message channels, with the record and the
// network in memory: everything but the workers, the sockets and the disk is the real thing.

import type { Command } from "../../lib/auction/command.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import type { Clock } from "../../lib/base/clock.ts";
import { LedgerCopy } from "../../lib/ledger/ledger_copy.ts";
import { MemoryDisk, MemoryLedger } from "../../lib/ledger/memory_ledger.ts";
import { thumbprint } from "../../lib/secure/key_set.ts";
import type { DatagramSocket } from "../../lib/net/datagram_socket.ts";
import { generateSigningJwk, type PrivateSigningJwk } from "../../lib/secure/private_key_set.ts";
import type { RegisteredBidder } from "../../lib/secure/registry.ts";
import type { CommandAnswer } from "../../lib/session/desk_message.ts";
import type { DeskNotice, DeskRequest } from "../../lib/worker/desk_contract.ts";
import { runDesk } from "../../lib/worker/desk_thread.ts";
import type { FeedNotice, FeedRequest } from "../../lib/worker/feed_contract.ts";
import { runFeed } from "../../lib/worker/feed_thread.ts";
import { openHouseLedger } from "../../lib/worker/house_ledger.ts";
import type { JoinNotice, JoinRequest } from "../../lib/worker/join_contract.ts";
import { type JoinConnection, runJoin } from "../../lib/worker/join_thread.ts";
import { type TypedPort, typedPort } from "../../lib/worker/typed_port.ts";
import type { RelayNotice, RelayRequest } from "../../lib/worker/relay_contract.ts";
import { runRelay } from "../../lib/worker/relay_thread.ts";
import { OfferedConnections } from "./offered_connections.ts";
import { pipeSocket } from "./thread_relay.ts";
import { MemoryCheckpoints } from "./memory_checkpoints.ts";
import { Transcript } from "./transcript.ts";
import { connectPipe, type PipeEnd, type Tap, type VirtualNetwork } from "./virtual_network.ts";

/** Where the house in memory stands. */
export const GROUP = { address: "239.1.1.1", port: 7311, ttl: 1 } as const;
/** Its own address. */
export const HOUSE_HOST = "10.0.0.1";
/** Where bids go. */
export const BIDS = { hostname: HOUSE_HOST, port: 7310 } as const;

/** Where datagrams go over TCP. */
export const RELAY = { hostname: HOUSE_HOST, port: 7312 } as const;

/** Its threads say so often what they have counted: tests wait for that. */
const aliveMs = 20;

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  now = 1_800_000_000_000;

  nowMs(): number {
    return this.now;
  }
}

/** What a house in memory is made of. */
export interface ThreadHouseParts {
  readonly network: VirtualNetwork;
  readonly clock: Clock;
  readonly bidders: readonly RegisteredBidder[];
  /** A house that starts again brings its disk and key. */
  readonly disk?: MemoryDisk;
  readonly checkpoints?: MemoryCheckpoints;
  readonly houseKey?: PrivateSigningJwk;
  readonly name?: string;
}

/** A running house in memory. */
export class ThreadHouse {
  readonly disk: MemoryDisk;
  readonly checkpoints: MemoryCheckpoints;
  readonly houseKey: PrivateSigningJwk;
  readonly network: VirtualNetwork;
  readonly desk = new Transcript<DeskNotice>("desk");
  readonly feed = new Transcript<FeedNotice>("feed");
  readonly join = new Transcript<JoinNotice>("join");
  readonly relay = new Transcript<RelayNotice>("relay");
  readonly #parts: ThreadHouseParts;
  readonly #channels = [0, 1, 2, 3].map(() => new MessageChannel());
  readonly #deskPort: TypedPort<DeskNotice, DeskRequest>;
  readonly #feedPort: TypedPort<FeedNotice, FeedRequest>;
  readonly #joinPort: TypedPort<JoinNotice, JoinRequest>;
  readonly #relayPort: TypedPort<RelayNotice, RelayRequest>;
  readonly #listener = new OfferedConnections<JoinConnection>(7310);
  readonly #relayListener = new OfferedConnections<JoinConnection>(RELAY.port);
  #refs = 0;

  private constructor(parts: ThreadHouseParts, houseKey: PrivateSigningJwk) {
    this.#parts = parts;
    this.houseKey = houseKey;
    this.network = parts.network;
    this.disk = parts.disk ?? new MemoryDisk();
    this.checkpoints = parts.checkpoints ?? new MemoryCheckpoints();
    const { clock, network } = parts;
    runDesk(typedPort(this.#channel(0).port1), {
      clock,
      openLedger: (path, owner) =>
        openHouseLedger(path, {
          ...owner,
          open: (_path, owner) => MemoryLedger.open(this.disk, owner),
        }),
      beginCopy: LedgerCopy.begin,
      openCheckpoints: () => this.checkpoints,
    });
    runFeed(typedPort(this.#channel(1).port1), {
      clock,
      aliveMs,
      openSocket: ({ host, bidPort }) =>
        Promise.resolve(network.open({ bind: { hostname: host, port: bidPort } })),
    });
    runJoin(typedPort(this.#channel(2).port1), { aliveMs, listen: () => this.#listener });
    this.#deskPort = listened(this.#channel(0), this.desk);
    this.#feedPort = listened(this.#channel(1), this.feed);
    runRelay(typedPort(this.#channel(3).port1), {
      clock,
      aliveMs,
      listen: () => this.#relayListener,
    });
    this.#joinPort = listened(this.#channel(2), this.join);
    this.#relayPort = listened(this.#channel(3), this.relay);
  }

  /** Starts the threads: the desk, the feed, the joins. */
  static async start(parts: ThreadHouseParts): Promise<ThreadHouse> {
    const house = new ThreadHouse(parts, parts.houseKey ?? await generateSigningJwk());
    await house.#start();
    return house;
  }

  async #start(): Promise<void> {
    const feedLine = new MessageChannel();
    const joinLine = new MessageChannel();
    const config = {
      ledger: "memory",
      name: this.#parts.name ?? "Leilão de Teste",
      currency: "BRL",
      group: GROUP,
      bidHost: HOUSE_HOST,
      joinedMax: 100,
    };
    const { bidders } = this.#parts;
    const houseKey = { ...this.houseKey };
    const lines = { feed: feedLine.port1, join: joinLine.port1 };
    this.#deskPort.send({ type: "start", config, houseKey, bidders, ...lines }, [
      feedLine.port1,
      joinLine.port1,
    ]);
    await ready(this.desk);
    const feed = { host: HOUSE_HOST, bidPort: BIDS.port, group: GROUP, trialLossPercent: 0 };
    const relayLine = new MessageChannel();
    const relay = { host: HOUSE_HOST, port: RELAY.port };
    this.#relayPort.send({ type: "start", config: relay, feed: relayLine.port1 }, [
      relayLine.port1,
    ]);
    await ready(this.relay);
    const ends = { desk: feedLine.port2, relay: relayLine.port2 };
    this.#feedPort.send({ type: "start", config: feed, ...ends, relayPort: RELAY.port }, [
      feedLine.port2,
      relayLine.port2,
    ]);
    await ready(this.feed);
    const join = { host: HOUSE_HOST, port: 7310 };
    this.#joinPort.send({ type: "start", config: join, desk: joinLine.port2 }, [joinLine.port2]);
    await ready(this.join);
  }

  /** The thumbprint of the house's key. */
  get thumbprint(): string {
    const { d: _d, ...publicJwk } = this.houseKey;
    return thumbprint(publicJwk);
  }

  /** Connects to the join port, through `tap` where there is one. */
  connect(tap?: Tap): PipeEnd {
    const { bidder, house } = connectPipe(tap);
    this.#listener.offer(house);
    return bidder;
  }

  /** Connects to the relay from an address. */
  connectRelay(own = "10.0.0.66"): DatagramSocket {
    const { bidder, house } = connectPipe();
    this.#relayListener.offer(house);
    return pipeSocket(bidder, { relay: RELAY, own });
  }

  /** Has a new group key made. */
  async rekey(): Promise<void> {
    const ref = ++this.#refs;
    this.#deskPort.send({ type: "rekey", ref });
    await this.answerTo(ref);
  }

  /** Gives a command to the desk without waiting for its answer. */
  sendCommand(command: Command): number {
    const ref = ++this.#refs;
    this.#deskPort.send({ type: "command", ref, command });
    return ref;
  }

  /** Waits for the answer to a command. */
  async answerTo(ref: number): Promise<CommandAnswer["result"]> {
    const isIt = (notice: DeskNotice): notice is Extract<DeskNotice, { type: "answer" }> =>
      notice.type === "answer" && notice.answer.ref === ref;
    return (await this.desk.waitFor(isIt, { what: `the answer to command ${ref}` })).answer.result;
  }

  /** Gives a command; it must be done. */
  async command(command: Command): Promise<number> {
    const result = await this.answerTo(this.sendCommand(command));
    if (result.type !== "done") throw new Error(`${command.type}: ${JSON.stringify(result)}`);
    return result.seq;
  }

  /**
   * Waits until the desk has decided every bid that the feed has received, and the feed has the
   * answers. A command waits for the bids before it; the second one comes behind the answers.
   */
  async settled(): Promise<void> {
    for (let i = 0; i < 2; i++) {
      await this.command({ type: "Tick", at: this.#parts.clock.nowMs() });
    }
  }

  /** Puts a clerked lot into the catalogue and opens it. */
  async openLot(lot: Partial<Lot> & Pick<Lot, "id">): Promise<void> {
    const at = this.#parts.clock.nowMs();
    await this.command({ type: "CatalogueLot", at, salt: "00".repeat(16), lot: lotOf(lot) });
    await this.command({ type: "OpenLot", at, lot: lot.id });
  }

  /** The registry as it is from now on. */
  async register(bidders: readonly RegisteredBidder[]): Promise<void> {
    const ref = ++this.#refs;
    this.#deskPort.send({ type: "registry", ref, bidders });
    await this.answerTo(ref);
  }

  /** All events that the desk has told, in order. */
  events(): readonly Extract<DeskNotice, { type: "events" }>["events"][number][] {
    return this.desk.all.flatMap((notice) => notice.type === "events" ? notice.events : []);
  }

  /** Waits until the feed or the join worker has counted so many. */
  async counted(name: string, least: number): Promise<void> {
    const from = name.startsWith("join_") ? this.join : this.feed;
    const isIt = (notice: FeedNotice | JoinNotice) =>
      notice.type === "counters" && (notice.counters[name] ?? 0) >= least;
    await (from as Transcript<FeedNotice | JoinNotice>).waitFor(isIt, {
      what: `${name} at ${least}`,
      ms: 5_000,
    });
  }

  /** Stops the threads in the house's order. */
  async stop(): Promise<void> {
    await this.#stopStrangers();
    this.#deskPort.send({ type: "stop" });
    await stopped(this.desk);
    this.#closeChannels();
  }

  /** Ends a house whose desk has died: the record is free for the next one. */
  async kill(): Promise<void> {
    await this.#stopStrangers();
    this.disk.crash();
    this.#closeChannels();
  }

  async #stopStrangers(): Promise<void> {
    this.#joinPort.send({ type: "stop" });
    await stopped(this.join);
    this.#feedPort.send({ type: "stop" });
    await stopped(this.feed);
    this.#relayPort.send({ type: "stop" });
    await stopped(this.relay);
  }

  #closeChannels(): void {
    for (const { port1, port2 } of this.#channels) {
      port1.close();
      port2.close();
    }
  }

  #channel(index: number): MessageChannel {
    const channel = this.#channels[index];
    if (channel === undefined) throw new RangeError(`There is no channel ${index}`);
    return channel;
  }
}

/** A clerked lot with whatever `lot` says of it. */
export function lotOf(lot: Partial<Lot> & Pick<Lot, "id">): Lot {
  return {
    format: { type: "english", buyNow: null },
    title: { en: `Lot ${lot.id}` },
    description: {},
    opening: 10_000,
    increments: { type: "fixed", step: 100 },
    reserve: null,
    closing: { type: "clerked" },
    image: null,
    estimate: null,
    consignor: null,
    ...lot,
  } as Lot;
}

type AnyNotice = { readonly type: string };

function listened<N extends AnyNotice, R>(
  { port2 }: MessageChannel,
  transcript: Transcript<N>,
): TypedPort<N, R> {
  const port = typedPort<N, R>(port2);
  port.listen((notice) => {
    if (notice.type === "failed") transcript.end(JSON.stringify(notice));
    transcript.add(notice);
  });
  return port;
}

async function ready(transcript: Transcript<DeskNotice | FeedNotice | JoinNotice> | unknown) {
  await (transcript as Transcript<AnyNotice>).waitFor(({ type }) => type === "ready", {
    what: "ready",
  });
}

async function stopped(transcript: unknown): Promise<void> {
  await (transcript as Transcript<AnyNotice>).waitFor(({ type }) => type === "stopped", {
    what: "stopped",
  });
}
