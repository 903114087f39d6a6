// What stands between a house and its bidders in a simulation: datagrams that may be lost, doubled,
// late and out of order, TCP connections, and ways that are open or cut, each by itself.

import { Pipe } from "./pipe.ts";
import type { SeededRandom } from "./seeded_random.ts";
import type { VirtualTime } from "./virtual_time.ts";

/** What a datagram is about. */
export type Cargo =
  | "batch"
  | "repair"
  | "heartbeat"
  | "checkpoint"
  | "receipt"
  | "pong"
  | "over"
  | "key"
  | "bid"
  | "nak"
  | "ping"
  | "probe"
  | "leave";

/** The ways between the house and one seat: the group, own datagrams down and up, and TCP. */
export type Way = "multicast" | "down" | "up" | "tcp";

/** All of them. */
export const WAYS: readonly Way[] = ["multicast", "down", "up", "tcp"];

/** One datagram from one end to another: to a group it is one for each listener. */
export interface Carried {
  readonly cargo: Cargo;
  /** The bidder at one of its ends: the house is the other. */
  readonly seat: string;
  readonly way: Exclude<Way, "tcp">;
  arrive(): void;
}

/** Carries what the actors send. */
export interface Network {
  datagram(carried: Carried): void;
  /** A TCP connection of a seat to the house; what is first sent on it is its beginning. */
  connect(seat: string): Pipe;
}

/** How bad the network is; percentages of datagrams, times in milliseconds. */
export interface Weather {
  readonly lossPercent: number;
  readonly doublePercent: number;
  readonly delayMs: readonly [number, number];
  /** Datagrams that take 300 ms longer. */
  readonly latePercent: number;
}

export const FAIR_WEATHER: Weather = {
  lossPercent: 0,
  doublePercent: 0,
  delayMs: [1, 1],
  latePercent: 0,
};

const lateMs = 300;
const copiesMax = 3;

/** A network of its own chance. */
export class RandomNetwork implements Network {
  readonly #time: VirtualTime;
  readonly #random: SeededRandom;
  #weather: Weather;
  /** How many cuts lie on each way of each seat. */
  readonly #cuts = new Map<string, number>();
  /** Ways that no healing opens: a network that never passes multicast, or no datagrams at all. */
  readonly #never = new Set<string>();
  readonly #pipes = new Map<string, Set<Pipe>>();
  carried = 0;
  lost = 0;

  constructor(
    time: VirtualTime,
    { random, weather }: { readonly random: SeededRandom; readonly weather: Weather },
  ) {
    this.#time = time;
    this.#random = random;
    this.#weather = weather;
  }

  /** This seat's network never passes these. */
  never(seat: string, ways: readonly Way[]): void {
    for (const way of ways) this.#never.add(`${seat} ${way}`);
  }

  /** Whether a way of a seat passes anything now. */
  passes(seat: string, way: Way): boolean {
    const name = `${seat} ${way}`;
    return !this.#never.has(name) && (this.#cuts.get(name) ?? 0) === 0;
  }

  cut(seat: string, ways: readonly Way[]): void {
    for (const way of ways) {
      const name = `${seat} ${way}`;
      this.#cuts.set(name, (this.#cuts.get(name) ?? 0) + 1);
    }
  }

  mend(seat: string, ways: readonly Way[]): void {
    for (const way of ways) {
      const name = `${seat} ${way}`;
      this.#cuts.set(name, Math.max((this.#cuts.get(name) ?? 0) - 1, 0));
    }
    this.#resume(seat);
  }

  /** All TCP connections of a seat are lost. */
  breakPipes(seat: string): void {
    for (const pipe of this.#pipes.get(seat) ?? []) pipe.break();
  }

  /** All ways are open but those that never are, and nothing is lost any more. */
  heal(): void {
    this.#cuts.clear();
    this.#weather = FAIR_WEATHER;
    for (const seat of this.#pipes.keys()) this.#resume(seat);
  }

  datagram(carried: Carried): void {
    let copies = 1;
    while (copies < copiesMax && this.#random.chance(this.#weather.doublePercent)) copies++;
    const passes = this.passes(carried.seat, carried.way);
    for (let i = 0; i < copies; i++) {
      this.carried++;
      if (!passes || this.#random.chance(this.#weather.lossPercent)) this.lost++;
      else this.#time.at(this.#time.nowMs() + this.#delayMs(), () => carried.arrive());
    }
  }

  connect(seat: string): Pipe {
    const pipes = this.#pipes.get(seat) ?? new Set();
    for (const pipe of pipes) if (pipe.isOver) pipes.delete(pipe);
    const pipe = new Pipe({ time: this.#time, segmentMs: () => this.#segmentMs(seat) });
    this.#pipes.set(seat, pipes.add(pipe));
    return pipe;
  }

  /** A stream repeats by itself: bad weather only makes it slow. */
  #segmentMs(seat: string): number | null {
    if (!this.passes(seat, "tcp")) return null;
    return this.#delayMs() + this.#random.between(0, 4 * this.#weather.lossPercent);
  }

  #resume(seat: string): void {
    for (const pipe of this.#pipes.get(seat) ?? []) pipe.resume();
  }

  #delayMs(): number {
    const { delayMs: [least, most], latePercent } = this.#weather;
    const extra = this.#random.chance(latePercent) ? lateMs : 0;
    return this.#random.between(least, most) + extra;
  }
}
