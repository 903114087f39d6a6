// The sale as this bidder has followed it: what the link knows, and what has happened so far.
//
// Pure, and the same for every face: a terminal and a page keep one each and feed it each notice.

import type { FeedPath } from "../wire/member_message.ts";
import { happenedAgain, type Happening, happeningOf } from "./happening.ts";
import type { LotId } from "../auction/lot.ts";
import type { PaddleState } from "../auction/view.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import type { ConnectionState, HouseLink, LinkNotice, LinkQuality } from "./house_link.ts";
import { type Moment, moneyOf } from "./moment.ts";
import { ownPosition, type PositionFacts } from "./own_position.ts";

/** What the link knew at one moment. */
export interface LinkPicture
  extends Pick<PositionFacts, "me" | "view" | "seq" | "isAhead" | "bids"> {
  readonly quality: LinkQuality | null;
}

/** What the link knows, and what it has told. */
export interface FollowedSale extends PositionFacts, LinkPicture {
  readonly connection: ConnectionState;
  readonly path: FeedPath | null;
  /** How the house says that it lets this paddle in no more; see {@link standingOf}. */
  readonly putOut: "suspended" | "banned" | null;
  /** In the order of their times, at most {@link happeningsMax}. */
  readonly happenings: readonly Happening[];
  /** The one that was heard last: after an absence what comes may be older than what is known. */
  readonly heardLast: Happening | null;
  /** When the house took each own bid, or else when we first heard of it, by the bid's id. */
  readonly bidTimes: ReadonlyMap<string, number>;
  /** The lots whose last event had this bidder in the lead. */
  readonly led: ReadonlySet<LotId>;
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
    quality: link.quality(),
  };
}

/** The sale before anything was heard. */
export function newFollowedSale(picture: LinkPicture): FollowedSale {
  return {
    ...picture,
    undone: new Map(),
    retracted: new Map(),
    connection: "joining",
    path: null,
    putOut: null,
    happenings: [],
    heardLast: null,
    bidTimes: new Map(),
    led: new Set(),
  };
}

/** The sale after `notice`, whose effect `picture` already holds. */
export function followed(
  sale: FollowedSale,
  notice: LinkNotice,
  { picture, moment }: { readonly picture: LinkPicture; readonly moment: Moment },
): FollowedSale {
  const before = beginsAnew(notice) ? anew(sale) : sale;
  const known = { ...before, ...picture, ...connectionOf(sale, notice) };
  const happening = spoken(known, notice, moment);
  const news = happening === null ? {} : withHappening(before, { happening, moment });
  return {
    ...known,
    ...news,
    ...bidsTakenBack(known, notice),
    bidTimes: bidTimesAfter(known, notice, moment.nowMs),
    led: ledAfter(known, notice),
  };
}

/** Another sale may follow at the same house, with lots of the same numbers. */
function beginsAnew(notice: LinkNotice): boolean {
  return notice.type === "event" && notice.event.type === "SaleCreated";
}

/** The lines of what happened stay, each with its time; what is known by lot and by bid does not. */
function anew(sale: FollowedSale): FollowedSale {
  const { undone, retracted, bidTimes, led } = newFollowedSale(sale);
  return { ...sale, undone, retracted, bidTimes, led };
}

/** The happening of `notice`; who is outbid is told so, also where no screen shows it. */
function spoken(sale: FollowedSale, notice: LinkNotice, moment: Moment): Happening | null {
  const reader = { ...sale, ...moment, currency: moneyOf(sale, moment).currency };
  const happening = happeningOf(notice, reader, moment.nowMs);
  if (happening === null || !isOutbidBy(sale, notice)) return happening;
  const text = `${happening.text}; ${BIDDER_TEXTS[moment.language].own.outbid}`;
  return { ...happening, text, tone: "bad" };
}

/**
 * Whether `notice` is the first word of another's lead over this bidder. A maximum that is beaten
 * at once has never led: then it is told by the answer or by its event, whichever is heard last.
 */
function isOutbidBy(sale: FollowedSale, notice: LinkNotice): boolean {
  if (notice.type === "bid") {
    const { state, seq, lot } = notice.ticket;
    return state === "accepted" && (seq ?? 0) <= sale.seq &&
      ownPosition(sale, lot).state === "outbid";
  }
  if (notice.type !== "event" || notice.event.type !== "BidAccepted") return false;
  const { lot, standing: { leader } } = notice.event;
  if (leader === null || leader === sale.me?.paddle) return false;
  return sale.led.has(lot) || sale.bids.some(({ seq }) => seq === notice.seq);
}

/** Adds a happening; a trouble that only repeats itself takes the place of its last line. */
function withHappening(
  { happenings, heardLast }: FollowedSale,
  { happening, moment }: { readonly happening: Happening; readonly moment: Moment },
): Pick<FollowedSale, "happenings" | "heardLast"> {
  if (heardLast?.trouble === undefined || heardLast.trouble.code !== happening.trouble?.code) {
    return { happenings: inOrder(happenings, happening), heardLast: happening };
  }
  const tries = heardLast.trouble.tries + 1;
  const again = happenedAgain(happening, { tries, language: moment.language });
  const others = happenings.filter((each) => each !== heardLast);
  return { happenings: inOrder(others, again), heardLast: again };
}

/** What was missed comes after "joining again", but happened before it. */
function inOrder(happenings: readonly Happening[], happening: Happening): readonly Happening[] {
  const before = happenings.findLastIndex(({ at }) => at <= happening.at);
  return happenings.toSpliced(before + 1, 0, happening).slice(-happeningsMax);
}

function bidTimesAfter(
  { bids, bidTimes }: FollowedSale,
  notice: LinkNotice,
  nowMs: number,
): ReadonlyMap<string, number> {
  if (notice.type === "bid") {
    const { id } = notice.ticket;
    return bidTimes.has(id) ? bidTimes : new Map(bidTimes).set(id, nowMs);
  }
  if (notice.type !== "event") return bidTimes;
  const answered = bids.find(({ seq }) => seq === notice.seq);
  return answered === undefined ? bidTimes : new Map(bidTimes).set(answered.id, notice.event.at);
}

function ledAfter({ led, me }: FollowedSale, notice: LinkNotice): ReadonlySet<LotId> {
  if (notice.type !== "event" || !("standing" in notice.event)) return led;
  const { lot, standing: { leader } } = notice.event;
  const isMine = leader !== null && leader === me?.paddle;
  if (isMine === led.has(lot)) return led;
  const next = new Set(led);
  if (isMine) next.add(lot);
  else next.delete(lot);
  return next;
}

/**
 * How this bidder's paddle stands. Who is put out reads nothing more, often not even the event that
 * says so: then the house's refusal tells it.
 */
export function standingOf(
  { me, view, putOut }: Pick<FollowedSale, "me" | "view" | "putOut">,
): PaddleState | null {
  return putOut ?? (me === null ? null : view.paddles.get(me.paddle) ?? null);
}

function connectionOf(sale: FollowedSale, notice: LinkNotice) {
  return notice.type === "connection"
    ? { connection: notice.state, path: notice.path, putOut: notice.putOut ?? null }
    : { connection: sale.connection, path: sale.path, putOut: sale.putOut };
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
