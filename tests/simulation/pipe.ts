// A TCP connection between the house and a bidder: what is sent arrives in order and once, late
// where the way is cut for a while, or the connection breaks and both ends hear of it.

import type { VirtualTime } from "./virtual_time.ts";

/** The two ends. */
export type PipeEnd = "house" | "bidder";

/** What a connection asks of the network that it runs over. */
export interface PipeWay {
  readonly time: VirtualTime;
  /** How long a segment takes now, or null while the way is cut. */
  segmentMs(): number | null;
}

interface Direction {
  readonly waiting: (() => void)[];
  /** Sent and not arrived, those that wait included. */
  underWay: number;
  lastAt: number;
}

/** One connection. */
export class Pipe {
  readonly #way: PipeWay;
  readonly #closed = { house: false, bidder: false };
  readonly #to: { readonly [end in PipeEnd]: Direction } = {
    house: { waiting: [], underWay: 0, lastAt: 0 },
    bidder: { waiting: [], underWay: 0, lastAt: 0 },
  };
  #broken = false;
  readonly #ended: { [end in PipeEnd]: () => void } = { house: () => {}, bidder: () => {} };

  constructor(way: PipeWay) {
    this.#way = way;
  }

  /** Calls `ended` at this end once the other has closed, or the connection has broken. */
  onEnd(end: PipeEnd, ended: () => void): void {
    this.#ended[end] = ended;
  }

  /** How many messages are on their way to an end. */
  underWayTo(end: PipeEnd): number {
    return this.#to[end].underWay;
  }

  /** Whether both ends are gone. */
  get isOver(): boolean {
    return this.#closed.house && this.#closed.bidder;
  }

  /** Sends to an end, where `arrived` is then called, unless that end has closed. */
  send(end: PipeEnd, arrived: () => void): void {
    if (this.#closed[end === "house" ? "bidder" : "house"] || this.#broken) return;
    this.#put(end, arrived);
  }

  /** This end closes: it hears nothing more, and the other one hears of it behind what was sent. */
  close(end: PipeEnd): void {
    if (this.#closed[end]) return;
    this.#closed[end] = true;
    const other = end === "house" ? "bidder" : "house";
    this.#put(other, () => this.#end(other));
  }

  /** The connection is lost: what is under way never arrives, and both ends hear of that alone. */
  break(): void {
    if (this.#broken) return;
    this.#broken = true;
    for (const end of ["house", "bidder"] as const) {
      this.#to[end].waiting.length = 0;
      this.#put(end, () => this.#end(end));
    }
  }

  /** The way is open again: what waited leaves. */
  resume(): void {
    for (const end of ["house", "bidder"] as const) this.#pump(end);
  }

  #end(end: PipeEnd): void {
    if (this.#closed[end]) return;
    this.#closed[end] = true;
    this.#ended[end]();
  }

  #put(end: PipeEnd, arrived: () => void): void {
    const direction = this.#to[end];
    direction.underWay++;
    direction.waiting.push(() => {
      direction.underWay--;
      if (!this.#closed[end]) arrived();
    });
    this.#pump(end);
  }

  #pump(end: PipeEnd): void {
    const { time } = this.#way;
    const direction = this.#to[end];
    while (direction.waiting.length > 0) {
      const segmentMs = this.#way.segmentMs();
      if (segmentMs === null) return;
      const arrived = direction.waiting.shift();
      if (arrived === undefined) return;
      direction.lastAt = Math.max(direction.lastAt, time.nowMs() + segmentMs);
      time.at(direction.lastAt, arrived);
    }
  }
}
