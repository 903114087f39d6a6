// A second opinion on sealed bids: all last bids, sorted at the end.

import type { Lot, Paddle } from "../../lib/auction/lot.ts";
import {
  bestFirst,
  type LotModel,
  type ModelBid,
  type ModelResult,
  nextBest,
} from "./lot_model.ts";

export class SealedModel implements LotModel {
  readonly #lot: Lot;
  #bids: readonly ModelBid[] = [];

  constructor(lot: Lot) {
    this.#lot = lot;
  }

  bid(bid: ModelBid): boolean {
    if (bid.amount < this.#lot.opening) return false;
    this.play(bid);
    return true;
  }

  play(bid: ModelBid): void {
    this.#bids = [...this.#bids, bid];
  }

  undo(): boolean {
    const undoes = this.#bids.length > 0;
    this.#bids = this.#bids.slice(0, -1);
    return undoes;
  }

  retract(paddle: Paddle): boolean {
    const before = this.#bids.length;
    this.#bids = this.#bids.filter((bid) => bid.paddle !== paddle);
    return this.#bids.length < before;
  }

  setAsk(): boolean {
    return false;
  }

  setIncrements(): boolean {
    return false;
  }

  standing(): unknown {
    const { opening, reserve } = this.#lot;
    const bids = bestFirst(this.#bids).length;
    return { leader: null, price: null, ask: opening, bids, reserveMet: reserve === null };
  }

  result(): ModelResult | null {
    const [first, second] = bestFirst(this.#bids);
    if (first === undefined) return null;
    const { opening, reserve, format } = this.#lot;
    const reserveMet = reserve === null || first.amount >= reserve;
    const beaten = Math.max(opening, second?.amount ?? 0, reserveMet ? reserve ?? 0 : 0);
    const price = format.type === "vickrey" ? beaten : first.amount;
    return { paddle: first.paddle, price, reserveMet, units: [] };
  }

  next(out: readonly Paddle[]) {
    return nextBest(this.#bids, out);
  }
}
