// A bid: every check in its order, then the rules of the lot's format, then the soft close.
//
// The order is part of the rules (RULES.md, the order of checks): who sends a bad amount to a lot
// that is over is told that it is over.

import type { PlaceBid, PlaceFloorBid } from "./command.ts";
import type { BidEffect, FairBid } from "./contest.ts";
import { accept, type Decision, isRejected, reject, type Rejected } from "./decision.ts";
import type { AuctionEvent, BidSecret } from "./event.ts";
import { isAboveLimit } from "./exposure.ts";
import { extension } from "./extension.ts";
import { contestOf, rulesOf } from "./format_rules.ts";
import { findLiveLot, type FoundLot, isConsignor } from "./_lot_state.ts";
import { endOfLot } from "./lot_end.ts";
import type { Lot, Paddle } from "./lot.ts";
import { type Cents, isCents } from "./money.ts";
import type { Sale } from "./sale.ts";
import { costOf, unitsOf } from "./uniform.ts";

/** Decides a bid in a sale that exists and is not over. */
export function placeBid(sale: Sale, command: PlaceBid): Decision {
  return decideBid(sale, command, command.currency);
}

/** Decides a bid from the room, which the clerk enters. */
export function placeFloorBid(sale: Sale, command: PlaceFloorBid): Decision {
  return decideBid(sale, command, null);
}

function decideBid(
  sale: Sale,
  command: PlaceBid | PlaceFloorBid,
  currency: string | null,
): Decision {
  if (!sale.view.lots.has(command.lot)) return reject("unknown_lot");
  const paddle = whyPaddleMayNot(sale, command.paddle);
  if (paddle !== null) return paddle;
  const found = findLiveLot(sale, command.lot, command.at);
  if (isRejected(found)) return found;
  if (isConsignor(found.secret.lot, command.paddle)) return reject("own_lot");
  if (found.view.status === "paused") return reject("lot_paused");
  if (!isCents(command.amount) || command.amount === 0) return reject("bad_amount");
  if (currency !== null && currency !== sale.view.currency) return reject("wrong_currency");
  const bid = fairBidOn(found.secret.lot, command, command.amount);
  return isRejected(bid) ? bid : decideFairBid(sale, found, { bid, at: command.at });
}

/** Why a paddle may not bid on anything now, or null where it may. */
export function whyPaddleMayNot(sale: Sale, paddle: Paddle): Rejected | null {
  const state = sale.view.paddles.get(paddle);
  if (state === undefined) return reject("unknown_paddle");
  return state === "admitted" ? null : reject(state);
}

/** The bid as the lot's format takes it, or why it has no such bid. */
export function fairBidOn(
  lot: Lot,
  { paddle, kind, quantity }: Pick<PlaceBid, "paddle" | "kind" | "quantity">,
  amount: Cents,
): FairBid | Rejected {
  if (!rulesOf(lot.format).kinds.includes(kind)) return reject("wrong_format");
  const isWhole = Number.isSafeInteger(quantity) && quantity >= 1;
  if (!isWhole || quantity > unitsOf(lot)) return reject("bad_quantity");
  return { paddle, kind, amount, quantity };
}

function decideFairBid(
  sale: Sale,
  found: FoundLot,
  { bid, at }: { readonly bid: FairBid; readonly at: number },
): Decision {
  const { lot } = found.secret;
  const effect = rulesOf(lot.format).bid(contestOf(found, at), bid);
  if (isRejected(effect)) return effect;
  const cost = costIf(bid, { lot, effect });
  // Whoever wants to leave may, also where the limit was set lower since.
  if (bid.kind !== "leave" && isAboveLimit(sale, { paddle: bid.paddle, lot: lot.id, cost })) {
    return reject("above_limit");
  }
  const recorded = bidEvent(found, { bid, at, effect });
  if (recorded.type === "BidRecorded") return accept(recorded);
  if (!effect.takesTheLot) return accept(recorded, ...extension(sale, found, at));
  const taken = { view: { ...found.view, standing: effect.standing }, secret: found.secret };
  return accept(recorded, ...endOfLot(taken, { at, belowReserve: true }));
}

// What the bid may cost: a lot that is taken costs its price, one that is entered the price shown.
function costIf(
  bid: FairBid,
  { lot, effect }: { readonly lot: Lot; readonly effect: BidEffect },
): Cents {
  if (effect.takesTheLot) return effect.standing.price ?? bid.amount;
  return bid.kind === "enter" ? lot.opening : costOf(bid);
}

/** The event of an accepted bid: what does not change what others see stays between the two. */
export function bidEvent(
  { view }: FoundLot,
  { bid, at, effect }: {
    readonly bid: FairBid;
    readonly at: number;
    readonly effect: Pick<BidEffect, "standing">;
  },
): Extract<AuctionEvent, { readonly type: "BidAccepted" | "BidRecorded" }> {
  const { id } = view.lot;
  const secret: BidSecret = { lot: id, ...bid };
  const { leader, price, bids } = effect.standing;
  const old = view.standing;
  // A leader's raise that moves no price is silent, as is a new amount in a sealed lot; a new
  // leader always moves the price. (At the very top of what numbers hold a tie moves nothing.)
  if (leader === old.leader && price === old.price && bids === old.bids) {
    return { type: "BidRecorded", at, secret: { ...secret, verdict: "accepted" } };
  }
  return { type: "BidAccepted", at, lot: id, standing: effect.standing, secret };
}
