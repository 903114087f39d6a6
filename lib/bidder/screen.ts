// The bidder's whole screen as lines of text: a pure function of the model, the size and the time.
//
// From top to bottom: who and how connected, the lot in the ring, other lots, what happened, and
// at the very bottom the prompt. A small window loses the middle first; the lot and the prompt
// stay to the last.

import type { LotView } from "../auction/view.ts";
import { formatMoney } from "../base/money_text.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import { questionText } from "./bid_question.ts";
import type { Happening } from "./happening.ts";
import { lotRow, ringRows } from "./lot_rows.ts";
import { lotTable } from "./lot_table.ts";
import type { Look } from "./look.ts";
import { type Moment, moneyOf } from "./moment.ts";
import { noticeRows } from "./notice_rows.ts";
import { panelRows, type Room } from "./panel_rows.ts";
import { timeOfDay } from "./reader.ts";
import { isLive } from "../auction/ring_lot.ts";
import {
  columnsOf,
  paintRow,
  piece,
  type Row,
  row,
  spread,
  tailOf,
  wrapText,
} from "./screen_row.ts";
import { messageShown, type TerminalModel } from "./terminal_model.ts";
import { wonLots } from "./won_lots.ts";

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

const promptSign = "> ";

/** A list that needs more rows and has fewer than this takes the room of the lot in the ring. */
const listRowsEnough = 14;

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
  const whole = headRows(model, moment, room);
  const main = topRows(model, moment, { ...room, height: room.height - whole.length });
  // The lot stands whole before the head does: its last rows say what became of the own bid.
  const head = whole.length + main.length <= room.height ? whole : headLines(model, moment, room);
  const top = [...head.slice(0, Math.max(0, room.height - main.length)), ...main];
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

/** The lot in the ring; under an open list that needs the room it keeps one row. */
function topRows(model: TerminalModel, moment: Moment, { width, height }: Room): Row[] {
  const main = mainRows(model, moment, { width });
  const lot = model.ring.lot === null ? undefined : model.view.lots.get(model.ring.lot);
  if (lot === undefined || model.panel === null || model.panel.type === "lot") return main;
  const needed = panelRows(model, moment, { width, height: Number.MAX_SAFE_INTEGER }).length;
  if (height - main.length > Math.min(needed, listRowsEnough)) return main;
  return [lotRow(model, lot, { moment, width })];
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
  const latest = latestMax < 1 ? [] : wholeNews(model, moment, { width, height: latestMax });
  return [...lots, ...section(texts.labels.happenings, latest, latestMax + 1)];
}

/** The latest happenings that fit whole; of one that is too long for all of it the beginning. */
function wholeNews({ happenings }: TerminalModel, moment: Moment, { width, height }: Room): Row[] {
  let rows: Row[] = [];
  for (const happening of happenings.slice(-height).reverse()) {
    const own = happeningRows(happening, moment, width);
    if (rows.length + own.length > height) return rows.length > 0 ? rows : own.slice(0, height);
    rows = [...own, ...rows];
  }
  return rows;
}

/** The other lots under their title, which says how many of them do not fit. */
function moreLotsRows(model: TerminalModel, moment: Moment, { width, height }: Room): Row[] {
  const others = otherLots(model);
  if (others.length === 0 || height < 3) return [];
  const texts = BIDDER_TEXTS[moment.language];
  const room = others.length < height ? others.length : height - 2;
  const place = { moment, width, title: texts.labels.moreLots };
  const { head, rows } = lotTable(model, others.slice(0, room), place);
  const missing = others.length - room;
  const more = missing === 0 ? [] : [row(piece(` ${texts.moreInLots(missing)}`, "dim"))];
  return [head, ...rows, ...more];
}

/** A title and as many rows as fit into `rowsMax` with it; nothing where there is nothing. */
function section(title: string, rows: readonly Row[], rowsMax: number): Row[] {
  if (rows.length === 0 || rowsMax < 2) return [];
  return [row(piece(title, "dim")), ...rows.slice(0, rowsMax - 1)];
}

function headRows(model: TerminalModel, moment: Moment, { width, height }: Room): Row[] {
  if (height < 9) return []; // The lot itself needs the room.
  return [
    spread([piece(model.view.name, "bold")], [piece(timeOfDay(moment.nowMs, moment))]),
    ...headLines(model, moment, { width }),
    row(),
  ];
}

/** What of the head a small window keeps: who, how connected, and what must not be missed. */
function headLines(model: TerminalModel, moment: Moment, { width }: Pick<Room, "width">): Row[] {
  const texts = BIDDER_TEXTS[moment.language];
  const who = model.me === null ? [] : [texts.paddle(model.me.paddle), model.me.name];
  const isLinkLive = model.connection === "live";
  const path = model.path === null || !isLinkLive ? "" : ` (${texts.path[model.path]})`;
  const look: Look = isLinkLive ? "good" : "warn";
  return [
    spread([piece(who.join(" · "))], [piece(texts.connection[model.connection] + path, look)]),
    ...noticeRows(model, moment, width),
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
  const text = model.question === null
    ? messageShown(model, moment.nowMs) ?? ""
    : questionLine(model, moment);
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
