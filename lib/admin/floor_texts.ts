// Every text of the sale floor, in both languages.

import type { BidEntryCause } from "../auction/bid_book.ts";
import type { Format } from "../auction/lot.ts";
import type { LotStatus, SaleView } from "../auction/view.ts";

/** A question before something that is not lightly taken back, and the button that does it. */
export interface Question {
  readonly ask: string;
  readonly verb: string;
}

/** What stands in the lot in the ring. */
export interface RingTexts {
  readonly lot: (id: string) => string;
  readonly who: (paddle: string, name: string | null) => string;
  readonly status: Readonly<Record<LotStatus, string>>;
  readonly format: Readonly<Record<Format["type"], string>>;
  readonly warnings: (count: number) => string;
  readonly reserve: { readonly met: string; readonly notMet: string; readonly none: string };
  readonly reserveHidden: string;
  readonly noBids: string;
  readonly bids: (count: number) => string;
  readonly sealedBids: (count: number) => string;
  readonly inside: (count: number) => string;
  readonly each: (money: string) => string;
  readonly opening: string;
  readonly nextBid: string;
  readonly least: string;
  readonly nextPrice: string;
  readonly lowestPrice: string;
  readonly buyNow: string;
  readonly units: string;
  readonly estimate: string;
  readonly between: (low: string, high: string) => string;
  readonly bidCount: string;
  readonly reserveLabel: string;
  readonly timeLeft: string;
  readonly toEnter: string;
  readonly byHand: string;
  readonly sharedClock: (group: string) => string;
  readonly soldTo: (who: string) => string;
  readonly description: string;
  readonly price: string;
}

/** What the buttons say. */
export interface ActionTexts {
  readonly label: string;
  readonly open: (lot: string) => string;
  readonly openNext: (lot: string) => string;
  readonly next: (lot: string) => string;
  readonly warn: string;
  readonly warnAgain: string;
  readonly hammer: (who: string) => string;
  /** With the price of one unit. */
  readonly hammerUnits: (each: string) => string;
  readonly hammerSealed: string;
  readonly hammerBelow: (who: string) => string;
  /** Of sealed bids: whose the best is is not told before. */
  readonly hammerBelowSealed: string;
  readonly reserveNotMet: string;
  readonly passReserve: string;
  readonly pass: string;
  readonly pause: string;
  readonly resume: string;
  readonly undo: string;
  readonly reopen: (lot: string) => string;
  readonly reopenSeconds: string;
  readonly award: (who: string) => string;
  readonly withdraw: string;
  readonly reason: string;
  readonly reasonHelp: string;
  readonly retract: string;
  readonly more: string;
  readonly ask: string;
  readonly askButton: string;
  readonly increment: string;
  readonly incrementButton: string;
  readonly paddle: string;
  readonly amount: string;
  readonly quantity: string;
  readonly kind: string;
  readonly enter: string;
  readonly leave: string;
  readonly floorBid: string;
  readonly floorBidTitle: string;
  readonly done: string;
  readonly bidDone: string;
  /** An empty amount was entered when the next bid had only just gone up. */
  readonly bidRisen: string;
  readonly confirm: {
    readonly sealedHammer: Question & { readonly effect: string };
    /** What a sale of sealed bids below the reserve does. */
    readonly hammerBelowSealed: string;
    /** A bid from the room for the paddle that leads already. */
    readonly ownLead: (who: string) => Question & { readonly effect: string };
    readonly hammerBelow: (lot: string) => Question;
    readonly passReserve: (lot: string) => Question;
    readonly pass: (lot: string) => Question;
    readonly undo: (lot: string) => Question;
    readonly undoSealed: string;
    readonly reopen: (lot: string) => Question;
    readonly award: (lot: string) => Question;
    readonly withdraw: (lot: string) => Question;
    readonly retract: (lot: string) => Question;
    readonly openTimed: Question;
    readonly closeSale: Question;
  };
}

/** The list of the lots ahead, and of those that are over. */
export interface QueueTexts {
  readonly title: (count: number) => string;
  readonly empty: string;
  readonly filter: string;
  readonly noneFound: string;
  readonly grip: (lot: string) => string;
  readonly up: (lot: string) => string;
  readonly down: (lot: string) => string;
  readonly first: (lot: string) => string;
  readonly upMark: string;
  readonly downMark: string;
  readonly firstMark: string;
  readonly open: string;
  readonly openLot: (lot: string) => string;
  readonly from: (money: string) => string;
  readonly estimated: (low: string, high: string) => string;
  /** With "{lot}", "{place}" and "{count}" to be filled in by the page. */
  readonly moved: string;
  readonly atEnd: string;
  readonly over: string;
  readonly noneOver: string;
  readonly soldFor: (money: string, who: string) => string;
}

/** The texts of the sale floor. */
export interface FloorTexts {
  readonly title: string;
  readonly phase: Readonly<Record<SaleView["phase"], string>>;
  readonly announced: (text: string) => string;
  readonly keys: string;
  readonly noLots: string;
  readonly liveLots: string;
  readonly backToRing: string;
  readonly ring: RingTexts;
  readonly actions: ActionTexts;
  readonly chart: string;
  readonly ticker: {
    readonly title: string;
    readonly empty: string;
    readonly cause: Readonly<Record<BidEntryCause, string>>;
  };
  readonly queue: QueueTexts;
  readonly missed: {
    readonly title: string;
    readonly bid: (facts: {
      readonly lot: string;
      readonly who: string;
      readonly seconds: string;
      readonly reached: boolean;
    }) => string;
  };
  readonly sale: {
    readonly title: string;
    readonly message: string;
    readonly messageHelp: string;
    readonly send: string;
    readonly sent: string;
    readonly openTimed: (count: number) => string;
    readonly stagger: string;
    readonly close: string;
  };
  readonly say: {
    readonly leads: (lot: string, who: string, price: string) => string;
    readonly price: (lot: string, price: string) => string;
    readonly open: (lot: string) => string;
    readonly warned: (lot: string, count: number) => string;
    readonly paused: (lot: string) => string;
    readonly sold: (lot: string, who: string, price: string) => string;
    readonly unsold: (lot: string) => string;
  };
}
