// Why a bidder's link ends for good although the house answers.

import { Fault } from "../base/fault.ts";

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
