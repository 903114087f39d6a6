// The steps of a lot's price as lines to draw: where they begin and end, in units of a field that
// is stretched over the place that the page has for it.
//
// Bids that come within one column of the field are drawn as one step: what is drawn stays small
// however many there are.

import type { BidEntry } from "../auction/bid_book.ts";
import type { Cents } from "../auction/money.ts";

/** The field that the lines are drawn on. */
export const CHART_WIDTH = 300;

/** Downwards, as SVG counts. */
export const CHART_HEIGHT = 100;

/** What keeps lines and dots off the field's edge. */
const margin = 4;

/** Of more steps than this no single one is marked. */
const marksMax = 60;

/** What to draw, as paths of SVG, and what to write beside it. */
export interface PriceSteps {
  /** The price as it went up, and stood. */
  readonly line: string;
  /** Where bids were taken back. */
  readonly fallen: string;
  /** A dot for each step, or for none where there are many. */
  readonly dots: string;
  /** A dot where the price is now. */
  readonly end: string;
  readonly first: { readonly at: number; readonly price: Cents };
  readonly last: { readonly at: number; readonly price: Cents };
  readonly highest: Cents;
  readonly lowest: Cents;
  /** How many times the price moved, and how often a bid was taken back. */
  readonly steps: number;
  readonly undone: number;
}

type Priced = BidEntry & { readonly price: Cents };

/** The lines of `entries`, oldest first, which are of one lot; null where no price is known. */
export function priceSteps(entries: readonly BidEntry[]): PriceSteps | null {
  const priced = entries.filter((entry): entry is Priced => entry.price !== null);
  const first = priced[0];
  const last = priced.at(-1);
  const end = entries.at(-1);
  if (first === undefined || last === undefined || end === undefined) return null;
  const prices = priced.map(({ price }) => price);
  const [lowest = first.price, highest = first.price] = [Math.min(...prices), Math.max(...prices)];
  const place = placer({ from: first.at, to: end.at, lowest, highest });
  const marks = priced.length > marksMax ? [] : priced.filter(({ cause }) => cause !== "sold");
  return {
    ...lines(columns(entries, place), place),
    dots: marks.map((entry) => dot(place.x(entry.at), place.y(entry.price))).join(""),
    end: dot(place.x(end.at), place.y(last.price)),
    first: { at: first.at, price: first.price },
    last: { at: end.at, price: last.price },
    highest: highest as Cents,
    lowest: lowest as Cents,
    steps: priced.filter(({ cause }) => cause === "bid" || cause === "raised").length,
    undone: entries.filter(isTakenBack).length,
  };
}

interface Place {
  x(at: number): number;
  y(price: number): number;
}

function placer(
  { from, to, lowest, highest }: {
    readonly from: number;
    readonly to: number;
    readonly lowest: number;
    readonly highest: number;
  },
): Place {
  const across = (CHART_WIDTH - 2 * margin) / Math.max(1, to - from);
  const up = (CHART_HEIGHT - 2 * margin) / Math.max(1, highest - lowest);
  return {
    x: (at) => Math.round(margin + (at - from) * across),
    // A price that has not moved is drawn at the foot, from where it can only rise.
    y: (price) => Math.round(CHART_HEIGHT - margin - (price - lowest) * up),
  };
}

/** The first step, and the last of each column; what was taken back is always drawn. */
function columns(entries: readonly BidEntry[], place: Place): readonly BidEntry[] {
  const first = entries.findIndex(({ price }) => price !== null);
  return entries.filter((entry, index) => {
    const next = entries[index + 1];
    if (next === undefined || index === first) return true;
    return isTakenBack(entry) || isTakenBack(next) || place.x(next.at) !== place.x(entry.at);
  });
}

function lines(entries: readonly BidEntry[], { x, y }: Place) {
  let line = "";
  let fallen = "";
  let height: number | null = null;
  for (const entry of entries) {
    const across = x(entry.at);
    if (height !== null) line += `H${across}`;
    if (entry.price === null) {
      if (isTakenBack(entry)) {
        if (height !== null) fallen += `M${across} ${height}V${CHART_HEIGHT - margin}`;
        height = null;
      }
      continue;
    }
    const next: number = y(entry.price);
    if (height === null) line += `M${across} ${next}`;
    else if (isTakenBack(entry)) {
      fallen += `M${across} ${height}V${next}`;
      line += `M${across} ${next}`;
    } else if (next !== height) line += `V${next}`;
    height = next;
  }
  return { line, fallen };
}

function isTakenBack({ cause }: BidEntry): boolean {
  return cause === "undone" || cause === "retracted";
}

/** A line of no length with round ends is a round dot, however the field is stretched. */
function dot(x: number, y: number): string {
  return `M${x} ${y}h0`;
}
