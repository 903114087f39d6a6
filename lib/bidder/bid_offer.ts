// What a page offers on a lot just now: one natural bid, quick steps above it, an amount to be
// typed, and what else the format knows. Pure; whether a bid counts is for the house alone to say.

import { isSealed } from "../auction/lot.ts";
import { isOver } from "../auction/ring_lot.ts";
import { unitsOf } from "../auction/uniform.ts";
import type { LotView } from "../auction/view.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import { type FollowedSale, standingOf } from "./followed_sale.ts";
import type { BidWish, ConnectionState } from "./house_link.ts";
import { naturalWish, takeWish, type WishContext } from "./lot_wish.ts";
import { type OwnPosition, ownPosition } from "./own_position.ts";
import { plusSteps, QUICK_STEPS } from "./quick_step.ts";

/** Why there is no natural bid just now. */
export type OffReason =
  | Exclude<ConnectionState, "live">
  | "suspended"
  | "banned"
  | "not_open"
  | "paused"
  | "over"
  /** A bid on this lot has no answer yet. */
  | "unanswered"
  | "leading"
  | "winning"
  | "in"
  | "left"
  | "entry_over"
  /** The lot wants an amount of one's own. */
  | "own_amount";

/** An amount that can be typed. */
export interface AmountField {
  readonly type: "maximum" | "sealed" | "units";
  /** How many units the lot has. */
  readonly units: number;
  /** How many were bid for last; 1 before. */
  readonly quantity: number;
}

/** What is offered. */
export interface BidOffer {
  /**
   * Whether a button may be pressed now. While it is only a matter of time what is offered stays in
   * its place, so that nothing jumps and no typed amount is lost.
   */
  readonly isActive: boolean;
  /** The natural bid, or null where there is none. */
  readonly main: BidWish | null;
  /** Why nothing can be pressed, or why there is no natural bid. */
  readonly off: OffReason | null;
  /** The lot at a fixed price, while nobody has bid. */
  readonly buyNow: BidWish | null;
  readonly leave: BidWish | null;
  readonly amount: AmountField | null;
  /** Maxima above the next bid. */
  readonly steps: readonly BidWish[];
}

/** What an offer is made of. */
export interface OfferFacts {
  readonly sale: FollowedSale;
  /** Bids that are being handed over and are no tickets yet. */
  readonly handedOver: readonly BidWish[];
  /** The house's time. */
  readonly nowMs: number;
}

const nothing: Omit<BidOffer, "off"> = {
  isActive: false,
  main: null,
  buyNow: null,
  leave: null,
  amount: null,
  steps: [],
};

/** What the bidder is offered on `view`. */
export function bidOffer(view: LotView, facts: OfferFacts): BidOffer {
  const closed = closedReason(view, facts);
  if (closed !== null) return { ...nothing, off: closed };
  const waiting = waitingReason(view, facts);
  const own = ownPosition(facts.sale, view.lot.id);
  const context = wishContext(facts.nowMs);
  const natural = naturalWish(view, own, context);
  const { type } = view.lot.format;
  const main = natural.type === "wish" ? natural.wish : null;
  const buyNow = type === "english" ? takeWish(view, "buy", context) : null;
  const leave = own.state === "in" ? takeWish(view, "leave", context) : null;
  return {
    isActive: waiting === null,
    main,
    off: waiting ?? (main === null ? ownReason(view, own) : null),
    buyNow: buyNow?.type === "wish" ? buyNow.wish : null,
    leave: leave?.type === "wish" ? leave.wish : null,
    amount: amountField(view, own),
    steps: stepsAbove(view, own),
  };
}

/** An own bid on the lot that the house has not answered, or null. */
export function unanswered(
  { sale: { bids }, handedOver }: Pick<OfferFacts, "sale" | "handedOver">,
  lot: string,
): BidWish | null {
  const sent = bids.findLast((bid) => bid.lot === lot && bid.state === "sent");
  return sent ?? handedOver.findLast((wish) => wish.lot === lot) ?? null;
}

/** Why there is nothing to offer at all. */
function closedReason(view: LotView, { sale }: OfferFacts): OffReason | null {
  const { connection, view: { phase } } = sale;
  if (isOver(view) || phase === "closed") return "over";
  const standing = standingOf(sale);
  if (standing === "suspended" || standing === "banned") return standing;
  if (connection !== "live" && connection !== "lagging" && connection !== "rejoining") {
    return connection;
  }
  return view.status === "catalogued" ? "not_open" : null;
}

/** Why nothing can be pressed for a while. */
function waitingReason(view: LotView, facts: OfferFacts): OffReason | null {
  const { connection } = facts.sale;
  if (connection !== "live") return connection;
  if (view.status === "paused") return "paused";
  return unanswered(facts, view.lot.id) === null ? null : "unanswered";
}

function ownReason({ lot }: LotView, { state }: OwnPosition): OffReason {
  if (isSealed(lot.format)) return "own_amount";
  const isOwn = state === "leading" || state === "winning" || state === "in" || state === "left";
  return isOwn ? state : "entry_over";
}

function amountField({ lot }: LotView, own: OwnPosition): AmountField | null {
  const { type } = lot.format;
  const units = unitsOf(lot);
  const { quantity } = own;
  if (type === "english") return { type: "maximum", units, quantity };
  if (type === "uniform") return { type: "units", units, quantity };
  return isSealed(lot.format) ? { type: "sealed", units, quantity } : null;
}

/** From the next bid on; for who leads from the own maximum on, as less would change nothing. */
function stepsAbove({ lot, standing }: LotView, own: OwnPosition): BidWish[] {
  const { type } = lot.format;
  if (type !== "english" && type !== "uniform") return [];
  const isAhead = own.state === "leading" || own.state === "winning";
  const from = isAhead && own.max !== null && own.max > standing.ask ? own.max : standing.ask;
  const quantity = type === "uniform" ? own.quantity : 1;
  return QUICK_STEPS.map((steps) => ({
    lot: lot.id,
    kind: "max",
    amount: plusSteps(from, { steps, increments: lot.increments }),
    quantity,
  }));
}

/** The words of a wish that is none are not shown: an offer has words of its own. */
function wishContext(nowMs: number): WishContext {
  return { texts: BIDDER_TEXTS.en, example: "", nowMs };
}
