// Time that passes only when it is told to: everything that will happen, in order of its moment.

import type { Clock } from "../../lib/base/clock.ts";

interface Planned {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
  cancelled: boolean;
}

/** A clock and all its timers. Work planned for one moment is done in the order of its planning. */
export class VirtualTime implements Clock {
  readonly #heap: Planned[] = [];
  #now: number;
  #planned = 0;

  constructor(now: number) {
    this.#now = now;
  }

  nowMs(): number {
    return this.#now;
  }

  /** Plans `work` and returns what takes it off the plan. A moment that has passed means now. */
  at(moment: number, work: () => void): () => void {
    const at = Math.max(this.#now, Math.ceil(moment));
    const planned: Planned = { at, order: this.#planned++, work, cancelled: false };
    this.#heap.push(planned);
    this.#rise(this.#heap.length - 1);
    return () => {
      planned.cancelled = true;
    };
  }

  /** The moment of the next work, or null where nothing is planned. */
  nextAt(): number | null {
    while (this.#heap[0]?.cancelled) this.#pop();
    return this.#heap[0]?.at ?? null;
  }

  /** Does the next work. False: there is none. */
  step(): boolean {
    if (this.nextAt() === null) return false;
    const next = this.#pop();
    if (next === undefined) return false;
    this.#now = next.at;
    next.work();
    return true;
  }

  /** Does all that is due up to `moment`, which is then now. */
  runUntil(moment: number): void {
    for (let at = this.nextAt(); at !== null && at <= moment; at = this.nextAt()) this.step();
    this.#now = Math.max(this.#now, moment);
  }

  #pop(): Planned | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(from: number): void {
    for (let i = from; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!this.#before(i, parent)) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #sink(from: number): void {
    for (let i = from;;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.#heap.length && this.#before(child, least)) least = child;
      }
      if (least === i) return;
      this.#swap(i, least);
      i = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return false;
    return one.at === other.at ? one.order < other.order : one.at < other.at;
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return;
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}

/** The one timer that a shell keeps for a session: set anew, the old time is forgotten. */
export class Alarm {
  readonly #time: VirtualTime;
  readonly #ring: () => void;
  #cancel: () => void = () => {};

  constructor(time: VirtualTime, ring: () => void) {
    this.#time = time;
    this.#ring = ring;
  }

  set(at: number): void {
    this.#cancel();
    this.#cancel = this.#time.at(at, this.#ring);
  }

  clear(): void {
    this.#cancel();
  }
}
