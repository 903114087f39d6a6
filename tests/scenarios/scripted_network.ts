// A network on which everything takes one millisecond, but for the datagrams that a script loses or
// holds back and the ways that it cuts.

import { type Cargo, type Carried, type Network, type Way, WAYS } from "../simulation/network.ts";
import { Pipe } from "../simulation/pipe.ts";
import type { Trace } from "../simulation/trace.ts";
import type { VirtualTime } from "../simulation/virtual_time.ts";

/** Which datagrams a script means. */
export interface Wanted {
  readonly cargo: Cargo;
  readonly seat: string;
}

const wayMs = 1;
/** What comes so often that its losses would fill the page. */
const quiet: readonly Cargo[] = ["heartbeat", "checkpoint", "ping", "pong"];

/** Obeys a script. */
export class ScriptedNetwork implements Network {
  readonly #time: VirtualTime;
  readonly #trace: Trace;
  readonly #losing = new Map<string, number>();
  readonly #swapping = new Map<string, Carried | null>();
  readonly #cut = new Set<string>();
  readonly #pipes = new Map<string, Pipe[]>();

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

  /** Nothing passes these ways between the house and `seat` until they are mended. */
  cut(seat: string, ways: readonly Way[] = WAYS): void {
    for (const way of ways) this.#cut.add(`${seat} ${way}`);
  }

  /** All ways of `seat` are open again. */
  mend(seat: string): void {
    for (const way of WAYS) this.#cut.delete(`${seat} ${way}`);
    for (const pipe of this.#pipes.get(seat) ?? []) pipe.resume();
  }

  datagram(carried: Carried): void {
    const key = keyOf(carried);
    const losing = this.#losing.get(key) ?? 0;
    if (losing > 0) this.#losing.set(key, losing - 1);
    if (losing > 0 || this.#isCut(carried)) return this.#lost(carried);
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

  connect(seat: string): Pipe {
    const segmentMs = () => this.#isCut({ seat, way: "tcp" }) ? null : wayMs;
    const pipe = new Pipe({ time: this.#time, segmentMs });
    this.#pipes.set(seat, [...this.#pipes.get(seat) ?? [], pipe]);
    return pipe;
  }

  #isCut({ seat, way }: { readonly seat: string; readonly way: Way }): boolean {
    return this.#cut.has(`${seat} ${way}`);
  }

  #send({ arrive }: Carried): void {
    this.#time.at(this.#time.nowMs() + wayMs, arrive);
  }

  #lost(carried: Carried): void {
    if (!quiet.includes(carried.cargo)) this.#trace.note(`lost: ${wayOf(carried)}`);
  }
}

function keyOf({ cargo, seat }: Wanted): string {
  return `${cargo} ${seat}`;
}

function wayOf({ cargo, seat, way }: Carried): string {
  return way === "up" ? `${cargo} from ${seat}` : `${cargo} to ${seat}`;
}
