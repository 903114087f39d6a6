// How large a simulated sale is, how long it lasts, and what is special about it.

import { REKEY_EVERY_MS, REKEY_SEALS } from "../../lib/session/session_limits.ts";
import type { SeededRandom } from "./seeded_random.ts";

/** What is drawn before anything happens. */
export interface SalePlan {
  readonly bidders: number;
  /** When everything is mended and the bidding ends. */
  readonly healsAfterMs: number;
  /** A long quiet time after that, in which keys grow old. */
  readonly silenceMs: number;
  /** How long a person sits still at most. */
  readonly lookMsMax: number;
  /** Frames that wear a group key out. */
  readonly sealsMax: number;
  /** Someone sets bidders' clocks in mid-sale. */
  readonly setsClocks: boolean;
  /** The sale is closed only when everyone is well again: who has seen its end may go. */
  readonly closesLate: boolean;
}

/** Most sales are small: a large one takes as long to play as fifty of them. */
export function makeSalePlan(random: SeededRandom): SalePlan {
  const size = random.between(1, 1_000);
  const bidders = size <= 10
    ? random.between(81, 200)
    : size <= 40
    ? random.between(21, 80)
    : size <= 140
    ? random.between(8, 20)
    : random.between(3, 7);
  const isLarge = bidders > 20;
  return {
    bidders,
    healsAfterMs: random.between(5, isLarge ? 10 : 30) * 1_000,
    silenceMs: !isLarge && random.chance(1) ? REKEY_EVERY_MS + 60_000 : 0,
    lookMsMax: isLarge ? 9_000 : 900,
    sealsMax: random.chance(25) ? 150 : REKEY_SEALS,
    setsClocks: random.chance(15),
    closesLate: random.chance(60),
  };
}
