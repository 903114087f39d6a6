// Everything that the terminal shows, as a value, and how notices and typed lines change it.
//
// Pure: the time and the link's answers are arguments, what is to be done comes back as effects.
// The one danger that shapes it is a bid on the wrong lot: lots change by themselves while a
// person types, so a bid that names no lot is asked back when the lot changed under the fingers,
// and a question holds the very lot and amount that it showed.

import type { LotId } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import type { SaleView } from "../auction/view.ts";
import type { Question } from "./bid_question.ts";
import { followed, type FollowedSale, type LinkPicture, newFollowedSale } from "./followed_sale.ts";
import type { LinkNotice } from "./house_link.ts";
import type { Moment } from "./moment.ts";
import { isOver, ringLot } from "../auction/ring_lot.ts";

/** A list that is laid over the screen. */
export type Panel =
  | { readonly type: PageName; readonly page: number }
  | { readonly type: "lot"; readonly lot: LotId };

/** The lists that have pages. */
export type PageName = "lots" | "help" | "won" | "history" | "connection";

/** A short answer to what was typed, and when it was given. */
export interface Message {
  readonly text: string;
  readonly saidMs: number;
}

/** An answer goes away by itself after this. */
export const messageShownMs = 10_000;

/** The next news may take its place, but not before it can be read. */
export const messageReadMs = 3_000;

/** The lot in the ring and its ask, and since when each is as it is. */
export interface Ring {
  readonly lot: LotId | null;
  readonly sinceMs: number;
  readonly ask: Cents | null;
  readonly askSinceMs: number;
}

/** The terminal's whole state. */
export interface TerminalModel extends FollowedSale {
  /** The lot that a bid without a lot means, and since when: null where none is live. */
  readonly ring: Ring;
  /** The lot that the person asked to see. */
  readonly chosen: LotId | null;
  readonly panel: Panel | null;
  readonly question: Question | null;
  readonly message: Message | null;
}

/** The model before anything was heard. */
export function newModel(picture: LinkPicture, nowMs: number): TerminalModel {
  return {
    ...newFollowedSale(picture),
    ring: ringOf(picture, null, nowMs),
    chosen: null,
    panel: null,
    question: null,
    message: null,
  };
}

/** The model after `notice`, whose effect `picture` already holds. */
export function noticed(
  model: TerminalModel,
  notice: LinkNotice,
  context: { readonly picture: LinkPicture; readonly moment: Moment },
): TerminalModel {
  const { nowMs } = context.moment;
  const sale = followed(model, notice, context);
  const isNews = sale.heardLast !== model.heardLast;
  const wasRead = model.message !== null && nowMs - model.message.saidMs >= messageReadMs;
  const message = isNews && wasRead ? null : model.message;
  return withRing({ ...model, ...sale, message }, nowMs);
}

/** The answer to what was typed, while it is fresh. */
export function messageShown({ message }: TerminalModel, nowMs: number): string | null {
  return message === null || nowMs - message.saidMs >= messageShownMs ? null : message.text;
}

/** Chooses a lot to look at. */
export function withChosen(model: TerminalModel, lot: LotId, nowMs: number): TerminalModel {
  return withRing({ ...model, chosen: lot }, nowMs);
}

function withRing(model: TerminalModel, nowMs: number): TerminalModel {
  const now = ringOf(model, model.chosen, nowMs);
  const isSameLot = now.lot === model.ring.lot;
  const ring = {
    ...now,
    sinceMs: isSameLot ? model.ring.sinceMs : nowMs,
    askSinceMs: isSameLot && now.ask === model.ring.ask ? model.ring.askSinceMs : nowMs,
  };
  const asked = model.question === null ? undefined : model.view.lots.get(model.question.wish.lot);
  // A question about a lot that is over must not wait for a hasty Enter.
  const question = asked === undefined || isOver(asked) ? null : model.question;
  return { ...model, ring, question };
}

function ringOf({ view }: { readonly view: SaleView }, chosen: LotId | null, nowMs: number): Ring {
  const lot = ringLot(view, chosen);
  const ask = lot === null ? null : view.lots.get(lot)?.standing.ask ?? null;
  return { lot, sinceMs: nowMs, ask, askSinceMs: nowMs };
}
