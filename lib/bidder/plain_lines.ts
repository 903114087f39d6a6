// The terminal without a screen: what changed from one model to the next, as plain lines.
//
// For a pipe, a log, a screen reader or a very simple terminal: one line for each happening, no
// colour, nothing redrawn.

import type { Happening } from "./happening.ts";
import { happeningRows, mainRows, panelRows, questionLine } from "./screen.ts";
import { paintRow, type Row } from "./screen_row.ts";
import { safeText } from "./safe_text.ts";
import type { Moment, TerminalModel } from "./terminal_model.ts";

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
  const latest = after.happenings.at(-1);
  if (latest !== undefined && after.happenings !== before.happenings && isTold(latest)) {
    lines.push(...happeningRows(latest, moment, logWidth).map(lineOf));
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

/** A log cannot replace a line: a trouble that repeats is told at 1, 2, 4, 8 ... tries. */
function isTold({ trouble }: Happening): boolean {
  return trouble === undefined || Number.isInteger(Math.log2(trouble.tries));
}

function lineOf(row: Row): string {
  const width = row.right.length === 0 ? logWidth : listWidth;
  return paintRow(row, { width, colour: false }).trimEnd();
}
