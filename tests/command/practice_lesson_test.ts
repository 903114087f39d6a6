// What the review of a practice says about each lot, in all, and for the next time.

import { assertEquals } from "@std/assert";
import { type Hint, type LessonLot, lessonOf } from "../../lib/command/practice_lesson.ts";

/** Ana's limit is 2 000; the person is paddle 4. */
const lot: LessonLot = {
  id: "1",
  result: "sold",
  winner: "1",
  price: 1_800,
  reserve: null,
  extensions: 0,
  ownAmounts: [],
  rival: { paddle: "1", limit: 2_000 },
};
const won: LessonLot = { ...lot, winner: "4", price: 2_100, ownAmounts: [1_500, 3_000] };
const passed: LessonLot = { ...lot, result: "passed", winner: null, price: null };

Deno.test("lessonOf() tells of each lot whether it was won, the most named and what was missing", () => {
  const cases: readonly (readonly [LessonLot, boolean, number | null, number | null])[] = [
    [lot, false, null, null],
    [won, true, 3_000, null],
    [{ ...lot, ownAmounts: [1_750, 1_200] }, false, 1_750, 250],
    [{ ...lot, ownAmounts: [2_000] }, false, 2_000, 0],
    // A reserve took the price above every limit.
    [{ ...lot, price: 2_500, ownAmounts: [1_500] }, false, 1_500, 1_000],
    [{ ...passed, ownAmounts: [1_500] }, false, 1_500, null],
  ];
  for (const [given, isWon, ownMax, short] of cases) {
    const row = { lot: given, isWon, ownMax, short, isReservePrice: false };
    assertEquals(lessonOf([given], "4").rows, [row]);
  }
});

Deno.test("lessonOf() says of a lot won at its reserve that nobody else made the price", () => {
  const cases: readonly (readonly [LessonLot, boolean])[] = [
    [{ ...won, reserve: 2_100 }, true],
    [{ ...won, reserve: 2_000 }, false],
    [won, false],
    // A rival went as far: the price would have come to that without a reserve.
    [{ ...won, reserve: 2_100, rival: { paddle: "1", limit: 2_100 } }, false],
    [{ ...lot, price: 2_100, reserve: 2_100, ownAmounts: [1_500] }, false],
    [{ ...passed, reserve: 2_100 }, false],
  ];
  for (const [given, isReservePrice] of cases) {
    assertEquals(lessonOf([given], "4").rows[0]?.isReservePrice, isReservePrice);
  }
});

Deno.test("lessonOf() sums up the lots that were won and no other", () => {
  const { hints: _hints, rows: _rows, ...sums } = lessonOf([lot, won, passed, won], "4");
  assertEquals(sums, { won: 2, paid: 4_200, rivals: 4_000, unspent: 1_800 });
});

Deno.test("lessonOf() gives the hints that the bids ask for, three at most", () => {
  const small = { ...lot, ownAmounts: [1_000, 1_100, 1_200] };
  const close = { ...lot, ownAmounts: [1_900] };
  const exact = { ...won, ownAmounts: [2_100] };
  const late = { ...lot, extensions: 2 };
  const cases: readonly (readonly [readonly LessonLot[], readonly Hint[]])[] = [
    [[], ["bid_at_all"]],
    [[lot, late], ["bid_at_all"]],
    [[exact], []],
    [[won], ["kept_for_you"]],
    [[small], ["name_maximum"]],
    [[close], ["close_call"]],
    [[exact, late], ["soft_close"]],
    [[late, won, close, small], ["name_maximum", "close_call", "kept_for_you"]],
  ];
  for (const [lots, hints] of cases) assertEquals(lessonOf(lots, "4").hints, hints);
});
