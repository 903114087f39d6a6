// CheckpointClock: when a checkpoint is due.

import { assertEquals } from "@std/assert";
import type { PublicEvent } from "../../lib/auction/event.ts";
import { CheckpointClock } from "../../lib/session/checkpoint_clock.ts";
import { CHECKPOINT_MS } from "../../lib/session/session_limits.ts";

const T0 = 1_000_000;

function after(...types: readonly PublicEvent["type"][]): number | null {
  const clock = new CheckpointClock();
  clock.grew(types.map((type) => ({ type })), T0);
  return clock.dueAt === null ? null : clock.dueAt - T0;
}

Deno.test("CheckpointClock is due at once behind any end of a lot, and behind the sale's", () => {
  assertEquals(after("LotSold"), 0);
  assertEquals(after("LotPassed"), 0);
  assertEquals(after("LotWithdrawn"), 0);
  assertEquals(after("SaleClosed"), 0);
  assertEquals(after("BidAccepted", "LotSold", "BidRecorded"), 0);
});

Deno.test("CheckpointClock is due within a minute of whatever else has happened", () => {
  assertEquals(after("BidAccepted"), CHECKPOINT_MS);
  assertEquals(after("LotOpened", "BidRecorded"), CHECKPOINT_MS);
  assertEquals(after(), null);
});

Deno.test("CheckpointClock counts the minute from the first event that is not covered", () => {
  const clock = new CheckpointClock();
  clock.grew([{ type: "BidAccepted" }], T0);
  clock.grew([{ type: "BidAccepted" }], T0 + 50_000);
  assertEquals(clock.isDue(T0 + CHECKPOINT_MS - 1), false);
  assertEquals(clock.isDue(T0 + CHECKPOINT_MS), true);
  clock.made();
  assertEquals([clock.dueAt, clock.isDue(T0 + 10 * CHECKPOINT_MS)], [null, false]);
  clock.grew([{ type: "BidAccepted" }], T0 + 90_000);
  assertEquals(clock.dueAt, T0 + 90_000 + CHECKPOINT_MS);
});
