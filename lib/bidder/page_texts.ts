// Every text that only the bidder's page shows, in both languages. What the terminal says too is in
// bidder_texts.ts and panel_texts.ts; a text that is missing in a language does not compile.

import type { BidKind } from "../auction/command.ts";
import type { Language } from "../base/language.ts";
import { englishPageTexts } from "./_page_texts_en.ts";
import { portuguesePageTexts } from "./_page_texts_pt.ts";
import type { OffReason } from "./bid_offer.ts";
import type { ConnectionState } from "./house_link.ts";
import type { OwnState } from "./own_position.ts";
import type { OrderRefusal } from "./page_bids.ts";

/** The texts of one language. Functions take texts that are ready to be shown. */
export interface PageTexts {
  readonly you: (paddle: string, name: string) => string;
  readonly signIn: { readonly title: string; readonly how: string };
  readonly ring: {
    readonly heading: string;
    readonly nothing: string;
    readonly notLetIn: string;
    readonly nothingHint: string;
    readonly saleClosed: string;
    /** What the large amount is. */
    readonly price: string;
    readonly priceEach: string;
    readonly opening: string;
    readonly movingPrice: string;
    readonly hammerPrice: string;
    readonly sealed: string;
    readonly next: string;
    readonly least: string;
    readonly nextPrice: string;
    readonly timeLeft: string;
    readonly timeToEnter: string;
    readonly until: string;
    readonly soldTo: (who: string) => string;
    readonly fairWarning: (call: number) => string;
    readonly fairWarningHint: string;
    readonly description: string;
    readonly followAgain: string;
  };
  /** In one glance; empty where there is nothing to tell. */
  readonly own: Readonly<Record<OwnState, string>>;
  readonly onItsWay: (bid: string) => string;
  readonly refused: (bid: string, why: string) => string;
  readonly units: (quantity: number) => string;
  readonly bid: {
    readonly heading: string;
    /** What a button does, with its amount. */
    readonly button: Readonly<Record<BidKind, (money: string) => string>>;
    readonly buyNow: (money: string) => string;
    readonly off: Readonly<Record<OffReason, string>>;
    readonly maximum: string;
    readonly maximumHint: string;
    readonly setMaximum: string;
    readonly quantity: string;
    readonly quantityHint: (units: number) => string;
    readonly each: string;
    readonly eachHint: string;
    readonly sendUnits: string;
    readonly sealed: string;
    readonly sealedHint: Readonly<Record<"sealed_first" | "vickrey", string>>;
    readonly sendSealed: string;
    readonly steps: string;
    readonly upTo: (money: string) => string;
    /** The amount under the finger has just become another one. */
    readonly moved: string;
    readonly otherLot: string;
    readonly trying: string;
    readonly lost: string;
  };
  readonly confirm: {
    readonly unusual: (lot: string, money: string) => string;
    readonly unusualEffect: (price: string) => string;
    readonly leave: (lot: string) => string;
    readonly leaveEffect: string;
    readonly verb: Readonly<Record<"unusual" | "leave", (money: string) => string>>;
  };
  /** Why an order did not become a bid, and what to do; `words` is the amount or the reason. */
  readonly order: Readonly<Record<OrderRefusal, (words: string) => string>>;
  readonly request: {
    readonly malformed: string;
    readonly tooLarge: string;
    readonly full: string;
  };
  readonly others: {
    readonly heading: string;
    readonly look: (lot: string) => string;
    readonly shown: string;
  };
  readonly ahead: {
    readonly heading: string;
    readonly none: string;
    readonly more: (count: number) => string;
    readonly from: (money: string) => string;
  };
  readonly won: {
    readonly heading: string;
    readonly none: string;
    readonly toPay: string;
    readonly lotPrice: (hammer: string, total: string) => string;
  };
  readonly history: {
    readonly heading: string;
    readonly none: string;
    readonly unknownTime: string;
  };
  readonly happenings: string;
  readonly connection: {
    readonly heading: string;
    readonly state: Readonly<Record<ConnectionState, string>>;
    readonly loss: (percent: string) => string;
    readonly fingerprint: string;
    readonly fingerprintHint: string;
    readonly ended: string;
  };
  readonly keys: string;
  /** This bidder hears nothing more, and may still win. */
  readonly suspended: string;
  readonly say: {
    readonly own: Readonly<Record<OwnState, (lot: string) => string>>;
    readonly price: (price: string, next: string) => string;
    readonly moving: (price: string) => string;
    readonly fairWarning: (lot: string, call: number) => string;
  };
  /** Lines of the program itself, in its terminal. */
  readonly program: {
    readonly opened: (link: string) => string;
    readonly open: (link: string) => string;
    readonly more: string;
    readonly stays: string;
  };
}

/** The texts in each language. */
export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = {
  en: englishPageTexts,
  pt: portuguesePageTexts,
};
