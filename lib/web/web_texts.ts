// The texts that every page shows, in both languages.

import type { Language } from "../base/language.ts";

/** What a price chart shows, in words of the language but for the counts. */
export interface ChartFacts {
  readonly lot: string;
  readonly from: string;
  readonly fromTime: string;
  readonly to: string;
  readonly toTime: string;
  readonly steps: number;
  readonly undone: number;
}

/** The texts of one language. */
export interface WebTexts {
  /** The language's own name, and how it is chosen. */
  readonly languageName: string;
  readonly chooseLanguage: string;
  readonly skip: string;
  readonly noScript: string;
  /** The page hears nothing from its program. */
  readonly offline: string;
  readonly confirm: {
    readonly cancel: string;
    /** What it would do is something else since it was asked. */
    readonly changed: string;
    /** What is done has no further effect. */
    readonly noEffect: string;
  };
  readonly closing: string;
  /** What a person is told of a request that was not served, and the way on. */
  readonly problem: {
    readonly foreign: string;
    readonly nothingHere: string;
    readonly failed: string;
    readonly wayBack: string;
  };
  /** What was typed is no amount; the example shows how one is written. */
  readonly noAmount: (example: string) => string;
  /** An action got no answer. */
  readonly unanswered: string;
  /** The answer takes longer than it should. */
  readonly slow: string;
  readonly chart: {
    /** No price is known yet. */
    readonly empty: string;
    readonly sealed: string;
    /** What a dashed line means. */
    readonly dashed: string;
    /** What the drawing shows, for who does not see it. */
    readonly summary: (facts: ChartFacts) => string;
  };
  readonly signIn: {
    readonly title: string;
    readonly used: string;
    readonly signedOut: string;
  };
}

/** The texts in each language. */
export const WEB_TEXTS: Readonly<Record<Language, WebTexts>> = {
  en: {
    languageName: "English",
    chooseLanguage: "Language",
    skip: "Skip to the content",
    noScript: "This page follows a live sale and needs JavaScript. Allow it for this address.",
    offline: "The program behind this page does not answer. Trying again.",
    confirm: {
      cancel: "Leave it as it is",
      changed: "This has just changed. Now:",
      noEffect: "Nothing else changes.",
    },
    closing: "closing",
    problem: {
      foreign: "This was not asked for by your own page, so it was not done.",
      nothingHere: "There is nothing at this address.",
      failed: "Something went wrong in the program. Try again.",
      wayBack: "Back to the sale",
    },
    noAmount: (example) => `This is not an amount. Write it like ${example}.`,
    slow: "Sent; waiting for the answer …",
    unanswered: "No answer came. Look at the page before you try again: it may have been done.",
    chart: {
      empty: "No bid has moved the price yet.",
      sealed: "Sealed bids show no price before the end.",
      dashed: "Dashed: a bid was taken back.",
      summary: ({ lot, from, fromTime, to, toTime, steps, undone }) =>
        `Price of lot ${lot}: from ${from} at ${fromTime} to ${to} at ${toTime}, in ${
          steps === 1 ? "1 step" : `${steps} steps`
        }${undone === 0 ? "" : `; taken back: ${undone}`}.`,
    },
    signIn: {
      title: "Sign in",
      used: "This link was used already, or is too old. Ask the program for a new one.",
      signedOut: "This browser is not signed in.",
    },
  },
  pt: {
    languageName: "Português",
    chooseLanguage: "Idioma",
    skip: "Ir para o conteúdo",
    noScript:
      "Esta página acompanha um leilão ao vivo e precisa de JavaScript. Permita-o para este endereço.",
    offline: "O programa por trás desta página não responde. Tentando de novo.",
    confirm: {
      cancel: "Deixar como está",
      changed: "Isto acaba de mudar. Agora:",
      noEffect: "Nada mais muda.",
    },
    closing: "encerrando",
    problem: {
      foreign: "Não foi a sua própria página que pediu isto, então não foi feito.",
      nothingHere: "Não há nada neste endereço.",
      failed: "Algo deu errado no programa. Tente de novo.",
      wayBack: "Voltar ao leilão",
    },
    noAmount: (example) => `Isto não é um valor. Escreva assim: ${example}.`,
    slow: "Enviado; esperando a resposta …",
    unanswered: "Nenhuma resposta chegou. Olhe a página antes de repetir: pode já ter sido feito.",
    chart: {
      empty: "Nenhum lance mexeu no preço ainda.",
      sealed: "Lances fechados não mostram preço antes do fim.",
      dashed: "Tracejado: um lance foi desfeito.",
      summary: ({ lot, from, fromTime, to, toTime, steps, undone }) =>
        `Preço do lote ${lot}: de ${from} às ${fromTime} a ${to} às ${toTime}, em ${
          steps === 1 ? "1 passo" : `${steps} passos`
        }${undone === 0 ? "" : `; desfeitos: ${undone}`}.`,
    },
    signIn: {
      title: "Entrar",
      used: "Este link já foi usado ou é antigo. Peça um novo ao programa.",
      signedOut: "Este navegador não está conectado.",
    },
  },
};
