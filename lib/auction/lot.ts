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

/** Who ends the lot: its clock, or the auctioneer's hand. */
export type Closing =
  | { readonly type: "clerked" }
  | {
    readonly type: "timed";
    /** How long the lot runs from its opening, or the absolute moment of its end. */
    readonly end:
      | { readonly type: "after"; readonly durationMs: number }
      | { readonly type: "at"; readonly atMs: number };
    readonly softClose: SoftClose;
  };

/** A picture that belongs to a lot: fetched apart, checked by its digest. */
export interface LotImage {
  /** The file's name in the items folder, without any path. */
  readonly name: string;
  readonly mediaType: string;
  /** SHA-256 of the file, lower-case hexadecimal. */
  readonly sha256: string;
}

/** The formats that this house sells by. More join this union with their rules (RULES.md). */
export type Format = "english";

/** A lot and its terms. `reserve` is the house's secret: it is never in an event. */
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
}
