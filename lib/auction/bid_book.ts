// What has happened to the price of each lot, in order: what a price chart and a list of bids are
// made of. Folded from public events, so that house and bidders draw the same picture.
//
// A view keeps only how things stand. This keeps how they came to be, and bounds what it keeps.

import type { PublicEvent } from "./event.ts";
import type { LotId, Paddle } from "./lot.ts";
import type { Cents } from "./money.ts";

/** What moved the price, or ended its moving. */
export type BidEntryCause =
  | "opened"
  | "bid"
  | "raised"
  | "undone"
  | "retracted"
  | "sold"
  | "passed"
  | "withdrawn"
  | "reopened";

/** One step of a lot's price. */
export interface BidEntry {
  readonly seq: number;
  /** The house's time, milliseconds since 1970. */
  readonly at: number;
  readonly lot: LotId;
  readonly cause: BidEntryCause;
  /** The price from here on; null where there is none, or none that anybody may see. */
  readonly price: Cents | null;
  /** Who leads from here on, or who has won; null where nobody, or nobody is told. */
  readonly leader: Paddle | null;
}

/** How many steps of one lot are kept; of more, the first and the newest. */
export const LOT_ENTRIES_MAX = 2_000;

/** How many bids of the whole sale are kept as the newest. */
export const NEWEST_BIDS_MAX = 200;

/** The book as those see it who only read it. */
export interface BidHistory {
  /** The steps of one lot, oldest first. */
  of(lot: LotId): readonly BidEntry[];
  /** The newest steps of all lots, oldest first. */
  newest(): readonly BidEntry[];
}

/** The book of one sale. */
export class BidBook implements BidHistory {
  readonly #lots = new Map<LotId, BidEntry[]>();
  readonly #newest: BidEntry[] = [];

  /** Takes the next event of the record. */
  take(seq: number, event: PublicEvent): void {
    if (event.type === "SaleCreated") this.#forget();
    const entry = entryOf(seq, event);
    if (entry === null) return;
    const entries = this.#lots.get(entry.lot) ?? [];
    if (entry.cause === "opened") entries.length = 0;
    entries.push(entry);
    // The second oldest gives way: where the price began is worth more than any step after it.
    if (entries.length > LOT_ENTRIES_MAX) entries.splice(1, 1);
    this.#lots.set(entry.lot, entries);
    this.#newest.push(entry);
    if (this.#newest.length > NEWEST_BIDS_MAX) this.#newest.shift();
  }

  of(lot: LotId): readonly BidEntry[] {
    return this.#lots.get(lot) ?? [];
  }

  newest(): readonly BidEntry[] {
    return this.#newest;
  }

  #forget(): void {
    this.#lots.clear();
    this.#newest.length = 0;
  }
}

function entryOf(seq: number, event: PublicEvent): BidEntry | null {
  switch (event.type) {
    case "LotOpened":
      return entry(seq, event, { cause: "opened", price: null, leader: null });
    case "BidAccepted":
      return entry(seq, event, { cause: "bid", ...event.standing });
    case "PriceRaised":
      return entry(seq, event, { cause: "raised", ...event.standing });
    case "BidUndone":
      return entry(seq, event, { cause: "undone", ...event.standing });
    case "BidsRetracted":
      return entry(seq, event, { cause: "retracted", ...event.standing });
    case "LotSold":
    case "LotAwarded":
      return entry(seq, event, { cause: "sold", price: event.price, leader: event.paddle });
    case "LotPassed":
      return entry(seq, event, { cause: "passed", price: null, leader: null });
    case "LotWithdrawn":
      return entry(seq, event, { cause: "withdrawn", price: null, leader: null });
    case "LotReopened":
      return entry(seq, event, { cause: "reopened", ...event.standing });
    default:
      return null;
  }
}

function entry(
  seq: number,
  { at, lot }: { readonly at: number; readonly lot: LotId },
  { cause, price, leader }: Pick<BidEntry, "cause" | "price" | "leader">,
): BidEntry {
  return { seq, at, lot, cause, price, leader };
}
