// One row of a CSV file as an item, as a person would have written it in items/*.json.
//
// Amounts become cents and an empty cell no field; whatever else may be wrong is left to the checks
// of items, so that a lot is fair in CSV where it is fair in JSON and nowhere else.

import type { Language } from "../base/language.ts";
import { paddlePattern } from "../wire/lot_codec.ts";
import { type AmountStyle, readCsvAmount } from "./csv_amount.ts";
import type { CsvField } from "./csv_columns.ts";
import { quantityMax } from "./limits.ts";
import { foundIn, type Problem, problemAt, type Wanted } from "./problem.ts";

/** What holds for all rows of a file. */
export interface CsvTerms {
  readonly amounts: AmountStyle;
  /** The language of the texts. */
  readonly texts: Language;
  /** How the lots end: a field of items, or none for lots that the auctioneer ends. */
  readonly closing: { readonly durationSeconds?: number; readonly endsAt?: string };
}

/** The cells of a row by what they hold; without those that are empty. */
export type CsvCells = ReadonlyMap<CsvField, string>;

/** A problem with its column. */
export interface ColumnProblem {
  readonly column: CsvField;
  readonly problem: Problem;
}

const categoryLabel: Readonly<Record<Language, string>> = { en: "Category", pt: "Categoria" };

/** Where the fields of an item come from. What is not here comes from the row as a whole. */
const columnOfField: ReadonlyMap<string, CsvField> = new Map([
  ["id", "LotNum"],
  ["title", "Title"],
  ["description", "Description"],
  ["opening", "StartPrice"],
  ["reserve", "Reserve Price"],
  ["buyNow", "Buy Now Price"],
  ["increments", "Increment"],
  ["estimate", "LowEst"],
  ["estimate.high", "HighEst"],
  ["quantity", "Quantity"],
  ["consignor", "Consigner"],
  ["image", "ImageFile.1"],
]);

/** The column that the item's field `path` comes from, or null. */
export function columnOf(path: string): CsvField | null {
  return columnOfField.get(path) ?? columnOfField.get(path.split(".")[0] ?? "") ?? null;
}

/** The item that the row describes, with what is wrong with its cells. */
export function itemOfRow(
  cells: CsvCells,
  terms: CsvTerms,
): { readonly item: Record<string, unknown>; readonly problems: readonly ColumnProblem[] } {
  const row = new RowReader(cells, terms.amounts);
  const fields = {
    id: row.required("LotNum"),
    title: textIn(row.required("Title"), terms.texts),
    description: textIn(descriptionOf(cells, terms.texts), terms.texts),
    opening: row.required("StartPrice") === undefined ? undefined : row.amount("StartPrice"),
    // Exports write 0 where there is no reserve, no estimate and no price of an immediate sale.
    reserve: row.amount("Reserve Price") || undefined,
    buyNow: row.amount("Buy Now Price") || undefined,
    estimate: estimateOf(row),
    increments: incrementsOf(row),
    ...quantityOf(row),
    currency: terms.amounts.currency,
    ...terms.closing,
    consignor: consignorOf(row),
    image: cells.get("ImageFile.1"),
  };
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { item: Object.fromEntries(given), problems: row.problems };
}

/** Reads the cells of one row and takes note of what is wrong with them. */
class RowReader {
  readonly problems: ColumnProblem[] = [];
  readonly #cells: CsvCells;
  readonly #amounts: AmountStyle;

  constructor(cells: CsvCells, amounts: AmountStyle) {
    this.#cells = cells;
    this.#amounts = amounts;
  }

  text(column: CsvField): string | undefined {
    return this.#cells.get(column);
  }

  required(column: CsvField): string | undefined {
    if (!this.#cells.has(column)) this.report(column, "required");
    return this.#cells.get(column);
  }

  /** The cents of an amount; undefined where the cell is empty or holds none. */
  amount(column: CsvField): number | undefined {
    const text = this.#cells.get(column);
    if (text === undefined) return undefined;
    const amount = readCsvAmount(text, this.#amounts);
    if (amount.ok) return amount.cents;
    this.report(column, amount.code, amount.detail);
    return undefined;
  }

  report(column: CsvField, code: Wanted, detail = ""): void {
    const problem = problemAt("", code, { found: foundIn(this.#cells.get(column)), detail });
    this.problems.push({ column, problem });
  }
}

function estimateOf(row: RowReader): unknown {
  const before = row.problems.length;
  const low = row.amount("LowEst") || undefined;
  const high = row.amount("HighEst") || undefined;
  if (row.problems.length > before) return undefined;
  if ((low === undefined) !== (high === undefined)) {
    row.report(low === undefined ? "LowEst" : "HighEst", "csv_estimate");
  }
  return low === undefined ? undefined : { low, high };
}

/** One step for all prices of the lot. */
function incrementsOf(row: RowReader): unknown {
  const fixed = row.amount("Increment") || undefined;
  return fixed === undefined ? undefined : { fixed };
}

function textIn(text: string | undefined, language: Language): unknown {
  return text === undefined ? undefined : { [language]: text };
}

/** A lot has no category of its own: bidders read it as the last line of the description. */
function descriptionOf(cells: CsvCells, language: Language): string | undefined {
  const category = cells.get("Category");
  const description = cells.get("Description");
  if (category === undefined) return description;
  const line = `${categoryLabel[language]}: ${category}`;
  return description === undefined ? line : `${description}\n${line}`;
}

function quantityOf(row: RowReader) {
  const text = row.text("Quantity");
  if (text === undefined || text === "1") return {};
  const quantity = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
  if (quantity !== null && quantity <= quantityMax) return { format: "uniform", quantity };
  row.report("Quantity", "csv_quantity");
  return {};
}

function consignorOf(row: RowReader): string | undefined {
  const text = row.text("Consigner");
  if (text === undefined || paddlePattern.test(text)) return text;
  row.report("Consigner", "csv_consignor");
  return undefined;
}
