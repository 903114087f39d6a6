// The auctioneer's hand on one lot: warn, hammer, pass, pause, resume, withdraw.

import { findLiveLot, findLot, type FoundLot } from "./_lot_state.ts";
import type { Command, LotCommand } from "./command.ts";
import { accept, type Decision, isRejected, reject, type Rejected } from "./decision.ts";
import { contestOf, rulesOf } from "./format_rules.ts";
import { endOfLot } from "./lot_end.ts";
import type { Sale } from "./sale.ts";

type CommandOf<T extends Command["type"]> = Extract<Command, { readonly type: T }>;

/** Where the count of fair warnings stays: the most that an event holds (PROTOCOL §6.2). */
const callsMax = 255;

/** Fair warning: the hammer is near. Any visible bid takes it back. */
export function giveFairWarning(sale: Sale, command: CommandOf<"GiveFairWarning">): Decision {
  const found = findClerkedLot(sale, command);
  if (isRejected(found)) return found;
  const { at, lot, text } = command;
  const call = Math.min(found.view.warnings + 1, callsMax);
  return accept({ type: "FairWarningGiven", at, lot, call, text });
}

/** Ends a clerked lot: sold to the winner, or passed where the reserve is not met. */
export function hammerLot(sale: Sale, command: CommandOf<"HammerLot">): Decision {
  const { at, belowReserve } = command;
  const ended = findLot(sale, command.lot);
  // The sale by hand after a pass: on any lot that failed nothing but its reserve.
  if (belowReserve && ended?.view.passReason === "reserve_not_met") {
    const ending = rulesOf(ended.secret.lot.format).ending(contestOf(ended, at));
    // A ban leaves a lot that is over as it is: the bids that it would have made void still stand.
    const isBanned = ending.type === "won" && sale.view.paddles.get(ending.paddle) === "banned";
    return isBanned ? reject("banned") : accept(...endOfLot(ended, { at, belowReserve }));
  }
  const found = findClerkedLot(sale, command);
  if (isRejected(found)) return found;
  const { type } = rulesOf(found.secret.lot.format).ending(contestOf(found, at));
  if (type === "nobody") return reject("no_bids");
  return accept(...endOfLot(found, { at, belowReserve }));
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

// What only the auctioneer's hand ends, and only while it is not paused.
function findClerkedLot(
  sale: Sale,
  command: { readonly at: number; readonly lot: string },
): FoundLot | Rejected {
  const found = findLiveLot(sale, command.lot, command.at);
  if (isRejected(found)) return found;
  if (found.secret.lot.closing.type !== "clerked") return reject("not_clerked");
  return found.view.status === "paused" ? reject("lot_paused") : found;
}
