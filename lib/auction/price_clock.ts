// The price of a lot whose price moves by a clock: what it is now, what comes next, and when.
//
// Reckoned from the lot's own clock and the house's time, for nothing is announced at a Dutch step.
// What is shown here is what a bidder says yes to; the house reckons once more at the receipt.

import { askAt, dutchMs } from "./dutch.ts";
import { addCents, type Cents, toCents } from "./money.ts";
import type { LotView } from "./view.ts";

/** A price that moves. */
export interface PriceClock {
  readonly price: Cents;
  /** The next price, or null where it is the last one. */
  readonly next: Cents | null;
  /** How long until then; null while the clock stands still. Never negative. */
  readonly inMs: number | null;
}

/** The moving price of a Dutch or Japanese lot at `nowMs`, the house's time; null on any other. */
export function priceClock(view: LotView, nowMs: number): PriceClock | null {
  const { type } = view.lot.format;
  if (type === "dutch") return dutchClock(view, nowMs);
  return type === "japanese" ? japaneseClock(view, nowMs) : null;
}

/** Whether a Japanese lot may still be entered: nothing has risen yet. */
export function isEntering({ lot, standing }: LotView): boolean {
  return lot.format.type === "japanese" && standing.price === null;
}

function dutchClock(view: LotView, nowMs: number): PriceClock | null {
  const { lot: { format }, opening, endsAt } = view;
  if (format.type !== "dutch") return null;
  const price = askAt(view, nowMs);
  if (price <= format.floor) return { price, next: null, inMs: null };
  const next = toCents(Math.max(format.floor, price - format.step));
  if (endsAt === null) return { price, next, inMs: null };
  // After an outage there may be more left than there was: then the first price is shown longer.
  const elapsedMs = dutchMs({ ...format, opening }) - (endsAt - nowMs);
  const steps = Math.max(0, Math.floor(elapsedMs / format.everyMs)) + 1;
  return { price, next, inMs: Math.max(0, steps * format.everyMs - elapsedMs) };
}

function japaneseClock({ lot, standing, opening, endsAt }: LotView, nowMs: number) {
  if (lot.format.type !== "japanese") return null;
  const price = standing.price ?? opening;
  const inMs = endsAt === null ? null : Math.max(0, endsAt - nowMs);
  return { price, next: addCents(price, lot.format.step), inMs };
}
