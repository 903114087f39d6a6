// What happens in the sale that `deno task bench page` measures: by the admin API bids from the room
// on ten open lots, half of them on the lot in the ring, and now and then a lot that moves, one that
// opens somewhere in the list, and the oldest one that is sold. One event at a time.

import type { HouseProcess } from "../support/house_process.ts";

/** The two paddles of the room, which outbid each other. */
export const ROOM_PADDLES = ["901", "902"] as const;

/** How many lots are open at once: as many as a heartbeat names. */
const openMax = 10;
const openingCents = 10_000;
const stepCents = 500;

/** One lot of the catalogue, as it is written in the items folder. */
export function courseLot(number: number) {
  return {
    id: String(number),
    title: { en: `Lot of the long list, ${number}`, pt: `Lote da lista longa, ${number}` },
    opening: openingCents,
    increments: { fixed: stepCents },
  };
}

/** The course of a sale of lots 1 to `lots`. */
export class SaleCourse {
  readonly #house: HouseProcess;
  readonly #ahead: string[];
  /** The one that opened last is in the ring. */
  readonly #open: string[] = [];
  readonly #bids = new Map<string, number>();
  #turn = 0;

  constructor(house: HouseProcess, lots: number) {
    this.#house = house;
    this.#ahead = Array.from({ length: lots }, (_, i) => String(i + 1));
  }

  /** How many lots have not opened. */
  get ahead(): number {
    return this.#ahead.length;
  }

  /** Brings people into the room and opens the first lots, from all over the list. */
  async begin(): Promise<void> {
    for (const paddle of ROOM_PADDLES) {
      const { status, body } = await this.#house.admin("/api/v1/paddles", { paddle });
      if (status !== 201) throw new Error(`paddle ${paddle}: ${JSON.stringify(body)}`);
    }
    const gap = Math.max(1, Math.floor(this.#ahead.length / openMax));
    const first = this.#ahead.filter((_, i) => i % gap === 0).slice(
      0,
      Math.min(openMax, this.#ahead.length - 1),
    );
    for (const lot of first) await this.#openLot(lot);
  }

  /** Makes the next thing happen; gives its number where every page shows it, else null. */
  async next(): Promise<number | null> {
    this.#turn += 1;
    const turn = this.#turn;
    if (turn % 20 === 4 && this.#ahead.length > 9) return await this.#move();
    if (turn % 40 === 10 && this.#ahead.length > 1) {
      return await this.#openLot(this.#ahead[turn * 37 % this.#ahead.length] ?? "");
    }
    if (turn % 40 === 30 && this.#open.length > 1) return await this.#hammer();
    const ring = this.#open.at(-1);
    const lot = turn % 2 === 0 ? ring : this.#open[turn % this.#open.length];
    return await this.#bid(lot ?? "");
  }

  /** Opens one more lot and leaves it to others. */
  async freshLot(): Promise<string> {
    const lot = this.#ahead.shift();
    if (lot === undefined) throw new Error("no lot is left to open");
    await this.#house.command(`/lots/${lot}/open`);
    return lot;
  }

  async #openLot(lot: string): Promise<number> {
    this.#ahead.splice(this.#ahead.indexOf(lot), 1);
    this.#open.push(lot);
    return await this.#house.command(`/lots/${lot}/open`);
  }

  /** A lot from far behind comes far to the front. No page but the list itself shows that. */
  async #move(): Promise<null> {
    const from = Math.floor(this.#ahead.length * 0.8);
    const to = Math.floor(this.#ahead.length * 0.2);
    const before = this.#ahead[to] ?? null;
    const [lot = ""] = this.#ahead.splice(from, 1);
    this.#ahead.splice(to, 0, lot);
    await this.#house.command(`/lots/${lot}/move`, { before });
    return null;
  }

  async #hammer(): Promise<number> {
    const lot = this.#open.shift() ?? "";
    return await this.#house.command(`/lots/${lot}/hammer`);
  }

  async #bid(lot: string): Promise<number> {
    const bids = this.#bids.get(lot) ?? 0;
    this.#bids.set(lot, bids + 1);
    const paddle = ROOM_PADDLES[bids % 2];
    const bid = { paddle, kind: "exact", amount: openingCents + bids * stepCents };
    const path = `/lots/${lot}/floor-bids`;
    const { status, body } = await this.#house.admin(`/api/v1${path}`, bid);
    if (status === 200) return body.seq;
    // Somebody at a page has bid meanwhile: the room goes on from there.
    if (typeof body.ask !== "number") throw new Error(`${path}: ${JSON.stringify(body)}`);
    this.#bids.set(lot, (body.ask - openingCents) / stepCents + 1);
    return await this.#house.command(path, { ...bid, amount: body.ask });
  }
}
