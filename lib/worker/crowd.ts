// Connections of strangers, bounded in all and by address.
//
// A crowd of half-open connections must not keep the honest out, who have proven themselves after
// a moment: the oldest one that has not has to go, of the same address where that has too many.

/** A connection that came from an address. */
export interface Comer {
  readonly from: string;
}

/** How many may be there at once. */
export interface CrowdLimits {
  readonly inAll: number;
  readonly fromOneAddress: number;
}

/** The connections that are open. */
export class Crowd<C extends Comer> {
  readonly #limits: CrowdLimits;
  readonly #open = new Set<C>();
  /** The open ones that have not proven themselves yet, the oldest first. */
  readonly #unproven = new Set<C>();
  /** The open ones by their address, the oldest first. */
  readonly #byAddress = new Map<string, Set<C>>();

  constructor(limits: CrowdLimits) {
    this.#limits = limits;
  }

  /**
   * Whether there is room for one more from this address: at once (null), once this one has gone,
   * or not at all ("full").
   */
  roomFor(from: string): null | C | "full" {
    const neighbours = this.#byAddress.get(from);
    const crowded = (neighbours?.size ?? 0) >= this.#limits.fromOneAddress;
    if (!crowded && this.#open.size < this.#limits.inAll) return null;
    const candidates = crowded ? neighbours : this.#unproven;
    return candidates?.values().find((comer) => this.#unproven.has(comer)) ?? "full";
  }

  /** Lets one in. */
  add(comer: C): void {
    this.#open.add(comer);
    this.#unproven.add(comer);
    const neighbours = this.#byAddress.get(comer.from) ?? new Set();
    this.#byAddress.set(comer.from, neighbours.add(comer));
  }

  /** This one is no stranger: it does not have to make room any more. */
  proven(comer: C): void {
    this.#unproven.delete(comer);
  }

  /** Whether this one is there. */
  has(comer: C): boolean {
    return this.#open.has(comer);
  }

  /** Forgets one; false where it was not there any more. */
  remove(comer: C): boolean {
    this.#unproven.delete(comer);
    const neighbours = this.#byAddress.get(comer.from);
    neighbours?.delete(comer);
    if (neighbours?.size === 0) this.#byAddress.delete(comer.from);
    return this.#open.delete(comer);
  }

  /** All that are there, the oldest first. */
  values(): IterableIterator<C> {
    return this.#open.values();
  }
}
