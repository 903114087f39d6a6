// What has happened in a sale, in the past tense. An event is everything that every bidder may
// see. What only the house may know stays in `secret`, which never leaves it: the same event
// without `secret` is a PublicEvent, and that is what goes on the feed and into the record.

import type { BidKind } from "./command.ts";
import type { Increments, Lot, LotId, Paddle } from "./lot.ts";
import type { Cents } from "./money.ts";
import type { Rejection } from "./rejection.ts";
import type { SaleTerms } from "./settlement.ts";

/** A lot as bidders see it: the reserve is reduced to whether there is one. */
export type PublicLot =
  & Omit<Lot, "reserve" | "description" | "consignor">
  & { readonly hasReserve: boolean };

/** The bid behind a bid event: the house's secret, the maximum above all. */
export interface BidSecret {
  readonly lot: LotId;
  readonly paddle: Paddle;
  readonly kind: BidKind;
  readonly amount: number;
  readonly quantity: number;
}

/** What became of a bid that nobody else sees. */
export type SilentVerdict =
  | "accepted"
  /** An absentee bid: kept until the lot opens. */
  | "held"
  /** An absentee bid that was taken back before the lot opened. */
  | "released"
  | Rejection;

/** The standing of a lot after a bid, as bidders see it. */
export interface Standing {
  /** Who leads, or null while there is no bid; in sealed and Japanese lots always null. */
  readonly leader: Paddle | null;
  /** The price now, or null while there is no bid; in sealed lots always null. */
  readonly price: Cents | null;
  /** The least that another bidder's next bid must reach. */
  readonly ask: Cents;
  /** How many visible accepted bids stand; how many bidders are in, of a Japanese lot. */
  readonly bids: number;
  /** True where the reserve is met or there is none; in sealed lots only the latter. */
  readonly reserveMet: boolean;
}

/** Why a lot was passed. */
export type PassReason = "no_bids" | "reserve_not_met" | "by_hand";

/** Why a lot's end moved; only by an undo it comes earlier. */
export type ExtensionCause = "late_bid" | "outage" | "group" | "undo";

/** Why all bids of a paddle on a lot became void. */
export type RetractionCause = "retracted" | "banned" | "defaulted";

/** Everything that can happen in a sale. `at` is the house's time in milliseconds since 1970. */
export type AuctionEvent =
  | {
    readonly type: "SaleCreated";
    readonly at: number;
    readonly sale: string;
    readonly name: string;
    readonly currency: string;
  }
  /** The first lot opened. */
  | { readonly type: "SaleOpened"; readonly at: number }
  | { readonly type: "SaleClosed"; readonly at: number }
  | {
    readonly type: "LotCatalogued";
    readonly at: number;
    readonly lot: PublicLot;
    readonly secret: { readonly lot: Lot };
  }
  /** A piece of a lot's description: `part` runs from 1 to `parts`, each at most 600 UTF-8 bytes. */
  | {
    readonly type: "LotDescribed";
    readonly at: number;
    readonly lot: LotId;
    readonly language: "en" | "pt";
    readonly part: number;
    readonly parts: number;
    readonly text: string;
  }
  /** The lot stands directly before another one now, or (null) behind all others. */
  | {
    readonly type: "LotMoved";
    readonly at: number;
    readonly lot: LotId;
    readonly before: LotId | null;
  }
  | {
    readonly type: "LotOpened";
    readonly at: number;
    readonly lot: LotId;
    readonly ask: Cents;
    /** The announced end, or null where the auctioneer's hand ends the lot. */
    readonly endsAt: number | null;
  }
  /** An accepted bid that changed the price or the leader. */
  | {
    readonly type: "BidAccepted";
    readonly at: number;
    readonly lot: LotId;
    readonly standing: Standing;
    readonly secret: BidSecret;
  }
  /**
   * A bid was answered and nobody else may see more: a leader's silent raise, an absentee bid, a
   * new amount in a sealed lot, or a refusal. The rules emit it for what they accept, the desk for
   * each refusal, so that every answered bid has its place in the record and none can be told from
   * another.
   */
  | {
    readonly type: "BidRecorded";
    readonly at: number;
    readonly secret: BidSecret & { readonly verdict: SilentVerdict };
  }
  | {
    readonly type: "LotExtended";
    readonly at: number;
    readonly lot: LotId;
    readonly endsAt: number;
    readonly cause: ExtensionCause;
  }
  /** Fair warning: `call` counts 1, 2, ... since the last accepted bid. */
  | {
    readonly type: "FairWarningGiven";
    readonly at: number;
    readonly lot: LotId;
    readonly call: number;
    readonly text: string | null;
  }
  | {
    readonly type: "LotPaused";
    readonly at: number;
    readonly lot: LotId;
    /** What was left on the clock, or null where there is none. */
    readonly remainingMs: number | null;
  }
  | {
    readonly type: "LotResumed";
    readonly at: number;
    readonly lot: LotId;
    readonly endsAt: number | null;
  }
  | {
    readonly type: "BidUndone";
    readonly at: number;
    readonly lot: LotId;
    readonly standing: Standing;
    readonly endsAt: number | null;
  }
  | {
    readonly type: "LotSold";
    readonly at: number;
    readonly lot: LotId;
    readonly paddle: Paddle;
    readonly price: Cents;
  }
  | {
    readonly type: "LotPassed";
    readonly at: number;
    readonly lot: LotId;
    readonly reason: PassReason;
  }
  | {
    readonly type: "LotWithdrawn";
    readonly at: number;
    readonly lot: LotId;
    readonly reason: string | null;
  }
  /** The auctioneer asks another amount; before the first bid it is the opening price. */
  | { readonly type: "AskSet"; readonly at: number; readonly lot: LotId; readonly ask: Cents }
  | {
    readonly type: "IncrementsSet";
    readonly at: number;
    readonly lot: LotId;
    readonly increments: Increments;
    readonly ask: Cents;
  }
  /** A bidder is out of a Japanese lot, as its price goes up: whoever left while it was shown. */
  | {
    readonly type: "BidderLeft";
    readonly at: number;
    readonly lot: LotId;
    readonly paddle: Paddle;
  }
  /** A Japanese lot's price went up; `endsAt` is when it goes up next. */
  | {
    readonly type: "PriceRaised";
    readonly at: number;
    readonly lot: LotId;
    readonly standing: Standing;
    readonly endsAt: number;
    readonly secret: {
      /** Whose limit lies below the new price: they leave while it is shown. */
      readonly leaving: readonly Paddle[];
    };
  }
  | {
    readonly type: "BidsRetracted";
    readonly at: number;
    readonly lot: LotId;
    readonly paddle: Paddle;
    readonly cause: RetractionCause;
    readonly reason: string | null;
    readonly standing: Standing;
  }
  /** Units of a multi-unit lot; the LotSold that follows names the first winner. */
  | {
    readonly type: "UnitsSold";
    readonly at: number;
    readonly lot: LotId;
    readonly paddle: Paddle;
    readonly quantity: number;
    readonly price: Cents;
  }
  | {
    readonly type: "LotReopened";
    readonly at: number;
    readonly lot: LotId;
    readonly standing: Standing;
    readonly endsAt: number | null;
  }
  /** The winner did not pay: the lot is the under-bidder's. */
  | {
    readonly type: "LotAwarded";
    readonly at: number;
    readonly lot: LotId;
    readonly paddle: Paddle;
    readonly price: Cents;
    readonly defaulter: Paddle;
  }
  | { readonly type: "Announced"; readonly at: number; readonly text: string }
  | { readonly type: "TermsSet"; readonly at: number; readonly terms: SaleTerms }
  /** Somebody's limit was set: nobody else may see whose, or which. */
  | {
    readonly type: "LimitSet";
    readonly at: number;
    readonly secret: { readonly paddle: Paddle; readonly limit: Cents | null };
  }
  | { readonly type: "PaddleAdmitted"; readonly at: number; readonly paddle: Paddle }
  | { readonly type: "PaddleSuspended"; readonly at: number; readonly paddle: Paddle }
  | { readonly type: "PaddleReinstated"; readonly at: number; readonly paddle: Paddle }
  | { readonly type: "PaddleBanned"; readonly at: number; readonly paddle: Paddle };

type WithoutSecret<E> = E extends unknown ? Omit<E, "secret"> : never;

/** An event as everyone may see it. */
export type PublicEvent = WithoutSecret<AuctionEvent>;

/** The public face of `event`: the same, less its secret. */
export function publicEvent(event: AuctionEvent): PublicEvent {
  if (!("secret" in event)) return event;
  const { secret: _secret, ...face } = event;
  return face;
}
