// The order of the catalogue: a map of lots keeps it, and moving one of them makes another map.

import { assert } from "@std/assert";
import type { LotId } from "./lot.ts";

/** Where a lot goes: directly before another one, or (null) behind all others. */
export interface LotPlace {
  readonly lot: LotId;
  readonly before: LotId | null;
}

/** Whether the lot stands there already. A lot that is put before itself stays where it is. */
export function isInPlace(lots: ReadonlyMap<LotId, unknown>, { lot, before }: LotPlace): boolean {
  const order = [...lots.keys()];
  return lot === before || (order[order.indexOf(lot) + 1] ?? null) === before;
}

/** `lots` with one of them in another place. A lot that is not among them is a bug. */
export function withMovedLot<Lot extends object>(
  lots: ReadonlyMap<LotId, Lot>,
  { lot, before }: LotPlace,
): Map<LotId, Lot> {
  const moved = lots.get(lot);
  assert(moved !== undefined, `a lot that moves is in the catalogue: "${lot}"`);
  // Nothing would be met to put it before, and the lot would be lost.
  assert(before === null || (lots.has(before) && lot !== before), "it goes before another lot");
  const order = new Map<LotId, Lot>();
  for (const [id, other] of lots) {
    if (id === before) order.set(lot, moved);
    if (id !== lot) order.set(id, other);
  }
  return before === null ? order.set(lot, moved) : order;
}
