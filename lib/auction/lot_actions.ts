// What the auctioneer can do with a lot as it stands: which buttons a page offers.
//
// Told from the public view by the same questions that the rules ask, so that a button that is
// there is not refused. What only the desk knows it cannot tell: whether anybody is left to award a
// lot to, and whom a reserve has kept from a sealed lot.

import { hasEnded, whyNotLive } from "./_lot_state.ts";
import { rulesOf } from "./format_rules.ts";
import { announcedEnd, hasOpenedSince } from "./opening.ts";
import { isLive } from "./ring_lot.ts";
import type { LotView, SaleView } from "./view.ts";

/** All that can be done with one lot. */
export const LOT_ACTIONS = [
  "open",
  "floor_bid",
  "ask",
  "increments",
  "warn",
  "hammer",
  "hammer_below_reserve",
  "pass",
  "pause",
  "resume",
  "undo",
  "retract",
  "reopen",
  "award",
  "withdraw",
  "move",
] as const;

/** One of {@link LOT_ACTIONS}. */
export type LotAction = typeof LOT_ACTIONS[number];

/** What can be done with `lot` of `view` at `nowMs`, the house's time, in the order of {@link LOT_ACTIONS}. */
export function actionsOf(
  lot: LotView,
  { view, nowMs }: { readonly view: SaleView; readonly nowMs: number },
): readonly LotAction[] {
  return LOT_ACTIONS.filter((action) => isOffered[action](lot, { view, nowMs }));
}

type Question = (
  lot: LotView,
  moment: { readonly view: SaleView; readonly nowMs: number },
) => boolean;

const isOffered: Readonly<Record<LotAction, Question>> = {
  open(lot, { view, nowMs }) {
    const endsAt = announcedEnd({ ...lot.lot, opening: lot.opening }, nowMs);
    return isAhead(lot, view) && (endsAt === null || endsAt > nowMs);
  },
  floor_bid: (lot, moment) => isRunning(lot, moment) && lot.status !== "paused",
  ask: (lot, moment) => isRunning(lot, moment) && lot.lot.format.type === "english",
  increments: (lot, moment) => isRunning(lot, moment) && lot.lot.format.type === "english",
  warn: isHandEnded,
  hammer: (lot, moment) => isHandEnded(lot, moment) && lot.standing.bids > 0,
  hammer_below_reserve(lot, moment) {
    if (moment.view.phase === "closed") return false;
    if (hasEnded(lot)) return lot.passReason === "reserve_not_met" && !isLeaderBanned(lot, moment);
    return isHandEnded(lot, moment) && lot.standing.bids > 0 && !lot.standing.reserveMet;
  },
  pass: isHandEnded,
  pause: (lot, moment) => isRunning(lot, moment) && lot.status !== "paused",
  resume: (lot, moment) => isRunning(lot, moment) && lot.status === "paused",
  undo: (lot, moment) =>
    isRunning(lot, moment) && rulesOf(lot.lot.format).folds && lot.standing.bids > 0,
  retract: (lot, moment) => isRunning(lot, moment) && lot.standing.bids > 0,
  reopen: (lot, { view }) =>
    view.phase !== "closed" && (lot.status === "sold" || lot.status === "passed") &&
    rulesOf(lot.lot.format).folds && !hasOpenedSince(view, lot),
  // Who does not pay is known only afterwards: a closed sale does not end this.
  award: ({ status, lot: { format } }) =>
    status === "sold" && format.type !== "uniform" && format.type !== "dutch",
  withdraw: (lot, moment) => isAhead(lot, moment.view) || isRunning(lot, moment),
  move: (lot, { view }) => isAhead(lot, view),
};

function isAhead({ status }: LotView, { phase }: SaleView): boolean {
  return phase !== "closed" && status === "catalogued";
}

/** Under way, and its clock, where it has one, has not come to its end. */
function isRunning(...[lot, { nowMs }]: Parameters<Question>): boolean {
  return isLive(lot) && whyNotLive(lot, nowMs) === null;
}

/** What only the hand ends, and only while it is not paused. */
function isHandEnded(...[lot, moment]: Parameters<Question>): boolean {
  return isRunning(lot, moment) && lot.status !== "paused" && lot.lot.closing.type === "clerked";
}

/** A sale by hand to someone who was put out is refused. */
function isLeaderBanned(...[{ standing }, { view }]: Parameters<Question>): boolean {
  return standing.leader !== null && view.paddles.get(standing.leader) === "banned";
}
