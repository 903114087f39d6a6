// What stands between a house and its bidders in a simulation: datagrams that may be lost, doubled,
// late and out of order, and streams that arrive whole or not at all.

import type { SeededRandom } from "./seeded_random.ts";
import type { VirtualTime } from "./virtual_time.ts";

/** What a datagram is about. */
export type Cargo =
  | "batch"
  | "repair"
  | "heartbeat"
  | "receipt"
  | "pong"
  | "bid"
  | "nak"
  | "ping";

/** One datagram from one end to another: to a group it is one for each listener. */
export interface Carried {
  readonly cargo: Cargo;
  /** The bidder at one of its ends: the house is the other. */
  readonly seat: string;
  readonly toHouse: boolean;
  arrive(): void;
}

/** One message of a reliable stream. Where the way is cut it never arrives. */
export type Streamed = Omit<Carried, "cargo">;

/** Carries what the actors send. */
export interface Network {
  datagram(carried: Carried): void;
  stream(streamed: Streamed): void;
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
  /** Who is cut off, in which direction. */
  readonly #cuts = new Set<string>();
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

  /** Cuts the way between the house and a seat. */
  cut(seat: string, { toHouse }: { readonly toHouse: boolean }): void {
    this.#cuts.add(wayOf({ seat, toHouse }));
  }

  mend(seat: string, { toHouse }: { readonly toHouse: boolean }): void {
    this.#cuts.delete(wayOf({ seat, toHouse }));
  }

  /** All ways are open and nothing is lost any more. */
  heal(): void {
    this.#cuts.clear();
    this.#weather = FAIR_WEATHER;
  }

  datagram(carried: Carried): void {
    let copies = 1;
    while (copies < copiesMax && this.#random.chance(this.#weather.doublePercent)) copies++;
    for (let i = 0; i < copies; i++) {
      this.carried++;
      if (this.#cuts.has(wayOf(carried)) || this.#random.chance(this.#weather.lossPercent)) {
        this.lost++;
      } else {
        this.#time.at(this.#arrival(), () => carried.arrive());
      }
    }
  }

  /** A stream repeats by itself: bad weather only makes it slow. */
  stream(streamed: Streamed): void {
    if (this.#cuts.has(wayOf(streamed))) return;
    const slowMs = this.#random.between(0, 4 * this.#weather.lossPercent);
    this.#time.at(this.#arrival() + slowMs, () => streamed.arrive());
  }

  #arrival(): number {
    const { delayMs: [least, most], latePercent } = this.#weather;
    const extra = this.#random.chance(latePercent) ? lateMs : 0;
    return this.#time.nowMs() + this.#random.between(least, most) + extra;
  }
}

function wayOf({ seat, toHouse }: { readonly seat: string; readonly toHouse: boolean }): string {
  return toHouse ? `${seat} to the house` : `the house to ${seat}`;
}
