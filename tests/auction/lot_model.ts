// What a second opinion on a lot has to answer, and the bids that it is asked about.
//
// The rules move a price bid by bid and keep what undo needs. A model keeps nothing but the list of
// the bids that stand, and says from that list alone how the lot stands and who has won.

import type { BidKind } from "../../lib/auction/command.ts";
import type { Increments, Paddle } from "../../lib/auction/lot.ts";

export interface ModelBid {
  readonly paddle: Paddle;
  readonly kind: BidKind;
  readonly amount: number;
  readonly quantity: number;
}

export interface ModelResult {
  readonly paddle: Paddle;
  readonly price: number;
  readonly reserveMet: boolean;
  readonly units: readonly { readonly paddle: Paddle; readonly quantity: number }[];
}

export interface LotModel {
  /** Takes the bid where it may be placed, and says whether it might. */
  bid(bid: ModelBid): boolean;
  /** Takes an absentee bid, which is not questioned. */
  play(bid: ModelBid): void;
  undo(): boolean;
  /** Voids all bids of a paddle; false where it has none. */
  retract(paddle: Paddle): boolean;
  /** What everyone sees. */
  standing(): unknown;
  /** Who has won if it ended now. */
  result(): ModelResult | null;
  /** Who would be next where `out` do not pay. */
  next(out: readonly Paddle[]): Omit<ModelResult, "reserveMet" | "units"> | null;
  setAsk(ask: number): boolean;
  setIncrements(increments: Increments): boolean;
}

/** The bids that stand, of a lot on which the auctioneer asks nothing by hand. */
export class BidList {
  protected bids: readonly ModelBid[] = [];

  play(bid: ModelBid): void {
    this.bids = [...this.bids, bid];
  }

  undo(): boolean {
    const undoes = this.bids.length > 0;
    this.bids = this.bids.slice(0, -1);
    return undoes;
  }

  retract(paddle: Paddle): boolean {
    const before = this.bids.length;
    this.bids = this.bids.filter((bid) => bid.paddle !== paddle);
    return this.bids.length < before;
  }

  setAsk(): boolean {
    return false;
  }

  setIncrements(): boolean {
    return false;
  }
}

/** The best of `bids`, each bidder's last one counting: the highest, of equal ones the first. */
export function bestFirst<B extends ModelBid>(bids: readonly B[]): readonly B[] {
  const last = bids.filter((bid, index) =>
    bids.slice(index + 1).every(({ paddle }) => paddle !== bid.paddle)
  );
  return last.toSorted((a, b) => b.amount - a.amount);
}

/** Who is next by the own highest amount. */
export function nextBest(bids: readonly ModelBid[], out: readonly Paddle[]) {
  const best = bestFirst(bids).find(({ paddle }) => !out.includes(paddle));
  return best === undefined ? null : { paddle: best.paddle, price: best.amount };
}
