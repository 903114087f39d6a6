// The order of the lots ahead is the auctioneer's: one that has not opened goes before another one
// that has not either, or behind all others. What was opened keeps its place among the rest.

import { findLot, whyNotAhead } from "./_lot_state.ts";
import type { Command } from "./command.ts";
import { accept, type Decision, reject, type Rejected } from "./decision.ts";
import type { LotId } from "./lot.ts";
import { isInPlace } from "./lot_order.ts";
import type { Sale } from "./sale.ts";

/** Puts a lot into another place of the catalogue; where it stands there already, nothing is done. */
export function moveLot(
  sale: Sale,
  command: Extract<Command, { readonly type: "MoveLot" }>,
): Decision {
  const { at, lot, before } = command;
  const why = whyNotMovable(sale, lot) ?? (before === null ? null : whyNotMovable(sale, before));
  if (why !== null) return why;
  return isInPlace(sale.view.lots, command)
    ? accept()
    : accept({ type: "LotMoved", at, lot, before });
}

function whyNotMovable(sale: Sale, id: LotId): Rejected | null {
  const found = findLot(sale, id);
  return found === null ? reject("unknown_lot") : whyNotAhead(found.view);
}
