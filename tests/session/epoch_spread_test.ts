// EpochSpread and who is gone: no key goes to it any more, neither this one nor the next.

import { assertEquals } from "@std/assert";
import { type EpochEffect, EpochSpread } from "../../lib/session/epoch_spread.ts";
import { EPOCH_RETRY_MS } from "../../lib/session/session_limits.ts";

const T0 = 1_000_000;

function toldTo(effects: readonly EpochEffect[]): readonly string[] {
  return effects.flatMap((effect) => effect.type === "tell" ? [effect.member] : []);
}

Deno.test("EpochSpread.forget() tells who is gone neither this key again nor the next", () => {
  const spread = new EpochSpread(1, T0);
  for (const member of ["ana", "ben"]) spread.holds(member, { epoch: 1, now: T0 });
  assertEquals(toldTo(spread.begin(2, T0)), ["ana", "ben"]);
  spread.forget("ana");
  assertEquals(spread.lacking, 1);
  assertEquals(toldTo(spread.tick(T0 + EPOCH_RETRY_MS)), ["ben"]);
  assertEquals(toldTo(spread.begin(3, T0 + 1_000)), ["ben"]);
});
