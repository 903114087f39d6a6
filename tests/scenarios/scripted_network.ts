// A network on which every datagram takes one millisecond, but for those that a script loses or
// holds back.

import type { Cargo, Carried, Network, Streamed } from "../simulation/network.ts";
import type { Trace } from "../simulation/trace.ts";
import type { VirtualTime } from "../simulation/virtual_time.ts";

/** Which datagrams a script means. */
export interface Wanted {
  readonly cargo: Cargo;
  readonly seat: string;
}

const wayMs = 1;

/** Obeys a script. */
export class ScriptedNetwork implements Network {
  readonly #time: VirtualTime;
  readonly #trace: Trace;
  readonly #losing = new Map<string, number>();
  readonly #swapping = new Map<string, Carried | null>();
  readonly #cut = new Set<string>();

  constructor(time: VirtualTime, trace: Trace) {
    this.#time = time;
    this.#trace = trace;
  }

  /** The next `count` of these are lost. */
  lose(wanted: Wanted, count: number): void {
    this.#losing.set(keyOf(wanted), count);
  }

  /** The next of these arrives after the one behind it. */
  swap(wanted: Wanted): void {
    this.#swapping.set(keyOf(wanted), null);
  }

  /** Nothing passes between the house and `seat` until it is mended. */
  cut(seat: string): void {
    this.#cut.add(seat);
  }

  mend(seat: string): void {
    this.#cut.delete(seat);
  }

  datagram(carried: Carried): void {
    const key = keyOf(carried);
    const losing = this.#losing.get(key) ?? 0;
    if (losing > 0) this.#losing.set(key, losing - 1);
    if (losing > 0 || this.#cut.has(carried.seat)) return this.#lost(carried);
    const held = this.#swapping.get(key);
    if (held === null) {
      this.#swapping.set(key, carried);
      this.#trace.note(`held back: ${wayOf(carried)}`);
      return;
    }
    this.#send(carried);
    if (held !== undefined) {
      this.#swapping.delete(key);
      this.#send(held);
    }
  }

  stream(streamed: Streamed): void {
    if (!this.#cut.has(streamed.seat)) this.#send(streamed);
  }

  #send({ arrive }: Streamed): void {
    this.#time.at(this.#time.nowMs() + wayMs, arrive);
  }

  #lost(carried: Carried): void {
    // Heartbeats and pings that a cut swallows would fill the page.
    const quiet = ["heartbeat", "ping", "pong"].includes(carried.cargo);
    if (!quiet) this.#trace.note(`lost: ${wayOf(carried)}`);
  }
}

function keyOf({ cargo, seat }: Wanted): string {
  return `${cargo} ${seat}`;
}

function wayOf({ cargo, seat, toHouse }: Carried): string {
  return toHouse ? `${cargo} from ${seat}` : `${cargo} to ${seat}`;
}
