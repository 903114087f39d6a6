// Where this bidder stands in a lot, from the public view and the own bids.
//
// Nothing here is guessed: a maximum is shown only while the house's word for it still holds.

import type { LotId } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import type { SaleView } from "../auction/view.ts";
import type { BidTicket, Me } from "./house_link.ts";

/** How a lot goes for this bidder. */
export type OwnState = "none" | "leading" | "outbid" | "won" | "lost";

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
}

/** This bidder's place in one lot. */
export interface OwnPosition {
  readonly state: OwnState;
  /** The highest own accepted amount, where that is certain. */
  readonly max: Cents | null;
  /** The latest own bid while it is not accepted: on its way, or refused. */
  readonly latest: BidTicket | null;
}

/**
 * The position in `lot`. An answer can overtake the feed: an accepted bid counts once the view
 * holds its event, else the leader would be told "outbid" for a moment. After an undo the own
 * earlier maxima are not shown: the public record does not say whose bid was undone.
 */
export function ownPosition(facts: PositionFacts, lot: LotId): OwnPosition {
  const bids = facts.bids.filter((bid) => bid.lot === lot);
  const counted = bids.filter((bid) => bid.state === "accepted" && (bid.seq ?? 0) <= facts.seq);
  const undoneAt = facts.undone.get(lot) ?? 0;
  // Ahead of the events an undo may have come that nobody has told us of.
  const certain = counted.filter((bid) => !facts.isAhead && (bid.seq ?? 0) > undoneAt);
  const last = bids.at(-1) ?? null;
  return {
    state: ownState(facts, lot, counted.length > 0),
    max: certain.reduce<Cents | null>(
      (max, { amount }) => max === null || amount > max ? amount : max,
      null,
    ),
    latest: last?.state === "accepted" ? null : last,
  };
}

function ownState({ me, view }: PositionFacts, lot: LotId, hasBid: boolean): OwnState {
  const lotView = view.lots.get(lot);
  if (lotView === undefined || me === null) return "none";
  const { status, winner, standing } = lotView;
  if (status === "passed" || status === "withdrawn") return "none";
  if (winner !== null) return winner.paddle === me.paddle ? "won" : hasBid ? "lost" : "none";
  if (standing.leader === me.paddle) return "leading";
  return hasBid && standing.leader !== null ? "outbid" : "none";
}
