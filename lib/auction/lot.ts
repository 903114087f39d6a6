// A lot as the catalogue gives it: what is sold and on which terms. Data only; the rules that
// read the terms live beside it (increments.ts, soft_close.ts, english.ts).

import type { Cents } from "./money.ts";

/** A lot's short name within a sale: 1 to 32 letters, digits and hyphens ("7", "12A"). */
export type LotId = string;

/** A bidder's public number in this sale: 1 to 12 letters, digits and hyphens ("12"). */
export type Paddle = string;

/** A text in the languages of the house; at least one is there. */
export interface Texts {
  readonly en?: string;
  readonly pt?: string;
}

/** One rung range of a stepped table: from this price on, the increment is `step`. */
export interface IncrementStep {
  readonly from: Cents;
  readonly step: Cents;
}

/** How much more than the price the next bid must be (RULES.md, increments). */
export type Increments =
  | { readonly type: "ebay_us" }
  | { readonly type: "ebay_uk" }
  | { readonly type: "house_258" }
  | { readonly type: "fixed"; readonly step: Cents }
  | { readonly type: "percent"; readonly percent: number; readonly roundTo: Cents }
  | { readonly type: "table"; readonly steps: readonly IncrementStep[] };

/** What a late bid does to a timed lot's end (RULES.md, soft close). Times in milliseconds. */
export type SoftClose =
  | { readonly type: "none" }
  | {
    readonly type: "from_bid" | "add_to_end";
    /** A bid at or after `end - windowMs` extends. */
    readonly windowMs: number;
    /** The nth extension adds the nth entry; the last entry repeats. Never empty. */
    readonly extensionsMs: readonly number[];
    /** No extension goes past this long after the opening; null: no limit. */
    readonly hardEndMs: number | null;
  };

/** Who ends the lot: its clock, the auctioneer's hand, or the clock of its format (RULES.md). */
export type Closing =
  | { readonly type: "clerked" }
  /** Dutch and Japanese lots: the price moves by a clock, and the lot ends by it. */
  | { readonly type: "paced" }
  | {
    readonly type: "timed";
    /** How long the lot runs from its opening, or the absolute moment of its end. */
    readonly end:
      | { readonly type: "after"; readonly durationMs: number }
      | { readonly type: "at"; readonly atMs: number };
    readonly softClose: SoftClose;
    /** Lots of one group share a clock: what extends one extends all that still run. */
    readonly group: string | null;
  };

/** Lots that may share a clock: each late bid on one moves the ends of all. */
export const GROUP_LOTS_MAX = 50;

/** A picture that belongs to a lot: fetched apart, checked by its digest. */
export interface LotImage {
  /** The file's name in the items folder, without any path. */
  readonly name: string;
  readonly mediaType: string;
  /** SHA-256 of the file, lower-case hexadecimal. */
  readonly sha256: string;
}

/** How a lot is sold (RULES.md, formats). Intervals in milliseconds. */
export type Format =
  /** Ascending with proxy bids; `buyNow` takes the lot at once while nobody has bid. */
  | { readonly type: "english"; readonly buyNow: Cents | null }
  | { readonly type: "sealed_first" | "vickrey" }
  /** The price falls from the opening to `floor`; the first to take it wins. */
  | {
    readonly type: "dutch";
    readonly floor: Cents;
    readonly step: Cents;
    readonly everyMs: number;
  }
  /** The price rises among those who entered in the first `entryMs`; the last one in wins. */
  | {
    readonly type: "japanese";
    readonly step: Cents;
    readonly everyMs: number;
    readonly entryMs: number;
  }
  /** `quantity` equal units at one price for all winners. */
  | { readonly type: "uniform"; readonly quantity: number };

/** Whether bids stay the house's secret until the lot ends. */
export function isSealed({ type }: Pick<Format, "type">): boolean {
  return type === "sealed_first" || type === "vickrey";
}

/** All of them; the place is the code on the wire. */
export const FORMAT_TYPES: readonly Format["type"][] = [
  "english",
  "sealed_first",
  "vickrey",
  "dutch",
  "japanese",
  "uniform",
];

/** What the house thinks a lot will fetch. */
export interface Estimate {
  readonly low: Cents;
  readonly high: Cents;
}

/** A lot and its terms. `reserve` and `consignor` are the house's secrets: never in an event. */
export interface Lot {
  readonly id: LotId;
  readonly format: Format;
  readonly title: Texts;
  readonly description: Texts;
  readonly opening: Cents;
  readonly increments: Increments;
  readonly reserve: Cents | null;
  readonly closing: Closing;
  readonly image: LotImage | null;
  readonly estimate: Estimate | null;
  /** Who brought the lot, where that is a paddle of the sale: it may not bid on it. */
  readonly consignor: Paddle | null;
}
