// How the three bidders of the demo bid: each has a temper and, for each lot, a limit.
//
// Pure: what a bidder would do next, from what its own client has told it. Nobody here knows a
// reserve or another's maximum.

import type { RoomLot } from "./demo_room.ts";

/**
 * patient: names the limit at once and leaves the rest to the house (a proxy bid);
 * eager: answers every bid of the others with a small step;
 * late: says nothing until the lot is about to end.
 */
export type Temper = "patient" | "eager" | "late";

/** A bidder in front of a lot. */
export interface Situation {
  readonly lot: RoomLot;
  readonly paddle: string;
  readonly limit: number;
  /** Whether this bidder has bid on the lot already. */
  readonly hasBid: boolean;
  readonly nowMs: number;
}

/** A bid to make after some thought, unless something happens before. */
export interface Move {
  readonly max: number;
  readonly inMs: number;
}

/** What any bidder sees of the lot in the ring, whatever its manner. */
export interface Sight {
  readonly lot: RoomLot;
  /** The lot's place in the catalogue, from 0. */
  readonly index: number;
  /** The bidder's own. */
  readonly paddle: string;
  /** How often this bidder has bid on the lot. */
  readonly bidsMade: number;
  readonly nowMs: number;
}

/** How a bidder decides: asked whenever something has happened; null lets the lot be for now. */
export type Manner = (sight: Sight) => Move | null;

/** What each bidder would pay at most, as a part of the opening price; one row a lot, in turn. */
const limits: readonly (readonly [patient: number, eager: number, late: number])[] = [
  [1.5, 1.85, 2.3],
  [1.6, 1.3, 1.2],
  [1.4, 2.2, 1.9],
  [1.3, 1.5, 2.4],
  [1.4, 1.5, 1.3],
  [2.0, 1.5, 1.8],
  [1.2, 1.6, 1.4],
  [1.3, 1.7, 1.6],
];
const columns = { patient: 0, eager: 1, late: 2 } as const;

const patientThoughtMs = 500;
const eagerThoughtMs = 800;
const eagerStep = 1.12;

/** How long before the end the late one bids: inside the last minute, which takes a second here. */
const lateBeforeEndMs = 800;
const lateAfterWarningMs = 500;

/** A bidder of the demo. */
export function demoManner(temper: Temper): Manner {
  return ({ lot, index, paddle, bidsMade, nowMs }) => {
    const limit = limitFor(temper, { index, opening: lot.opening });
    return nextMove(temper, { lot, paddle, limit, hasBid: bidsMade > 0, nowMs });
  };
}

/** The most that a bidder of this temper would pay for the lot at this place of the catalogue. */
export function limitFor(
  temper: Temper,
  { index, opening }: { readonly index: number; readonly opening: number },
): number {
  const row = limits[index % limits.length];
  return row === undefined ? opening : roundAmount(opening * row[columns[temper]]);
}

/** The next move, or null where this bidder lets the lot be for now. */
export function nextMove(temper: Temper, situation: Situation): Move | null {
  const { lot, paddle, limit, hasBid } = situation;
  if (!lot.open || lot.leader === paddle || lot.ask > limit) return null;
  if (temper === "eager") return { max: eagerAmount(lot, limit), inMs: eagerThoughtMs };
  if (hasBid) return null;
  if (temper === "patient") return { max: limit, inMs: patientThoughtMs };
  const inMs = lateWait(lot, situation.nowMs);
  return inMs === null ? null : { max: limit, inMs };
}

function eagerAmount({ ask, price }: RoomLot, limit: number): number {
  return Math.min(limit, Math.max(ask, roundAmount((price ?? 0) * eagerStep)));
}

function lateWait({ endsAt, calls }: RoomLot, nowMs: number): number | null {
  if (endsAt !== null) return Math.max(0, endsAt - nowMs - lateBeforeEndMs);
  return calls > 0 ? lateAfterWarningMs : null;
}

/** Two digits and zeros, as people think of amounts. */
export function roundAmount(cents: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, cents))) - 1);
  return Math.round(cents / unit) * unit;
}
