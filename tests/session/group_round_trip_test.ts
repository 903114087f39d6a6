// GroupRoundTrip: long enough for nine in ten, whatever one of them says.

import { assertEquals } from "@std/assert";
import { GroupRoundTrip } from "../../lib/session/group_round_trip.ts";
import { ROUND_TRIP_FIRST_MS } from "../../lib/session/session_limits.ts";
import { ROUND_TRIP_MS_MAX } from "../../lib/wire/limits.ts";

/** The round trip of a group whose members told these. */
function groupOf(roundTrips: readonly number[]): number {
  const group = new GroupRoundTrip();
  for (const [member, ms] of roundTrips.entries()) group.told(`${member}`, ms);
  group.update();
  return group.ms;
}

Deno.test("GroupRoundTrip.ms is a first guess until members have told, and whole milliseconds", () => {
  assertEquals([new GroupRoundTrip().ms, groupOf([])], [ROUND_TRIP_FIRST_MS, ROUND_TRIP_FIRST_MS]);
  assertEquals([groupOf([0]), groupOf([0.2]), groupOf([3.1])], [1, 1, 4]);
});

Deno.test("GroupRoundTrip.ms is that of the ninth in ten, not that of the slowest or of a liar", () => {
  const ten = Array.from({ length: 10 }, (_, i) => i + 1);
  assertEquals(groupOf(ten), 9);
  assertEquals(groupOf([...ten.slice(0, 9), Number.MAX_SAFE_INTEGER]), 9);
  assertEquals(groupOf([2, 90]), 2);
});

Deno.test("GroupRoundTrip.ms never passes what a heartbeat may tell", () => {
  assertEquals(groupOf([500, 500, 500]), ROUND_TRIP_MS_MAX);
});

Deno.test("GroupRoundTrip.ms changes at an update alone, and forgets who left", () => {
  const group = new GroupRoundTrip();
  group.told("ana", 40);
  assertEquals(group.ms, ROUND_TRIP_FIRST_MS);
  group.update();
  assertEquals(group.ms, 40);
  group.told("ana", 20);
  group.update();
  assertEquals(group.ms, 20);
  group.forget("ana");
  group.update();
  assertEquals(group.ms, ROUND_TRIP_FIRST_MS);
});
