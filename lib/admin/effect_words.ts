// What a command would do, in words: from the events that it would cause and the sale before it.
//
// There is a line for each kind of event, which the compiler checks, so that nothing that would
// happen is left unsaid. Events that change nothing for a person have no words.

import type { PublicEvent, Standing } from "../auction/event.ts";
import type { Paddle } from "../auction/lot.ts";
import { lotsAhead } from "../auction/ring_lot.ts";
import { evolveView, type LotView, type SaleView } from "../auction/view.ts";
import type { Language } from "../base/language.ts";
import { formatMoney, formatTimeLeft } from "../base/money_text.ts";
import { EFFECT_TEXTS, type EffectTexts } from "./effect_texts.ts";

/** For whom, and of which sale. */
export interface EffectReader {
  readonly language: Language;
  /** The sale before the command. */
  readonly view: SaleView;
  /** The names of paddles, as far as the house knows them. */
  readonly names: ReadonlyMap<Paddle, string>;
}

/** The most sentences of one command: who opens a hundred lots knows what a line of it says. */
const sentencesMax = 12;

/** What the events would do, a line for each that a person should know of before. */
export function effectWords(
  events: readonly PublicEvent[],
  reader: EffectReader,
): readonly string[] {
  const lines: string[] = [];
  let { view } = reader;
  for (const event of events) {
    const after = evolveView(view, event);
    const line = wordsOf(event, sceneOf(event, { reader, view, after }));
    if (line !== null) lines.push(line);
    view = after;
  }
  if (lines.length <= sentencesMax) return lines;
  const shown = lines.slice(0, sentencesMax - 1);
  return [...shown, EFFECT_TEXTS[reader.language].more(lines.length - shown.length)];
}

/** What the words of one event are made from. */
interface Scene {
  readonly texts: EffectTexts;
  readonly view: SaleView;
  /** The event's lot before and after it; null where it has none. */
  readonly before: LotView | null;
  readonly after: LotView | null;
  money(cents: number): string;
  who(paddle: Paddle): string;
}

function sceneOf(
  event: PublicEvent,
  { reader, view, after }: {
    readonly reader: EffectReader;
    readonly view: SaleView;
    readonly after: SaleView;
  },
): Scene {
  const { language, names } = reader;
  const texts = EFFECT_TEXTS[language];
  const id = "lot" in event && typeof event.lot === "string" ? event.lot : "";
  return {
    texts,
    view,
    before: view.lots.get(id) ?? null,
    after: after.lots.get(id) ?? null,
    money: (cents) => formatMoney(cents, { currency: view.currency, language }),
    who: (paddle) => texts.who(paddle, names.get(paddle) ?? null),
  };
}

type EventOf<T extends PublicEvent["type"]> = Extract<PublicEvent, { readonly type: T }>;
type Words = {
  readonly [T in PublicEvent["type"]]: (event: EventOf<T>, scene: Scene) => string | null;
};

function wordsOf<T extends PublicEvent["type"]>(event: EventOf<T>, scene: Scene): string | null {
  const words: (event: EventOf<T>, scene: Scene) => string | null = WORDS[event.type as T];
  return words(event, scene);
}

const WORDS: Words = {
  SaleCreated: () => null,
  SaleOpened: (_, { texts }) => texts.saleOpened,
  SaleClosed(_, { texts, view }) {
    const ahead = lotsAhead(view).length;
    return sentences(texts.saleClosed, ahead === 0 ? null : texts.lotsUnsold(ahead));
  },
  LotCatalogued: () => null,
  LotDescribed: () => null,
  LotOpened({ lot, ask, at, endsAt }, { texts, money }) {
    return sentences(texts.lotOpened(lot, money(ask)), clockText(texts, { at, endsAt }));
  },
  BidAccepted({ lot, standing: { leader, price } }, { texts, money, who }) {
    if (leader === null || price === null) return texts.bidTaken(lot);
    return texts.leads(lot, who(leader), money(price));
  },
  BidRecorded: () => null,
  LotExtended({ lot, at, endsAt, cause }, { texts }) {
    return texts.extended[cause](lot, formatTimeLeft(endsAt - at));
  },
  FairWarningGiven: ({ lot, call }, { texts }) => texts.warned(lot, call),
  LotPaused: ({ lot }, { texts }) => texts.paused(lot),
  LotResumed({ lot, at, endsAt }, { texts }) {
    return sentences(texts.resumed(lot), clockText(texts, { at, endsAt }));
  },
  BidUndone({ at, endsAt, standing }, scene) {
    const moved = scene.before?.endsAt === endsAt ? null : clockText(scene.texts, { at, endsAt });
    return sentences(undoneText(scene, standing), standingText(scene, standing), moved);
  },
  LotSold({ lot, paddle, price }, { texts, money, who, before }) {
    const isBelow = before?.lot.hasReserve === true && !before.standing.reserveMet &&
      before.standing.price !== null;
    const sold = texts.sold(lot, who(paddle), money(price));
    return sentences(sold, isBelow ? texts.belowReserve : null);
  },
  LotPassed({ lot, reason }, { texts, money, who, before }) {
    const { leader = null, price = null } = before?.standing ?? {};
    const lost = leader === null || price === null
      ? null
      : texts.bidWinsNothing(who(leader), money(price));
    return sentences(texts.passed[reason](lot), lost);
  },
  LotWithdrawn({ lot }, { texts, before }) {
    const bids = before?.standing.bids ?? 0;
    return sentences(texts.withdrawn(lot), bids === 0 ? null : texts.bidsWinNothing(bids));
  },
  AskSet: ({ ask }, { texts, money }) => texts.nextBid(money(ask)),
  IncrementsSet: ({ ask }, { texts, money }) => texts.nextBid(money(ask)),
  BidderLeft: ({ lot, paddle }, { texts, who }) => texts.bidderLeft(lot, who(paddle)),
  PriceRaised({ lot, standing: { price } }, { texts, money }) {
    return price === null ? null : texts.priceRises(lot, money(price));
  },
  BidsRetracted({ lot, paddle, standing }, scene) {
    const { texts, who } = scene;
    return sentences(texts.bidsVoid(lot, who(paddle)), standingText(scene, standing));
  },
  UnitsSold({ paddle, quantity, price }, { texts, money, who }) {
    return texts.unitsSold(who(paddle), quantity, money(price));
  },
  LotReopened({ lot, at, endsAt, standing }, scene) {
    const { texts, before, who } = scene;
    const winner = before?.winner ?? null;
    return sentences(
      texts.reopened(lot),
      winner === null ? null : texts.losesLot(lot, who(winner.paddle)),
      standingText(scene, standing),
      clockText(texts, { at, endsAt }),
    );
  },
  LotAwarded({ lot, paddle, price, defaulter }, { texts, money, who }) {
    const awarded = texts.awarded(lot, who(paddle), money(price));
    return sentences(awarded, texts.losesLot(lot, who(defaulter)));
  },
  LotMoved: ({ lot, before }, { texts }) => texts.moved(lot, before),
  Announced: ({ text }, { texts }) => texts.announced(text),
  TermsSet: (_, { texts }) => texts.termsSet,
  LimitSet: () => null,
  PaddleAdmitted: ({ paddle }, { texts, who }) => texts.admitted(who(paddle)),
  PaddleSuspended: ({ paddle }, { texts, who }) => texts.suspended(who(paddle)),
  PaddleReinstated: ({ paddle }, { texts, who }) => texts.reinstated(who(paddle)),
  PaddleBanned: ({ paddle }, { texts, who }) => texts.banned(who(paddle)),
};

/** What is taken back. Who outbid nobody but drove the leader up is not named: nobody may know. */
function undoneText({ texts, before, money, who }: Scene, after: Standing): string {
  const { leader = null, price = null } = before?.standing ?? {};
  if (leader === null || price === null) return texts.undone.silent;
  if (leader !== after.leader) return texts.undone.leading(who(leader), money(price));
  return after.price === null || after.price === price
    ? texts.undone.silent
    : texts.undone.driving(money(price), money(after.price));
}

/** Who leads afterwards, and what the next bid is. */
function standingText(
  { texts, before, money, who }: Scene,
  { leader, price, ask }: Standing,
): string {
  const next = texts.nextBid(money(ask));
  if (leader === null || price === null) return `${texts.nobodyLeads} ${next}`;
  const isSame = before?.standing.leader === leader;
  const leads = isSame ? texts.leadsThen : texts.leadsAgain;
  return `${leads(who(leader), money(price))} ${next}`;
}

function clockText(
  texts: EffectTexts,
  { at, endsAt }: { readonly at: number; readonly endsAt: number | null },
): string | null {
  return endsAt === null ? null : texts.clockShows(formatTimeLeft(endsAt - at));
}

function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(" ");
}
