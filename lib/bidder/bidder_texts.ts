// Every text that a bidder reads in the terminal, in both languages.
//
// The texts are data behind one type: a text that is missing in a language, or a refusal without
// its words, does not compile. Short, plain and kind: someone reads them with a lot in the ring.

import type { BidKind } from "../auction/command.ts";
import type { Format } from "../auction/lot.ts";
import type { Language } from "../base/language.ts";
import type { LotStatus } from "../auction/view.ts";
import { englishTexts } from "./_texts_en.ts";
import { portugueseTexts } from "./_texts_pt.ts";
import type { FeedPath } from "../wire/member_message.ts";
import type { ConnectionState, HouseState, Refusal } from "./house_link.ts";
import type { OwnState } from "./own_position.ts";

/** A bid in words: how it is meant, and its amount ("3 × 12.50" where it is for several units). */
export interface BidWords {
  readonly kind: BidKind;
  readonly money: string;
}

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
    /** The least of a sealed bid. */
    readonly least: string;
    /** What a price that moves by a clock becomes. */
    readonly nextPrice: string;
    readonly buyNow: string;
    readonly estimate: string;
    readonly units: string;
  };
  readonly lot: (id: string) => string;
  readonly paddle: (paddle: string) => string;
  /** How the bidder is called where a paddle would stand. */
  readonly youAsPaddle: string;
  readonly bids: (count: number) => string;
  readonly noBids: string;
  /** How a lot is sold, beside its name; an English lot of one piece needs no word. */
  readonly format: Readonly<Record<Format["type"], string>>;
  readonly sealed: (count: number) => string;
  readonly inside: (count: number) => string;
  readonly each: (money: string) => string;
  /** An amount with premium and tax. */
  readonly withCharges: (money: string) => string;
  readonly between: (low: string, high: string) => string;
  /** A price and in how long it comes. */
  readonly priceIn: (money: string, time: string) => string;
  readonly lowestPrice: string;
  readonly toEnter: (time: string) => string;
  readonly sharedClock: (group: string) => string;
  /** The auctioneer's word to all, and that this bidder is out, where they must be seen. */
  readonly announcement: (text: string) => string;
  readonly barred: string;
  readonly suspended: string;
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
  /** The heading above the won lots, the line of one, and the sum of what they cost. */
  readonly wonLots: string;
  readonly wonLot: (lot: string, title: string, money: string) => string;
  readonly wonSum: (money: string) => string;
  /** The same where premium and tax come on top of the hammer prices. */
  readonly wonSumWithCharges: (total: string, hammer: string) => string;
  readonly status: Readonly<Record<LotStatus, string>>;
  readonly connection: Readonly<Record<ConnectionState, string>>;
  /** What to do while the house does not know the own key. */
  readonly waitsForApproval: (fingerprint: string) => string;
  readonly path: Readonly<Record<FeedPath, string>>;
  readonly house: Readonly<Record<HouseState, string>>;
  readonly own: Readonly<Record<OwnState, string>>;
  readonly yourMax: (money: string) => string;
  readonly yourSealedBid: (money: string) => string;
  readonly yourUnits: (money: string) => string;
  readonly wonUnits: (quantity: number) => string;
  readonly refusal: Readonly<Record<Refusal, string>>;
  readonly bid: {
    readonly sent: (bid: BidWords) => string;
    readonly accepted: (bid: BidWords) => string;
    readonly refused: (bid: BidWords, why: string) => string;
    readonly askIs: (money: string) => string;
    /** Of a lot that is bought: it takes the place of the reason. */
    readonly belowPrice: (money: string) => string;
    /** A bid for several units that gives up part of the own one before it. */
    readonly notMoreUnits: string;
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
    /** How the lot stands after bids were taken back. */
    readonly nowLeads: (price: string, leader: string) => string;
    readonly nowPrice: (price: string) => string;
    readonly nowNoBids: (ask: string) => string;
    readonly lotSold: (lot: string, price: string, winner: string) => string;
    readonly lotPassed: (lot: string) => string;
    readonly lotWithdrawn: (lot: string) => string;
    readonly youSuspended: string;
    readonly youReinstated: string;
    readonly youBanned: string;
    readonly lotOpenedTo: Readonly<
      Record<
        Exclude<Format["type"], "english">,
        (lot: string, ask: string, title: string) => string
      >
    >;
    readonly biddersNow: (lot: string, count: number) => string;
    readonly insideNow: (lot: string, count: number) => string;
    readonly unitPrice: (lot: string, price: string) => string;
    readonly groupExtended: (lot: string, time: string) => string;
    readonly endTakenBack: (lot: string, time: string) => string;
    readonly askSet: (lot: string, ask: string) => string;
    readonly incrementsSet: (lot: string, ask: string) => string;
    readonly bidderLeft: (lot: string, paddle: string) => string;
    readonly youLeft: (lot: string) => string;
    readonly priceRaised: (lot: string, price: string, count: number) => string;
    readonly priceFell: (lot: string, price: string) => string;
    readonly bidsVoid: (lot: string, paddle: string) => string;
    readonly yourBidsVoid: (lot: string) => string;
    readonly unitsSold: (lot: string, quantity: number, words: SoldWords) => string;
    readonly unitsAllSold: (lot: string, price: string) => string;
    readonly lotReopened: (lot: string) => string;
    readonly lotAwarded: (lot: string, price: string, winner: string) => string;
    readonly terms: TermsTexts;
  };
  readonly ask: {
    /** What is about to be done, without a full stop: the questions are made of it. */
    readonly deed: (lot: string, bid: BidWords) => string;
    readonly plain: (deed: string) => string;
    /** What cannot be taken back wants a clear yes. */
    readonly final: (deed: string) => string;
    readonly unusual: (lot: string, money: string) => string;
    readonly lotChanged: (deed: string) => string;
    readonly nextChanged: (deed: string) => string;
    readonly notSent: string;
    readonly askMoved: string;
    readonly priceMoved: string;
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
    readonly youAreIn: string;
    readonly youHaveLeft: string;
    readonly youAreWinning: (example: string) => string;
    /** What a lot of each format takes, for who has typed something else. */
    readonly takes: Readonly<Record<Format["type"], (lot: string, example: string) => string>>;
    readonly tooMany: (lot: string, units: number) => string;
    readonly problem: (code: string, message: string) => string;
    readonly tries: (count: number) => string;
  };
  /** Each command and what it does; `example` is an amount as this person types it. */
  readonly help: (example: string) => readonly (readonly [typed: string, does: string])[];
}

/** To whom, and at which price. */
export interface SoldWords {
  readonly winner: string;
  readonly price: string;
}

/** What is owed on top of the hammer price, in words. */
export interface TermsTexts {
  readonly all: (premium: string, tax: string | null) => string;
  readonly noPremium: string;
  readonly premium: (tiers: string) => string;
  readonly tier: (rate: string, from: string) => string;
  readonly tax: (rate: string, on: "premium" | "hammer_and_premium") => string;
}

/** The texts in each language. */
export const BIDDER_TEXTS: Readonly<Record<Language, BidderTexts>> = {
  en: englishTexts,
  pt: portugueseTexts,
};
