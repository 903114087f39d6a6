// HouseTime: the offset of the quickest of the last pings.

import { assertEquals } from "@std/assert";
import { HouseTime } from "../../lib/session/house_time.ts";

/** A pong over a way of `outMs` and `backMs`, the house being `offsetMs` ahead. */
function pong(sentAt: number, [outMs, backMs]: readonly [number, number], offsetMs: number) {
  return { sentAt, houseAt: sentAt + outMs + offsetMs, receivedAt: sentAt + outMs + backMs };
}

Deno.test("HouseTime knows nothing at first, then takes the house's word", () => {
  const time = new HouseTime();
  assertEquals([time.offsetMs(), time.roundTripMs()], [0, null]);
  time.hint(5_000, 1_000);
  assertEquals([time.offsetMs(), time.roundTripMs()], [4_000, null]);
});

Deno.test("HouseTime.hint() says nothing beside a measured offset", () => {
  const time = new HouseTime();
  time.pong(pong(100, [5, 5], 70));
  time.hint(5_000, 1_000);
  assertEquals(time.offsetMs(), 70);
});

Deno.test("HouseTime.pong() takes half of the quickest round trip for the way", () => {
  const time = new HouseTime();
  time.pong(pong(100, [300, 2], 70));
  assertEquals(time.offsetMs(), 219);
  time.pong(pong(200, [4, 6], 70));
  time.pong(pong(300, [2, 200], 70));
  assertEquals([time.offsetMs(), time.roundTripMs()], [69, 10]);
});

Deno.test("HouseTime.pong() is never wrong by more than half of the round trip it stands on", () => {
  for (const offsetMs of [-7_200_000, 0, 86_400_000]) {
    for (const way of [[0, 40], [40, 0], [3, 19]] as const) {
      const time = new HouseTime();
      time.pong(pong(1_000, way, offsetMs));
      const error = Math.abs(time.offsetMs() - offsetMs);
      assertEquals(error <= (time.roundTripMs() ?? 0) / 2 + 1, true, `${offsetMs} ${way}`);
    }
  }
});

Deno.test("HouseTime.pong() forgets old pings: a drift cannot add up", () => {
  const time = new HouseTime();
  time.pong(pong(0, [1, 1], 20));
  for (let i = 1; i <= 7; i++) time.pong(pong(i * 5_000, [10, 10], 0));
  assertEquals(time.offsetMs(), 20);
  time.pong(pong(40_000, [10, 10], 0));
  assertEquals([time.offsetMs(), time.roundTripMs()], [0, 20]);
});

Deno.test("HouseTime.pong() drops what a jump_of_the_own_clock has made untrue", () => {
  for (const jumpMs of [60_000, -60_000, 3_600_000, 200]) {
    const time = new HouseTime();
    for (let i = 0; i < 8; i++) time.pong(pong(i * 5_000, [1, 1], 5_000));
    time.pong(pong(40_000 + jumpMs, [10, 10], 5_000 - jumpMs));
    assertEquals([time.offsetMs(), time.roundTripMs()], [5_000 - jumpMs, 20], `${jumpMs}`);
  }
});

Deno.test("HouseTime.isBehind() notices a machine that has slept, not a frame that was slow", () => {
  const time = new HouseTime();
  time.pong(pong(0, [2, 2], 5_000));
  // The house's time is 6,000; the frame took 40 ms, then 0 ms, and then the machine slept.
  assertEquals(time.isBehind(5_960, 1_000), false);
  assertEquals(time.isBehind(6_000, 1_000), false);
  assertEquals(time.isBehind(6_026, 1_000), true);
  assertEquals(time.isBehind(66_000, 1_000), true);
});

Deno.test("HouseTime.pong() ignores one from before it was asked for", () => {
  const time = new HouseTime();
  time.pong({ sentAt: 100, houseAt: 500, receivedAt: 99 });
  assertEquals([time.offsetMs(), time.roundTripMs()], [0, null]);
});
