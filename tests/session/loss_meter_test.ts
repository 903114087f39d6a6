// LossMeter: what is lost of the feed, by the heartbeats that are missing.

import { assertEquals } from "@std/assert";
import { LossMeter } from "../../lib/session/loss_meter.ts";
import { LOSS_BEATS_MIN, LOSS_WINDOW_MS } from "../../lib/session/session_limits.ts";

/** The windows that end while these beats come, one each `everyMs`. */
function windows(
  meter: LossMeter,
  beats: readonly number[],
  everyMs: number,
): readonly (readonly [beat: number, permille: number])[] {
  return beats.flatMap((beat) => {
    const lost = meter.heard(beat, beat * everyMs);
    return lost === null ? [] : [[beat, lost] as const];
  });
}

const hundred = Array.from({ length: 100 }, (_, i) => 1_000 + i);

Deno.test("LossMeter.heard() measures nothing lost where every beat came", () => {
  const ends = windows(new LossMeter(), hundred, 500);
  assertEquals(ends.map(([, lost]) => lost), [0, 0, 0, 0]);
});

Deno.test("LossMeter.heard() ends a window after five seconds and twenty beats, whichever is later", () => {
  assertEquals(windows(new LossMeter(), hundred, 500)[0]?.[0], 1_000 + LOSS_BEATS_MIN);
  assertEquals(windows(new LossMeter(), hundred, 100)[0]?.[0], 1_000 + LOSS_WINDOW_MS / 100);
});

Deno.test("LossMeter.heard() counts what is missing in thousandths, in singles and in rows", () => {
  const cases: readonly (readonly [string, (beat: number) => boolean, readonly number[]])[] = [
    ["every_tenth_lost", (beat) => beat % 10 !== 5, [100, 100, 100, 100]],
    ["every_second_lost", (beat) => beat % 2 === 0, [500, 500, 500, 500]],
    ["five_in_a_row_lost", (beat) => beat < 1_005 || beat > 1_009, [250, 0, 0, 0]],
  ];
  for (const [name, comes, expected] of cases) {
    const ends = windows(new LossMeter(), hundred.filter(comes), 500);
    assertEquals(ends.map(([, lost]) => lost), expected, name);
  }
});

Deno.test("LossMeter.heard() takes a long silence for one window, not for many", () => {
  const meter = new LossMeter();
  windows(meter, hundred.slice(0, 5), 500);
  assertEquals(windows(meter, [5_000, ...hundred.map((beat) => beat + 4_001)], 500).slice(0, 2), [
    [5_000, 999],
    [5_020, 0],
  ]);
});

Deno.test("LossMeter.permille() tells of the window under way, and of nothing before its second beat", () => {
  const meter = new LossMeter();
  assertEquals(meter.permille(), null);
  meter.heard(10, 0);
  assertEquals(meter.permille(), null);
  meter.heard(12, 1_000);
  assertEquals(meter.permille(), 500);
});

Deno.test("LossMeter.reset() begins anew: what another path lost does not count", () => {
  const meter = new LossMeter();
  meter.heard(10, 0);
  meter.heard(30, 4_000);
  meter.reset();
  assertEquals(meter.permille(), null);
  assertEquals(meter.heard(60, 9_000), null);
  assertEquals([meter.heard(61, 9_500), meter.permille()], [null, 0]);
});
