// A second opinion on English bidding: slow, from all bids that stand, and in another manner.
//
// The price is the greatest of what each of the bids, in its turn, demanded by the increments of
// its time: a closed form over the bids up to it, with no price to move.

import { nextPrice } from "../../lib/auction/increments.ts";
import type { Increments, Lot, Paddle } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { type LotModel, type ModelBid, type ModelResult, nextBest } from "./lot_model.ts";

interface StandingBid extends ModelBid {
  /** The ask by hand that it answered, the ask that was shown, and the increments of its time. */
  readonly asked: number | null;
  readonly askShown: number;
  readonly increments: Increments;
}

export class EnglishModel implements LotModel {
  readonly #reserve: number | null;
  #opening: number;
  #increments: Increments;
  #asked: number | null = null;
  #ask: number;
  #bids: readonly StandingBid[] = [];

  constructor({ opening, reserve, increments }: Lot) {
    this.#reserve = reserve;
    this.#opening = opening;
    this.#ask = opening;
    this.#increments = increments;
  }

  bid(bid: ModelBid): boolean {
    const { leader } = this.#top(this.#bids);
    const own = this.#bids.filter(({ paddle }) => paddle === bid.paddle);
    const fair = bid.paddle === leader
      ? own.every(({ amount }) => amount < bid.amount)
      : bid.amount >= this.#ask;
    if (fair) this.play(bid);
    return fair;
  }

  play(bid: ModelBid): void {
    const before = this.#faces(this.#bids).at(-1);
    const more = { asked: this.#asked, askShown: this.#ask, increments: this.#increments };
    this.#bids = [...this.#bids, { ...bid, ...more }];
    const after = this.#faces(this.#bids).at(-1);
    // What nobody sees leaves the ask as it was, one by hand too.
    if (before?.leader === after?.leader && before?.price === after?.price) return;
    this.#asked = null;
    this.#ask = this.#next(after?.price ?? 0, this.#increments);
  }

  undo(): boolean {
    const last = this.#bids.at(-1);
    if (last === undefined) return false;
    this.#bids = this.#bids.slice(0, -1);
    this.#asked = last.asked;
    this.#ask = last.askShown;
    return true;
  }

  retract(paddle: Paddle): boolean {
    const left = this.#bids.filter((bid) => bid.paddle !== paddle);
    if (left.length === this.#bids.length) return false;
    const prices = this.#faces(left).map(({ price }) => price);
    this.#bids = left.map((bid, index) => {
      const price = prices[index - 1];
      const by = price === undefined ? this.#opening : this.#next(price, bid.increments);
      return { ...bid, askShown: bid.asked ?? by };
    });
    this.#asked = null;
    const price = prices.at(-1);
    this.#ask = price === undefined ? this.#opening : this.#next(price, this.#increments);
    return true;
  }

  setAsk(ask: number): boolean {
    const price = this.#faces(this.#bids).at(-1)?.price;
    if (price !== undefined && ask <= price) return false;
    if (price === undefined) this.#opening = ask;
    this.#asked = price === undefined ? null : ask;
    this.#ask = ask;
    return true;
  }

  setIncrements(increments: Increments): boolean {
    const price = this.#faces(this.#bids).at(-1)?.price;
    this.#increments = increments;
    this.#asked = null;
    this.#ask = price === undefined ? this.#opening : this.#next(price, increments);
    return true;
  }

  standing(): unknown {
    const faces = this.#faces(this.#bids);
    const { highest } = this.#top(this.#bids);
    const seen = faces.filter(({ leader, price }, index) => {
      const before = faces[index - 1];
      return before?.leader !== leader || before.price !== price;
    });
    return {
      leader: faces.at(-1)?.leader ?? null,
      price: faces.at(-1)?.price ?? null,
      ask: this.#ask,
      bids: seen.length,
      reserveMet: this.#reserve === null || highest >= this.#reserve,
    };
  }

  result(): ModelResult | null {
    const face = this.#faces(this.#bids).at(-1);
    if (face === undefined) return null;
    const reserveMet = this.#reserve === null || this.#top(this.#bids).highest >= this.#reserve;
    return { paddle: face.leader, price: face.price, reserveMet, units: [] };
  }

  next(out: readonly Paddle[]) {
    return nextBest(this.#bids, out);
  }

  /** Leader and price after each of the bids. */
  #faces(bids: readonly StandingBid[]) {
    let price = 0;
    return bids.map((_, index) => {
      const upTo = bids.slice(0, index + 1);
      price = Math.max(price, this.#demanded(upTo));
      return { leader: this.#top(upTo).leader, price };
    });
  }

  /** What the last of `bids` demands, given the ones before. */
  #demanded(bids: readonly StandingBid[]): number {
    const last = bids.at(-1);
    if (last === undefined) return 0;
    const { leader, highest } = this.#top(bids);
    const before = this.#top(bids.slice(0, -1));
    const rivals = bids.filter(({ paddle }) => paddle !== leader).map(({ amount }) => amount);
    const isRecord = last.amount > before.highest;
    const isNewLeader = isRecord && last.paddle !== before.leader;
    return Math.max(
      rivals.length === 0 && bids.length === 1 ? last.asked ?? this.#opening : 0,
      rivals.length === 0 ? 0 : Math.min(highest, this.#next(Math.max(...rivals), last.increments)),
      isRecord && last.kind === "exact" ? last.amount : 0,
      isNewLeader ? last.asked ?? 0 : 0,
      this.#reserve !== null && highest >= this.#reserve ? this.#reserve : 0,
    );
  }

  #top(bids: readonly ModelBid[]) {
    const highest = Math.max(0, ...bids.map(({ amount }) => amount));
    return { highest, leader: bids.find(({ amount }) => amount === highest)?.paddle ?? "" };
  }

  #next(price: number, increments: Increments): number {
    return nextPrice(toCents(price), increments);
  }
}
