// The terminal without a screen: what changed from one model to the next, as plain lines.
//
// For a pipe, a log, a screen reader or a very simple terminal: one line for each happening, no
// colour, nothing redrawn.

import { askAt } from "../auction/dutch.ts";
import type { LotId } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import { formatMoney } from "../base/money_text.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import type { Happening } from "./happening.ts";
import { type Moment, moneyOf } from "./moment.ts";
import { panelRows } from "./panel_rows.ts";
import { happeningRows, mainRows, questionLine } from "./screen.ts";
import { paintRow, type Row } from "./screen_row.ts";
import { safeText } from "./safe_text.ts";
import type { TerminalModel } from "./terminal_model.ts";

// A happening stays one line, however long: whoever reads a log counts on that. Lists have columns.
const logWidth = Number.MAX_SAFE_INTEGER;
const listWidth = 78;
const panelRowsMax = 50;

/** The lines that tell how `after` differs from `before`. */
export function linesBetween(
  before: TerminalModel,
  after: TerminalModel,
  moment: Moment,
): string[] {
  const lines: string[] = [];
  const heard = after.heardLast;
  if (heard !== null && heard !== before.heardLast && isTold(heard)) {
    lines.push(...happeningRows(heard, moment, logWidth).map(lineOf));
  }
  if (before.connection === "joining" && after.connection === "live") {
    lines.push(
      safeText(after.view.name),
      ...mainRows(after, moment, { width: listWidth }).map(lineOf),
    );
  }
  if (after.chosen !== before.chosen) {
    lines.push(...mainRows(after, moment, { width: listWidth }).map(lineOf));
  }
  if (after.panel !== null && after.panel !== before.panel) {
    lines.push(...panelRows(after, moment, { width: listWidth, height: panelRowsMax }).map(lineOf));
  }
  if (after.message !== null && after.message !== before.message) {
    lines.push(safeText(after.message.text));
  }
  if (after.question !== null && after.question !== before.question) {
    lines.push(safeText(questionLine(after, moment)));
  }
  return lines;
}

/** Prices that were told, by lot. */
export type ToldPrices = ReadonlyMap<LotId, Cents>;

/**
 * A line for each price that has fallen since `told`, and what is told then. The house announces
 * no fall: who watches no screen would not learn of it.
 */
export function fallsSince(
  told: ToldPrices,
  model: TerminalModel,
  moment: Moment,
): { readonly told: ToldPrices; readonly lines: readonly string[] } {
  const texts = BIDDER_TEXTS[moment.language];
  const prices = new Map(told);
  const lines: string[] = [];
  for (const [id, lot] of model.view.lots) {
    if (lot.lot.format.type !== "dutch" || lot.status !== "open") continue;
    const price = askAt(lot, moment.nowMs);
    if (price < (told.get(id) ?? price)) {
      const text = texts.event.priceFell(texts.lot(id), formatMoney(price, moneyOf(model, moment)));
      const fell: Happening = { at: moment.nowMs, text, tone: "plain" };
      lines.push(...happeningRows(fell, moment, logWidth).map(lineOf));
    }
    prices.set(id, price);
  }
  return { told: prices, lines };
}

/** A log cannot replace a line: a trouble that repeats is told at 1, 2, 4, 8 ... tries. */
function isTold({ trouble }: Happening): boolean {
  return trouble === undefined || Number.isInteger(Math.log2(trouble.tries));
}

function lineOf(row: Row): string {
  const width = row.right.length === 0 ? logWidth : listWidth;
  return paintRow(row, { width, colour: false }).trimEnd();
}
