// A house link without a house: a test says what happens, and reads what was bid.
//
// It folds the same public events with the same rules as the real one; only the answers to bids
// are the test's own.

import type { PublicEvent } from "../../lib/auction/event.ts";
import type { LotId } from "../../lib/auction/lot.ts";
import { emptyView, evolveView, type SaleView } from "../../lib/auction/view.ts";
import type {
  BidTicket,
  BidWish,
  HouseLink,
  LinkNotice,
  LinkQuality,
  LotPicture,
  Me,
} from "../../lib/bidder/house_link.ts";

/** A link that is driven by a test. */
export class FakeLink implements HouseLink {
  /** What {@link HouseLink.me} gives. */
  self: Me | null = null;
  /** What {@link HouseLink.nowMs} gives. */
  now = 0;
  /** What {@link HouseLink.quality} gives. */
  measured: LinkQuality | null = null;
  /** Every wish, in order. */
  readonly wishes: BidWish[] = [];
  /** What the next bid becomes, instead of "sent": a refusal, or a failure to store it. */
  nextBid: Partial<BidTicket> | Error | null = null;
  /** Runs while a bid is being handed over, before its promise settles. */
  whileBidding: ((ticket: BidTicket) => void) | null = null;
  /** The pictures of lots that {@link HouseLink.picture} gives. */
  readonly pictures = new Map<LotId, LotPicture>();
  #view: SaleView = emptyView();
  #seq = 0;
  #tickets: BidTicket[] = [];
  readonly #listeners = new Set<(notice: LinkNotice) => void>();

  me(): Me | null {
    return this.self;
  }

  view(): SaleView {
    return this.#view;
  }

  seq(): number {
    return this.#seq;
  }

  nowMs(): number {
    return this.now;
  }

  isAhead(): boolean {
    return false;
  }

  quality(): LinkQuality | null {
    return this.measured;
  }

  bids(): readonly BidTicket[] {
    return this.#tickets;
  }

  picture(lot: LotId): Promise<LotPicture | null> {
    return Promise.resolve(this.pictures.get(lot) ?? null);
  }

  /** How many faces listen: none is left behind by a face that ended. */
  get listeners(): number {
    return this.#listeners.size;
  }

  async bid(wish: BidWish): Promise<BidTicket> {
    this.wishes.push(wish);
    const planned = this.nextBid;
    this.nextBid = null;
    if (planned instanceof Error) throw planned;
    const id = String(this.wishes.length).padStart(32, "0");
    const open = { state: "sent", reason: null, seq: null, ask: null, lateMs: null } as const;
    const ticket: BidTicket = { id, ...wish, ...open, ...planned };
    this.#tickets = [...this.#tickets, ticket];
    this.whileBidding?.(ticket);
    await Promise.resolve();
    return ticket;
  }

  subscribe(listener: (notice: LinkNotice) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The house announces `events`, one after another. */
  happen(...events: readonly PublicEvent[]): void {
    for (const event of events) {
      this.#view = evolveView(this.#view, event);
      this.#seq++;
      this.notify({ type: "event", seq: this.#seq, event });
    }
  }

  /** The house answers the `nth` bid (from 0). */
  answer(nth: number, change: Partial<BidTicket>): void {
    this.#tickets = this.#tickets.map((ticket, index) =>
      index === nth ? { ...ticket, ...change } : ticket
    );
    const ticket = this.#tickets[nth];
    if (ticket === undefined) throw new RangeError(`There is no bid ${nth}`);
    this.notify({ type: "bid", ticket });
  }

  /** A bid of an earlier run of the client, which this face has not seen. */
  remember(ticket: BidTicket): void {
    this.#tickets = [...this.#tickets, ticket];
  }

  /** Tells the listeners anything. */
  notify(notice: LinkNotice): void {
    for (const listener of [...this.#listeners]) listener(notice);
  }
}
