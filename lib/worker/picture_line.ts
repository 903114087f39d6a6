// Who is served now and who stands in line: so many at once, so many of one address, and the first
// to come first among those whose address has a place left.

import type { Comer, CrowdLimits } from "./crowd.ts";

/** How many are served at once. */
export interface LineLimits extends Pick<CrowdLimits, "fromOneAddress"> {
  readonly atOnce: number;
}

/** A line. Who has had a turn, or stands in it, must leave it at its end. */
export class PictureLine<C extends Comer> {
  readonly #limits: LineLimits;
  readonly #served = new Set<C>();
  /** Those in line, in the order in which they came, with what calls them. */
  readonly #waiting = new Map<C, () => void>();

  constructor(limits: LineLimits) {
    this.#limits = limits;
  }

  /** Waits for a turn. It also ends for who leaves the line: who is called has to look whether it is over. */
  async turn(comer: C): Promise<void> {
    if (this.#hasPlace(comer)) this.#served.add(comer);
    else await new Promise<void>((call) => this.#waiting.set(comer, call));
  }

  /** Gives a place back, or leaves the line; those are called who can be served now. */
  leave(comer: C): void {
    this.#served.delete(comer);
    this.#waiting.get(comer)?.();
    this.#waiting.delete(comer);
    for (const [next, call] of this.#waiting) {
      if (this.#served.size >= this.#limits.atOnce) return;
      if (!this.#hasPlace(next)) continue;
      this.#waiting.delete(next);
      this.#served.add(next);
      call();
    }
  }

  #hasPlace({ from }: C): boolean {
    const { atOnce, fromOneAddress } = this.#limits;
    if (this.#served.size >= atOnce) return false;
    return [...this.#served].filter((other) => other.from === from).length < fromOneAddress;
  }
}
