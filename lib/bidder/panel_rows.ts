// The lists that a person lays over the screen: help, lots, one lot, what was won, the own bids,
// the connection. Each is a title and rows; what does not fit is on the next page.

import type { LotId } from "../auction/lot.ts";
import { textIn } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import { bidHistory } from "./bid_history.ts";
import { exampleAmount } from "./bid_text.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import { connectionFacts } from "./connection_facts.ts";
import { descriptionRows, labelledRows, lotRow } from "./lot_rows.ts";
import { lotTable, tableColumnsMin } from "./lot_table.ts";
import type { LotFact } from "./lot_facts.ts";
import { type Moment, moneyOf } from "./moment.ts";
import { PANEL_TEXTS } from "./panel_texts.ts";
import { timeOfDay } from "./reader.ts";
import { isOver } from "../auction/ring_lot.ts";
import { columnsOf, padTo, piece, type Row, row, spread, wrapText } from "./screen_row.ts";
import type { Panel, TerminalModel } from "./terminal_model.ts";
import { chargeOf, owedFor, wonLots } from "./won_lots.ts";

/** A part of a screen, in columns and rows. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

type PagedPanel = Exclude<Panel, { type: "lot" }>;

interface PanelPlace {
  readonly moment: Moment;
  readonly room: Room;
}

/** The rows of the open list, also for a terminal that only takes plain lines. */
export function panelRows(model: TerminalModel, moment: Moment, room: Room): Row[] {
  if (model.panel === null) return [];
  const place = { moment, room };
  if (model.panel.type === "lot") return lotPanelRows(model, model.panel.lot, place);
  return paged(model, model.panel, place);
}

/** The title with the page's number, what stands above every page, and the page's rows. */
function paged(model: TerminalModel, panel: PagedPanel, place: PanelPlace): Row[] {
  const { moment, room } = place;
  const { head = [], rows } = listOf(model, panel, place);
  const perPage = Math.max(1, room.height - 1 - head.length);
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const page = Math.min(panel.page, pages);
  const which = pages === 1 ? [] : [piece(BIDDER_TEXTS[moment.language].page(page, pages), "dim")];
  const title = spread([piece(titleOf(panel, moment), "dim")], which);
  return [title, ...head, ...rows.slice((page - 1) * perPage, page * perPage)];
}

interface List {
  readonly head?: readonly Row[];
  readonly rows: readonly Row[];
}

function listOf(model: TerminalModel, panel: PagedPanel, { moment, room }: PanelPlace): List {
  switch (panel.type) {
    case "help":
      return { rows: helpRows(model, moment, room) };
    case "lots": {
      const place = { moment, width: room.width, title: "" };
      const { head, rows } = lotTable(model, [...model.view.lots.values()], place);
      return { head: room.width < tableColumnsMin ? [] : [head], rows };
    }
    case "won":
      return { rows: wonRows(model, moment, room) };
    case "history":
      return { rows: historyRows(model, moment, room) };
    case "connection":
      return { rows: indented(connectionFacts(model, moment.language), room) };
  }
}

function titleOf({ type }: PagedPanel, { language }: Moment): string {
  const { labels } = BIDDER_TEXTS[language];
  return type === "help" || type === "lots" ? labels[type] : PANEL_TEXTS[language][type].title;
}

/** What can be typed and what it does, in two columns; side by side where there is the width. */
function helpRows(model: TerminalModel, moment: Moment, { width }: Room): Row[] {
  const entries = BIDDER_TEXTS[moment.language].help(exampleAmount(moneyOf(model, moment)));
  const typedWidth = Math.max(...entries.map(([typed]) => columnsOf(typed))) + 2;
  return entries.flatMap(([typed, does]) =>
    wrapText(does, width - typedWidth - 1).map((line, index) =>
      row(piece(` ${padTo(index === 0 ? typed : "", typedWidth)}`, "bold"), piece(line))
    )
  );
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

/** What was won, each with what it costs in all, and below it the sum that the invoice will name. */
function wonRows(model: TerminalModel, moment: Moment, room: Room): Row[] {
  const texts = BIDDER_TEXTS[moment.language];
  const { won: words } = PANEL_TEXTS[moment.language];
  const won = wonLots(model);
  if (won.length === 0) return [row(piece(` ${words.none}`))];
  const money = moneyOf(model, moment);
  const amount = (cents: number) => formatMoney(cents, money);
  const lots = won.map((each) => {
    const title = textIn(each.lot.title, moment.language);
    const name = each.units === null ? title : `${title}, ${texts.wonUnits(each.units)}`;
    const { total } = chargeOf(each, model.view);
    return spread([piece(padTo(` ${each.lot.id}`, 5)), piece(` ${name}`)], [piece(amount(total))]);
  });
  const owed = owedFor(won, model.view);
  const parts: readonly (readonly [string, number])[] = [
    [words.hammer, owed.hammer],
    [words.premium, owed.premium],
    [words.tax, owed.tax],
  ];
  const facts = owed.total === owed.hammer ? [] : parts.filter(([, cents]) => cents > 0);
  const sums = facts.map(([name, cents]): LotFact => ({ name, text: amount(cents), look: "dim" }));
  const total: LotFact = { name: words.total, text: amount(owed.total), look: "bold" };
  return [...lots, ...indented([...sums, total], room)];
}

function historyRows(model: TerminalModel, moment: Moment, { width }: Room): Row[] {
  const texts = BIDDER_TEXTS[moment.language];
  const bids = bidHistory(model, moment);
  if (bids.length === 0) return [row(piece(` ${PANEL_TEXTS[moment.language].history.none}`))];
  return bids.flatMap(({ at, lot, bid, outcome, look }) => {
    const time = padTo(` ${at === null ? "" : timeOfDay(at, moment)}`, 10);
    const text = `${texts.lot(lot)}, ${bid}: ${outcome}`;
    return wrapText(text, width - time.length).map((line, index) =>
      row(piece(index === 0 ? time : " ".repeat(time.length), "dim"), piece(line, look))
    );
  });
}

function indented(facts: readonly LotFact[], { width }: Room): Row[] {
  const named = facts.map((each) => ({ ...each, name: ` ${each.name}` }));
  return labelledRows(named, width);
}
