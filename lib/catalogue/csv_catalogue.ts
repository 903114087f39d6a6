// A catalogue in CSV, as auction programs export it, read into items and checked lots.
//
// All rows or none: one refused row refuses the file, and each row says what is wrong with it. What
// is only left out (columns of other programs, further pictures) is a note and no refusal.

import type { Lot, LotId } from "../auction/lot.ts";
import { type CsvField, fieldOf, isFurtherPicture, requiredColumns } from "./csv_columns.ts";
import { columnOf, type CsvCells, type CsvTerms, itemOfRow } from "./csv_item.ts";
import type { CsvNote, CsvProblem } from "./csv_report.ts";
import { type CsvRow, readCsvRows } from "./csv_rows.ts";
import { csvColumnsMax, lotsMax, problemsMax } from "./limits.ts";
import { parseLot } from "./lot_schema.ts";
import { foundIn, problemAt, type Wanted } from "./problem.ts";

/** One lot of a file. */
export interface CsvLot {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  /** The lot as items/*.json hold it. */
  readonly item: Readonly<Record<string, unknown>>;
  /** Its image is null: a name alone proves nothing (image.ts). */
  readonly lot: Lot;
  readonly imageName: string | null;
}

/** All lots of a file in the order of their rows, or everything that is wrong (the first 100). */
export type CsvCatalogue =
  & { readonly notes: readonly CsvNote[] }
  & (
    | { readonly ok: true; readonly lots: readonly CsvLot[] }
    | { readonly ok: false; readonly problems: readonly CsvProblem[] }
  );

/** The columns of a file: which cell holds what, and under which header. */
interface Columns {
  readonly count: number;
  readonly places: ReadonlyMap<CsvField, { readonly index: number; readonly header: string }>;
}

type RowProblem = Pick<CsvProblem, "column" | "problem">;

const lotsNamedMax = 10;

/** The lots of the CSV file `bytes`. Never throws over what is in them. */
export function parseCsvCatalogue(bytes: Uint8Array, terms: CsvTerms): CsvCatalogue {
  const read = readCsvRows(bytes);
  if (!read.ok) {
    const { row, problem } = read;
    return refused([], [{ row, lot: null, column: null, header: null, problem }]);
  }
  const { header, rows } = read;
  const found = columnsOf(header);
  const notes: CsvNote[] = [...found.notes];
  if (read.encoding !== "utf-8") notes.push({ code: "windows_1252", column: null, detail: "" });
  if (found.problems.length > 0) return refused(notes, found.problems);
  notes.push(...cellsLeftOut(header, rows));
  if (rows.length === 0 || rows.length > lotsMax) {
    const code = rows.length === 0 ? "csv_empty" : "lots_in_sale";
    return refused(notes, [fileProblem(code, rows.length === 0 ? "nothing" : `${rows.length}`)]);
  }
  const { lots, problems } = lotsOf(rows, { columns: found.columns, terms });
  if (problems.length > 0) return refused(notes, problems);
  return { ok: true, lots, notes: [...notes, ...soldByTheUnit(lots), ...consignorsOf(lots)] };
}

function lotsOf(
  rows: readonly CsvRow[],
  { columns, terms }: { readonly columns: Columns; readonly terms: CsvTerms },
): { readonly lots: readonly CsvLot[]; readonly problems: readonly CsvProblem[] } {
  const lots: CsvLot[] = [];
  const problems: CsvProblem[] = [];
  const holders = new Map<LotId, number>();
  for (const row of rows) {
    const parsed = lotOf(row, { columns, terms });
    if ("item" in parsed) lots.push({ row: row.number, ...parsed });
    const cell = columns.places.get("LotNum");
    const number = row.cells[cell?.index ?? -1]?.trim() || null;
    const refusals = "item" in parsed ? [] : [...parsed.problems];
    // Without regard to case: nobody at the sale can tell lot 12a from lot 12A.
    const holder = holders.get(number?.toLowerCase() ?? "");
    if (number !== null && holder !== undefined) {
      const rest = { found: foundIn(number), detail: `${holder}` };
      const problem = problemAt("", "csv_lot_twice", rest);
      refusals.push({ column: "LotNum", problem });
    } else if (number !== null) holders.set(number.toLowerCase(), row.number);
    problems.push(...refusals.map(({ column, problem }) => ({
      ...{ row: row.number, lot: number, column, problem },
      header: column === null ? null : columns.places.get(column)?.header ?? column,
    })));
  }
  return { lots, problems: problems.slice(0, problemsMax) };
}

function lotOf(
  row: CsvRow,
  { columns, terms }: { readonly columns: Columns; readonly terms: CsvTerms },
): Omit<CsvLot, "row"> | { readonly problems: readonly RowProblem[] } {
  if (hasOtherCells(row, columns)) {
    const rest = { found: `${row.cells.length}`, detail: `${columns.count}` };
    return { problems: [{ column: null, problem: problemAt("", "csv_cells", rest) }] };
  }
  const cells = cellsOf(row, columns);
  const { item, problems } = itemOfRow(cells, terms);
  if (problems.length > 0) return { problems };
  const parsed = parseLot(item, { currency: terms.amounts.currency });
  if (parsed.ok) return { item, lot: parsed.lot, imageName: parsed.imageName };
  return {
    problems: parsed.problems.map((problem) => {
      const column = columnOf(problem.field);
      // What stands in the file, not the cents that were made of it.
      const found = column === null ? problem.found : foundIn(cells.get(column));
      return { column, problem: { ...problem, field: "", found } };
    }),
  };
}

/** A row that is cut short or runs over has its texts in the wrong columns. */
function hasOtherCells({ cells }: CsvRow, { count }: Columns): boolean {
  return cells.length < count || cells.slice(count).some((cell) => cell.trim() !== "");
}

function cellsOf({ cells }: CsvRow, { places }: Columns): CsvCells {
  const found = new Map<CsvField, string>();
  for (const [field, { index }] of places) {
    const text = cells[index]?.trim() ?? "";
    if (text !== "") found.set(field, text);
  }
  return found;
}

function columnsOf(header: readonly string[]): {
  readonly columns: Columns;
  readonly notes: readonly CsvNote[];
  readonly problems: readonly CsvProblem[];
} {
  const places = new Map<CsvField, { readonly index: number; readonly header: string }>();
  const notes: CsvNote[] = [];
  const problems: CsvProblem[] = [];
  for (const [index, name] of header.slice(0, csvColumnsMax).entries()) {
    const field = fieldOf(name);
    const holder = field === null ? undefined : places.get(field);
    if (holder !== undefined) {
      const rest = { found: foundIn(name), detail: `${holder.index + 1}` };
      const problem = problemAt("", "csv_column_twice", rest);
      problems.push({ row: 1, lot: null, column: field, header: name, problem });
    } else if (field !== null) places.set(field, { index, header: name });
    else if (name !== "" && !isFurtherPicture(name)) {
      notes.push({ code: "unknown_column", column: index + 1, detail: foundIn(name) });
    }
  }
  const missing = requiredColumns.filter((field) => !places.has(field));
  if (missing.length > 0 || header.length > csvColumnsMax) {
    const rest = { found: `${header.length}`, detail: missing.join(", ") || "-" };
    const problem = problemAt("", "csv_columns", rest);
    problems.push({ row: 1, lot: null, column: null, header: null, problem });
  }
  return { columns: { count: header.length, places }, notes, problems };
}

function cellsLeftOut(header: readonly string[], rows: readonly CsvRow[]): readonly CsvNote[] {
  return header.flatMap((name, index) => {
    if (name !== "" && !isFurtherPicture(name)) return [];
    if (!rows.some(({ cells }) => (cells[index] ?? "").trim() !== "")) return [];
    const code = name === "" ? "unknown_column" as const : "further_picture" as const;
    return [{ code, column: index + 1, detail: foundIn(name) }];
  });
}

/** A quantity may also be meant as the number of things in one lot: a person looks at these. */
function soldByTheUnit(lots: readonly CsvLot[]): readonly CsvNote[] {
  const ids = lots.filter(({ lot }) => lot.format.type === "uniform").map(({ lot }) => lot.id);
  return ids.length === 0 ? [] : [{ code: "by_the_unit", column: null, detail: listed(ids) }];
}

/** A short name looks like a paddle, and would keep nobody from bidding: a person looks at these. */
function consignorsOf(lots: readonly CsvLot[]): readonly CsvNote[] {
  const paddles = new Set(lots.flatMap(({ lot: { consignor } }) => consignor ?? []));
  if (paddles.size === 0) return [];
  return [{ code: "consignors", column: null, detail: listed([...paddles]) }];
}

function listed(names: readonly string[]): string {
  return names.slice(0, lotsNamedMax).join(", ") + (names.length > lotsNamedMax ? ", ..." : "");
}

function fileProblem(code: Wanted, found: string): CsvProblem {
  const problem = problemAt("", code, { found });
  return { row: null, lot: null, column: null, header: null, problem };
}

function refused(notes: readonly CsvNote[], problems: readonly CsvProblem[]): CsvCatalogue {
  return { ok: false, notes, problems };
}
