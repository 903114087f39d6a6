// A second opinion on the ends of timed lots: what is left on each clock, without any absolute end.

import type { LotId, SoftClose } from "../../lib/auction/lot.ts";

interface Clock {
  leftMs: number;
  /** How long the lot has been open, which a hard end counts. */
  openMs: number;
  isPaused: boolean;
  extensions: number;
}

export class EndsModel {
  readonly #policy: SoftClose;
  readonly #isGroup: boolean;
  readonly #clocks = new Map<LotId, Clock>();

  constructor(
    lots: ReadonlyMap<LotId, number>,
    { policy, isGroup }: { readonly policy: SoftClose; readonly isGroup: boolean },
  ) {
    this.#policy = policy;
    this.#isGroup = isGroup;
    for (const [lot, leftMs] of lots) {
      this.#clocks.set(lot, { leftMs, openMs: 0, isPaused: false, extensions: 0 });
    }
  }

  /** What is left of each lot that is not over. */
  get left(): ReadonlyMap<LotId, number> {
    const running = [...this.#clocks].filter(([, { leftMs }]) => leftMs > 0);
    return new Map(running.map(([lot, { leftMs }]) => [lot, leftMs]));
  }

  pass(ms: number, options: { readonly isOutage: boolean }): void {
    for (const clock of this.#clocks.values()) {
      const runs = !clock.isPaused && clock.leftMs > 0 && !options.isOutage;
      if (runs) clock.leftMs = Math.max(0, clock.leftMs - ms);
      clock.openMs += ms;
    }
  }

  /** Whether the lot takes a bid now that changes its price. */
  bid(lot: LotId): boolean {
    const clock = this.#clocks.get(lot);
    if (clock === undefined || clock.leftMs === 0 || clock.isPaused) return false;
    const left = this.#extended(clock);
    if (left <= clock.leftMs) return true;
    clock.leftMs = left;
    clock.extensions += 1;
    for (const other of this.#isGroup ? this.#clocks.values() : []) {
      const runs = !other.isPaused && other.leftMs > 0;
      if (runs) other.leftMs = Math.max(other.leftMs, left);
    }
    return true;
  }

  pause(lot: LotId, isPaused: boolean): void {
    const clock = this.#clocks.get(lot);
    if (clock !== undefined && clock.leftMs > 0) clock.isPaused = isPaused;
  }

  #extended({ leftMs, openMs, extensions }: Clock): number {
    const policy = this.#policy;
    if (policy.type === "none" || leftMs > policy.windowMs) return leftMs;
    const list = policy.extensionsMs;
    const more = list.length > extensions ? list[extensions] : list.at(-1);
    const wished = (policy.type === "from_bid" ? 0 : leftMs) + (more ?? 0);
    return policy.hardEndMs === null ? wished : Math.min(wished, policy.hardEndMs - openMs);
  }
}
