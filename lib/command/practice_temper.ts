// How the scripted bidders of a practice bid: three tempers, and what chance makes of them.
//
// Pure: chance comes from the seed alone, so that the same seed and the same bids give the same
// evening again. Nobody here knows a reserve or another's maximum.

import { type Manner, type Move, roundAmount, type Sight } from "./demo_temper.ts";
import type { PracticePace } from "./practice_pace.ts";

/**
 * patient: names its limit once and leaves the rest to the house (a proxy bid);
 * hunter: bids the ask at the opening and once or twice more, then leaves for a bargain elsewhere;
 * sniper: waits for the last seconds of a clock or for a fair warning, and tries with little. Once
 * a soft close has answered that, it names its limit.
 */
export type PracticeTemper = "patient" | "hunter" | "sniper";

/** What makes one practice differ from another. */
export interface PracticeTerms {
  readonly seed: number;
  readonly pace: PracticePace;
}

/** What a bidder would pay at most, in parts of the opening price: from, to. */
const limits: Readonly<Record<PracticeTemper, readonly [from: number, to: number]>> = {
  patient: [1.4, 2.6],
  hunter: [1.1, 1.3],
  sniper: [1.35, 2.4],
};

/** How far above the ask the sniper's first bid is. */
const sniperStep = 1.1;
const sniperBidsMax = 2;

/** A bidder of the practice. */
export function practiceManner(temper: PracticeTemper, terms: PracticeTerms): Manner {
  return (sight) => practiceMove(temper, sight, terms);
}

/** The most that a bidder of this temper would pay for the lot. */
export function practiceLimit(
  temper: PracticeTemper,
  { seed, lot, opening }: { readonly seed: number; readonly lot: string; readonly opening: number },
): number {
  const part = between(limits[temper], chance(seed, `limit ${temper} ${lot}`));
  // Two digits are within a twentieth, so that this is never below the opening.
  return roundAmount(opening * part);
}

/** How often the hunter bids on the lot: at the opening, and once or twice more. */
export function hunterBidsMax(seed: number, lot: string): number {
  return chance(seed, `steps ${lot}`) < 0.5 ? 2 : 3;
}

/** The next move, or null where this bidder lets the lot be for now. */
function practiceMove(temper: PracticeTemper, sight: Sight, terms: PracticeTerms): Move | null {
  const { lot, paddle, bidsMade } = sight;
  const { seed, pace } = terms;
  const limit = practiceLimit(temper, { seed, lot: lot.lot, opening: lot.opening });
  if (!lot.open || lot.leader === paddle || lot.ask > limit) return null;
  const luck = chance(seed, `thought ${temper} ${lot.lot} ${bidsMade} ${lot.bids} ${lot.calls}`);
  const inMs = between(pace.thoughtMs, luck);
  switch (temper) {
    case "patient":
      return bidsMade === 0 ? { max: limit, inMs } : null;
    case "hunter":
      return bidsMade < hunterBidsMax(seed, lot.lot) ? { max: lot.ask, inMs } : null;
    case "sniper":
      return sniperMove(sight, { limit, luck, pace });
  }
}

function sniperMove(
  { lot, bidsMade, nowMs }: Sight,
  { limit, luck, pace }: {
    readonly limit: number;
    readonly luck: number;
    readonly pace: PracticePace;
  },
): Move | null {
  if (bidsMade >= sniperBidsMax) return null;
  const isFirst = bidsMade === 0;
  const max = isFirst
    ? Math.min(limit, Math.max(lot.ask, roundAmount(lot.ask * sniperStep)))
    : limit;
  if (lot.endsAt === null) {
    return lot.calls === 0 ? null : { max, inMs: between(pace.hurryMs, luck) };
  }
  // The bid moved the end, so that the others had time to answer: no second waits for the last one.
  if (!isFirst) return { max, inMs: between(pace.hurryMs, luck) };
  return { max, inMs: Math.max(0, lot.endsAt - nowMs - between(pace.snipeMs, luck)) };
}

function between([from, to]: readonly [number, number], part: number): number {
  return from + (to - from) * part;
}

/** A number from 0 up to 1 that depends on the seed and the words alone, evenly spread. */
function chance(seed: number, words: string): number {
  let hash = seed ^ 0x811c9dc5;
  for (const character of words) {
    // FNV-1a, and then the last steps of MurmurHash3: without them like words give like numbers.
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
