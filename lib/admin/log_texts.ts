// The texts of the console's page of the log, in both languages.

import type { Language } from "../base/language.ts";

/** The texts of one language. */
export interface LogTexts {
  readonly title: string;
  readonly help: string;
  readonly none: string;
  readonly person: string;
  readonly everybody: string;
  /** Whoever asked with the token and no page. */
  readonly program: string;
  readonly when: string;
  readonly who: string;
  readonly what: string;
  readonly outcome: string;
  readonly done: string;
  readonly refused: (why: string) => string;
  readonly count: (count: number) => string;
  readonly counters: { readonly title: string; readonly help: string };
}

/** The texts in each language. */
export const LOG_TEXTS: Readonly<Record<Language, LogTexts>> = {
  en: {
    title: "Log",
    help: "Who of the house did what since it was started, newest first. The file actions.ndjson " +
      "in the data folder keeps all of it. What was bid stands in the record, not here.",
    none: "Nothing has been done yet.",
    person: "Person",
    everybody: "Everybody",
    program: "a program",
    when: "When",
    who: "Who",
    what: "What",
    outcome: "Outcome",
    done: "done",
    refused: (why) => `refused: ${why}`,
    count: (count) => count === 1 ? "1 entry" : `${count} entries`,
    counters: {
      title: "For technicians: what the house counts",
      help: "Datagrams that were dropped and why, connections, requests that were refused.",
    },
  },
  pt: {
    title: "Registro",
    help: "Quem da casa fez o quê desde que ela foi iniciada, do mais novo ao mais antigo. O " +
      "arquivo actions.ndjson da pasta de dados guarda tudo. Os lances estão no livro do leilão, " +
      "não aqui.",
    none: "Nada foi feito ainda.",
    person: "Pessoa",
    everybody: "Todos",
    program: "um programa",
    when: "Quando",
    who: "Quem",
    what: "O quê",
    outcome: "Resultado",
    done: "feito",
    refused: (why) => `recusado: ${why}`,
    count: (count) => count === 1 ? "1 entrada" : `${count} entradas`,
    counters: {
      title: "Para técnicos: o que a casa conta",
      help: "Datagramas descartados e por quê, conexões, pedidos recusados.",
    },
  },
};
