// Every text of the console and the projector, in both languages. A text that is missing in one
// does not compile.

import type { Language } from "../base/language.ts";
import { englishConsole } from "./_console_texts_en.ts";
import { portugueseConsole } from "./_console_texts_pt.ts";
import type { FloorTexts } from "./floor_texts.ts";

/** The pages that the head of the console leads to. */
export const CONSOLE_PAGES = ["floor", "bidders", "catalogue", "results", "log"] as const;

/** One of {@link CONSOLE_PAGES}. */
export type ConsolePageName = typeof CONSOLE_PAGES[number];

/** What stands on the wall: few words, large. */
export interface ProjectorTexts {
  readonly welcome: string;
  readonly lot: (id: string) => string;
  readonly paddle: (paddle: string) => string;
  readonly opening: string;
  readonly next: (money: string) => string;
  readonly sealed: (count: number) => string;
  readonly inside: (count: number) => string;
  readonly fairWarning: (count: number) => string;
  readonly sold: string;
  readonly passed: string;
  readonly withdrawn: string;
  readonly paused: string;
  readonly reserveNotMet: string;
  readonly saleClosed: string;
}

/** The texts of one language. */
export interface ConsoleTexts {
  readonly console: string;
  readonly pages: Readonly<Record<ConsolePageName, string>>;
  readonly projector: string;
  readonly pagesLabel: string;
  readonly signOut: string;
  readonly signIn: {
    readonly intro: string;
    readonly token: string;
    readonly tokenHelp: string;
    readonly name: string;
    readonly nameHelp: string;
    readonly button: string;
    readonly wrong: string;
  };
  readonly house: { readonly up: string; readonly down: string };
  readonly joined: (count: number) => string;
  readonly wall: ProjectorTexts;
  readonly floor: FloorTexts;
}

/** The texts in each language. */
export const CONSOLE_TEXTS: Readonly<Record<Language, ConsoleTexts>> = {
  en: englishConsole,
  pt: portugueseConsole,
};
