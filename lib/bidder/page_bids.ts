// The bids of a page: each press sends at most one bid, whatever the browser repeats.
//
// A press has an intent, a random name that the browser makes. What became of an intent is kept, and
// asked again it is told and not done again: so a browser that heard no answer may ask as often as
// it likes. What is sent is what the person saw, or nothing: an amount is never made a newer one.

import { rulesOf } from "../auction/format_rules.ts";
import type { Cents } from "../auction/money.ts";
import { unitsOf } from "../auction/uniform.ts";
import type { LotView } from "../auction/view.ts";
import type { BidTicket, BidWish, HouseLink } from "./house_link.ts";
import { isStillAsked } from "./lot_wish.ts";
import { isUnusual } from "./unusual_bid.ts";

/** How many intents are remembered: more than a person presses in an evening. */
export const INTENTS_MAX = 1_000;

/** What a page asks for by one press. */
export interface BidOrder {
  /** Random; the same for each repetition of one press. */
  readonly intent: string;
  readonly wish: BidWish;
  /** What the page showed: the last event, and the next bid where the amount stood on a button. */
  readonly seen: { readonly seq: number; readonly ask: Cents | null };
  /** The person was asked, and wants it. */
  readonly confirmed: boolean;
}

/** Why an order did not become a bid. */
export type OrderRefusal =
  | "no_such_lot"
  | "not_for_this_lot" // the lot's format has no such bid, or not so many units
  | "already_sent" // the same bid has no answer yet
  | "amount_moved" // what the button showed is not what is asked any more
  | "other_sale" // the page shows what this program does not know
  | "intent_used" // the intent stands for another bid
  | "too_many" // more at once than are remembered
  | "refused" // the link has refused it: its ticket says why
  | "not_kept"; // it could not be stored, so it was not sent

/** All names of {@link OrderRefusal}, for checks that each has its words. */
export const ORDER_REFUSALS: readonly OrderRefusal[] = [
  "no_such_lot",
  "not_for_this_lot",
  "already_sent",
  "amount_moved",
  "other_sale",
  "intent_used",
  "too_many",
  "refused",
  "not_kept",
];

/** What became of an order. */
export type OrderAnswer =
  | { readonly type: "sent"; readonly ticket: BidTicket }
  /** Nothing was sent; `ticket` where the link has refused it. */
  | { readonly type: "refused"; readonly why: OrderRefusal; readonly ticket: BidTicket | null }
  /** Nothing was sent: the person must be asked first. */
  | { readonly type: "confirm"; readonly about: "unusual" | "leave" };

interface KnownIntent {
  readonly wish: BidWish;
  readonly answer: Promise<OrderAnswer>;
  isSettled: boolean;
}

/** The orders of one client's pages. */
export class PageBids {
  readonly #link: HouseLink;
  /** Oldest first. */
  readonly #intents = new Map<string, KnownIntent>();
  /** Handed to the link, which has made no ticket of it yet. */
  readonly #handedOver = new Set<BidWish>();

  constructor(link: HouseLink) {
    this.#link = link;
  }

  /** Bids that are being handed over and are no tickets yet. */
  handedOver(): readonly BidWish[] {
    return [...this.#handedOver];
  }

  /** Does what `order` asks for, once. Never rejects. */
  place(order: BidOrder): Promise<OrderAnswer> {
    const known = this.#intents.get(order.intent);
    if (known !== undefined) {
      return isSameWish(known.wish, order.wish) ? known.answer : refused("intent_used");
    }
    const checked = this.#check(order);
    // A question is no outcome: the same intent comes again with the person's yes.
    if (checked !== null && checked.type === "confirm") return Promise.resolve(checked);
    if (!this.#makeRoom()) return refused("too_many");
    return this.#remember(order, checked === null ? this.#send(order.wish) : checked);
  }

  #check({ wish, seen, confirmed }: BidOrder): OrderAnswer | null {
    const view = this.#link.view().lots.get(wish.lot);
    if (view === undefined) return refusal("no_such_lot");
    if (seen.seq > this.#link.seq()) return refusal("other_sale");
    if (!takes(view, wish)) return refusal("not_for_this_lot");
    if (this.#isOnItsWay(wish)) return refusal("already_sent");
    if (hasMoved(view, { wish, ask: seen.ask, nowMs: this.#link.nowMs() })) {
      return refusal("amount_moved");
    }
    if (confirmed) return null;
    if (wish.kind === "leave") return { type: "confirm", about: "leave" };
    const isAmount = wish.kind === "max" || wish.kind === "exact";
    return isAmount && isUnusual(view, wish.amount) ? { type: "confirm", about: "unusual" } : null;
  }

  // The receipt of a bid may come before its event: until then the page shows the lot without it.
  #isOnItsWay(wish: BidWish): boolean {
    const shown = this.#link.seq();
    const waiting = this.#link.bids().filter(({ state, seq }) =>
      state === "sent" || state === "accepted" && seq !== null && seq > shown
    );
    return [...this.#handedOver, ...waiting].some((other) => isSameWish(other, wish));
  }

  async #send(wish: BidWish): Promise<OrderAnswer> {
    const handed = { ...wish };
    this.#handedOver.add(handed);
    try {
      const ticket = await this.#link.bid(wish);
      return ticket.state === "refused" && ticket.seq === null
        ? { type: "refused", why: "refused", ticket }
        : { type: "sent", ticket };
    } catch {
      // What cannot be kept on the disk is never sent (HouseLink.bid).
      return refusal("not_kept");
    } finally {
      this.#handedOver.delete(handed);
    }
  }

  #remember({ intent, wish }: BidOrder, answer: OrderAnswer | Promise<OrderAnswer>) {
    const known: KnownIntent = { wish, answer: Promise.resolve(answer), isSettled: false };
    this.#intents.set(intent, known);
    void known.answer.then(() => known.isSettled = true);
    return known.answer;
  }

  /** Whether one more intent can be kept. One without an outcome is never forgotten. */
  #makeRoom(): boolean {
    if (this.#intents.size < INTENTS_MAX) return true;
    for (const [intent, { isSettled }] of this.#intents) {
      if (isSettled) return this.#intents.delete(intent);
    }
    return false;
  }
}

function takes({ lot }: LotView, { kind, quantity }: BidWish): boolean {
  return rulesOf(lot.format).kinds.includes(kind) && quantity <= unitsOf(lot);
}

/** Whether what stood on the button is not asked any more. A typed amount is for the house to judge. */
function hasMoved(
  view: LotView,
  { wish, ask, nowMs }: {
    readonly wish: BidWish;
    readonly ask: Cents | null;
    readonly nowMs: number;
  },
): boolean {
  if (wish.kind === "buy" || wish.kind === "enter") return !isStillAsked(view, wish, nowMs);
  if (ask === null || wish.kind === "leave") return false;
  // What was the next bid must still be it; a step above it counts as long as it reaches it.
  return wish.amount === ask ? view.standing.ask !== ask : wish.amount < view.standing.ask;
}

function isSameWish(a: BidWish, b: BidWish): boolean {
  return a.lot === b.lot && a.kind === b.kind && a.amount === b.amount &&
    a.quantity === b.quantity;
}

function refusal(why: OrderRefusal): OrderAnswer {
  return { type: "refused", why, ticket: null };
}

function refused(why: OrderRefusal): Promise<OrderAnswer> {
  return Promise.resolve(refusal(why));
}
