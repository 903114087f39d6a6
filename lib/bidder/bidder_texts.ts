// Every text that a bidder reads in the terminal, in both languages.
//
// The texts are data behind one type: a text that is missing in a language, or a refusal without
// its words, does not compile. Short, plain and kind: someone reads them with a lot in the ring.

import type { Language } from "../base/language.ts";
import type { LotStatus } from "../auction/view.ts";
import { englishTexts } from "./_texts_en.ts";
import { portugueseTexts } from "./_texts_pt.ts";
import type { FeedPath } from "../wire/member_message.ts";
import type { ConnectionState, HouseState, Refusal } from "./house_link.ts";
import type { OwnState } from "./own_position.ts";

/** The texts of one language. Functions take texts that are ready to be shown. */
export interface BidderTexts {
  readonly labels: {
    readonly price: string;
    readonly ask: string;
    readonly timeLeft: string;
    readonly you: string;
    readonly moreLots: string;
    readonly happenings: string;
    readonly lots: string;
    readonly help: string;
    readonly description: string;
  };
  readonly lot: (id: string) => string;
  readonly paddle: (paddle: string) => string;
  /** How the bidder is called where a paddle would stand. */
  readonly youAsPaddle: string;
  readonly bids: (count: number) => string;
  readonly noBids: string;
  readonly reserve: { readonly met: string; readonly notMet: string };
  readonly untilHammer: string;
  readonly closing: string;
  readonly from: (money: string) => string;
  /** A price in a list, where it needs its name; short, for it stands beside others. */
  readonly brief: {
    readonly now: (money: string) => string;
    readonly next: (money: string) => string;
    readonly sold: (money: string) => string;
  };
  readonly page: (page: number, pages: number) => string;
  readonly moreInLots: (count: number) => string;
  readonly noLotOpen: string;
  readonly saleClosed: string;
  readonly youWon: (lots: string) => string;
  readonly youWonNothing: string;
  /** The heading above the won lots, the line of one, and the sum of their prices. */
  readonly wonLots: string;
  readonly wonLot: (lot: string, title: string, money: string) => string;
  readonly wonSum: (money: string) => string;
  readonly status: Readonly<Record<LotStatus, string>>;
  readonly connection: Readonly<Record<ConnectionState, string>>;
  readonly path: Readonly<Record<FeedPath, string>>;
  readonly house: Readonly<Record<HouseState, string>>;
  readonly own: Readonly<Record<OwnState, string>>;
  readonly yourMax: (money: string) => string;
  readonly refusal: Readonly<Record<Refusal, string>>;
  readonly bid: {
    readonly sent: (money: string) => string;
    readonly accepted: (money: string) => string;
    readonly refused: (money: string, why: string) => string;
    readonly askIs: (money: string) => string;
    readonly late: (seconds: string) => string;
  };
  readonly event: {
    readonly saleOpened: string;
    readonly saleClosed: string;
    readonly lotOpened: (lot: string, ask: string, title: string) => string;
    readonly bidAccepted: (lot: string, price: string, leader: string) => string;
    readonly lotExtended: (lot: string, time: string) => string;
    readonly outageReturned: (lot: string, time: string) => string;
    readonly fairWarning: (lot: string, call: number) => string;
    readonly lotPaused: (lot: string) => string;
    readonly lotResumed: (lot: string) => string;
    readonly bidUndone: (lot: string) => string;
    readonly lotSold: (lot: string, price: string, winner: string) => string;
    readonly lotPassed: (lot: string) => string;
    readonly lotWithdrawn: (lot: string) => string;
    readonly youSuspended: string;
    readonly youReinstated: string;
  };
  readonly ask: {
    readonly bidAsk: (lot: string, money: string) => string;
    readonly unusual: (lot: string, money: string) => string;
    readonly lotChanged: (lot: string, money: string) => string;
    readonly notSent: string;
    readonly askMoved: string;
  };
  readonly wrong: {
    readonly command: string;
    /** Its first word is none that we know. */
    readonly unknown: string;
    readonly money: (example: string) => string;
    readonly maxUse: (example: string) => string;
    readonly exactUse: (example: string) => string;
    readonly noLot: string;
    readonly noSuchLot: (lot: string) => string;
    readonly youLead: string;
    readonly problem: (code: string, message: string) => string;
    readonly tries: (count: number) => string;
  };
  /** Each command and what it does; `example` is an amount as this person types it. */
  readonly help: (example: string) => readonly (readonly [typed: string, does: string])[];
}

/** The texts in each language. */
export const BIDDER_TEXTS: Readonly<Record<Language, BidderTexts>> = {
  en: englishTexts,
  pt: portugueseTexts,
};
