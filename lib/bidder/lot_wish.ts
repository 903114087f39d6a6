// What a command means on a lot of this format: the wish that goes to the house, or the words that
// say what the lot takes instead.
//
// The house decides about every wish once more; here only what cannot be meant is held back.

import type { BidKind } from "../auction/command.ts";
import { rulesOf } from "../auction/format_rules.ts";
import type { Cents } from "../auction/money.ts";
import { unitsOf } from "../auction/uniform.ts";
import type { LotView } from "../auction/view.ts";
import type { BidderTexts } from "./bidder_texts.ts";
import type { BidWish } from "./house_link.ts";
import type { OwnPosition } from "./own_position.ts";
import { isEntering, priceClock } from "../auction/price_clock.ts";
import { askPlusSteps } from "./quick_step.ts";

/** What is done at the price that is shown. */
export type TakeKind = Extract<BidKind, "buy" | "enter" | "leave">;

/** What a bid of an amount says; `quantity` is 1 where no units were named. */
export interface AmountBid {
  readonly kind: Extract<BidKind, "max" | "exact">;
  readonly amount: Cents;
  readonly quantity: number;
}

/** A wish, or why there is none, in words. */
export type LotWish =
  | { readonly type: "wish"; readonly wish: BidWish }
  | { readonly type: "words"; readonly text: string };

/** What the words and the price depend on. */
export interface WishContext {
  readonly texts: BidderTexts;
  /** An amount as this person types it. */
  readonly example: string;
  /** The house's time: a Dutch price depends on it. */
  readonly nowMs: number;
}

/** A bid of an amount, where the lot takes it. */
export function amountWish(view: LotView, bid: AmountBid, context: WishContext): LotWish {
  const { kind, amount, quantity } = bid;
  const units = unitsOf(view.lot);
  if (!takesKind(view, kind)) return takesInstead(view, context);
  if (quantity > units) return words(context.texts.wrong.tooMany(nameOf(view, context), units));
  return wish(view, { kind, amount, quantity });
}

/** The next bid and `steps` above it as a maximum, where bids are raised step by step. */
export function stepsWish(
  view: LotView,
  { steps, own, context }: {
    readonly steps: number;
    readonly own: OwnPosition;
    readonly context: WishContext;
  },
): LotWish {
  const { type } = view.lot.format;
  if (type !== "english" && type !== "uniform") return takesInstead(view, context);
  const quantity = type === "uniform" ? own.quantity : 1;
  return wish(view, { kind: "max", amount: askPlusSteps(view, steps), quantity });
}

/** Buying, entering or leaving at the price that the person sees. */
export function takeWish(view: LotView, kind: TakeKind, context: WishContext): LotWish {
  if (!takesKind(view, kind)) return takesInstead(view, context);
  const price = priceShown(view, { kind, nowMs: context.nowMs });
  if (price === null) return words(sentence(context.texts.refusal.no_buy_now));
  if (kind === "enter" && !isEntering(view)) {
    return words(sentence(context.texts.refusal.entry_over));
  }
  return wish(view, { kind, amount: price, quantity: 1 });
}

/** What a plain Enter means on the lot: the next bid, buying, or entering. */
export function naturalWish(view: LotView, own: OwnPosition, context: WishContext): LotWish {
  const { wrong } = context.texts;
  switch (view.lot.format.type) {
    case "english":
      return own.state === "leading" ? words(wrong.youLead) : askWish(view, 1);
    case "uniform": {
      if (own.state === "winning") return words(wrong.youAreWinning(context.example));
      return askWish(view, own.quantity);
    }
    case "sealed_first":
    case "vickrey":
      // The least is not what one would pay, and it would take the place of an earlier bid.
      return takesInstead(view, context);
    case "dutch":
      return takeWish(view, "buy", context);
    case "japanese":
      if (own.state === "in") return words(wrong.youAreIn);
      if (own.state === "left") return words(wrong.youHaveLeft);
      return takeWish(view, "enter", context);
  }
}

/** Whether what `wish` was asked for still holds: nobody says yes to another price than shown. */
export function isStillAsked(view: LotView, { kind, amount }: BidWish, nowMs: number): boolean {
  if (kind === "max" || kind === "exact") return view.standing.ask === amount;
  if (kind === "leave") return true;
  const price = priceShown(view, { kind, nowMs });
  // A price that has fallen since is the better for it: the house takes its own.
  return price !== null && price <= amount;
}

function priceShown(
  view: LotView,
  { kind, nowMs }: { readonly kind: TakeKind; readonly nowMs: number },
): Cents | null {
  const { lot: { format }, standing } = view;
  if (kind === "buy" && format.type === "english") {
    return standing.leader === null ? format.buyNow : null;
  }
  return priceClock(view, nowMs)?.price ?? null;
}

function takesKind(view: LotView, kind: BidKind): boolean {
  return rulesOf(view.lot.format).kinds.includes(kind);
}

function takesInstead(view: LotView, context: WishContext): LotWish {
  const takes = context.texts.wrong.takes[view.lot.format.type];
  return words(takes(nameOf(view, context), context.example));
}

function askWish(view: LotView, quantity: number): LotWish {
  return wish(view, { kind: "max", amount: view.standing.ask, quantity });
}

function wish({ lot }: LotView, rest: Omit<BidWish, "lot">): LotWish {
  return { type: "wish", wish: { lot: lot.id, ...rest } };
}

function words(text: string): LotWish {
  return { type: "words", text };
}

function nameOf({ lot }: LotView, { texts }: WishContext): string {
  return texts.lot(lot.id);
}

function sentence(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}.`;
}
