// Who did what: one entry for each request that changes something, done or refused.
//
// An entry is shown and kept in a file, so it holds no secret: no maximum, limit or reserve, no
// amount that somebody bid, no token and nothing of a file.

import type { LotId, Paddle } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import type { AdminCommand } from "./house_port.ts";
import type { ProblemCode } from "./http_problem.ts";

/** Every operation of the API that changes something, by its id in the OpenAPI document. */
export const ACTIONS = [
  "openLot",
  "passLot",
  "pauseLot",
  "resumeLot",
  "undoLot",
  "warnLot",
  "hammerLot",
  "withdrawLot",
  "openTimedLots",
  "moveLot",
  "incrementsLot",
  "floorBidsLot",
  "absenteeBidsLot",
  "askLot",
  "retractLot",
  "reopenLot",
  "awardLot",
  "loadLots",
  "registerBidder",
  "suspendBidder",
  "banBidder",
  "reinstateBidder",
  "limitBidder",
  "approveKnock",
  "dismissKnock",
  "admitFloorPaddle",
  "announce",
  "setTerms",
  "closeSale",
  "rekey",
  "backup",
  "makeConsoleLink",
] as const;

/** The actor of whoever asks with the token alone: a program. Nobody else is written down so. */
export const PROGRAM_ACTOR = "api";

/** One of {@link ACTIONS}. */
export type ActionId = typeof ACTIONS[number];

/** What an action was about, as far as that is no secret. */
export interface ActionTarget {
  readonly lot?: LotId;
  readonly paddle?: Paddle;
  /** Of the keys that were let in or sent away. */
  readonly fingerprint?: string;
  /** The ask that the auctioneer set. */
  readonly ask?: Cents;
}

/** One action. */
export interface ActionEntry {
  /** When it was answered, milliseconds since 1970 by the house's clock. */
  readonly at: number;
  /** Who: "api" for whoever has the token. */
  readonly actor: string;
  readonly operation: ActionId;
  readonly target: ActionTarget;
  readonly outcome: "done" | "refused";
  /** Why it was refused, else null. */
  readonly code: ProblemCode | null;
}

/** Whether `id` is one of {@link ACTIONS}. */
export function isAction(id: string): id is ActionId {
  return ACTIONS.some((action) => action === id);
}

/** What `command` is about. A bid's amount may be a maximum or sealed: it is never part of it. */
export function targetOf(command: AdminCommand): ActionTarget {
  switch (command.type) {
    case "PlaceFloorBid":
    case "HoldAbsenteeBid":
    case "RetractBids":
      return { lot: command.lot, paddle: command.paddle };
    case "AwardLot":
      return { lot: command.lot, paddle: command.defaulter };
    case "SetAsk":
      return { lot: command.lot, ask: command.ask };
    case "SetLimit":
      return { paddle: command.paddle };
    default:
      return "lot" in command ? { lot: command.lot } : {};
  }
}
