// A second opinion on sealed bids: all last bids, sorted at the end.

import type { Lot, Paddle } from "../../lib/auction/lot.ts";
import {
  bestFirst,
  BidList,
  type LotModel,
  type ModelBid,
  type ModelResult,
  nextBest,
} from "./lot_model.ts";

export class SealedModel extends BidList implements LotModel {
  readonly #lot: Lot;

  constructor(lot: Lot) {
    super();
    this.#lot = lot;
  }

  bid(bid: ModelBid): boolean {
    if (bid.amount < this.#lot.opening) return false;
    this.play(bid);
    return true;
  }

  standing(): unknown {
    const { opening, reserve } = this.#lot;
    const bids = bestFirst(this.bids).length;
    return { leader: null, price: null, ask: opening, bids, reserveMet: reserve === null };
  }

  result(): ModelResult | null {
    const [first, second] = bestFirst(this.bids);
    if (first === undefined) return null;
    const { opening, reserve, format } = this.#lot;
    const reserveMet = reserve === null || first.amount >= reserve;
    const beaten = Math.max(opening, second?.amount ?? 0, reserveMet ? reserve ?? 0 : 0);
    const price = format.type === "vickrey" ? beaten : first.amount;
    return { paddle: first.paddle, price, reserveMet, units: [] };
  }

  next(out: readonly Paddle[]) {
    return nextBest(this.bids, out);
  }
}
