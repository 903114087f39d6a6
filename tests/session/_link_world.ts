// A bidder's LinkKeeper in a small world: a house that multicasts, copies and answers, a network of
// which each way can fail, a relay, and an insider who seals junk. One step is ten milliseconds.

import { type LinkEffect, LinkKeeper } from "../../lib/session/link_keeper.ts";
import type { FeedPath } from "../../lib/wire/member_message.ts";
import { SeededRandom } from "../simulation/seeded_random.ts";

/** What works. */
export interface Network {
  /** The house's frames reach the bidder by the group. */
  readonly group: boolean;
  /** Datagrams reach the house, and the bidder. */
  readonly up: boolean;
  readonly down: boolean;
  /** What becomes of a connection to the relay: refused and ended, or nothing comes any more. */
  readonly relay: "works" | "refused" | "silent";
  /** Whether a join would succeed. */
  readonly join: boolean;
  /** Datagrams lost of a hundred, each way and in the group. */
  readonly lossPercent: number;
  /** Someone in the group seals frames that open and are never believed, to group and bidder. */
  readonly insider: boolean;
}

/** Everything works. */
export const GOOD: Network = {
  group: true,
  up: true,
  down: true,
  relay: "works",
  join: true,
  lossPercent: 0,
  insider: false,
};

/** A house that is gone. */
export const DEAD: Network = {
  ...GOOD,
  group: false,
  up: false,
  down: false,
  relay: "refused",
  join: false,
};

const stepMs = 10;
const beatMs = 500;
const wayMs = 10;
const connectMs = 50;
const connectTimeoutMs = 5_000;
const joinMs = 300;
const joinAgainMs = 2_000;

/** A path that was chosen, and when. */
export interface Change {
  readonly atMs: number;
  readonly path: FeedPath;
}

/** One bidder and its house. Times are milliseconds after the start. */
export class LinkWorld {
  readonly keeper = new LinkKeeper();
  readonly changes: Change[] = [];
  readonly pingsAt: number[] = [];
  readonly connectsAt: number[] = [];
  readonly unansweredAt: number[] = [];
  /** How often the keeper was woken. */
  ticks = 0;
  /** Wakes that no timer can keep. */
  readonly badWakes: number[] = [];
  /** When something new of the house was believed, and when an answer came. */
  readonly heardAt: number[] = [];
  readonly answeredAt: number[] = [];
  network: Network;
  nowMs = 0;
  readonly #t0: number;
  readonly #random: SeededRandom;
  readonly #due = new Map<number, (() => void)[]>();
  #wakeAt = Infinity;
  #relay: "none" | "connecting" | "open" = "none";
  /** Which connection this is: what was under way on an older one is lost. */
  #connection = 0;
  #joining = false;
  /** What the house knows of the bidder. */
  #toldPath: FeedPath = "multicast";
  #address: "udp" | "relay" | null = null;
  #beat = 0;
  #heardBeat = 0;

  constructor(network: Network, { seed, t0 = 1_000_000 }: { seed: number; t0?: number }) {
    this.network = network;
    this.#random = new SeededRandom(seed);
    this.#t0 = t0;
    this.#keep(this.keeper.begin(this.#now()));
  }

  /** Lets time pass. */
  run(forMs: number): this {
    for (const endMs = this.nowMs + forMs; this.nowMs < endMs; this.nowMs += stepMs) this.#step();
    return this;
  }

  /** Changes the network, and lets time pass. */
  change(network: Partial<Network>, forMs: number): this {
    this.network = { ...this.network, ...network };
    if (this.network.relay === "refused" && this.#relay === "open") this.#relayLost();
    return this.run(forMs);
  }

  /** Something is asked of the house, as a bid is. */
  ask(): void {
    this.#send(() => this.#answered());
    this.#keep(this.keeper.asked(this.#now()));
  }

  /** A measured window of the feed. */
  measured(lossPermille: number): void {
    this.#keep(this.keeper.measured(lossPermille, this.#now()));
  }

  /** The paths that were chosen, in order. */
  get paths(): readonly FeedPath[] {
    return this.changes.map(({ path }) => path);
  }

  /** Whether the path in use brings the feed and answers. */
  get works(): boolean {
    const { group, up, down, relay } = this.network;
    if (this.keeper.path === "tcp") return relay === "works";
    return up && down && (group || this.keeper.path === "unicast");
  }

  #step(): void {
    for (const one of this.#due.get(this.nowMs) ?? []) one();
    this.#due.delete(this.nowMs);
    if (this.nowMs % beatMs === 0) this.#pulse();
    if (this.network.insider && this.nowMs % 100 === 0) {
      this.keeper.opened("multicast", this.#now());
      this.keeper.opened("unicast", this.#now());
    }
    if (this.#wakeAt > this.#now()) return;
    this.ticks++;
    this.#keep(this.keeper.tick(this.#now()));
  }

  #keep(effects: readonly LinkEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case "ping":
          this.#ping();
          break;
        case "use":
          this.changes.push({ atMs: this.nowMs, path: effect.path });
          this.#useRelay(effect.path === "tcp");
          break;
        case "unanswered":
          this.unansweredAt.push(this.nowMs);
          if (!this.#joining) this.#join();
          break;
        case "wake":
          if (!Number.isFinite(effect.at) || effect.at <= this.#now()) {
            this.badWakes.push(effect.at);
          }
          this.#wakeAt = effect.at;
      }
    }
  }

  // --- the bidder's shell -------------------------------------------------------------------

  #ping(): void {
    this.pingsAt.push(this.nowMs);
    const path = this.keeper.path;
    this.#send((by) => {
      this.#toldPath = path;
      this.#address = by;
      this.#answered();
    });
  }

  /** A connection is closed when it is not the path any more: it may be dead and not know it. */
  #useRelay(wanted: boolean): void {
    if (!wanted) {
      this.#relay = "none";
      this.#connection++;
    } else if (this.#relay === "none") this.#connect();
  }

  #connect(): void {
    this.#relay = "connecting";
    this.connectsAt.push(this.nowMs);
    const connection = ++this.#connection;
    const { relay } = this.network;
    this.#later(relay === "silent" ? connectTimeoutMs : connectMs, () => {
      if (connection !== this.#connection) return;
      if (this.network.relay !== "works") return this.#relayLost();
      this.#relay = "open";
      this.#keep(this.keeper.pingNow(this.#now()));
    });
  }

  #relayLost(): void {
    this.#relay = "none";
    this.#connection++;
    this.#keep(this.keeper.relayLost(this.#now()));
  }

  /** Joins until it succeeds; the session that stands is followed meanwhile. */
  #join(): void {
    this.#joining = true;
    this.#later(joinMs, () => {
      if (!this.network.join) return this.#later(joinAgainMs, () => this.#join());
      this.#joining = false;
      this.keeper.end();
      this.#useRelay(false);
      this.#address = null;
      this.#toldPath = "multicast";
      this.#keep(this.keeper.begin(this.#now()));
    });
  }

  // --- the house and the network ------------------------------------------------------------

  #send(arrives: (by: "udp" | "relay") => void): void {
    const by = this.keeper.path === "tcp" && this.#relay === "open" ? "relay" : "udp";
    this.#pass(by, () => this.network.up, () => arrives(by));
  }

  #answered(): void {
    if (this.#address === null) return;
    this.#pass(this.#address, () => this.network.down, () => {
      this.answeredAt.push(this.nowMs);
      this.keeper.answered();
    });
  }

  #pulse(): void {
    const beat = ++this.#beat;
    this.#pass("udp", () => this.network.group, () => this.#heard("multicast", beat));
    if (this.#toldPath === "multicast" || this.#address === null) return;
    const path = this.#address === "relay" ? "tcp" : "unicast";
    this.#pass(this.#address, () => this.network.down, () => this.#heard(path, beat));
  }

  #heard(path: FeedPath, beat: number): void {
    this.keeper.opened(path, this.#now());
    if (beat <= this.#heardBeat) return;
    this.#heardBeat = beat;
    this.heardAt.push(this.nowMs);
    this.keeper.heard(path, this.#now());
  }

  /** A datagram is on its way: by UDP it may be lost, by the relay it needs the connection. */
  #pass(by: "udp" | "relay", works: () => boolean, arrive: () => void): void {
    const connection = this.#connection;
    if (by === "udp" && (!works() || this.#random.chance(this.network.lossPercent))) return;
    this.#later(wayMs, () => {
      const stands = connection === this.#connection && this.#relay === "open";
      if (by === "udp" ? works() : stands && this.network.relay === "works") arrive();
    });
  }

  #later(afterMs: number, one: () => void): void {
    const at = this.nowMs + afterMs;
    const there = this.#due.get(at);
    if (there === undefined) this.#due.set(at, [one]);
    else there.push(one);
  }

  #now(): number {
    return this.#t0 + this.nowMs;
  }
}
