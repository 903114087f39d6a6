// A CSV file as rows of cells: its encoding, its separator and its quotes.
//
// Nothing is assumed that the file itself can tell: the separator is the one under which the first
// row has the most known columns. Rows are numbered as a spreadsheet numbers them, the first row
// is 1; empty rows count and are passed over.

import { CsvError, parse } from "csv-parse/sync";
import { fromUtf8 } from "../base/bytes.ts";
import { fieldOf } from "./csv_columns.ts";
import { csvBytesMax, csvRowsMax } from "./limits.ts";
import { foundIn, type Problem, problemAt } from "./problem.ts";

/** One row that holds anything. */
export interface CsvRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/** The rows of a file, or the one thing for which it has none. */
export type CsvRows =
  | {
    readonly ok: true;
    readonly header: readonly string[];
    readonly rows: readonly CsvRow[];
    readonly encoding: "utf-8" | "windows-1252";
  }
  | { readonly ok: false; readonly row: number | null; readonly problem: Problem };

const separators = [",", ";", "\t"] as const;
const windows1252 = new TextDecoder("windows-1252");
/** Of the first row this much tells the separator. */
const headUnitsMax = 16 * 1024;

/** The rows of `bytes`. Never throws over what is in them. */
export function readCsvRows(bytes: Uint8Array): CsvRows {
  if (bytes.length > csvBytesMax) {
    return fileProblem("csv_bytes", `${bytes.length} bytes`);
  }
  // Text of two bytes a character, as some programs save it, is full of zeros as no CSV file is.
  if (bytes.includes(0)) return fileProblem("csv_encoding", "zero bytes");
  const utf8 = fromUtf8(bytes);
  // A mark of UTF-8 before text that is none is what a spreadsheet leaves after an edit elsewhere.
  const text = (utf8 ?? windows1252.decode(bytes)).replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, "");
  const read = rowsIn(text, separatorOf(text));
  if (!Array.isArray(read)) return read;
  if ((read.at(-1)?.number ?? 0) > csvRowsMax) return fileProblem("csv_row_count", "more");
  const [first, ...rows] = read;
  if (first === undefined) return fileProblem("csv_empty", "nothing");
  return {
    ok: true,
    header: first.cells.map((cell) => cell.trim()),
    rows,
    encoding: utf8 === null ? "windows-1252" : "utf-8",
  };
}

function separatorOf(text: string): string {
  const head = text.slice(0, headUnitsMax);
  const known = separators.map((separator) => {
    const read = rowsIn(head, separator, 1);
    const cells = Array.isArray(read) ? read[0]?.cells ?? [] : [];
    return { separator, count: cells.filter((cell) => fieldOf(cell) !== null).length };
  });
  return known.reduce((best, next) => next.count > best.count ? next : best).separator;
}

function rowsIn(
  text: string,
  separator: string,
  // Rows of another length than the first cost the parser ten times as much: they are bounded.
  rowsMax = csvRowsMax + 1,
): CsvRow[] | Extract<CsvRows, { readonly ok: false }> {
  let number = 0;
  const rows: CsvRow[] = [];
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      to: rowsMax,
      on_record: (cells: readonly string[]) => {
        number += 1;
        const holdsAny = cells.some((cell) => cell.trim() !== "");
        if (holdsAny || number > csvRowsMax) rows.push({ number, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser's own message quotes the file: it is not passed on.
    const found = foundIn(error.code);
    return { ok: false, row: number + 1, problem: problemAt("", "csv_quotes", { found }) };
  }
  return rows;
}

function fileProblem(
  code: "csv_bytes" | "csv_row_count" | "csv_encoding" | "csv_empty",
  found: string,
): Extract<CsvRows, { readonly ok: false }> {
  return { ok: false, row: null, problem: problemAt("", code, { found }) };
}
