// The rules of the practice as tables: tempers, auctioneer, clocks, review and command line.

import { assert, assertEquals, assertGreater, assertLess, assertThrows } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import type { Item } from "../../lib/catalogue/item_schema.ts";
import { type Call, type Hearing, nextCall } from "../../lib/command/demo_auctioneer.ts";
import type { RoomLot } from "../../lib/command/demo_room.ts";
import type { Move, Sight } from "../../lib/command/demo_temper.ts";
import { practised } from "../../lib/command/practice_lots.ts";
import { type PracticePace, scaledPace, slowFactor } from "../../lib/command/practice_pace.ts";
import { quickFactor, USUAL_PACE } from "../../lib/command/practice_pace.ts";
import {
  checkPracticeFlags,
  commandAgain,
  type PracticeFlags,
} from "../../lib/command/practice_start.ts";
import {
  hunterBidsMax,
  practiceLimit,
  practiceManner,
  type PracticeTemper,
} from "../../lib/command/practice_temper.ts";

const tempers: readonly PracticeTemper[] = ["patient", "hunter", "sniper"];
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

/** Without chance in it: every wait is as long as the other. */
const evenPace: PracticePace = {
  ...USUAL_PACE,
  thoughtMs: [3_000, 3_000],
  hurryMs: [2_000, 2_000],
  snipeMs: [4_000, 4_000],
};

const nowMs = 50_000;
const seed = 3;
const opening = 100_000;
const limitOf = (temper: PracticeTemper) => practiceLimit(temper, { seed, lot: "7", opening });

Deno.test("practiceManner() bids as each temper does, and lets the lot be where it should", () => {
  const [patient, hunter, sniper] = [limitOf("patient"), limitOf("hunter"), limitOf("sniper")];
  const bid = { leader: "2", price: 100_000, ask: 105_000, bids: 1 };
  const steps = hunterBidsMax(seed, "7");
  const cases: readonly (readonly [PracticeTemper, Changes, Move | null])[] = [
    ["patient", {}, { max: patient, inMs: 3_000 }],
    ["patient", { ...bid, bidsMade: 1 }, null],
    ["patient", { ...bid, ask: patient }, { max: patient, inMs: 3_000 }],
    ["patient", { ...bid, ask: patient + 1 }, null],
    ["hunter", {}, { max: 100_000, inMs: 3_000 }],
    ["hunter", { ...bid, bidsMade: steps - 1 }, { max: 105_000, inMs: 3_000 }],
    ["hunter", { ...bid, bidsMade: steps }, null],
    ["hunter", { ...bid, ask: hunter + 1 }, null],
    ["sniper", bid, null],
    ["sniper", { ...bid, calls: 1 }, { max: 120_000, inMs: 2_000 }],
    ["sniper", { ...bid, calls: 2, bidsMade: 1 }, { max: sniper, inMs: 2_000 }],
    ["sniper", { ...bid, calls: 1, bidsMade: 2 }, null],
    ["sniper", { ...bid, endsAt: nowMs + 30_000 }, { max: 120_000, inMs: 26_000 }],
    ["sniper", { ...bid, endsAt: nowMs + 100 }, { max: 120_000, inMs: 0 }],
    // A soft close has answered the first bid: there is no last second to wait for.
    ["sniper", { ...bid, endsAt: nowMs + 14_000, bidsMade: 1 }, { max: sniper, inMs: 2_000 }],
    ["sniper", { ...bid, endsAt: nowMs + 14_000, bidsMade: 2 }, null],
    ["sniper", { ...bid, ask: sniper, calls: 1 }, { max: sniper, inMs: 2_000 }],
    ...tempers.flatMap((temper) =>
      [{ ...bid, open: false, calls: 1 }, { ...bid, leader: "1", calls: 1 }]
        .map((changes) => [temper, changes, null] as const)
    ),
  ];
  for (const [temper, changes, move] of cases) {
    const manner = practiceManner(temper, { seed, pace: evenPace });
    assertEquals(manner(sight(changes)), move, `${temper} ${JSON.stringify(changes)}`);
  }
});

Deno.test("practiceManner() thinks as long as a person does, and not always as long", () => {
  for (const temper of ["patient", "hunter"] as const) {
    const waits = seeds.map((seed) => {
      return practiceManner(temper, { seed, pace: USUAL_PACE })(sight({}))?.inMs ?? 0;
    });
    assert(waits.every((ms) => ms >= 1_000 && ms <= 6_000), `${temper} ${waits}`);
    assertGreater(Math.max(...waits) - Math.min(...waits), 4_000);
  }
});

Deno.test("practiceLimit() is the same for the same seed, and varies with seed, lot and temper", () => {
  for (const temper of tempers) {
    const limits = seeds.map((seed) => practiceLimit(temper, { seed, lot: "7", opening }));
    assertEquals(limits, seeds.map((seed) => practiceLimit(temper, { seed, lot: "7", opening })));
    assertGreater(new Set(limits).size, 2);
    const others = seeds.map((seed) => practiceLimit(temper, { seed, lot: "8", opening }));
    assertGreater(others.filter((limit, at) => limit !== limits[at]).length, seeds.length / 2);
  }
  const first = (temper: PracticeTemper) =>
    seeds.filter((seed) => {
      const limit = (temper: PracticeTemper) => practiceLimit(temper, { seed, lot: "7", opening });
      return limit(temper) === Math.max(...tempers.map(limit));
    }).length;
  // Nobody wins always; who only hunts for bargains never goes furthest.
  assertGreater(Math.min(first("patient"), first("sniper")), seeds.length / 5);
  assertEquals(first("hunter"), 0);
});

Deno.test("practiceLimit() is a whole amount of at least the opening price, for any lot", () => {
  for (const opening of [1, 7, 99, 12_000, 900_000]) {
    for (const temper of tempers) {
      for (const seed of seeds) {
        const limit = practiceLimit(temper, { seed, lot: "1", opening });
        assert(Number.isInteger(limit) && limit >= opening, `${temper} ${seed} ${limit}`);
      }
    }
  }
});

Deno.test("hunterBidsMax() is the opening and one or two steps", () => {
  assertEquals(new Set(seeds.map((seed) => hunterBidsMax(seed, "7"))), new Set([2, 3]));
});

Deno.test("nextCall() waits for the room, warns twice and then ends the lot", () => {
  const cases: readonly (readonly [Hearing, Call])[] = [
    [{ bids: 0, calls: 0, silentMs: 0 }, { type: "wait", ms: 8_000 }],
    [{ bids: 3, calls: 1, silentMs: 7_999 }, { type: "wait", ms: 1 }],
    [{ bids: 3, calls: 0, silentMs: 8_000 }, { type: "warn" }],
    [{ bids: 3, calls: 1, silentMs: 8_000 }, { type: "warn" }],
    [{ bids: 3, calls: 2, silentMs: 5_000 }, { type: "wait", ms: 3_000 }],
    [{ bids: 3, calls: 2, silentMs: 8_000 }, { type: "hammer" }],
    [{ bids: 0, calls: 2, silentMs: 9_000 }, { type: "pass" }],
  ];
  for (const [hearing, call] of cases) {
    assertEquals(nextCall(hearing, 8_000), call, JSON.stringify(hearing));
  }
});

Deno.test("scaledPace() keeps every time in its order, slow and quick", () => {
  assertEquals(scaledPace(USUAL_PACE, 1), USUAL_PACE);
  assertEquals(scaledPace(USUAL_PACE, slowFactor).silenceMs, 16_000);
  assertEquals(scaledPace(USUAL_PACE, slowFactor).thoughtMs, [2_000, 12_000]);
  for (const factor of [1, slowFactor, quickFactor]) {
    const pace = scaledPace(USUAL_PACE, factor);
    // Or a thought would come after the hammer, and a late bid would not be late.
    assertLess(pace.thoughtMs[1], pace.silenceMs);
    assertLess(pace.hurryMs[1], pace.silenceMs);
    assertLess(pace.snipeMs[1], pace.windowMs);
    assertLess(pace.windowMs, pace.timedMs);
  }
});

Deno.test("practised() gives clocks the practice's time and leaves the rest of a lot as it was", () => {
  const plain: Item = { id: "1", title: "Pot", opening: 100, reserve: 200 };
  const softClose = { policy: "from_bid", windowSeconds: 15, extensionSeconds: 15 } as const;
  const timed: Item = { ...plain, durationSeconds: 50, softClose };
  const cases: readonly (readonly [Item, Item])[] = [
    [plain, plain],
    [{ ...plain, durationSeconds: 900, softClose: "none" }, timed],
    [{ ...plain, endsAt: "2027-01-01T20:00:00Z" }, timed],
    [{ ...plain, softClose: "br_10024" }, timed],
  ];
  for (const [item, expected] of cases) assertEquals(practised(item, USUAL_PACE), expected);
});

const noFlags: PracticeFlags = {
  practice: true,
  lots: null,
  seed: null,
  slow: false,
  quick: false,
  items: "items",
  folder: "data",
};

Deno.test("commandAgain() is the command line that gives the same practice", () => {
  const cases: readonly (readonly [Partial<PracticeFlags>, string])[] = [
    [{}, ""],
    [{ lots: 3, slow: true, folder: "/tmp" }, " --lots 3 --slow"],
    [{ quick: true, items: "my lots" }, " --quick --items 'my lots'"],
    [{ items: "../lots" }, " --items ../lots"],
    [{ items: "it's" }, String.raw` --items 'it'\''s'`],
  ];
  for (const [changes, rest] of cases) {
    const line = commandAgain({ ...noFlags, ...changes }, { seed: 42 });
    assertEquals(line, `deno task demo --practice --seed 42${rest}`);
  }
});

Deno.test("checkPracticeFlags() refuses what would otherwise be ignored", () => {
  const plain = { ...noFlags, practice: false };
  for (const flags of [plain, noFlags, { ...noFlags, slow: true, lots: 2, seed: 0 }]) {
    checkPracticeFlags({ flags, language: "en" });
  }
  for (
    const flags of [
      { ...plain, lots: 2 },
      { ...plain, seed: 0 },
      { ...plain, slow: true },
      { ...plain, quick: true },
      { ...noFlags, slow: true, quick: true },
    ]
  ) {
    const fault = assertThrows(() => checkPracticeFlags({ flags, language: "pt" }), Fault);
    assertEquals(fault.code, "bad_arguments", JSON.stringify(flags));
  }
});

type Changes = Partial<RoomLot> & { readonly bidsMade?: number };

/** Lot 7 as paddle 1 sees it. */
function sight({ bidsMade = 0, ...changes }: Changes): Sight {
  const lot: RoomLot = {
    lot: "7",
    opening,
    hasReserve: false,
    open: true,
    leader: null,
    price: null,
    ask: opening,
    endsAt: null,
    calls: 0,
    bids: 0,
    reserveMet: true,
    extensions: 0,
    result: null,
    ...changes,
  };
  return { lot, index: 0, paddle: "1", bidsMade, nowMs };
}
