// Which files the papers of a sale are, by the format that was asked for.

import type { Language } from "../base/language.ts";
import { invoicedPaddles, invoiceHtml, invoicesHtml } from "../settlement/invoice.ts";
import type { PaperOptions } from "../settlement/paper.ts";
import { reportHtml } from "../settlement/report_html.ts";
import { resultsCsv } from "../settlement/results_csv.ts";
import { resultsJson } from "../settlement/results_json.ts";
import type { SettledSale } from "../settlement/settled_sale.ts";

/** What can be asked for. */
export const RESULT_FORMATS = ["all", "csv", "json", "invoices", "report"] as const;

/** One of {@link RESULT_FORMATS}. */
export type ResultFormat = typeof RESULT_FORMATS[number];

/** A file to write. */
export interface Paper {
  readonly file: string;
  readonly text: string;
}

/** What the papers look like. */
export interface PaperWish extends PaperOptions {
  readonly format: ResultFormat;
  readonly excel: boolean;
  readonly language: Language;
}

/** The name of one paddle's invoice. A paddle is letters, digits and hyphens. */
export const INVOICE_FILE = /^invoice-[A-Za-z0-9-]{1,12}\.html$/;

/** The papers of `sale`. */
export function papersOf(sale: SettledSale, wish: PaperWish): readonly Paper[] {
  const { format, language, excel } = wish;
  const wants = (one: ResultFormat) => format === "all" || format === one;
  return [
    ...(wants("csv")
      ? [{ file: "results.csv", text: resultsCsv(sale, { language, forExcel: excel }) }]
      : []),
    ...(wants("json") ? [{ file: "results.json", text: jsonText(sale) }] : []),
    ...(wants("report") ? [{ file: "report.html", text: reportHtml(sale, wish) }] : []),
    ...(wants("invoices") ? invoicesOf(sale, wish) : []),
  ];
}

function jsonText(sale: SettledSale): string {
  return `${JSON.stringify(resultsJson(sale), null, 2)}\n`;
}

function invoicesOf(sale: SettledSale, wish: PaperWish): readonly Paper[] {
  const each = invoicedPaddles(sale).flatMap((paddle) => {
    const text = invoiceHtml(sale, { ...wish, paddle });
    return text === null ? [] : [{ file: `invoice-${paddle}.html`, text }];
  });
  return [{ file: "invoices.html", text: invoicesHtml(sale, wish) }, ...each];
}
