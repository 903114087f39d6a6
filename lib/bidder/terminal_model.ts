// Everything that the terminal shows, as a value, and how notices and typed lines change it.
//
// Pure: the time and the link's answers are arguments, what is to be done comes back as effects.
// The one danger that shapes it is a bid on the wrong lot: lots change by themselves while a
// person types, so a bid that names no lot is asked back when the lot changed under the fingers,
// and a question holds the very lot and amount that it showed.

import type { PublicLot } from "../auction/event.ts";
import { wonAt } from "../auction/exposure.ts";
import type { LotId, Paddle } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import type { LotView, SaleView } from "../auction/view.ts";
import type { Language } from "../base/language.ts";
import type { MoneyFormat } from "../base/money_text.ts";
import { happenedAgain, type Happening, happeningOf } from "./happening.ts";
import type {
  BidTicket,
  BidWish,
  ConnectionState,
  HouseLink,
  LinkNotice,
  Me,
} from "./house_link.ts";
import type { FeedPath } from "../wire/member_message.ts";
import type { PositionFacts } from "./own_position.ts";

/** What the link knew at one moment. */
export interface LinkPicture {
  readonly me: Me | null;
  readonly view: SaleView;
  readonly seq: number;
  readonly isAhead: boolean;
  readonly bids: readonly BidTicket[];
}

/** The person and the moment. */
export interface Moment {
  readonly language: Language;
  readonly timeZone: string;
  readonly nowMs: number;
}

/** A bid that waits for the person's yes. */
export interface Question {
  /** "final": what cannot be taken back, and so wants a clear yes. */
  readonly type: "ask" | "unusual" | "lot_changed" | "final";
  readonly wish: BidWish;
}

/** A list that is laid over the screen. */
export type Panel =
  | { readonly type: "lots"; readonly page: number }
  | { readonly type: "lot"; readonly lot: LotId }
  | { readonly type: "help" };

/** A short answer to what was typed. */
export interface Message {
  readonly text: string;
}

/** The terminal's whole state. */
export interface TerminalModel extends PositionFacts {
  readonly connection: ConnectionState;
  readonly path: FeedPath | null;
  /** The latest, oldest first, at most {@link happeningsMax}. */
  readonly happenings: readonly Happening[];
  /** The lot that a bid without a lot means, and since when: null where none is live. */
  readonly ring: { readonly lot: LotId | null; readonly sinceMs: number };
  /** The lot that the person asked to see. */
  readonly chosen: LotId | null;
  readonly panel: Panel | null;
  readonly question: Question | null;
  readonly message: Message | null;
}

/** How many happenings are kept: more than the tallest screen shows. */
export const happeningsMax = 100;

/** What the link knows now. */
export function pictureOf(link: HouseLink): LinkPicture {
  return {
    me: link.me(),
    view: link.view(),
    seq: link.seq(),
    isAhead: link.isAhead(),
    bids: link.bids(),
  };
}

/** The model before anything was heard. */
export function newModel(picture: LinkPicture, nowMs: number): TerminalModel {
  return {
    ...picture,
    undone: new Map(),
    retracted: new Map(),
    connection: "joining",
    path: null,
    happenings: [],
    ring: { lot: ringLot(picture.view, null), sinceMs: nowMs },
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
  { picture, moment }: { readonly picture: LinkPicture; readonly moment: Moment },
): TerminalModel {
  const known = { ...model, ...picture, ...connectionOf(model, notice) };
  const reader = { ...known, ...moment, currency: moneyOf(known, moment).currency };
  const happening = happeningOf(notice, reader, moment.nowMs);
  const happenings = happening === null
    ? model.happenings
    : withHappening(model.happenings, { happening, moment });
  const next = { ...known, happenings, ...bidsTakenBack(known, notice) };
  return withRing(next, moment.nowMs);
}

/** Adds a happening; a trouble that only repeats itself takes the place of its last line. */
function withHappening(
  happenings: readonly Happening[],
  { happening, moment }: { readonly happening: Happening; readonly moment: Moment },
): readonly Happening[] {
  const last = happenings.at(-1);
  if (last?.trouble === undefined || last.trouble.code !== happening.trouble?.code) {
    return [...happenings, happening].slice(-happeningsMax);
  }
  const again = happenedAgain(happening, {
    tries: last.trouble.tries + 1,
    language: moment.language,
  });
  return [...happenings.slice(0, -1), again];
}

/** How this person reads and writes the sale's money. */
export function moneyOf(
  { view }: { readonly view: SaleView },
  { language }: { readonly language: Language },
): MoneyFormat {
  // Before the sale is known no amount is shown; XXX is ISO 4217's "no currency".
  return { currency: view.currency === "" ? "XXX" : view.currency, language };
}

/** Whether bids on the lot are taken, or will be when a pause ends. */
export function isLive(lot: LotView): boolean {
  return lot.status === "open" || lot.status === "fair_warning" || lot.status === "paused";
}

/** Whether the lot is over for good. */
export function isOver(lot: LotView): boolean {
  return lot.status === "sold" || lot.status === "passed" || lot.status === "withdrawn";
}

/** A lot that this bidder has won, and for how much in all. */
export interface WonLot {
  readonly lot: PublicLot;
  readonly price: Cents;
  /** How many units, of a multi-unit lot; else null. */
  readonly units: number | null;
}

/** What this bidder has won so far, in the order of the catalogue. */
export function wonLots({ view, me }: Pick<TerminalModel, "view" | "me">): readonly WonLot[] {
  if (me === null) return [];
  return [...view.lots.values()].flatMap((lotView) => {
    const price = wonAt(lotView, me.paddle);
    return price === 0 ? [] : [{ lot: lotView.lot, price, units: unitsWon(lotView, me.paddle) }];
  });
}

/** How many units of a multi-unit lot a paddle has won; null on every other lot. */
export function unitsWon({ allotments }: LotView, paddle: Paddle): number | null {
  if (allotments.length === 0) return null;
  const own = allotments.filter((units) => units.paddle === paddle);
  return own.reduce((sum, { quantity }) => sum + quantity, 0);
}

/**
 * The lot in the ring: the one that the person chose until it is over, else the last that the
 * auctioneer opened by hand, else the one whose clock ends first. Null where no lot is live.
 */
export function ringLot(view: SaleView, chosen: LotId | null): LotId | null {
  const chosenView = chosen === null ? undefined : view.lots.get(chosen);
  if (chosenView !== undefined && !isOver(chosenView)) return chosen;
  const live = [...view.lots.values()].filter(isLive);
  live.sort((a, b) => urgency(a) - urgency(b));
  return live[0]?.lot.id ?? null;
}

/** Chooses a lot to look at. */
export function withChosen(model: TerminalModel, lot: LotId, nowMs: number): TerminalModel {
  return withRing({ ...model, chosen: lot }, nowMs);
}

/** Lower is more urgent. Lots by hand come first, the last opened before the others. */
function urgency({ lot, endsAt, openedAt }: LotView): number {
  if (lot.closing.type === "clerked") return -(openedAt ?? 0);
  return endsAt ?? Number.MAX_SAFE_INTEGER; // A paused clock is not urgent.
}

function withRing(model: TerminalModel, nowMs: number): TerminalModel {
  const lot = ringLot(model.view, model.chosen);
  const ring = lot === model.ring.lot ? model.ring : { lot, sinceMs: nowMs };
  const asked = model.question === null ? undefined : model.view.lots.get(model.question.wish.lot);
  // A question about a lot that is over must not wait for a hasty Enter.
  const question = asked === undefined || isOver(asked) ? null : model.question;
  return { ...model, ring, question };
}

function connectionOf(model: TerminalModel, notice: LinkNotice) {
  return notice.type === "connection"
    ? { connection: notice.state, path: notice.path }
    : { connection: model.connection, path: model.path };
}

/** Which own bids may not stand any more, after `notice`. */
function bidsTakenBack(
  { undone, retracted }: PositionFacts,
  notice: LinkNotice,
): Pick<PositionFacts, "undone" | "retracted"> {
  if (notice.type !== "event") return { undone, retracted };
  const { event, seq } = notice;
  if (event.type === "BidUndone") return { undone: new Map(undone).set(event.lot, seq), retracted };
  if (event.type !== "BidsRetracted") return { undone, retracted };
  const { lot, paddle } = event;
  const paddles = new Map(retracted.get(lot)).set(paddle, seq);
  return { undone, retracted: new Map(retracted).set(lot, paddles) };
}
