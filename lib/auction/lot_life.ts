// The auctioneer's hand on one lot: open, warn, hammer, pass, pause, resume, withdraw.

import { findLiveLot, findLot, type FoundLot, hasEnded, isRejected } from "./_lot_state.ts";
import type { Command, LotCommand } from "./command.ts";
import { accept, type Decision, reject } from "./decision.ts";
import type { AuctionEvent } from "./event.ts";
import type { Lot } from "./lot.ts";
import type { Sale } from "./sale.ts";
import type { LotView } from "./view.ts";

type CommandOf<T extends Command["type"]> = Extract<Command, { readonly type: T }>;

/** Opens a catalogued lot for bids; the first one to open opens the sale. */
export function openLot(sale: Sale, command: LotCommand): Decision {
  const { at } = command;
  const found = findLot(sale, command.lot);
  if (found === null) return reject("unknown_lot");
  if (hasEnded(found.view)) return reject("lot_closed");
  if (found.view.status !== "catalogued") return reject("lot_open");
  const { lot } = found.secret;
  const endsAt = announcedEnd(lot, at);
  if (endsAt !== null && endsAt <= at) return reject("bad_end");
  const opened: AuctionEvent = { type: "LotOpened", at, lot: lot.id, ask: lot.opening, endsAt };
  return sale.view.phase === "draft" ? accept({ type: "SaleOpened", at }, opened) : accept(opened);
}

/** Fair warning: the hammer is near. Any visible bid takes it back. */
export function giveFairWarning(sale: Sale, command: CommandOf<"GiveFairWarning">): Decision {
  const found = findClerkedLot(sale, command);
  if (isRejected(found)) return found;
  const { at, lot, text } = command;
  return accept({ type: "FairWarningGiven", at, lot, call: found.view.warnings + 1, text });
}

/** Ends a clerked lot: sold to the leader, or passed where the reserve is not met. */
export function hammerLot(sale: Sale, command: CommandOf<"HammerLot">): Decision {
  const { at, belowReserve } = command;
  const ended = sale.view.lots.get(command.lot);
  // The sale by hand after a pass: on any lot that failed nothing but its reserve.
  if (belowReserve && ended?.passReason === "reserve_not_met") {
    return accept(endOfLot(ended, at, true));
  }
  const found = findClerkedLot(sale, command);
  if (isRejected(found)) return found;
  if (found.view.standing.leader === null) return reject("no_bids");
  return accept(endOfLot(found.view, at, belowReserve));
}

/** Ends a clerked lot unsold, by the auctioneer's choice. */
export function passLot(sale: Sale, command: LotCommand): Decision {
  const found = findClerkedLot(sale, command);
  if (isRejected(found)) return found;
  return accept({ type: "LotPassed", at: command.at, lot: command.lot, reason: "by_hand" });
}

/** Stops a lot's bidding and its clock; what was left is kept. */
export function pauseLot(sale: Sale, command: LotCommand): Decision {
  const { at, lot } = command;
  const found = findLiveLot(sale, lot, at);
  if (isRejected(found)) return found;
  if (found.view.status === "paused") return reject("lot_paused");
  const { endsAt } = found.view;
  const remainingMs = endsAt === null ? null : endsAt - at;
  return accept({ type: "LotPaused", at, lot, remainingMs });
}

/** Lets a paused lot go on, with the time that was left. */
export function resumeLot(sale: Sale, command: LotCommand): Decision {
  const { at, lot } = command;
  const found = findLiveLot(sale, lot, at);
  if (isRejected(found)) return found;
  if (found.view.status !== "paused") return reject("not_paused");
  const { remainingMs } = found.view;
  const endsAt = remainingMs === null ? null : at + remainingMs;
  return accept({ type: "LotResumed", at, lot, endsAt });
}

/** Takes a lot out of the sale for good, before or after it opened. */
export function withdrawLot(sale: Sale, command: CommandOf<"WithdrawLot">): Decision {
  const { at, lot, reason } = command;
  const found = findLot(sale, lot);
  // A lot that has not opened may go too; of the others only one that still runs.
  const gone = found?.view.status === "catalogued" ? found : findLiveLot(sale, lot, at);
  return isRejected(gone) ? gone : accept({ type: "LotWithdrawn", at, lot, reason });
}

/** The event that ends a lot: sold to the leader at the price, or passed with its reason. */
export function endOfLot(view: LotView, at: number, belowReserve: boolean): AuctionEvent {
  const lot = view.lot.id;
  const { leader, price, reserveMet } = view.standing;
  if (leader === null || price === null) return { type: "LotPassed", at, lot, reason: "no_bids" };
  if (!reserveMet && !belowReserve) {
    return { type: "LotPassed", at, lot, reason: "reserve_not_met" };
  }
  return { type: "LotSold", at, lot, paddle: leader, price };
}

function announcedEnd(lot: Lot, at: number): number | null {
  if (lot.closing.type === "clerked") return null;
  const { end } = lot.closing;
  return end.type === "after" ? at + end.durationMs : end.atMs;
}

// What only the auctioneer's hand ends, and only while it is not paused.
function findClerkedLot(sale: Sale, command: { readonly at: number; readonly lot: string }) {
  const found = findLiveLot(sale, command.lot, command.at);
  if (isRejected(found)) return found;
  if (found.secret.lot.closing.type === "timed") return reject("not_clerked");
  return found.view.status === "paused" ? reject("lot_paused") : found satisfies FoundLot;
}
