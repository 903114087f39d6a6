// A bid: every check in its order, then the price, then the soft close.
//
// The order is part of the rules (RULES.md, the order of checks): who sends a bad amount to a lot
// that is over is told that it is over.

import type { PlaceBid } from "./command.ts";
import { accept, type Decision, reject, type Rejected } from "./decision.ts";
import { askFor, bidEnglish, type EnglishBid, meetsReserve } from "./english.ts";
import type { AuctionEvent, BidSecret, Standing } from "./event.ts";
import { findLiveLot, type FoundLot, isRejected } from "./_lot_state.ts";
import type { Paddle } from "./lot.ts";
import { type Cents, isCents } from "./money.ts";
import type { Sale } from "./sale.ts";
import { extendedEnd } from "./soft_close.ts";

/** Decides a bid in a sale that exists and is not over. */
export function placeBid(sale: Sale, command: PlaceBid): Decision {
  if (!sale.view.lots.has(command.lot)) return reject("unknown_lot");
  const paddle = whyPaddleMayNot(sale, command.paddle);
  if (paddle !== null) return paddle;
  const found = findLiveLot(sale, command.lot, command.at);
  if (isRejected(found)) return found;
  if (found.view.status === "paused") return reject("lot_paused");
  const { amount } = command;
  if (!isCents(amount) || amount === 0) return reject("bad_amount");
  if (command.currency !== null && command.currency !== sale.view.currency) {
    return reject("wrong_currency");
  }
  return price(found, command, amount);
}

function whyPaddleMayNot(sale: Sale, paddle: Paddle): Rejected | null {
  const state = sale.view.paddles.get(paddle);
  if (state === undefined) return reject("unknown_paddle");
  return state === "suspended" ? reject("suspended") : null;
}

function price(found: FoundLot, command: PlaceBid, amount: Cents): Decision {
  const { standing } = found.view;
  const { lot, maxima } = found.secret;
  const bid: EnglishBid = { paddle: command.paddle, kind: command.kind, amount };
  const outcome = bidEnglish({ ...standing, maxima }, bid, lot);
  if (outcome === "below_ask") return reject(outcome, { ask: standing.ask });
  if (outcome === "not_above_own_max") return reject(outcome);
  const secret: BidSecret = { lot: lot.id, ...bid };
  if (outcome.price === standing.price) {
    // A leader's raise that moves no price stays between the leader and the house; a new leader
    // always moves it. (At the very top of what numbers hold, another's tie moves nothing either.)
    const recorded = { ...secret, verdict: "accepted" } as const;
    return accept({ type: "BidRecorded", at: command.at, secret: recorded });
  }
  const next: Standing = {
    ...outcome,
    ask: askFor(outcome.price, lot),
    bids: standing.bids + 1,
    reserveMet: meetsReserve(highestAfter(found, bid), lot),
  };
  const event: AuctionEvent = {
    type: "BidAccepted",
    at: command.at,
    lot: lot.id,
    standing: next,
    secret,
  };
  return accept(event, ...extension(found, command.at));
}

function highestAfter(found: FoundLot, bid: EnglishBid): Cents {
  const { leader } = found.view.standing;
  const highest = leader === null ? undefined : found.secret.maxima.get(leader);
  return highest === undefined || bid.amount > highest ? bid.amount : highest;
}

function extension(found: FoundLot, at: number): readonly AuctionEvent[] {
  const { lot, extensions } = found.secret;
  const { openedAt, endsAt } = found.view;
  if (lot.closing.type !== "timed" || openedAt === null || endsAt === null) return [];
  const end = extendedEnd(lot.closing.softClose, { at, endsAt, openedAt, extensions });
  if (end === null) return [];
  return [{ type: "LotExtended", at, lot: lot.id, endsAt: end, cause: "late_bid" }];
}
