// AnswerWatch: when a house that is heard but does not answer has been silent for too long.

import { assertEquals } from "@std/assert";
import { AnswerWatch } from "../../lib/session/answer_watch.ts";
import { UNANSWERED_MS } from "../../lib/session/session_limits.ts";

const T0 = 1_000_000;

Deno.test("AnswerWatch.asked() counts from the first thing asked, however often it is asked", () => {
  const watch = new AnswerWatch();
  for (let ms = 0; ms < UNANSWERED_MS; ms += 500) assertEquals(watch.asked(T0 + ms), false);
  assertEquals(watch.asked(T0 + UNANSWERED_MS), true);
});

Deno.test("AnswerWatch.asked() asks once, then gives the house the same time again", () => {
  const watch = new AnswerWatch();
  watch.asked(T0);
  assertEquals(watch.asked(T0 + UNANSWERED_MS), true);
  assertEquals(watch.asked(T0 + UNANSWERED_MS + 1), false);
  assertEquals(watch.asked(T0 + 2 * UNANSWERED_MS), false);
  assertEquals(watch.asked(T0 + 2 * UNANSWERED_MS + 1), true);
});

Deno.test("AnswerWatch.answered() begins anew: what was asked before is owed no more", () => {
  const watch = new AnswerWatch();
  watch.asked(T0);
  watch.answered();
  assertEquals(watch.asked(T0 + UNANSWERED_MS), false);
  assertEquals(watch.asked(T0 + 2 * UNANSWERED_MS - 1), false);
  assertEquals(watch.asked(T0 + 2 * UNANSWERED_MS), true);
});

Deno.test("AnswerWatch says nothing while nothing was asked, however long that is", () => {
  const watch = new AnswerWatch();
  assertEquals(watch.asked(T0 + 100 * UNANSWERED_MS), false);
});
