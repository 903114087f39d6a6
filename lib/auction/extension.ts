// The end that a late bid moves, of its lot and of all lots that share the lot's clock.

import type { AuctionEvent } from "./event.ts";
import { rulesOf } from "./format_rules.ts";
import { type FoundLot, lotsWithClock } from "./_lot_state.ts";
import type { Lot } from "./lot.ts";
import type { Sale } from "./sale.ts";
import { extendedEnd } from "./soft_close.ts";

/** The events by which a bid at `at`, accepted on `found`, moves ends. */
export function extension(sale: Sale, found: FoundLot, at: number): readonly AuctionEvent[] {
  const { lot, extensions } = found.secret;
  const { openedAt, endsAt } = found.view;
  if (lot.closing.type !== "timed" || openedAt === null || endsAt === null) return [];
  if (!rulesOf(lot.format).extends) return [];
  const end = extendedEnd(lot.closing.softClose, { at, endsAt, openedAt, extensions });
  if (end === null) return [];
  const own: AuctionEvent = {
    type: "LotExtended",
    at,
    lot: lot.id,
    endsAt: end,
    cause: "late_bid",
  };
  const others = movedAlong(sale, lot, end);
  return [own, ...others.map((other) => moved(other.lot, { at, endsAt: end, cause: "group" }))];
}

/** The lots that share the clock of `lot` and end before `end`, and how far off it they are. */
export function movedAlong(
  sale: Sale,
  lot: Lot,
  end: number,
): readonly { readonly lot: string; readonly ms: number }[] {
  return sharingClock(sale, lot).filter(({ endsAt }) => endsAt < end)
    .map(({ id, endsAt }) => ({ lot: id, ms: end - endsAt }));
}

/**
 * The ends that go back with an undo: of the lots that the undone bid moved and that still end with
 * this one. Each comes back to its own old end, or where that has gone by to that of the bid's lot.
 */
export function takenBack(
  sale: Sale,
  found: FoundLot,
  { at, endsAt }: { readonly at: number; readonly endsAt: number | null },
): readonly AuctionEvent[] {
  const old = found.view.endsAt;
  const undone = found.secret.last;
  if (endsAt === null || endsAt === old || undone === null) return [];
  return sharingClock(sale, found.secret.lot).flatMap((other) => {
    const along = undone.movedOthers.find(({ lot }) => lot === other.id);
    if (along === undefined || other.endsAt !== old) return [];
    const restored = other.endsAt - along.ms;
    return [moved(other.id, { at, endsAt: restored > at ? restored : endsAt, cause: "undo" })];
  });
}

function sharingClock(
  sale: Sale,
  { id, closing }: Lot,
): readonly { readonly id: string; readonly endsAt: number }[] {
  const group = closing.type === "timed" ? closing.group : null;
  if (group === null) return [];
  return lotsWithClock(sale.view).flatMap(({ view: { lot }, endsAt }) => {
    const shares = lot.closing.type === "timed" && lot.closing.group === group && lot.id !== id;
    return shares ? [{ id: lot.id, endsAt }] : [];
  });
}

function moved(
  lot: string,
  { at, endsAt, cause }: {
    readonly at: number;
    readonly endsAt: number;
    readonly cause: "group" | "undo";
  },
): AuctionEvent {
  return { type: "LotExtended", at, lot, endsAt, cause };
}
