// Undo: the lot as it was before its last accepted bid, a silent raise too. The undone bid stays
// in the record. It may be repeated down to the first bid.

import { findLiveLot, type FoundLot } from "./_lot_state.ts";
import type { LotCommand } from "./command.ts";
import { accept, type Decision, isRejected, reject } from "./decision.ts";
import { takenBack } from "./extension.ts";
import { rulesOf } from "./format_rules.ts";
import type { BidNode, Sale } from "./sale.ts";

/** Takes the last accepted bid back while the lot runs or is paused. */
export function undoLastBid(sale: Sale, command: LotCommand): Decision {
  const { at, lot } = command;
  const found = findLiveLot(sale, lot, at);
  if (isRejected(found)) return found;
  if (!rulesOf(found.secret.lot.format).folds) return reject("wrong_format");
  const { last } = found.secret;
  if (last === null) return reject("nothing_to_undo");
  const endsAt = endAfterUndo(found, last, at);
  return accept(
    { type: "BidUndone", at, lot, standing: last.standing, endsAt },
    ...takenBack(sale, found, { at, endsAt }),
  );
}

// The bid's own extension is taken back, and nothing else: time that a pause or an outage gave
// stays, and time that another lot of the group needed. Where the end would then lie in the past,
// bidders get the time that they had when the undone bid came.
function endAfterUndo(
  { view: { endsAt }, secret }: FoundLot,
  undone: BidNode,
  at: number,
): number | null {
  if (endsAt === null || undone.leftMs === null || undone.order <= secret.overtakenTo) {
    return endsAt;
  }
  const restored = endsAt - undone.movedEndMs;
  return restored > at ? restored : at + undone.leftMs;
}
