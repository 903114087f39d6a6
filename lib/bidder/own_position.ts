// Where this bidder stands in a lot, from the public view and the own bids.
//
// Nothing here is guessed: a maximum is shown only while the house's word for it still holds, and
// what the house keeps to itself (who leads in a sealed lot) stays unknown.

import type { LotId, Paddle } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import type { LotView, SaleView } from "../auction/view.ts";
import type { BidTicket, Me } from "./house_link.ts";

/** How a lot goes for this bidder. */
export type OwnState =
  | "none"
  | "leading"
  | "outbid"
  | "won"
  | "lost"
  /** Won once, but it was awarded to another. */
  | "defaulted"
  /** A sealed bid is in; who leads is the house's secret. */
  | "sealed"
  /** A bid of the lot was undone, and nobody says whose. */
  | "unsure"
  /** In, and out, of a lot whose price rises. */
  | "in"
  | "left"
  /** Among the winners of units as it stands; "edge": at the lowest winning price. */
  | "winning"
  | "edge";

/** What the position is worked out from. */
export interface PositionFacts {
  readonly me: Me | null;
  readonly view: SaleView;
  /** The last event that `view` holds. */
  readonly seq: number;
  /** Whether `view` shows open lots ahead of that, as the house tells them. */
  readonly isAhead: boolean;
  readonly bids: readonly BidTicket[];
  /** The event that last undid a bid, for each lot that has one. */
  readonly undone: ReadonlyMap<LotId, number>;
  /** The event that last made all bids of a paddle on a lot void, by lot and paddle. */
  readonly retracted: ReadonlyMap<LotId, ReadonlyMap<Paddle, number>>;
}

/** This bidder's place in one lot. */
export interface OwnPosition {
  readonly state: OwnState;
  /** The own amount that counts, where that is certain: the highest, of a sealed lot the last. */
  readonly max: Cents | null;
  /** For how many units that amount was bid; 1 where there is none. */
  readonly quantity: number;
  /** The latest own bid while it is not accepted: on its way, or refused. */
  readonly latest: BidTicket | null;
}

/** The own bids on one lot that the house has accepted, by what is known of them. */
interface OwnBids {
  /** Those that the view holds and that were not made void. */
  readonly counted: readonly BidTicket[];
  /** Those of them that no undo can have taken back. */
  readonly standing: readonly BidTicket[];
}

/**
 * The position in `lot`. An answer can overtake the feed: an accepted bid counts once the view
 * holds its event, else the leader would be told "outbid" for a moment. After an undo the own
 * earlier maxima are not shown: the public record does not say whose bid was undone.
 */
export function ownPosition(facts: PositionFacts, lot: LotId): OwnPosition {
  const view = facts.view.lots.get(lot);
  const bids = facts.bids.filter((bid) => bid.lot === lot);
  const own = acceptedBids(facts, lot);
  // Ahead of the events an undo may have come that nobody has told us of.
  const best = facts.isAhead ? null : bestOf(own.standing, view);
  const last = bids.at(-1) ?? null;
  return {
    state: ownState(facts, view, own),
    max: best?.amount ?? null,
    quantity: best?.quantity ?? 1,
    latest: last?.state === "accepted" ? null : last,
  };
}

function acceptedBids(facts: PositionFacts, lot: LotId): OwnBids {
  const { me, bids, seq, undone, retracted } = facts;
  const undoneAt = undone.get(lot) ?? 0;
  const voidedAt = me === null ? 0 : retracted.get(lot)?.get(me.paddle) ?? 0;
  const counted = bids.filter((bid) =>
    bid.lot === lot && bid.state === "accepted" && placeOf(bid) <= seq && placeOf(bid) >= voidedAt
  );
  return { counted, standing: counted.filter((bid) => placeOf(bid) > undoneAt) };
}

function placeOf({ seq }: BidTicket): number {
  return seq ?? 0;
}

// Only an amount that was meant as the most, or as the very price, is one's own to be shown.
function bestOf(bids: readonly BidTicket[], view: LotView | undefined): BidTicket | null {
  const amounts = bids.filter(({ kind }) => kind === "max" || kind === "exact");
  const isEnglish = (view?.lot.format.type ?? "english") === "english";
  return amounts.reduce<BidTicket | null>((best, bid) => {
    if (best === null) return bid;
    // In a sealed or multi-unit lot the last bid takes the place of the one before.
    const isBetter = isEnglish ? bid.amount > best.amount : placeOf(bid) >= placeOf(best);
    return isBetter ? bid : best;
  }, null);
}

function ownState(
  { me }: PositionFacts,
  view: LotView | undefined,
  own: OwnBids,
): OwnState {
  if (view === undefined || me === null) return "none";
  const { status, standing } = view;
  if (status === "passed" || status === "withdrawn") return "none";
  if (status === "sold") {
    return endState(view, { paddle: me.paddle, hasBid: own.counted.length > 0 });
  }
  switch (view.lot.format.type) {
    case "sealed_first":
    case "vickrey":
      return own.counted.length === 0 ? "none" : own.standing.length === 0 ? "unsure" : "sealed";
    case "japanese":
      return view.left.includes(me.paddle) ? "left" : insideState(own.counted);
    case "uniform":
      return unitState(view, own);
    case "dutch":
      return "none"; // Who takes it has won.
    case "english":
      break;
  }
  if (standing.leader === me.paddle) return "leading";
  return bestOf(own.counted, view) !== null && standing.leader !== null ? "outbid" : "none";
}

function endState(
  { winner, allotments, defaulters }: LotView,
  { paddle, hasBid }: { readonly paddle: string; readonly hasBid: boolean },
): OwnState {
  const hasWon = winner?.paddle === paddle || allotments.some((units) => units.paddle === paddle);
  if (hasWon) return "won";
  if (defaulters.includes(paddle)) return "defaulted";
  return hasBid ? "lost" : "none";
}

function insideState(bids: readonly BidTicket[]): OwnState {
  if (bids.some(({ kind }) => kind === "leave")) return "left";
  return bids.some(({ kind }) => kind === "enter") ? "in" : "none";
}

// All winners pay the lowest winning price: who bid more wins, who bid that very price may get what
// is left of the units.
function unitState(view: LotView, own: OwnBids): OwnState {
  if (own.counted.length === 0) return "none";
  const bid = bestOf(own.standing, view);
  if (bid === null) return "unsure";
  const { price, ask } = view.standing;
  if (price === null || bid.amount < price) return "outbid";
  const hasUnitsLeft = ask === view.opening;
  return bid.amount > price || hasUnitsLeft ? "winning" : "edge";
}
