// What there is to say about a lot, by its format: price, next price, time, own place.
//
// Texts only; each face lays them out its own way. Each fact has its name, for an amount alone says nothing.

import { formatMoney, formatTimeLeft } from "../base/money_text.ts";
import type { LotView } from "../auction/view.ts";
import { costOf, unitsOf } from "../auction/uniform.ts";
import { unitsText } from "./bid_text.ts";
import { BIDDER_TEXTS, type BidderTexts } from "./bidder_texts.ts";
import { type CostReader, withCost } from "./cost_text.ts";
import type { Look } from "./look.ts";
import { type Moment, moneyOf } from "./moment.ts";
import type { OwnPosition, PositionFacts } from "./own_position.ts";
import { isEntering, priceClock } from "../auction/price_clock.ts";
import { paddleText } from "./reader.ts";
import { isLive } from "../auction/ring_lot.ts";
import { unitsWon } from "./won_lots.ts";
import { isSealed } from "../auction/lot.ts";

/** One fact: its name, what it is, and how it looks. */
export interface LotFact {
  readonly name: string;
  readonly text: string;
  readonly look: Look;
}

/** For whom, and when. */
export interface FactContext {
  readonly model: Pick<PositionFacts, "me" | "view">;
  readonly moment: Moment;
}

/** The facts of the lot in the ring but the own ones, most important first. */
export function lotFacts(lot: LotView, context: FactContext): LotFact[] {
  const { labels } = textsOf(context);
  const known = lot.standing.price !== null || priceClock(lot, context.moment.nowMs) !== null;
  const price: LotFact = {
    name: labels.price,
    text: priceText(lot, context),
    look: known ? "bold" : "dim",
  };
  return [
    price,
    ...nextFacts(lot, context),
    ...estimateFacts(lot, context),
    ...timeFacts(lot, context),
  ];
}

/** What is left on the lot's clock, or what ends it. */
export function timeLeftText(lot: LotView, { nowMs, language }: Moment): string {
  const texts = BIDDER_TEXTS[language];
  if (lot.status === "paused") {
    const left = lot.remainingMs === null ? "" : ` · ${formatTimeLeft(lot.remainingMs)}`;
    return texts.status.paused + left;
  }
  if (lot.status === "catalogued") return texts.status.catalogued;
  if (lot.endsAt === null) return texts.untilHammer;
  // The house ends the lot, not this clock: past the end we can only wait for its word.
  return lot.endsAt <= nowMs ? texts.closing : formatTimeLeft(lot.endsAt - nowMs);
}

/** The lot's status in a word, with the count of its warnings. */
export function statusText({ status, warnings }: LotView, texts: BidderTexts): string {
  const count = status === "fair_warning" && warnings > 1 ? ` (${warnings})` : "";
  return texts.status[status] + count;
}

/** Where this bidder stands in the lot, with the own amount. */
export function ownText(
  lot: LotView,
  { state, max, quantity }: OwnPosition,
  reader: CostReader,
): string {
  const { texts, money } = reader;
  const words = texts.own[state];
  if (max === null) return words;
  const { type } = lot.lot.format;
  const own = type === "uniform"
    ? texts.yourUnits(unitsText({ amount: max, quantity }, money))
    : isSealed(lot.lot.format)
    ? texts.yourSealedBid(formatMoney(max, money))
    : texts.yourMax(formatMoney(max, money));
  return withCost(`${words} · ${own}`, { hammer: costOf({ amount: max, quantity }), reader });
}

/** How a live lot stands, from the fullest form to the shortest; each amount has its name. */
export function liveForms(lot: LotView, context: FactContext): string[][] {
  const texts = textsOf(context);
  const amount = amountsOf(context);
  const { price, ask, bids } = lot.standing;
  const time = lot.endsAt === null ? statusText(lot, texts) : timeLeftText(lot, context.moment);
  const clock = priceClock(lot, context.moment.nowMs);
  if (clock !== null) {
    const now = texts.brief.now(amount(clock.price));
    const inside = lot.lot.format.type === "japanese" ? [texts.inside(bids)] : [];
    return [[now, ...inside, time], [now, time], [now]];
  }
  if (isSealed(lot.lot.format)) return [[texts.sealed(bids), time], [texts.sealed(bids)]];
  if (price === null) return [[texts.from(amount(ask)), time], [texts.from(amount(ask))]];
  const next = texts.brief.next(amount(ask));
  return [[texts.brief.now(amount(price)), next, time], [next, time], [next]];
}

/** How a lot was sold, from the fullest form to the shortest. */
export function soldForms(lot: LotView, context: FactContext): string[][] {
  const texts = textsOf(context);
  const { winner, allotments } = lot;
  if (winner === null) return [[texts.status[lot.status]]];
  const reader = { me: context.model.me, language: context.moment.language };
  const price = amountsOf(context)(winner.price);
  if (allotments.length === 0) {
    const sold = texts.brief.sold(price);
    return [[sold, paddleText(winner.paddle, reader)], [sold]];
  }
  const sold = texts.brief.sold(texts.each(price));
  const shares = allotments.map(({ paddle, quantity }) =>
    `${paddleText(paddle, reader)} × ${quantity}`
  );
  const units = reader.me === null ? null : unitsWon(lot, reader.me.paddle);
  const own = units === null || units === 0 ? [] : [`${texts.youAsPaddle} × ${units}`];
  return [[sold, shares.join(", ")], [sold, ...own], [sold]];
}

function priceText(lot: LotView, context: FactContext): string {
  const texts = textsOf(context);
  const amount = amountsOf(context);
  const { price, leader, bids, reserveMet } = lot.standing;
  const { type } = lot.lot.format;
  const clock = priceClock(lot, context.moment.nowMs);
  const reader = { me: context.model.me, language: context.moment.language };
  const parts = clock !== null
    ? [
      withCost(amount(clock.price), { hammer: clock.price, reader: costReaderOf(context) }),
      ...(type === "japanese" ? [texts.inside(bids)] : []),
    ]
    : isSealed(lot.lot.format)
    ? [texts.sealed(bids)]
    : [
      price === null
        ? texts.noBids
        : type === "uniform"
        ? texts.each(amount(price))
        : amount(price),
      ...(leader === null || type === "uniform" ? [] : [paddleText(leader, reader)]),
      ...(bids > 0 ? [texts.bids(bids)] : []),
    ];
  // Of a sealed lot nobody is told before the end whether the reserve is met.
  const reserve = lot.lot.hasReserve && !isSealed(lot.lot.format)
    ? [reserveMet ? texts.reserve.met : texts.reserve.notMet]
    : [];
  return unbroken([...parts, ...reserve]);
}

function nextFacts(lot: LotView, context: FactContext): LotFact[] {
  const texts = textsOf(context);
  const amount = amountsOf(context);
  const clock = priceClock(lot, context.moment.nowMs);
  const { format } = lot.lot;
  if (clock !== null) {
    const { next, inMs } = clock;
    const text = next === null
      ? texts.lowestPrice
      : inMs === null
      ? amount(next)
      : texts.priceIn(amount(next), formatTimeLeft(inMs));
    return [fact(texts.labels.nextPrice, text, "bold")];
  }
  const next = lot.status === "catalogued" ? lot.opening : lot.standing.ask;
  const reader = costReaderOf(context);
  const ask = withCost(amount(next), { hammer: next, reader });
  if (isSealed(lot.lot.format)) return [fact(texts.labels.least, ask, "bold")];
  if (format.type === "uniform") {
    const units = fact(texts.labels.units, String(unitsOf(lot.lot)), "plain");
    const each = withCost(texts.each(amount(next)), { hammer: next, reader });
    return [fact(texts.labels.ask, each, "bold"), units];
  }
  const price = format.type === "english" && lot.standing.leader === null ? format.buyNow : null;
  const buyNow = price === null ? [] : [
    fact(texts.labels.buyNow, withCost(amount(price), { hammer: price, reader }), "plain"),
  ];
  return [fact(texts.labels.ask, ask, "bold"), ...buyNow];
}

function estimateFacts({ lot: { estimate } }: LotView, context: FactContext): LotFact[] {
  if (estimate === null) return [];
  const texts = textsOf(context);
  const amount = amountsOf(context);
  const range = texts.between(amount(estimate.low), amount(estimate.high));
  return [fact(texts.labels.estimate, unbroken([range]), "dim")];
}

// A rising price says when it goes up; before that it says how long one may still enter.
function timeFacts(lot: LotView, { moment, ...rest }: FactContext): LotFact[] {
  const texts = textsOf({ moment, ...rest });
  const left = timeLeftText(lot, moment);
  const look: Look = isClosing(lot, moment) ? "warn" : "plain";
  const isClockRunning = isLive(lot) && lot.endsAt !== null && lot.endsAt > moment.nowMs;
  const { closing, format } = lot.lot;
  if (format.type === "japanese" && isClockRunning) {
    return isEntering(lot) ? [fact(texts.labels.timeLeft, texts.toEnter(left), look)] : [];
  }
  const group = closing.type === "timed" ? closing.group : null;
  const shared = group === null ? [] : [texts.sharedClock(group)];
  return [fact(texts.labels.timeLeft, [left, ...shared].join(" · "), look)];
}

function isClosing(lot: LotView, { nowMs }: Moment): boolean {
  return lot.status === "fair_warning" || (lot.endsAt !== null && lot.endsAt - nowMs <= 30_000);
}

function fact(name: string, text: string, look: Look): LotFact {
  return { name, text, look };
}

function textsOf({ moment }: FactContext): BidderTexts {
  return BIDDER_TEXTS[moment.language];
}

function costReaderOf(context: FactContext): CostReader {
  const { model, moment } = context;
  return { view: model.view, texts: textsOf(context), money: moneyOf(model, moment) };
}

function amountsOf({ model, moment }: FactContext): (cents: number) => string {
  const money = moneyOf(model, moment);
  return (cents) => formatMoney(cents, money);
}

/** Rows break between facts only. */
function unbroken(parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(" ", "\u00a0")).join(" · ");
}
