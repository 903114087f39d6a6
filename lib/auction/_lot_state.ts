// Finding a command's lot and saying by name why it cannot take part now.

import { assert } from "@std/assert";
import { reject, type Rejected } from "./decision.ts";
import type { Lot, LotId, Paddle } from "./lot.ts";
import type { LotSecret, Sale } from "./sale.ts";
import type { LotView, SaleView } from "./view.ts";

/** A lot's public face and its secrets. */
export interface FoundLot {
  readonly view: LotView;
  readonly secret: LotSecret;
}

/** The lot named `id`, or null where the sale has none of that name. */
export function findLot(sale: Sale, id: LotId): FoundLot | null {
  const view = sale.view.lots.get(id);
  if (view === undefined) return null;
  const secret = sale.secrets.get(id);
  assert(secret !== undefined, `a catalogued lot has its secrets: "${id}"`);
  return { view, secret };
}

/** A lot that is known to be in the catalogue: an event or the catalogue itself names it. */
export function foundLot(sale: Sale, id: LotId): FoundLot {
  const found = findLot(sale, id);
  assert(found !== null, `An event names a lot of the catalogue: "${id}"`);
  return found;
}

/** Every lot whose clock runs, with its announced end. */
export function lotsWithClock(
  view: SaleView,
): readonly { readonly view: LotView; readonly endsAt: number }[] {
  const lots = [];
  for (const lot of view.lots.values()) {
    if (lot.endsAt === null || (lot.status !== "open" && lot.status !== "fair_warning")) continue;
    lots.push({ view: lot, endsAt: lot.endsAt });
  }
  return lots;
}

/**
 * Whether the paddle has brought the lot. Paddles that differ in small and capital letters alone are
 * one person's: no two are given out.
 */
export function isConsignor({ consignor }: Pick<Lot, "consignor">, paddle: Paddle): boolean {
  return consignor !== null && consignor.toUpperCase() === paddle.toUpperCase();
}

/** The lot named `id` while it runs or is paused; otherwise the refusal that says why not. */
export function findLiveLot(sale: Sale, id: LotId, at: number): FoundLot | Rejected {
  const found = findLot(sale, id);
  if (found === null) return reject("unknown_lot");
  return whyNotLive(found.view, at) ?? found;
}

/**
 * Why the lot is not running at `at`, or null where it is (a paused lot is). A timed lot is over
 * at its announced end, whether its Tick came already or not: the two orders give one answer.
 */
export function whyNotLive(view: LotView, at: number): Rejected | null {
  if (view.status === "catalogued") return reject("lot_not_open");
  if (!hasEnded(view) && (view.endsAt === null || at < view.endsAt)) return null;
  const lateMs = view.endsAt === null ? -1 : at - view.endsAt;
  // A lot that was withdrawn before its announced end has no lateness to tell.
  return lateMs < 0 ? reject("lot_closed") : reject("lot_closed", { lateMs });
}

/** Why the lot does not lie ahead any more, or null where it waits in the catalogue. */
export function whyNotAhead(view: LotView): Rejected | null {
  if (hasEnded(view)) return reject("lot_closed");
  return view.status === "catalogued" ? null : reject("lot_open");
}

/** Whether the lot is sold, passed or withdrawn. */
export function hasEnded(view: LotView): boolean {
  return view.status === "sold" || view.status === "passed" || view.status === "withdrawn";
}
