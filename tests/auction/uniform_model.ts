// A second opinion on units at one price: every single unit that somebody wants, in one list.

import { nextPrice } from "../../lib/auction/increments.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { bestFirst, BidList, type LotModel, type ModelBid, type ModelResult } from "./lot_model.ts";

export class UniformModel extends BidList implements LotModel {
  readonly #lot: Lot;
  readonly #units: number;

  constructor(lot: Lot) {
    super();
    this.#lot = lot;
    this.#units = lot.format.type === "uniform" ? lot.format.quantity : 0;
  }

  bid(bid: ModelBid): boolean {
    const own = bestFirst(this.bids).find(({ paddle }) => paddle === bid.paddle);
    if (own !== undefined) {
      const less = bid.amount < own.amount || bid.quantity < own.quantity;
      if (less || (bid.amount === own.amount && bid.quantity === own.quantity)) return false;
    }
    if (bid.amount < this.#ask()) return false;
    this.play(bid);
    return true;
  }

  standing(): unknown {
    const [first] = this.#wanted();
    return {
      leader: first?.paddle ?? null,
      price: first === undefined ? null : this.#price(),
      ask: this.#ask(),
      bids: this.bids.length,
      reserveMet: true,
    };
  }

  result(): ModelResult | null {
    const served = this.#wanted().slice(0, this.#units);
    const [first] = served;
    if (first === undefined) return null;
    const winners = [...new Set(served.map(({ paddle }) => paddle))];
    const units = winners.map((paddle) => ({
      paddle,
      quantity: served.filter((unit) => unit.paddle === paddle).length,
    }));
    return { paddle: first.paddle, price: this.#price(), reserveMet: true, units };
  }

  next() {
    return null;
  }

  /** Every unit that is wanted, the best offer first. */
  #wanted(): readonly ModelBid[] {
    return bestFirst(this.bids).flatMap((bid) => Array.from({ length: bid.quantity }, () => bid));
  }

  #price(): number {
    const wanted = this.#wanted();
    const last = wanted[this.#units - 1];
    return wanted.length > this.#units && last !== undefined ? last.amount : this.#lot.opening;
  }

  #ask(): number {
    const last = this.#wanted()[this.#units - 1];
    if (last === undefined) return this.#lot.opening;
    return nextPrice(toCents(last.amount), this.#lot.increments);
  }
}
