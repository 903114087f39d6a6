// The flags of `deno task results`.

import type { Flags } from "./cli.ts";
import { RESULT_FORMATS } from "./result_papers.ts";

/** Which record, what is written, where, and what the invoices say. */
export const resultsFlags = {
  data: {
    type: "string",
    value: "FOLDER",
    help: {
      en: "the data folder of a house that is stopped (data, where nothing is said)",
      pt: "a pasta de dados de uma casa parada (data, se nada for dito)",
    },
  },
  ledger: {
    type: "string",
    value: "FILE",
    help: { en: "instead: the record's file, or a copy", pt: "em vez disso: o registro ou cópia" },
  },
  out: {
    type: "string",
    short: "o",
    value: "FOLDER",
    required: true,
    help: {
      en: "where the files go: results, or a folder in data or in results",
      pt: "onde ficam os arquivos: results, ou uma pasta em data ou em results",
    },
  },
  format: {
    type: "string",
    value: "FORMAT",
    choices: RESULT_FORMATS,
    default: "all",
    help: { en: "what to write", pt: "o que gravar" },
  },
  issuer: {
    type: "string",
    value: "NAME",
    help: { en: "the house's name on the invoices", pt: "o nome da casa nas faturas" },
  },
  note: {
    type: "string",
    value: "TEXT",
    help: { en: "how to pay, on every invoice", pt: "como pagar, em cada fatura" },
  },
  excel: {
    type: "boolean",
    help: {
      en: "write the CSV as Excel reads it in this language",
      pt: "grava o CSV como o Excel o lê neste idioma",
    },
  },
  replace: {
    type: "boolean",
    help: {
      en: "write over the papers of an earlier run, and remove its invoices that hold no more",
      pt: "grava por cima dos papéis de antes e remove as faturas que não valem mais",
    },
  },
} as const satisfies Flags;
