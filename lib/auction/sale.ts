// The whole state of a sale in the house: the public view, and beside it what only the house
// knows. A value: `evolve` makes the next one and never changes the old one.

import { evolveSecrets } from "./_lot_secret.ts";
import { type AuctionEvent, type BidSecret, publicEvent, type Standing } from "./event.ts";
import type { Lot, LotId, Paddle } from "./lot.ts";
import type { Cents } from "./money.ts";
import { emptyView, evolveView, type SaleView } from "./view.ts";

/**
 * What undoing a bid restores. It names what the bid changed instead of keeping whole states: a
 * lot with a hundred thousand bids must not hold as many copies of everyone's maxima.
 */
export interface BeforeBid {
  /** The public standing before the bid. */
  readonly standing: Standing;
  /** The bidder's own maximum before the bid, or null for a first one. */
  readonly max: Cents | null;
  /** What was left on the clock when the bid came, or null where there is none. */
  readonly leftMs: number | null;
  /** How far the bid moved the end. */
  readonly movedEndMs: number;
  readonly extensions: number;
  readonly lastBid: BidSecret | null;
  readonly before: BeforeBid | null;
}

/** What only the house knows of a lot. */
export interface LotSecret {
  readonly lot: Lot;
  /** The highest maximum of each bidder who has a bid that stands. */
  readonly maxima: ReadonlyMap<Paddle, Cents>;
  /** How many late bids have moved the end. */
  readonly extensions: number;
  /** The lot before its last accepted bid, for undo; null where none stands or the lot has ended. */
  readonly before: BeforeBid | null;
  /** The last accepted bid, or null. */
  readonly lastBid: BidSecret | null;
}

/** The state that the rules decide upon. */
export interface Sale {
  readonly view: SaleView;
  readonly secrets: ReadonlyMap<LotId, LotSecret>;
}

/** A sale before its first event. */
export function emptySale(): Sale {
  return { view: emptyView(), secrets: new Map() };
}

/** The sale after `event`; `sale` itself is left as it was. */
export function evolve(sale: Sale, event: AuctionEvent): Sale {
  return {
    view: evolveView(sale.view, publicEvent(event)),
    secrets: evolveSecrets(sale, event),
  };
}
