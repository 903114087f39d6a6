// The rows of lots: the one in the ring in full, the others one line each.

import { type Language, textIn } from "../base/language.ts";
import { formatMoney, formatTimeLeft, type MoneyFormat } from "../base/money_text.ts";
import type { LotView } from "../auction/view.ts";
import { BIDDER_TEXTS, type BidderTexts } from "./bidder_texts.ts";
import { paddleText, refusalText } from "./happening.ts";
import { type OwnPosition, ownPosition, type OwnState } from "./own_position.ts";
import {
  columnsOf,
  type Look,
  padTo,
  piece,
  type Row,
  row,
  spread,
  wrapText,
} from "./screen_row.ts";
import { isLive, type Moment, moneyOf, type TerminalModel } from "./terminal_model.ts";

const ownLooks: Readonly<Record<OwnState, Look>> = {
  none: "dim",
  leading: "good",
  outbid: "bad",
  won: "good",
  lost: "dim",
};

/** The lot in the ring: title, price, ask, time left, own state. Most important rows first. */
export function ringRows(
  model: TerminalModel,
  lot: LotView,
  { moment, width }: { readonly moment: Moment; readonly width: number },
): Row[] {
  const texts = BIDDER_TEXTS[moment.language];
  const money = moneyOf(model, moment);
  const { price, ask, timeLeft, you } = texts.labels;
  const labelled = labelling(texts, width);
  const position = ownPosition(model, lot.lot.id);
  const timeLook = isClosing(lot, moment) ? "warn" : "plain";
  return [
    spread([piece(texts.lot(lot.lot.id), "bold")], [piece(statusText(lot, texts), lookOf(lot))]),
    row(piece(textIn(lot.lot.title, moment.language), "bold")),
    ...labelled(price, priceText(lot, model, moment), lot.standing.price === null ? "dim" : "bold"),
    ...labelled(ask, askText(lot, money), "bold"),
    ...labelled(timeLeft, timeLeftText(lot, moment), timeLook),
    ...labelled(you, ownText(position, texts, money), ownLooks[position.state]),
    ...latestRows(position, { money, texts, labelled }),
  ];
}

/** One lot in one row: what it is, and how it stands. */
export function lotRow(
  model: TerminalModel,
  lot: LotView,
  { moment, width }: { readonly moment: Moment; readonly width: number },
): Row {
  const { state } = ownPosition(model, lot.lot.id);
  const title = textIn(lot.lot.title, moment.language);
  return spread(
    [piece(padTo(` ${lot.lot.id}`, 5)), piece(` ${title}`, isLive(lot) ? "plain" : "dim")],
    [piece(
      summaryText(lot, model, { moment, width }),
      ownLooks[state] === "dim" ? "plain" : ownLooks[state],
    )],
  );
}

interface DescriptionRoom {
  readonly language: Language;
  readonly width: number;
  readonly height: number;
}

/** What is said about a lot, wrapped into at most `height` rows; a mark where that cuts it. */
export function descriptionRows(
  { description }: LotView,
  { language, width, height }: DescriptionRoom,
): Row[] {
  const text = textIn(description, language).trim();
  if (text === "") return [];
  const lines = text.split(/\s*\n\s*/u).flatMap((line) => wrapText(line, width - 3));
  const shown = lines.slice(0, height);
  const isCut = lines.length > shown.length;
  return shown.map((line, index) => {
    const tail = isCut && index === shown.length - 1 ? " …" : "";
    return row(piece(` ${line}${tail}`));
  });
}

/** How a lot stands, in as many facts as leave room for its title; the price is always among them. */
function summaryText(
  lot: LotView,
  model: TerminalModel,
  { moment, width }: { readonly moment: Moment; readonly width: number },
): string {
  const titleColumns = Math.min(20, Math.floor(width / 5));
  const room = width - 6 - titleColumns;
  const forms = summaryForms(lot, model, moment).map((facts) => facts.join(" · "));
  return forms.find((form) => columnsOf(form) <= room) ?? forms.at(-1) ?? "";
}

/** The facts of a lot's summary, from the fullest form to the shortest; each amount has its name. */
function summaryForms(lot: LotView, model: TerminalModel, moment: Moment): string[][] {
  const texts = BIDDER_TEXTS[moment.language];
  const amount = (cents: number) => formatMoney(cents, moneyOf(model, moment));
  if (lot.status === "catalogued") return [[texts.from(amount(lot.lot.opening))]];
  if (isLive(lot)) {
    const { price, ask } = lot.standing;
    const time = lot.endsAt === null ? statusText(lot, texts) : timeLeftText(lot, moment);
    if (price === null) return [[texts.from(amount(ask)), time], [texts.from(amount(ask))]];
    const next = texts.brief.next(amount(ask));
    return [[texts.brief.now(amount(price)), next, time], [next, time], [next]];
  }
  if (lot.winner === null) return [[texts.status[lot.status]]];
  const sold = texts.brief.sold(amount(lot.winner.price));
  const reader = { me: model.me, language: moment.language };
  return [[sold, paddleText(lot.winner.paddle, reader)], [sold]];
}

/** A text beside its name, on as many rows as it needs: nothing of it may be cut away. */
type Labelled = (name: string, text: string, look: Look) => Row[];

function labelling(texts: BidderTexts, width: number): Labelled {
  const { price, ask, timeLeft, you } = texts.labels;
  const labelWidth = Math.max(...[price, ask, timeLeft, you].map(columnsOf)) + 2;
  return (name, text, look) =>
    wrapText(text, width - labelWidth).map((line, index) =>
      row(piece(padTo(index === 0 ? name : "", labelWidth), "dim"), piece(line, look))
    );
}

function statusText({ status, warnings }: LotView, texts: BidderTexts): string {
  const count = status === "fair_warning" && warnings > 1 ? ` (${warnings})` : "";
  return texts.status[status] + count;
}

function lookOf({ status }: LotView): Look {
  return status === "fair_warning" || status === "paused" ? "warn" : "dim";
}

function priceText({ standing, lot }: LotView, model: TerminalModel, moment: Moment): string {
  const texts = BIDDER_TEXTS[moment.language];
  const { price, leader, bids } = standing;
  const reserve = standing.reserveMet ? texts.reserve.met : texts.reserve.notMet;
  return [
    price === null ? texts.noBids : formatMoney(price, moneyOf(model, moment)),
    ...(leader === null ? [] : [paddleText(leader, { me: model.me, language: moment.language })]),
    ...(bids > 0 ? [texts.bids(bids)] : []),
    ...(lot.hasReserve ? [reserve] : []),
  ].map((part) => part.replaceAll(" ", "\u00a0")).join(" · "); // Rows break between facts only.
}

function askText(lot: LotView, money: MoneyFormat): string {
  const ask = lot.status === "catalogued" ? lot.lot.opening : lot.standing.ask;
  return formatMoney(ask, money);
}

function timeLeftText(lot: LotView, { nowMs, language }: Moment): string {
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

function isClosing(lot: LotView, { nowMs }: Moment): boolean {
  return lot.status === "fair_warning" || (lot.endsAt !== null && lot.endsAt - nowMs <= 30_000);
}

function ownText({ state, max }: OwnPosition, texts: BidderTexts, money: MoneyFormat): string {
  const words = texts.own[state];
  return max === null ? words : `${words} · ${texts.yourMax(formatMoney(max, money))}`;
}

interface LatestContext {
  readonly money: MoneyFormat;
  readonly texts: BidderTexts;
  readonly labelled: Labelled;
}

function latestRows({ latest }: OwnPosition, { money, texts, labelled }: LatestContext): Row[] {
  if (latest === null) return [];
  const amount = formatMoney(latest.amount, money);
  return latest.state === "sent"
    ? labelled("", texts.bid.sent(amount), "warn")
    : labelled("", texts.bid.refused(amount, refusalText(latest, money)), "bad");
}
