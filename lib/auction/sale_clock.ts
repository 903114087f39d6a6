// What passing time does: timed lots end, and lots get back what an outage took from them.

import type { Command } from "./command.ts";
import { accept, type Decision } from "./decision.ts";
import { endOfLot } from "./lot_life.ts";
import type { Sale } from "./sale.ts";
import type { LotView, SaleView } from "./view.ts";

/**
 * The earliest end of a running timed lot, or null. The shell sends a Tick then, and before any
 * command that is later: the rules never tick by themselves.
 */
export function nextDeadline(view: SaleView): number | null {
  let earliest: number | null = null;
  for (const { endsAt } of running(view)) {
    if (earliest === null || endsAt < earliest) earliest = endsAt;
  }
  return earliest;
}

/** Ends each timed lot that is due, in the order of their ends, then of the catalogue. */
export function tick(sale: Sale, at: number): Decision {
  const due = running(sale.view).filter((lot) => lot.endsAt <= at);
  due.sort((a, b) => a.endsAt - b.endsAt); // Stable, so equal ends keep the catalogue's order.
  return accept(...due.map(({ view }) => endOfLot(view, at, false)));
}

/** Moves each running timed lot's end so that it has as much left as when the house went down. */
export function returnLostTime(
  sale: Sale,
  command: Extract<Command, { readonly type: "ReturnLostTime" }>,
): Decision {
  const { at, downSince } = command;
  const moved = running(sale.view).flatMap(({ view, endsAt }) => {
    const end = at + Math.max(0, endsAt - downSince);
    // A clock that says the outage ended before it began must not bring an end forward.
    return end > endsAt ? [{ lot: view.lot.id, endsAt: end }] : [];
  });
  return accept(
    ...moved.map(({ lot, endsAt }) => (
      { type: "LotExtended", at, lot, endsAt, cause: "outage" } as const
    )),
  );
}

function running(view: SaleView): { readonly view: LotView; readonly endsAt: number }[] {
  const lots = [];
  for (const lot of view.lots.values()) {
    if (lot.endsAt === null || (lot.status !== "open" && lot.status !== "fair_warning")) continue;
    lots.push({ view: lot, endsAt: lot.endsAt });
  }
  return lots;
}
