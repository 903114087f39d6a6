// Undo: the lot as it was before its last accepted bid, a silent raise too. The undone bid stays
// in the record. It may be repeated down to the first bid.

import { findLiveLot, isRejected } from "./_lot_state.ts";
import type { LotCommand } from "./command.ts";
import { accept, type Decision, reject } from "./decision.ts";
import type { BeforeBid, Sale } from "./sale.ts";

/** Takes the last accepted bid back while the lot runs or is paused. */
export function undoLastBid(sale: Sale, command: LotCommand): Decision {
  const { at, lot } = command;
  const found = findLiveLot(sale, lot, at);
  if (isRejected(found)) return found;
  const { before } = found.secret;
  if (before === null) return reject("nothing_to_undo");
  const endsAt = endAfterUndo(found.view.endsAt, before, at);
  return accept({ type: "BidUndone", at, lot, standing: before.standing, endsAt });
}

// The bid's own extension is taken back, and nothing else: time that a pause or an outage gave
// stays. Where the end would then lie in the past, bidders get the time that they had when the
// undone bid came.
function endAfterUndo(endsAt: number | null, before: BeforeBid, at: number): number | null {
  if (endsAt === null || before.leftMs === null) return endsAt;
  const restored = endsAt - before.movedEndMs;
  return restored > at ? restored : at + before.leftMs;
}
