// The rows of lots: the one in the ring in full, the others one line each.

import { type Language, textIn } from "../base/language.ts";
import { formatMoney, type MoneyFormat } from "../base/money_text.ts";
import type { LotView } from "../auction/view.ts";
import { bidWords } from "./bid_text.ts";
import { BIDDER_TEXTS, type BidderTexts } from "./bidder_texts.ts";
import { refusalText } from "./happening.ts";
import { liveForms, type LotFact, lotFacts, ownText, soldForms, statusText } from "./lot_facts.ts";
import { type Look, OWN_LOOKS } from "./look.ts";
import { type Moment, moneyOf } from "./moment.ts";
import { type OwnPosition, ownPosition, type PositionFacts } from "./own_position.ts";
import { PANEL_TEXTS } from "./panel_texts.ts";
import { isLive } from "../auction/ring_lot.ts";
import { columnsOf, padTo, piece, type Row, row, spread, wrapText } from "./screen_row.ts";

/** The lot in the ring: title, price, ask, time left, own state. Most important rows first. */
export function ringRows(
  model: PositionFacts,
  lot: LotView,
  { moment, width }: { readonly moment: Moment; readonly width: number },
): Row[] {
  const texts = BIDDER_TEXTS[moment.language];
  const money = moneyOf(model, moment);
  const position = ownPosition(model, lot.lot.id);
  const format = texts.format[lot.lot.format.type];
  const facts: LotFact[] = [
    ...lotFacts(lot, { model, moment }),
    {
      name: texts.labels.you,
      text: ownText(lot, position, { texts, money, view: model.view }),
      look: OWN_LOOKS[position.state],
    },
    ...latestFacts(position, { money, texts }),
  ];
  return [
    spread(
      [
        piece(texts.lot(lot.lot.id), "bold"),
        ...(format === "" ? [] : [piece(` · ${format}`, "dim")]),
      ],
      [piece(statusText(lot, texts), lookOf(lot))],
    ),
    row(piece(textIn(lot.lot.title, moment.language), "bold")),
    ...labelledRows(facts, width),
  ];
}

/** Whether the lot stands back in a list: nobody can bid on it now. */
export function isDimmed(lot: LotView): boolean {
  return !isLive(lot);
}

/** One lot in one row: what it is, and how it stands. */
export function lotRow(
  model: PositionFacts,
  lot: LotView,
  { moment, width }: { readonly moment: Moment; readonly width: number },
): Row {
  const { state, latest } = ownPosition(model, lot.lot.id);
  const { table } = PANEL_TEXTS[moment.language];
  const own = latest?.state === "sent" ? table.sent : table.own[state];
  const title = textIn(lot.lot.title, moment.language);
  return spread(
    [piece(padTo(` ${lot.lot.id}`, 5)), piece(` ${title}`, isDimmed(lot) ? "dim" : "plain")],
    [piece(
      summaryText(lot, model, { moment, width, own }),
      OWN_LOOKS[state] === "dim" ? "plain" : OWN_LOOKS[state],
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
  model: PositionFacts,
  { moment, width, own }: { readonly moment: Moment; readonly width: number; readonly own: string },
): string {
  const titleColumns = Math.min(20, Math.floor(width / 5));
  const room = width - 6 - titleColumns;
  const place = own === "" ? [] : [own];
  const winner = lot.winner?.paddle ?? null;
  if (winner !== null && winner === model.me?.paddle && lot.allotments.length === 0) {
    // That it is sold is said by whose it is.
    return [...place, formatMoney(lot.winner?.price ?? 0, moneyOf(model, moment))].join(" · ");
  }
  const forms = summaryForms(lot, model, moment).map((facts) => [...place, ...facts].join(" · "));
  return forms.find((form) => columnsOf(form) <= room) ?? forms.at(-1) ?? "";
}

/** The facts of a lot's summary, from the fullest form to the shortest; each amount has its name. */
function summaryForms(lot: LotView, model: PositionFacts, moment: Moment): string[][] {
  const texts = BIDDER_TEXTS[moment.language];
  const amount = (cents: number) => formatMoney(cents, moneyOf(model, moment));
  if (lot.status === "catalogued") return [[texts.from(amount(lot.opening))]];
  return isLive(lot) ? liveForms(lot, { model, moment }) : soldForms(lot, { model, moment });
}

/** Each text beside its name, on as many rows as it needs: nothing of it may be cut away. */
export function labelledRows(facts: readonly LotFact[], width: number): Row[] {
  const labelWidth = Math.max(...facts.map(({ name }) => columnsOf(name))) + 2;
  return facts.flatMap(({ name, text, look }) =>
    wrapText(text, width - labelWidth).map((line, index) =>
      row(piece(padTo(index === 0 ? name : "", labelWidth), "dim"), piece(line, look))
    )
  );
}

function lookOf({ status }: LotView): Look {
  return status === "fair_warning" || status === "paused" ? "warn" : "dim";
}

interface LatestContext {
  readonly money: MoneyFormat;
  readonly texts: BidderTexts;
}

function latestFacts({ latest }: OwnPosition, { money, texts }: LatestContext): LotFact[] {
  if (latest === null) return [];
  const bid = bidWords(latest, money);
  return latest.state === "sent"
    ? [{ name: "", text: texts.bid.sent(bid), look: "warn" }]
    : [{ name: "", text: texts.bid.refused(bid, refusalText(latest, money)), look: "bad" }];
}
