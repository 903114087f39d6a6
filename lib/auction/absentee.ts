// Bids of people who are absent: the clerk enters the most that they would pay before the lot opens,
// and at its opening they play against each other as if their owners were there.

import { inTurn } from "./_in_turn.ts";
import { findLot, type FoundLot, foundLot, isConsignor, whyNotAhead } from "./_lot_state.ts";
import { fairBid } from "./_bid_chain.ts";
import type { HoldAbsenteeBid } from "./command.ts";
import { belowAsk, type FairBid } from "./contest.ts";
import { accept, type Decision, isRejected, reject, type Rejected } from "./decision.ts";
import type { AuctionEvent, BidSecret } from "./event.ts";
import { isAboveLimit } from "./exposure.ts";
import { contestOf, rulesOf } from "./format_rules.ts";
import type { Lot } from "./lot.ts";
import { isCents } from "./money.ts";
import { bidEvent, fairBidOn, whyPaddleMayNot } from "./place_bid.ts";
import { evolve, type Sale } from "./sale.ts";
import { costOf } from "./uniform.ts";

/** Keeps a bid for the opening of its lot; a second one of the same paddle replaces the first. */
export function holdAbsenteeBid(sale: Sale, command: HoldAbsenteeBid): Decision {
  const { at, amount, quantity, paddle } = command;
  const found = findLot(sale, command.lot);
  if (found === null) return reject("unknown_lot");
  const { lot } = found.secret;
  const why = whyPaddleMayNot(sale, paddle) ?? whyNotAhead(found.view) ??
    (isConsignor(lot, paddle) ? reject("own_lot") : null);
  if (why !== null) return why;
  if (!isCents(amount) || amount === 0) return reject("bad_amount");
  const bid = fairBidOn(lot, { paddle, kind: "max", quantity }, amount);
  const refusal = isRejected(bid) ? bid : whyNotHeld(sale, lot, bid);
  if (refusal !== null) return refusal;
  const secret = { lot: lot.id, paddle, kind: "max", amount, quantity, verdict: "held" } as const;
  return accept({ type: "BidRecorded", at, secret });
}

/** What the bids held for a lot do as it opens: `sale` is the sale before `opened`. */
export function heldBidEvents(
  sale: Sale,
  { opened, lot, at }: {
    readonly opened: AuctionEvent;
    readonly lot: Lot;
    readonly at: number;
  },
): readonly AuctionEvent[] {
  const held = sale.secrets.get(lot.id)?.held ?? [];
  return inTurn(evolve(sale, opened), held, (next, bid) => [playedAt(next, bid, at)]);
}

/** The event that takes a held bid back before its lot opens. */
export function releasedBid(bid: BidSecret, at: number): AuctionEvent {
  return { type: "BidRecorded", at, secret: { ...bid, verdict: "released" } };
}

// The lot, the paddle and its limit may have changed since the bid was entered: what is no fair bid
// any more is recorded with the reason.
function playedAt(sale: Sale, held: BidSecret, at: number): AuctionEvent {
  const found = foundLot(sale, held.lot);
  const bid = fairBid(held);
  const why = whyNotPlayed(sale, found, bid);
  if (why !== null) return { type: "BidRecorded", at, secret: { ...held, verdict: why.reason } };
  const standing = rulesOf(found.secret.lot.format).fold(contestOf(found, at), bid);
  return bidEvent(found, { bid, at, effect: { standing } });
}

function whyNotPlayed(sale: Sale, { secret: { lot } }: FoundLot, bid: FairBid): Rejected | null {
  const paddle = whyPaddleMayNot(sale, bid.paddle);
  if (paddle !== null) return paddle;
  if (isConsignor(lot, bid.paddle)) return reject("own_lot");
  const fair = fairBidOn(lot, bid, bid.amount);
  return isRejected(fair) ? fair : whyNotHeld(sale, lot, bid);
}

function whyNotHeld(sale: Sale, lot: Lot, bid: FairBid): Rejected | null {
  if (bid.amount < lot.opening) return belowAsk(lot.opening);
  const cost = costOf(bid);
  return isAboveLimit(sale, { paddle: bid.paddle, lot: lot.id, cost })
    ? reject("above_limit")
    : null;
}
