// The results of a sale as a table for spreadsheets and other programs (RFC 4180).
//
// One row for each winner of a lot, one for each lot without any; the columns are described in
// RESULTS.md. Lots and names are other people's words: a cell that a spreadsheet would take for a
// formula gets an apostrophe before it.

import { stringify } from "csv-stringify/sync";
import { plainAmount } from "../base/money_text.ts";
import { type Language, textIn } from "../base/language.ts";
import { type LotResult, lotResults, type Share } from "./lot_result.ts";
import type { SettledSale } from "./settled_sale.ts";

/** How the table is written. */
export interface CsvOptions {
  /** The language of the titles; the columns' names are English in any case. */
  readonly language: Language;
  /**
   * As Excel reads it in that language: with a byte order mark, without which it takes UTF-8 for
   * something older, and in Portuguese with semicolons and decimal commas.
   */
  readonly forExcel: boolean;
}

interface Line {
  readonly result: LotResult;
  readonly share: Share | null;
  readonly sale: SettledSale;
  readonly language: Language;
  readonly hasCommas: boolean;
}

type Cell = string | number | null;

/** The columns in order. Amounts are in the currency's unit with decimals, or in cents. */
const COLUMNS: Readonly<Record<string, (line: Line) => Cell>> = {
  lot: ({ result }) => result.view.lot.id,
  title: ({ result, language }) => textIn(result.view.lot.title, language),
  status: ({ result }) => result.view.status,
  paddle: ({ share }) => share?.paddle ?? null,
  name: ({ share, sale }) => share === null ? null : sale.names.get(share.paddle) ?? null,
  quantity: ({ share }) => share?.quantity ?? null,
  currency: ({ sale }) => sale.view.currency,
  unit_price: (line) => amount(line, line.share?.unitPrice),
  hammer: (line) => amount(line, line.share?.charge.hammer),
  premium: (line) => amount(line, line.share?.charge.premium),
  tax: (line) => amount(line, line.share?.charge.tax),
  total: (line) => amount(line, line.share?.charge.total),
  hammer_cents: ({ share }) => share?.charge.hammer ?? null,
  premium_cents: ({ share }) => share?.charge.premium ?? null,
  tax_cents: ({ share }) => share?.charge.tax ?? null,
  total_cents: ({ share }) => share?.charge.total ?? null,
  under_bidder_award: ({ result }) => result.isAward ? "yes" : "no",
  defaulters: ({ result }) => result.view.defaulters.join(" "),
  reason: ({ result }) => result.view.passReason ?? result.withdrawalReason,
  opening: (line) => amount(line, line.result.view.opening),
  estimate_low: (line) => amount(line, line.result.view.lot.estimate?.low),
  estimate_high: (line) => amount(line, line.result.view.lot.estimate?.high),
  bids: ({ result }) => result.view.standing.bids,
  opened_at: ({ result }) => isoTime(result.view.openedAt),
  ended_at: ({ result }) => isoTime(result.view.endedAt),
};

/** The names of the columns, in order. */
export const CSV_COLUMNS: readonly string[] = Object.keys(COLUMNS);

/** The results of `sale` as CSV. Holds names. */
export function resultsCsv(sale: SettledSale, { language, forExcel }: CsvOptions): string {
  const hasCommas = forExcel && language === "pt";
  const lines = lotResults(sale).flatMap((result): Line[] => {
    const shares = result.shares.length === 0 ? [null] : result.shares;
    return shares.map((share) => ({ result, share, sale, language, hasCommas }));
  });
  const rows = lines.map((line) => Object.values(COLUMNS).map((cell) => inOneCell(cell(line))));
  return stringify([CSV_COLUMNS, ...rows], {
    bom: forExcel,
    delimiter: hasCommas ? ";" : ",",
    escape_formulas: true,
    // The delimiter here is CR LF, and either of the two alone needs quotes as well.
    quoted_match: /[\r\n]/,
    record_delimiter: "windows",
  });
}

// A spreadsheet in Portuguese takes a semicolon for the end of a cell, quotes or not, as they do not
// stand at the beginning of its line: what follows must be no formula either.
function inOneCell(cell: Cell): Cell {
  return typeof cell === "string" ? cell.replaceAll(/(;\s*"*)(?=[=+\-@＝＋－＠])/g, "$1'") : cell;
}

function amount({ sale, hasCommas }: Line, cents: number | undefined): string | null {
  if (cents === undefined) return null;
  const plain = plainAmount(cents, sale.view.currency);
  return hasCommas ? plain.replace(".", ",") : plain;
}

function isoTime(at: number | null): string | null {
  return at === null ? null : Temporal.Instant.fromEpochMilliseconds(at).toString();
}
