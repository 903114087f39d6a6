// Lots that come to POST /lots as CSV, read by the same code as `deno task import` and refused with
// the same report: one complaint for each cell, with its row, its lot and its column.

import type { Context } from "hono";
import { chooseLanguage, type Language } from "../base/language.ts";
import { parseCsvCatalogue } from "../catalogue/csv_catalogue.ts";
import type { CsvNote } from "../catalogue/csv_report.ts";
import { csvBytesMax } from "../catalogue/limits.ts";
import { lotIdPattern } from "../wire/lot_codec.ts";
import type { AdminEnv } from "./admin_env.ts";
import type { FileProblem, LotToLoad } from "./house_port.ts";
import { readBytes } from "./request_body.ts";

const csvType = /^text\/csv(?:\s*;\s*charset="?(?:utf-8|windows-1252)"?)?$/i;

/** One CSV file of an upload. */
export interface CsvFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** What a CSV file holds: its lots, or problems and no lots. */
export interface CsvReading {
  readonly lots: readonly LotToLoad[];
  readonly problems: readonly FileProblem[];
  readonly notes: readonly CsvNote[];
}

/** Whether the request states that its body is CSV. */
export function statesCsv(c: Context<AdminEnv>): boolean {
  return csvType.test(c.req.header("content-type") ?? "");
}

/** The body as one CSV file called `name`. */
export async function readCsvBody(c: Context<AdminEnv>, name: string): Promise<CsvFile> {
  return { name, content: await readBytes(c.req.raw, csvBytesMax) };
}

/** The language in which the request says that its texts are written (RFC 9110 §8.5). */
export function textsLanguage(c: Context<AdminEnv>): Language {
  return chooseLanguage([c.req.header("content-language")]);
}

/** The lots of `file`, which the auctioneer's hand will end; `currency` is the sale's. */
export function readCsvLots(
  { name, content }: CsvFile,
  { currency, texts }: { readonly currency: string; readonly texts: Language },
): CsvReading {
  const amounts = { currency, decimal: null };
  const read = parseCsvCatalogue(content, { amounts, texts, closing: {} });
  const { notes } = read;
  if (read.ok) return { notes, problems: [], lots: read.lots };
  const problems = read.problems.map(({ row, lot, column, problem }): FileProblem => {
    // What is no lot's number is the caller's own text, and is not repeated.
    const isNumber = lot !== null && lotIdPattern.test(lot);
    const field = column ?? "";
    return { file: name, problem, cell: { row, lot: isNumber ? lot : null, column: field } };
  });
  return { notes, problems, lots: [] };
}
