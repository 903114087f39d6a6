// Why a bidder's link ends for good although the house answers.

import type { Bytes } from "../base/bytes.ts";
import { Fault, type FaultCode } from "../base/fault.ts";

const finalCodes: readonly FaultCode[] = [
  "wrong_house",
  "refused_join",
  "two_histories",
  "replaced",
  "bad_key",
  "bad_config",
  "internal",
];

/** Whether trying again does not mend a fault of this code. */
export function isFinal(code: FaultCode): boolean {
  return finalCodes.includes(code);
}

/** The house has signed, or now shows, another past than the one that this bidder holds. */
export function twoHistories(seq: number): Fault {
  return new Fault("two_histories", `The house shows another history than before: event ${seq}`, {
    hint:
      "Stop bidding, keep the data folder, and ask the house: a backup put back looks like this.",
  });
}

/** The key has joined from another place, and the newer session lives. */
export function replaced(): Fault {
  return new Fault("replaced", "Following ended: this key has joined from another place", {
    hint: "Only one client of a key takes part: go on in the other one, or start this one again.",
  });
}

/** The record as this bidder holds it. */
export interface HeldPast {
  readonly seq: number;
  hashAt(seq: number): Bytes | null;
}

/** Where a WELCOME says that the house's record ends. */
export interface NamedPast {
  /** The last event, 0 where there is none. */
  readonly last: number;
  /** The chain's hash there, hexadecimal. */
  readonly hash: string;
  /** Whether the house has begun another session than the one that was followed. */
  readonly isNewRun: boolean;
}

/**
 * Refuses a house whose record differs from ours, or that begins a session with a shorter one: it
 * has changed its past. Within a session ours may be ahead of a WELCOME, as the group is heard
 * meanwhile. Where the house is ahead the catch-up is checked against ours. Fault: `two_histories`.
 */
export function refuseOtherPast(held: HeldPast, { last, hash, isNewRun }: NamedPast): void {
  const known = held.hashAt(last);
  if (known !== null && known.toHex() !== hash) throw twoHistories(last);
  if (last < held.seq && isNewRun) throw twoHistories(held.seq);
}
