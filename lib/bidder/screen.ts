// The bidder's whole screen as lines of text: a pure function of the model, the size and the time.
//
// From top to bottom: who and how connected, the lot in the ring, other lots, what happened, and
// at the very bottom the prompt. A small window loses the middle first; the lot and the prompt
// stay to the last.

import type { LotId } from "../auction/lot.ts";
import type { LotView } from "../auction/view.ts";
import { formatMoney } from "../base/money_text.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import { questionText } from "./bid_text.ts";
import type { Happening } from "./happening.ts";
import { descriptionRows, lotRow, ringRows } from "./lot_rows.ts";
import { noticeRows } from "./notice_rows.ts";
import { timeOfDay } from "./reader.ts";
import {
  columnsOf,
  type Look,
  padTo,
  paintRow,
  piece,
  type Row,
  row,
  spread,
  tailOf,
  wrapText,
} from "./screen_row.ts";
import { exampleAmount } from "./terminal_answer.ts";
import {
  isLive,
  isOver,
  type Moment,
  moneyOf,
  type TerminalModel,
  wonLots,
} from "./terminal_model.ts";

/** The window to fill. */
export interface ScreenSize {
  readonly width: number;
  readonly height: number;
  readonly colour: boolean;
}

/** A screen of exactly `height` lines, and where the prompt's cursor stands in the last one. */
export interface Screen {
  readonly lines: readonly string[];
  readonly cursorColumn: number;
}

/** What is being typed, and when. */
export interface ScreenInput extends Moment {
  readonly prompt: string;
}

/** A part of a screen, in columns and rows. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

const promptSign = "> ";

/** A description's title and a few of its lines: the news below it must stay in sight. */
const lotPanelRowsMax = 6;

/** Draws `model` as it is at the moment in `input`. */
export function renderScreen(model: TerminalModel, input: ScreenInput, size: ScreenSize): Screen {
  const typed = tailOf(input.prompt, Math.max(0, size.width - promptSign.length - 1));
  const bottom = [
    ...bottomRows(model, input, size.width),
    row(piece(promptSign, "bold"), piece(typed)),
  ];
  const room = Math.max(0, size.height - bottom.length);
  const rows = [
    ...fitted(upperRows(model, input, { width: size.width, height: room }), room),
    ...bottom,
  ].slice(-size.height);
  return {
    lines: rows.map((line) => paintRow(line, size)),
    cursorColumn: Math.min(columnsOf(promptSign + typed), Math.max(0, size.width - 1)),
  };
}

/** The rows of an open list, also for a terminal that only takes plain lines. */
export function panelRows(model: TerminalModel, moment: Moment, room: Room): Row[] {
  const texts = BIDDER_TEXTS[moment.language];
  if (model.panel === null) return [];
  if (model.panel.type === "help") return helpRows(model, moment, room);
  if (model.panel.type === "lot") return lotPanelRows(model, model.panel.lot, { moment, room });
  const lots = [...model.view.lots.values()];
  const perPage = Math.max(1, room.height - 1);
  const pages = Math.max(1, Math.ceil(lots.length / perPage));
  const page = Math.min(model.panel.page, pages);
  const shown = lots.slice((page - 1) * perPage, page * perPage);
  const title = spread([piece(texts.labels.lots, "dim")], [piece(texts.page(page, pages), "dim")]);
  return [title, ...shown.map((lot) => lotRow(model, lot, { moment, width: room.width }))];
}

/** What can be typed, in two columns. */
function helpRows(model: TerminalModel, moment: Moment, { width }: Room): Row[] {
  const texts = BIDDER_TEXTS[moment.language];
  const entries = texts.help(exampleAmount(model, moment));
  const typedWidth = Math.max(...entries.map(([typed]) => columnsOf(typed))) + 2;
  const lines = entries.flatMap(([typed, does]) =>
    wrapText(does, width - typedWidth - 1).map((line, index) =>
      row(piece(` ${padTo(index === 0 ? typed : "", typedWidth)}`, "bold"), piece(line))
    )
  );
  return [row(piece(texts.labels.help, "dim")), ...lines];
}

interface PanelPlace {
  readonly moment: Moment;
  readonly room: Room;
}

/** What is said about one lot; one that is over is named, for it stands nowhere else. */
function lotPanelRows(model: TerminalModel, id: LotId, { moment, room }: PanelPlace): Row[] {
  const lot = model.view.lots.get(id);
  if (lot === undefined) return [];
  const { width } = room;
  const { language } = moment;
  const description = descriptionRows(lot, { language, width, height: room.height - 1 });
  if (isOver(lot)) return [lotRow(model, lot, { moment, width }), ...description];
  const label = BIDDER_TEXTS[language].labels.description;
  return description.length === 0 ? [] : [row(piece(label, "dim")), ...description];
}

/** The lots that this bidder has won, in words, or null while there are none. */
function wonText(model: TerminalModel, moment: Moment): string | null {
  const texts = BIDDER_TEXTS[moment.language];
  const money = moneyOf(model, moment);
  const won = wonLots(model).map(({ lot, price, units }) => {
    const share = units === null ? "" : `${texts.wonUnits(units)}, `;
    return `${texts.lot(lot.id)} (${share}${formatMoney(price, money)})`;
  });
  return won.length === 0 ? null : texts.youWon(won.join(", "));
}

/** One happening: its time and its text, on as many rows as it needs. */
export function happeningRows({ at, text, tone }: Happening, moment: Moment, width: number): Row[] {
  const time = `${timeOfDay(at, moment)} `;
  return wrapText(text, width - time.length).map((line, index) =>
    row(piece(index === 0 ? time : " ".repeat(time.length), "dim"), piece(line, tone))
  );
}

function upperRows(model: TerminalModel, moment: Moment, room: Room): Row[] {
  const top = [...headRows(model, moment, room), ...mainRows(model, moment, room)];
  const left = room.height - top.length - 1;
  if (left < 2) return top;
  const { width } = room;
  if (model.panel?.type === "lot") {
    const panel = panelRows(model, moment, { width, height: Math.min(left, lotPanelRowsMax) });
    const rest = newsRows(model, moment, { width, height: left - panel.length });
    return [...top, row(), ...panel, ...rest];
  }
  const lower = model.panel === null ? newsRows : panelRows;
  return [...top, row(), ...lower(model, moment, { width, height: left })];
}

/** The other lots and what happened: half the room each, and what one does not need the other has. */
function newsRows(model: TerminalModel, moment: Moment, { width, height }: Room): Row[] {
  if (height < 2) return [];
  const texts = BIDDER_TEXTS[moment.language];
  const news = model.happenings.slice(-height)
    .flatMap((happening) => happeningRows(happening, moment, width));
  const newsHeight = news.length === 0 ? 0 : news.length + 1;
  const lotsMax = Math.max(2, Math.floor(height / 2), height - newsHeight);
  const lots = moreLotsRows(model, moment, { width, height: lotsMax });
  const latestMax = height - lots.length - 1;
  const latest = latestMax < 1 ? [] : news.slice(-latestMax);
  return [...lots, ...section(texts.labels.happenings, latest, latestMax + 1)];
}

/** The other lots under their title, which says how many of them do not fit. */
function moreLotsRows(model: TerminalModel, moment: Moment, { width, height }: Room): Row[] {
  const others = otherLots(model);
  if (others.length === 0 || height < 2) return [];
  const texts = BIDDER_TEXTS[moment.language];
  const shown = others.slice(0, height - 1);
  const missing = others.length - shown.length;
  const more = missing === 0 ? [] : [piece(texts.moreInLots(missing), "dim")];
  return [
    spread([piece(texts.labels.moreLots, "dim")], more),
    ...shown.map((lot) => lotRow(model, lot, { moment, width })),
  ];
}

/** A title and as many rows as fit into `rowsMax` with it; nothing where there is nothing. */
function section(title: string, rows: readonly Row[], rowsMax: number): Row[] {
  if (rows.length === 0 || rowsMax < 2) return [];
  return [row(piece(title, "dim")), ...rows.slice(0, rowsMax - 1)];
}

function headRows(model: TerminalModel, moment: Moment, { width, height }: Room): Row[] {
  if (height < 9) return []; // The lot itself needs the room.
  const texts = BIDDER_TEXTS[moment.language];
  const who = model.me === null ? [] : [texts.paddle(model.me.paddle), model.me.name];
  const isLinkLive = model.connection === "live";
  const path = model.path === null || !isLinkLive ? "" : ` (${texts.path[model.path]})`;
  const look: Look = isLinkLive ? "good" : "warn";
  return [
    spread([piece(model.view.name, "bold")], [piece(timeOfDay(moment.nowMs, moment))]),
    spread([piece(who.join(" · "))], [piece(texts.connection[model.connection] + path, look)]),
    ...noticeRows(model, moment, width),
    row(),
  ];
}

/** The lot in the ring, or that there is none and what was won. */
export function mainRows(
  model: TerminalModel,
  moment: Moment,
  { width }: Pick<Room, "width">,
): Row[] {
  const texts = BIDDER_TEXTS[moment.language];
  const lot = model.ring.lot === null ? undefined : model.view.lots.get(model.ring.lot);
  if (lot !== undefined) return ringRows(model, lot, { moment, width });
  const isClosed = model.view.phase === "closed";
  const won = wonText(model, moment) ?? (isClosed ? texts.youWonNothing : null);
  return [
    row(piece(isClosed ? texts.saleClosed : texts.noLotOpen, "bold")),
    ...(won === null ? [] : wrapText(won, width).map((line) => row(piece(line, "good")))),
  ];
}

function otherLots({ view, ring }: TerminalModel): LotView[] {
  const others = [...view.lots.values()].filter(({ lot }) => lot.id !== ring.lot);
  const live = others.filter(isLive);
  return [...live, ...others.filter(({ status }) => status === "catalogued")];
}

function bottomRows(model: TerminalModel, moment: Moment, width: number): Row[] {
  // A question must be read whole before it is answered, so it is wrapped, never cut.
  const text = model.question === null ? model.message?.text ?? "" : questionLine(model, moment);
  return wrapText(text, width).map((line) => row(piece(line, "warn")));
}

/** The open question in words, or nothing. */
export function questionLine(model: TerminalModel, moment: Moment): string {
  if (model.question === null) return "";
  const texts = BIDDER_TEXTS[moment.language];
  return questionText(model.question, { texts, money: moneyOf(model, moment), view: model.view });
}

function fitted(rows: readonly Row[], height: number): Row[] {
  const missing = Math.max(0, height - rows.length);
  return [...rows.slice(0, height), ...Array.from({ length: missing }, () => row())];
}
