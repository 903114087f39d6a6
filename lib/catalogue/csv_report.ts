// What an import from CSV has to say, as data and as lines for a person: refused rows, and notes
// about what was read all the same.

import type { Language } from "../base/language.ts";
import type { CsvField } from "./csv_columns.ts";
import { describeProblem, foundIn, type Problem } from "./problem.ts";

/** One thing that is wrong with a row, or with the file where there is no row. */
export interface CsvProblem {
  /** As a spreadsheet numbers it: the row of the headers is 1. */
  readonly row: number | null;
  /** The lot's number as it stands in the row. */
  readonly lot: string | null;
  readonly column: CsvField | null;
  /** The column's header as it stands in the file. */
  readonly header: string | null;
  /** What was found and what is wanted; its field is empty. */
  readonly problem: Problem;
}

/** Something that a person should know about a file that was read. */
export interface CsvNote {
  readonly code: keyof typeof NOTES;
  /** The column that it is about, the first is 1; null where it is about none. */
  readonly column: number | null;
  /** That column's header, or lots; made safe for any screen. */
  readonly detail: string;
}

const NOTES = {
  unknown_column: {
    en: "column % is not known and was left out",
    pt: "a coluna % não é conhecida e foi deixada de fora",
  },
  further_picture: {
    en: "column %: a lot has one picture, so this one is not shown",
    pt: "coluna %: um lote tem uma só imagem, e esta não é mostrada",
  },
  windows_1252: {
    en: "the file is not UTF-8 and was read as Windows-1252: look at the accented letters",
    pt: "o arquivo não é UTF-8 e foi lido como Windows-1252: confira as letras acentuadas",
  },
  consignors: {
    en: "paddles of consignors, who may not bid on their own lots: %; a name here bars nobody",
    pt: "placas de comitentes, que não dão lances nos próprios lotes: %; um nome aqui não impede " +
      "ninguém",
  },
  by_the_unit: {
    en: "with a quantity of 2 or more, sold by the unit at one price for all who win: lots %",
    pt: "com quantidade 2 ou mais, vendidos por unidade, a um só preço para quem vencer: lotes %",
  },
} as const satisfies Record<string, Record<Language, string>>;

/** The problem as one line: `row 7, lot "12A", "StartPrice": found ..., wanted ...`. */
export function describeCsvProblem(problem: CsvProblem, language: Language): string {
  const { row, lot, header } = problem;
  const words = language === "en" ? { row: "row", lot: "lot" } : { row: "linha", lot: "lote" };
  const where = [
    ...(row === null ? [] : [`${words.row} ${row}`]),
    ...(lot === null ? [] : [`${words.lot} ${foundIn(lot)}`]),
    ...(header === null ? [] : [foundIn(header)]),
  ].join(", ");
  return `${where === "" ? "" : `${where}: `}${describeProblem(problem.problem, language)}`;
}

/** The note as one line. */
export function describeCsvNote({ code, column, detail }: CsvNote, language: Language): string {
  const shown = column === null ? detail : `${column}${detail === "" ? "" : ` (${detail})`}`;
  return NOTES[code][language].replace("%", () => shown);
}
