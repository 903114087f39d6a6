// The texts of the console's page of bidders, in both languages.

import type { Language } from "../base/language.ts";
import type { BidderStatus } from "../secure/registry.ts";
import type { FeedPath } from "../wire/member_message.ts";
import { englishBidders } from "./_bidders_texts_en.ts";
import { portugueseBidders } from "./_bidders_texts_pt.ts";

/** A deed about a paddle: its button, the question before it, and what is said after it. */
export interface DeedTexts {
  readonly button: string;
  /** Names the button for who does not see the row. */
  readonly name: (paddle: string) => string;
  readonly question: (who: string) => string;
  readonly effects: (who: string) => readonly string[];
  readonly done: (who: string) => string;
}

/** The texts of one language. */
export interface BiddersTexts {
  readonly title: string;
  /** "paddle 12 (Ana)". */
  readonly who: (paddle: string, name: string | null) => string;
  readonly counts: {
    readonly registered: (count: number) => string;
    readonly joined: (count: number) => string;
    readonly barred: (count: number) => string;
    readonly floor: (count: number) => string;
  };
  readonly say: (joined: number, knocks: number) => string;
  readonly filter: string;
  readonly noneLeft: string;
  readonly nobody: string;
  readonly list: string;
  readonly status: Readonly<Record<BidderStatus, string>>;
  readonly connected: string;
  readonly away: string;
  readonly never: string;
  readonly lastSeen: (time: string) => string;
  readonly paths: Readonly<Record<FeedPath, string>>;
  readonly noPath: string;
  readonly loss: (percent: string) => string;
  readonly noLoss: string;
  readonly more: string;
  readonly fingerprint: string;
  readonly suspend: DeedTexts;
  readonly ban: DeedTexts;
  readonly reinstate: DeedTexts;
  readonly limit: {
    readonly label: string;
    readonly help: string;
    readonly button: string;
    readonly done: (who: string) => string;
    /** Where it was left empty. */
    readonly removed: (who: string) => string;
  };
  readonly knocks: {
    readonly title: (count: number) => string;
    readonly help: string;
    readonly asked: (time: string, tries: number) => string;
    readonly approve: string;
    readonly approved: string;
    readonly dismiss: string;
    readonly dismissed: string;
    /** Two ask with one fingerprint. */
    readonly contested: string;
  };
  readonly name: string;
  readonly paddle: string;
  readonly paddleHelp: string;
  readonly register: {
    readonly title: string;
    readonly file: string;
    readonly fileHelp: string;
    readonly text: string;
    readonly isPrivate: string;
    readonly unreadable: string;
    readonly compare: string;
    readonly button: string;
    readonly done: string;
  };
  readonly floor: {
    readonly title: string;
    readonly help: string;
    readonly none: string;
    readonly noName: string;
    readonly add: string;
    readonly paddle: string;
    readonly name: string;
    readonly button: string;
    readonly done: string;
  };
}

/** The texts in each language. */
export const BIDDERS_TEXTS: Readonly<Record<Language, BiddersTexts>> = {
  en: englishBidders,
  pt: portugueseBidders,
};
