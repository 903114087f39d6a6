// The texts of the console's page of the catalogue, in both languages.

import type { Format } from "../auction/lot.ts";
import type { LotStatus } from "../auction/view.ts";
import type { Language } from "../base/language.ts";
import { englishCatalogue } from "./_catalogue_texts_en.ts";
import { portugueseCatalogue } from "./_catalogue_texts_pt.ts";

/** What lot_drop.js says; {name} stands for what the answer tells. */
export interface LoadTexts {
  readonly loading: string;
  readonly done: string;
  readonly changes: Readonly<Record<"added" | "replaced" | "unchanged", string>>;
  readonly refused: string;
  readonly refusedLot: string;
  readonly problems: string;
  readonly lot: string;
  readonly row: string;
  readonly wanted: string;
  readonly badName: string;
  readonly badKind: string;
  readonly twice: string;
  readonly privateKey: string;
  readonly noCatalogue: string;
  readonly tooMuch: string;
  readonly tooMany: string;
  readonly unanswered: string;
}

/** The texts of one language. */
export interface CatalogueTexts {
  readonly title: string;
  readonly load: {
    readonly title: string;
    readonly help: string;
    readonly files: string;
    readonly language: string;
    readonly script: LoadTexts;
  };
  readonly reports: { readonly title: (count: number) => string; readonly help: string };
  readonly lots: {
    readonly title: string;
    readonly count: (all: number, ahead: number) => string;
    readonly filter: string;
    readonly noneLeft: string;
    readonly none: string;
    readonly lot: (id: string) => string;
    readonly status: Readonly<Record<LotStatus, string>>;
    readonly mayChange: string;
    readonly isFixed: string;
    readonly opening: (money: string) => string;
    readonly estimate: (low: string, high: string) => string;
    readonly reserve: string;
    readonly formats: Readonly<Record<Format["type"], string>>;
    readonly units: (count: number) => string;
    readonly byHand: string;
    readonly runs: (time: string) => string;
    readonly endsAt: (time: string) => string;
    readonly group: (name: string) => string;
    readonly soldFor: (money: string, paddle: string) => string;
  };
  readonly terms: {
    readonly title: string;
    readonly fixed: string;
    readonly help: string;
    readonly rate: string;
    readonly from: (tier: number) => string;
    readonly rateFrom: (tier: number) => string;
    readonly tax: string;
    readonly taxOn: string;
    readonly onPremium: string;
    readonly onAll: string;
    readonly button: string;
    readonly question: string;
    readonly effects: readonly string[];
    readonly done: string;
  };
  readonly timed: {
    readonly title: string;
    readonly help: (count: number) => string;
    readonly none: string;
    readonly stagger: string;
    readonly staggerHelp: string;
    readonly button: string;
    readonly question: string;
    readonly done: string;
  };
}

/** The texts in each language. */
export const CATALOGUE_TEXTS: Readonly<Record<Language, CatalogueTexts>> = {
  en: englishCatalogue,
  pt: portugueseCatalogue,
};
