// Lots as a table: number, title, price, next bid, time and the own place, each lot on one row.
//
// A wide window gives each fact its column under a name; a narrow one puts the facts that matter
// most behind the title, each with its name. Columns are as wide as they must be and no wider, and
// those that change with every bid or second keep their width: a calm table can be read.

import { formatMoney } from "../base/money_text.ts";
import { textIn } from "../base/language.ts";
import { isSealed } from "../auction/lot.ts";
import type { LotView } from "../auction/view.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import { timeLeftText } from "./lot_facts.ts";
import { isDimmed, lotRow } from "./lot_rows.ts";
import { type Look, OWN_LOOKS } from "./look.ts";
import { type Moment, moneyOf } from "./moment.ts";
import { ownPosition, type PositionFacts } from "./own_position.ts";
import { PANEL_TEXTS, type PanelTexts } from "./panel_texts.ts";
import { priceClock } from "../auction/price_clock.ts";
import { isLive } from "../auction/ring_lot.ts";
import { columnsOf, fitTo, padTo, piece, type Row, row } from "./screen_row.ts";

/** From this width on lots have columns. */
export const tableColumnsMin = 76;

/** From this width on the own maximum has one too. */
const maxColumnsMin = 112;

const gap = "  ";
const titleColumnsMin = 12;
const timeColumnsMin = 6;

interface TablePlace {
  readonly moment: Moment;
  readonly width: number;
  /** Stands above the numbers and titles. */
  readonly title: string;
}

interface Cell {
  readonly text: string;
  readonly look: Look;
}

interface Column {
  readonly name: string;
  readonly cells: readonly Cell[];
  readonly isRight: boolean;
  readonly columnsMin: number;
}

/** The head of the table and a row for each lot, in the order given. */
export function lotTable(
  sale: PositionFacts,
  lots: readonly LotView[],
  { moment, width, title }: TablePlace,
): { readonly head: Row; readonly rows: readonly Row[] } {
  if (width < tableColumnsMin) {
    const rows = lots.map((lot) => lotRow(sale, lot, { moment, width }));
    return { head: row(piece(title, "dim")), rows };
  }
  const ids = column("", lots.map(({ lot }) => plain(` ${lot.id}`)), { columnsMin: 5 });
  const facts = factColumns(sale, lots, { moment, width });
  const taken = [ids, ...facts].map(columnsIn).reduce((sum, each) => sum + each + gap.length, 0);
  const titles = lots.map((lot) => ({
    text: textIn(lot.lot.title, moment.language),
    look: isDimmed(lot) ? "dim" as const : "plain" as const,
  }));
  const widest = Math.max(...titles.map(({ text }) => columnsOf(text)), columnsOf(title));
  const room = Math.min(widest, Math.max(titleColumnsMin, width - taken));
  const head = [
    piece(fitTo(title, columnsIn(ids) + gap.length + room), "dim"),
    ...facts.map((each) => piece(gap + placed(each, { text: each.name }), "dim")),
  ];
  const rows = titles.map((cell, index) =>
    row(
      piece(placed(ids, ids.cells[index])),
      piece(gap + fitTo(cell.text, room), cell.look),
      ...facts.map((each) => piece(gap + placed(each, each.cells[index]), each.cells[index]?.look)),
    )
  );
  return { head: row(...head), rows };
}

function factColumns(
  sale: PositionFacts,
  lots: readonly LotView[],
  { moment, width }: Omit<TablePlace, "title">,
): Column[] {
  const { table } = PANEL_TEXTS[moment.language];
  const money = moneyOf(sale, moment);
  const ownMin = Math.max(...Object.values(table.own).map(columnsOf));
  const columns = [
    column(table.price, lots.map((lot) => priceCell(lot, sale, moment)), { isRight: true }),
    column(table.next, lots.map((lot) => nextCell(lot, sale, moment)), { isRight: true }),
    column(table.time, lots.map((lot) => timeCell(lot, moment)), { columnsMin: timeColumnsMin }),
    column(table.you, lots.map((lot) => ownCell(lot, sale, table)), { columnsMin: ownMin }),
  ];
  if (width < maxColumnsMin) return columns;
  const maxima = lots.map(({ lot }) => {
    const { max } = ownPosition(sale, lot.id);
    return plain(max === null ? "" : formatMoney(max, money));
  });
  return [...columns, column(table.max, maxima, { isRight: true })];
}

function priceCell(lot: LotView, sale: PositionFacts, moment: Moment): Cell {
  const texts = BIDDER_TEXTS[moment.language];
  const amount = (cents: number) => formatMoney(cents, moneyOf(sale, moment));
  const { price, bids } = lot.standing;
  const { type } = lot.lot.format;
  if (lot.winner !== null) {
    const sold = amount(lot.winner.price);
    return { text: type === "uniform" ? texts.each(sold) : sold, look: "bold" };
  }
  if (!isLive(lot)) return plain("");
  const clock = priceClock(lot, moment.nowMs);
  if (clock !== null) return plain(amount(clock.price));
  if (isSealed(lot.lot.format)) {
    return plain(bids === 0 ? "" : PANEL_TEXTS[moment.language].table.bidders(bids));
  }
  if (price === null) return plain("");
  return plain(type === "uniform" ? texts.each(amount(price)) : amount(price));
}

function nextCell(lot: LotView, sale: PositionFacts, moment: Moment): Cell {
  const amount = (cents: number) => formatMoney(cents, moneyOf(sale, moment));
  if (lot.status === "catalogued") return { text: amount(lot.opening), look: "dim" };
  if (!isLive(lot)) return plain("");
  const clock = priceClock(lot, moment.nowMs);
  if (clock !== null) return plain(clock.next === null ? "" : amount(clock.next));
  return plain(amount(lot.standing.ask));
}

function timeCell(lot: LotView, moment: Moment): Cell {
  const { table } = PANEL_TEXTS[moment.language];
  const isRunning = isLive(lot) && lot.status !== "paused" && lot.endsAt !== null;
  if (isRunning && lot.status === "open") return plain(timeLeftText(lot, moment));
  const look = lot.status === "fair_warning" || lot.status === "paused" ? "warn" : "dim";
  return { text: table.status[lot.status], look };
}

function ownCell({ lot }: LotView, sale: PositionFacts, table: PanelTexts["table"]): Cell {
  const { state, latest } = ownPosition(sale, lot.id);
  if (latest?.state === "sent") return { text: table.sent, look: "warn" };
  return { text: table.own[state], look: OWN_LOOKS[state] };
}

function column(
  name: string,
  cells: readonly Cell[],
  { isRight = false, columnsMin = 0 }: { isRight?: boolean; columnsMin?: number },
): Column {
  return { name, cells, isRight, columnsMin };
}

function columnsIn({ name, cells, columnsMin }: Column): number {
  return Math.max(columnsMin, columnsOf(name), ...cells.map(({ text }) => columnsOf(text)));
}

function placed(own: Column, cell: Pick<Cell, "text"> | undefined): string {
  const text = cell?.text ?? "";
  const columns = columnsIn(own);
  return own.isRight ? " ".repeat(columns - columnsOf(text)) + text : padTo(text, columns);
}

function plain(text: string): Cell {
  return { text, look: "plain" };
}
