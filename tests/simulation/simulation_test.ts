// Whole sales on a bad network, from seeds: all must end well, each must replay exactly, and the
// checkers must find the mistakes that are built in.

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  ForgetfulDisk,
  ForgetfulLedger,
  HastyReceiver,
  receiverOf,
  ShyReceiver,
} from "./planted.ts";
import { type Planted, playSale } from "./sale_simulation.ts";
import { type Broken, Violation } from "./violation.ts";

/** How many sales the gate plays; `deno task simulate` plays as many as one likes. */
const SALES = 300;
/** How many seeds a mistake may hide from. */
const SEEDS_TO_FIND = 60;

Deno.test("A house and its bidders come through every seeded sale", () => {
  let [faults, crashes, accepted] = [0, 0, 0];
  for (let seed = 1; seed <= SALES; seed++) {
    const report = playSale(seed);
    if (report.failure !== null) {
      const { error, lastSteps } = report.failure;
      const steps = lastSteps.join("\n");
      throw new Error(`Seed ${seed} fails:\n${steps}\n${error.message}`, { cause: error });
    }
    faults += report.faults;
    crashes += report.crashes;
    accepted += report.accepted;
  }
  // A simulation in which nothing goes wrong and nobody bids would prove nothing.
  assert(faults > SALES && crashes > SALES && accepted > 4 * SALES);
});

Deno.test("playSale() does the same again from the same seed, and other things from another", () => {
  const { failure: _, ...first } = playSale(7);
  const { failure: _again, ...again } = playSale(7);
  assertEquals(again, first);
  assertNotEquals(playSale(8).digest, first.digest);
});

const MISTAKES: readonly (readonly [string, Planted, readonly Broken[]])[] = [
  [
    "a ledger that forgets its last append at a crash",
    { makeDisk: () => new ForgetfulDisk() },
    ["record_forgot"],
  ],
  [
    "a ledger that forgets which bids it answered",
    { openLedger: (open) => new ForgetfulLedger(open()) },
    ["bid_answered_twice"],
  ],
  [
    "a house that tells before it commits",
    { tellsBeforeCommit: true },
    ["told_before_committed"],
  ],
  [
    "a receiver that accepts out of order",
    { makeReceiver: receiverOf(HastyReceiver) },
    ["shown_out_of_order"],
  ],
  [
    "a receiver that never asks for what it lost",
    { makeReceiver: receiverOf(ShyReceiver) },
    ["not_converged"],
  ],
];

for (const [mistake, planted, expected] of MISTAKES) {
  Deno.test(`The checkers find ${mistake}`, () => {
    for (let seed = 1; seed <= SEEDS_TO_FIND; seed++) {
      const { failure } = playSale(seed, planted);
      if (failure === null) continue;
      assert(failure.error instanceof Violation, `${failure.error}`);
      assert(expected.includes(failure.error.broken), failure.error.message);
      // It fails in the same way every time, with its last steps beside it.
      const again = playSale(seed, planted).failure;
      assertEquals(again?.error.message, failure.error.message);
      assertEquals(again?.lastSteps, failure.lastSteps);
      return;
    }
    throw new Error(`${SEEDS_TO_FIND} seeds did not show it`);
  });
}
