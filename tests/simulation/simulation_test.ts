// Whole sales on a bad network, from seeds: all must end well, each must replay exactly, and the
// checkers must find the mistakes that are built in.

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { FORMAT_TYPES } from "../../lib/auction/lot.ts";
import { EVENT_CODES } from "../../lib/wire/event_codec.ts";
import type { Planted } from "./cast.ts";
import {
  ForgetfulDisk,
  ForgetfulLedger,
  HastyReceiver,
  receiverOf,
  ShyReceiver,
} from "./planted.ts";
import {
  FaithfulSpread,
  ForgetfulSpread,
  HumbleKeeper,
  ProudKeeper,
  ThriftyMembership,
} from "./planted_links.ts";
import { playSale } from "./sale_simulation.ts";
import { SaleSums } from "./sale_sums.ts";
import { type Broken, Violation } from "./violation.ts";

/** How many sales the gate plays; `deno task simulate` plays as many as one likes. */
const SALES = 220;
/** How many seeds a mistake may hide from. */
const SEEDS_TO_FIND = 60;

Deno.test("A house and its bidders come through every seeded sale", () => {
  const sums = new SaleSums();
  const [types, sold] = [new Set<string>(), new Set<string>()];
  for (let seed = 1; seed <= SALES; seed++) {
    const report = playSale(seed);
    if (report.failure !== null) {
      const { error, lastSteps } = report.failure;
      const steps = lastSteps.join("\n");
      throw new Error(`Seed ${seed} fails:\n${steps}\n${error.message}`, { cause: error });
    }
    sums.add(report);
    for (const type of report.types) types.add(type);
    for (const format of report.sold) sold.add(format);
  }
  // A simulation in which nothing goes wrong and nobody bids would prove nothing.
  assert(sums.faults > 4 * SALES && sums.of("crashes") > SALES);
  assert(sums.of("accepted") > 4 * SALES && sums.of("checkpoints") > 4 * SALES);
  assertEquals(types, new Set(Object.keys(EVENT_CODES)));
  assertEquals(sold, new Set(FORMAT_TYPES));
  assert(sums.of("rekeys") > 2 * SALES && sums.of("pathChanges") > 5 * SALES);
});

Deno.test("playSale() does the same again from the same seed, and other things from another", () => {
  for (const seed of [7, 20, 101]) {
    const { failure: _, ...first } = playSale(seed);
    const { failure: _again, ...again } = playSale(seed);
    assertEquals(again, first);
    assertNotEquals(playSale(seed + 1).digest, first.digest);
  }
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
    "a house that signs a checkpoint before it commits",
    { signsBeforeCommit: true },
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
  [
    "a change of keys that forgets a member",
    { makeSpread: (epoch, now) => new ForgetfulSpread(epoch, now) },
    ["left_behind", "not_converged"],
  ],
  [
    "a house that keeps its old key for ever",
    { makeSpread: (epoch, now) => new FaithfulSpread(epoch, now) },
    ["old_key_in_use", "evicted_reads_on"],
  ],
  [
    "a new epoch with the old key, whose counters begin anew",
    { makeMembership: (most) => new ThriftyMembership(most) },
    ["nonce_reused"],
  ],
  [
    "copies that are another frame under a used number",
    { copiesDiffer: true },
    ["nonce_reused"],
  ],
  [
    "a path that never climbs back",
    { makeKeeper: () => new HumbleKeeper() },
    ["not_converged"],
  ],
  [
    "a path that never steps down",
    { makeKeeper: () => new ProudKeeper() },
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
