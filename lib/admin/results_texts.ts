// The texts of the console's page of results, in both languages.

import type { LotStatus } from "../auction/view.ts";
import type { Language } from "../base/language.ts";
import { englishResults } from "./_results_texts_en.ts";
import { portugueseResults } from "./_results_texts_pt.ts";

/** The texts of one language. */
export interface ResultsTexts {
  readonly title: string;
  readonly preliminary: string;
  readonly isFinal: string;
  readonly totals: {
    readonly title: string;
    readonly sold: string;
    readonly ofLots: (sold: number, all: number) => string;
    readonly unsold: string;
    readonly unfinished: string;
    readonly hammer: string;
    readonly premium: string;
    readonly tax: string;
    readonly owed: string;
  };
  readonly buyers: {
    readonly title: string;
    readonly none: string;
    readonly paddle: string;
    readonly name: string;
    readonly lots: string;
    readonly hammer: string;
    readonly total: string;
    readonly invoice: string;
    readonly invoiceOf: (paddle: string) => string;
  };
  readonly lots: {
    readonly title: string;
    readonly none: string;
    readonly lot: string;
    readonly what: string;
    readonly result: string;
    readonly buyer: string;
    readonly price: string;
    readonly status: Readonly<Record<LotStatus, string>>;
    readonly paddle: (paddle: string) => string;
    readonly units: (paddle: string, count: number) => string;
    readonly award: string;
  };
  readonly papers: {
    readonly title: string;
    readonly help: string;
    readonly invoices: string;
    readonly report: string;
    readonly csv: string;
    readonly json: string;
  };
  readonly checkpoint: {
    readonly title: string;
    readonly help: string;
    readonly none: string;
    readonly label: string;
  };
  readonly backup: {
    readonly title: string;
    readonly help: string;
    readonly button: string;
    readonly done: string;
  };
  readonly close: {
    readonly title: string;
    readonly closed: string;
    readonly keptOpen: (lots: readonly string[]) => string;
    readonly help: (ahead: number) => string;
    readonly button: string;
    readonly question: string;
    readonly done: string;
  };
  readonly after: { readonly title: string; readonly steps: readonly string[] };
}

/** The texts in each language. */
export const RESULTS_TEXTS: Readonly<Record<Language, ResultsTexts>> = {
  en: englishResults,
  pt: portugueseResults,
};
