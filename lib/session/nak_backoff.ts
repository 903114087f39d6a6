// When a receiver that misses something may ask for it: soon among a few, spread out in a crowd.
//
// The truncated exponential sampler of NORM (RFC 5401 §4.2, "RandomBackoff"): most receivers draw
// a long wait and a few a short one, so that however many have lost the same frame, a handful asks
// and the repair reaches the others before their turn. Pure: chance is an argument.

import {
  CROWD_MEMBERS,
  NAK_BACKOFF_ROUND_TRIPS,
  NAK_WAIT_MS,
  NAK_WORK_MS,
} from "./session_limits.ts";

/** The group as the house's heartbeats tell of it. */
export interface GroupSize {
  readonly members: number;
  readonly roundTripMs: number;
}

/** A wait in milliseconds for `random` from 0 to below 1. */
export function nakWaitMs({ members, roundTripMs }: GroupSize, random: number): number {
  if (members <= CROWD_MEMBERS) return random * NAK_WAIT_MS;
  const lambda = Math.log(members) + 1;
  // With NORM's K alone those who ask within one round trip grow with the crowd, and with
  // lambda they do not: of 2,000 and of 10,000 alike 8 ask where 15 did.
  const roundTrips = Math.max(NAK_BACKOFF_ROUND_TRIPS, lambda);
  const longestMs = roundTrips * (roundTripMs + NAK_WORK_MS);
  return (longestMs / lambda) * Math.log1p(random * Math.expm1(lambda));
}

/** After how long a first NAK without effect is repeated: four round trips and the house's work. */
export function nakRetryMs({ roundTripMs }: GroupSize): number {
  return 4 * roundTripMs + 20;
}

/** For how long the house takes a repair for being on its way. */
export function repairHoldoffMs(roundTripMs: number): number {
  return 2 * roundTripMs + 2;
}
