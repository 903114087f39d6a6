// LinkMeasure: what a message is worth as a sign of life, and what is told of a path.

import { assertEquals } from "@std/assert";
import {
  LAGGING_AFTER_MS,
  LOSS_BEATS_MIN,
  LOSS_WINDOW_MS,
} from "../../lib/session/session_limits.ts";
import { LinkMeasure } from "../../lib/worker/link_measure.ts";

/** The house is two hours ahead of our clock. */
const AHEAD_MS = 7_200_000;
const T0 = 1_000_000;

function measure(): LinkMeasure {
  const made = new LinkMeasure(T0 + AHEAD_MS, T0);
  made.pong({ sentAt: T0, houseAt: T0 + AHEAD_MS + 2, receivedAt: T0 + 4 });
  return made;
}

Deno.test("LinkMeasure.arrival() takes what is_held_back for no sign of life", () => {
  const link = measure();
  const madeAt = T0 + AHEAD_MS;
  const live = (now: number) => link.arrival("multicast", { at: madeAt, now }).live;
  assertEquals([live(T0), live(T0 + LAGGING_AFTER_MS - 1), live(T0 + LAGGING_AFTER_MS)], [
    true,
    true,
    false,
  ]);
});

Deno.test("LinkMeasure.arrival() takes what the catch-up brings for no sign of life", () => {
  const at = T0 + AHEAD_MS;
  assertEquals(measure().arrival(null, { at, now: T0 }), { now: T0, live: false });
});

Deno.test("LinkMeasure.isBehind() asks for a ping no more than twice a second", () => {
  const link = measure();
  const at = T0 + AHEAD_MS + 60_000;
  const asked = Array.from({ length: 1_000 }, (_, ms) => link.isBehind(at, T0 + ms));
  assertEquals(asked.filter(Boolean).length, 2);
});

Deno.test("LinkMeasure.pathChanged() forgets what the other path has lost", () => {
  const link = measure();
  for (let beat = 0; beat <= 2 * LOSS_BEATS_MIN; beat += 2) {
    link.beat(beat, T0 + beat * LOSS_WINDOW_MS / LOSS_BEATS_MIN);
  }
  assertEquals(link.told.lossPermille, 500);
  link.pathChanged();
  assertEquals([link.told.lossPermille, link.quality.lossPermille], [null, null]);
});
