// What is always true of the catalogue's order: lots keep it, new ones come behind all others, and
// one that is moved has not opened and stands where the event says.

import type { Invariant } from "./_lot_invariants.ts";
import type { AuctionEvent } from "./event.ts";
import type { LotId } from "./lot.ts";
import type { SaleView } from "./view.ts";

/** What is wrong with the order of the lots in `after`, the view behind `event`. */
export function brokenOrder(
  event: AuctionEvent,
  { before, after }: { readonly before: SaleView; readonly after: SaleView },
): readonly Invariant[] {
  if (before.lots === after.lots) return [];
  const broken: Invariant[] = [];
  const isAhead = (id: LotId | null) => id === null || before.lots.get(id)?.status === "catalogued";
  if (event.type === "LotMoved" && !(isAhead(event.lot) && isAhead(event.before))) {
    broken.push("opened_lot_moved");
  }
  const expected = orderAfter(event, before);
  const order = [...after.lots.keys()];
  const isKept = order.length === expected.length && order.every((id, n) => id === expected[n]);
  if (!isKept) broken.push("order_changed");
  return broken;
}

function orderAfter(event: AuctionEvent, { lots }: SaleView): readonly LotId[] {
  const order = [...lots.keys()];
  if (event.type === "LotCatalogued" && !lots.has(event.lot.id)) return [...order, event.lot.id];
  if (event.type !== "LotMoved") return order;
  const others = order.filter((id) => id !== event.lot);
  const place = event.before === null ? others.length : others.indexOf(event.before);
  return others.toSpliced(place, 0, event.lot);
}
