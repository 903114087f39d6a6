// The words for what a command would do, in both languages: the question before something that is
// not lightly taken back shows them.

import type { ExtensionCause, PassReason } from "../auction/event.ts";
import type { Language } from "../base/language.ts";
import { englishEffects } from "./_effect_texts_en.ts";
import { portugueseEffects } from "./_effect_texts_pt.ts";

/** Whole sentences. `who` is a paddle with its name where that is known, `money` an amount in words. */
export interface EffectTexts {
  readonly who: (paddle: string, name: string | null) => string;
  readonly saleOpened: string;
  readonly saleClosed: string;
  readonly lotsUnsold: (count: number) => string;
  readonly lotOpened: (lot: string, ask: string) => string;
  readonly bidTaken: (lot: string) => string;
  readonly leads: (lot: string, who: string, price: string) => string;
  readonly extended: Readonly<Record<ExtensionCause, (lot: string, left: string) => string>>;
  readonly warned: (lot: string, call: number) => string;
  readonly paused: (lot: string) => string;
  readonly resumed: (lot: string) => string;
  readonly undone: {
    /** The bid that led. */
    readonly leading: (who: string, price: string) => string;
    /** A bid that only drove the leader up. */
    readonly driving: (from: string, to: string) => string;
    /** Nothing that anybody could see. */
    readonly silent: string;
  };
  readonly leadsAgain: (who: string, price: string) => string;
  readonly leadsThen: (who: string, price: string) => string;
  readonly nobodyLeads: string;
  readonly nextBid: (ask: string) => string;
  readonly clockShows: (left: string) => string;
  readonly sold: (lot: string, who: string, price: string) => string;
  readonly belowReserve: string;
  readonly passed: Readonly<Record<PassReason, (lot: string) => string>>;
  readonly bidWinsNothing: (who: string, price: string) => string;
  readonly withdrawn: (lot: string) => string;
  readonly bidsWinNothing: (count: number) => string;
  readonly bidderLeft: (lot: string, who: string) => string;
  readonly priceRises: (lot: string, price: string) => string;
  readonly bidsVoid: (lot: string, who: string) => string;
  readonly unitsSold: (who: string, quantity: number, price: string) => string;
  readonly reopened: (lot: string) => string;
  readonly losesLot: (lot: string, who: string) => string;
  readonly awarded: (lot: string, who: string, price: string) => string;
  readonly moved: (lot: string, before: string | null) => string;
  readonly announced: (text: string) => string;
  readonly termsSet: string;
  readonly admitted: (who: string) => string;
  readonly suspended: (who: string) => string;
  readonly reinstated: (who: string) => string;
  readonly banned: (who: string) => string;
  readonly more: (count: number) => string;
}

/** The texts in each language. */
export const EFFECT_TEXTS: Readonly<Record<Language, EffectTexts>> = {
  en: englishEffects,
  pt: portugueseEffects,
};
