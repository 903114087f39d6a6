// The house's four threads: started with their permissions, joined by channels, stopped in order.
//
//   join worker   TCP of strangers     net: its listen address
//   relay worker  datagrams over TCP   net: its listen address
//   feed worker   UDP of strangers     net: what the process has; no files
//   desk worker   rules and record     read and write: the data folder; no network
//
// Bids, events and joins go between the threads directly, not through the main thread.

import type { Command } from "../auction/command.ts";
import type { Bytes } from "../base/bytes.ts";
import { asFault, Fault } from "../base/fault.ts";
import { within } from "../base/within.ts";
import type { RegisteredBidder } from "../secure/registry.ts";
import type { CommandAnswer } from "../session/desk_message.ts";
import type { Preview } from "../session/preview.ts";
import type { SeenStanding } from "../session/seen_standing.ts";
import type { BackupOutcome, DeskConfig, DeskNotice, DeskRequest } from "./desk_contract.ts";
import type { FeedConfig, FeedNotice, FeedRequest } from "./feed_contract.ts";
import type { JoinConfig, JoinNotice, JoinRequest } from "./join_contract.ts";
import { LIFE_TIMEOUT_MS, type LifeNotice } from "./life_cycle.ts";
import type { RelayConfig, RelayNotice, RelayRequest } from "./relay_contract.ts";
import { WorkerHandle } from "./worker_handle.ts";

/** Everything the threads are started with. */
export interface HouseWorkersConfig {
  readonly desk: DeskConfig;
  readonly feed: FeedConfig;
  readonly join: JoinConfig;
  readonly relay: RelayConfig;
  /** The folder of the record: all that the desk may read and write. */
  readonly dataFolder: string;
  readonly houseKey: JsonWebKey;
  readonly bidders: readonly RegisteredBidder[];
}

/** What the threads tell their parent. */
export interface HouseWorkersEvents {
  desk(
    notice: Exclude<DeskNotice, LifeNotice | { readonly type: "answer" | "backup" | "preview" }>,
  ): void;
  feed(notice: Exclude<FeedNotice, LifeNotice>): void;
  join(notice: Exclude<JoinNotice, LifeNotice>): void;
  relay(notice: Exclude<RelayNotice, LifeNotice | { readonly type: "picture" }>): void;
  /** The sealed picture of this name, or null where there is none. A rejection ends the house. */
  picture(name: Bytes): Promise<Bytes | null>;
  /** A thread is of no use any more: the house has to stop. */
  failed(fault: Fault): void;
}

/**
 * What each thread may do: the keys left out are denied. The feed takes over the process's own
 * networks: Deno 2.9 refuses a worker a network that it holds itself only as CIDR, and bidders'
 * addresses are not known one by one (ARCHITECTURE, decisions).
 */
export function workerPermissions(
  { join, relay, dataFolder }: Pick<HouseWorkersConfig, "join" | "relay" | "dataFolder">,
): { readonly [W in "desk" | "feed" | "join" | "relay"]: Deno.PermissionOptionsObject } {
  return {
    desk: { read: [dataFolder], write: [dataFolder] },
    feed: { net: "inherit" },
    join: { net: [listening(join)] },
    relay: { net: [listening(relay)] },
  };
}

function listening({ host, port }: JoinConfig | RelayConfig): string {
  return port === 0 ? host : `${host}:${port}`;
}

/** The ports that a house took. */
export interface TakenPorts {
  readonly joinPort: number;
  readonly bidPort: number;
  readonly relayPort: number;
}

/** The running threads. */
export class HouseWorkers {
  readonly #desk: WorkerHandle<DeskRequest, DeskNotice>;
  readonly #feed: WorkerHandle<FeedRequest, FeedNotice>;
  readonly #join: WorkerHandle<JoinRequest, JoinNotice>;
  readonly #relay: WorkerHandle<RelayRequest, RelayNotice>;
  readonly #waiting = new Map<number, PromiseWithResolvers<CommandAnswer["result"]>>();
  readonly #backups = new Map<number, PromiseWithResolvers<BackupOutcome>>();
  readonly #previews = new Map<number, PromiseWithResolvers<Preview>>();
  readonly #ready = {
    desk: Promise.withResolvers<void>(),
    feed: Promise.withResolvers<number>(),
    join: Promise.withResolvers<number>(),
    relay: Promise.withResolvers<number>(),
  };
  readonly #config: HouseWorkersConfig;
  #refs = 0;

  private constructor(config: HouseWorkersConfig, events: HouseWorkersEvents) {
    this.#config = config;
    const permissions = workerPermissions(config);
    // A thread may fail before anyone waits for it: the fault is told once, by `failed`.
    for (const { promise } of Object.values(this.#ready)) promise.catch(() => {});
    const failed = (fault: Fault) => {
      for (const { reject } of Object.values(this.#ready)) reject(fault);
      for (const { reject } of this.#waiting.values()) reject(fault);
      for (const { reject } of this.#backups.values()) reject(fault);
      for (const { reject } of this.#previews.values()) reject(fault);
      events.failed(fault);
    };
    this.#desk = new WorkerHandle({
      name: "desk",
      url: new URL("./desk_worker.ts", import.meta.url),
      permissions: permissions.desk,
      failed,
      notice: (notice) => {
        if (notice.type === "answer") return this.#answered(notice.answer);
        if (notice.type === "backup") return this.#backedUp(notice.ref, notice.outcome);
        if (notice.type === "preview") return this.#previewed(notice.ref, notice.preview);
        if (notice.type === "ready") this.#ready.desk.resolve();
        events.desk(notice);
      },
    });
    this.#feed = new WorkerHandle({
      name: "feed",
      url: new URL("./feed_worker.ts", import.meta.url),
      permissions: permissions.feed,
      failed,
      notice: (notice) => {
        if (notice.type === "ready") this.#ready.feed.resolve(notice.bidPort);
        events.feed(notice);
      },
    });
    this.#join = new WorkerHandle({
      name: "join",
      url: new URL("./join_worker.ts", import.meta.url),
      permissions: permissions.join,
      failed,
      notice: (notice) => {
        if (notice.type === "ready") this.#ready.join.resolve(notice.port);
        events.join(notice);
      },
    });
    this.#relay = new WorkerHandle({
      name: "relay",
      url: new URL("./relay_worker.ts", import.meta.url),
      permissions: permissions.relay,
      failed,
      notice: (notice) => {
        if (notice.type === "picture") {
          return this.#bring(notice.ref, { picture: events.picture(notice.name), failed });
        }
        if (notice.type === "ready") this.#ready.relay.resolve(notice.port);
        events.relay(notice);
      },
    });
  }

  /**
   * Starts the threads: the record first, relay and feed next, and joins only when all stand. Gives the
   * threads and the ports that they took. Faults: whatever a thread says while starting.
   */
  static async start(
    config: HouseWorkersConfig,
    events: HouseWorkersEvents,
  ): Promise<TakenPorts & { readonly workers: HouseWorkers }> {
    const workers = new HouseWorkers(config, events);
    try {
      return { workers, ...await workers.#start() };
    } catch (error) {
      workers.kill();
      throw error;
    }
  }

  async #start(): Promise<TakenPorts> {
    const { desk, feed, join, relay, houseKey, bidders } = this.#config;
    const feedLine = new MessageChannel();
    const relayLine = new MessageChannel();
    const joinLine = new MessageChannel();
    this.#desk.send(
      {
        type: "start",
        config: desk,
        houseKey,
        bidders,
        feed: feedLine.port1,
        join: joinLine.port1,
      },
      [feedLine.port1, joinLine.port1],
    );
    await inTime(this.#ready.desk.promise, "desk");
    this.#relay.send({ type: "start", config: relay, feed: relayLine.port1 }, [relayLine.port1]);
    const relayPort = await inTime(this.#ready.relay.promise, "relay");
    this.#feed.send(
      { type: "start", config: feed, desk: feedLine.port2, relay: relayLine.port2, relayPort },
      [feedLine.port2, relayLine.port2],
    );
    const bidPort = await inTime(this.#ready.feed.promise, "feed");
    this.#join.send({ type: "start", config: join, desk: joinLine.port2 }, [joinLine.port2]);
    const joinPort = await inTime(this.#ready.join.promise, "join");
    return { joinPort, bidPort, relayPort };
  }

  /** Has a new group key made. */
  async rekey(): Promise<void> {
    await this.#ask((ref) => ({ type: "rekey", ref }));
  }

  /** Has the record copied as it is now. The promise is rejected as that of a command. */
  backup(): Promise<BackupOutcome> {
    const ref = ++this.#refs;
    const outcome = Promise.withResolvers<BackupOutcome>();
    this.#backups.set(ref, outcome);
    this.#desk.send({ type: "backup", ref });
    return outcome.promise;
  }

  /** Answers the relay, once the picture has been read and sealed. */
  #bring(
    ref: number,
    { picture, failed }: {
      readonly picture: Promise<Bytes | null>;
      failed(fault: Fault): void;
    },
  ): void {
    const bring = (sealed: Bytes | null) => this.#relay.send({ type: "picture", ref, sealed });
    picture.then(bring, (error) => failed(asFault(error)));
  }

  #backedUp(ref: number, outcome: BackupOutcome): void {
    this.#backups.get(ref)?.resolve(outcome);
    this.#backups.delete(ref);
  }

  /** Asks what would become of a command. The promise is rejected as that of a command. */
  preview(command: Command): Promise<Preview> {
    const ref = ++this.#refs;
    const preview = Promise.withResolvers<Preview>();
    this.#previews.set(ref, preview);
    this.#desk.send({ type: "preview", ref, command });
    return preview.promise;
  }

  #previewed(ref: number, preview: Preview): void {
    this.#previews.get(ref)?.resolve(preview);
    this.#previews.delete(ref);
  }

  /**
   * Asks the desk, which refuses where a lot stands otherwise than was `seen`. The promise is rejected
   * with the fault that ends the house.
   */
  command(command: Command, seen: SeenStanding | null = null): Promise<CommandAnswer["result"]> {
    const expected = seen === null ? {} : { seen };
    return this.#ask((ref) => ({ type: "command", ref, command, ...expected }));
  }

  /** Tells the desk the registry as it stands; resolves when it has been carried out. */
  async register(bidders: readonly RegisteredBidder[]): Promise<void> {
    await this.#ask((ref) => ({ type: "registry", ref, bidders }));
  }

  /** Stops joins, then the feed (which tells the bidders), then its relay, then the desk. */
  async stop(): Promise<void> {
    await this.#join.stop({ type: "stop" });
    await this.#feed.stop({ type: "stop" });
    await this.#relay.stop({ type: "stop" });
    await this.#desk.stop({ type: "stop" });
  }

  /** Ends all threads at once: where one has failed. */
  kill(): void {
    for (const worker of [this.#join, this.#feed, this.#relay, this.#desk]) worker.kill();
  }

  #ask(request: (ref: number) => DeskRequest): Promise<CommandAnswer["result"]> {
    const ref = ++this.#refs;
    const answer = Promise.withResolvers<CommandAnswer["result"]>();
    this.#waiting.set(ref, answer);
    this.#desk.send(request(ref));
    return answer.promise;
  }

  #answered({ ref, result }: CommandAnswer): void {
    this.#waiting.get(ref)?.resolve(result);
    this.#waiting.delete(ref);
  }
}

/** A record of many events takes its time to be checked: the desk says that it lives meanwhile. */
async function inTime<T>(ready: Promise<T>, name: string): Promise<T> {
  const ms = name === "desk" ? LIFE_TIMEOUT_MS * 8 : LIFE_TIMEOUT_MS;
  const outcome = await within(ready, { ms });
  if (outcome !== "timeout") return outcome;
  throw new Fault("worker_failed", `The ${name} worker did not start in time`);
}
