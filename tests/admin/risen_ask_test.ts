// Whether a bid from the room without an amount is the next bid that the clerk saw.

import { assertEquals } from "@std/assert";
import { RisenAsks, settleMs } from "../../lib/admin/risen_ask.js";

function shown(...steps: readonly (readonly [ask: number, atMs: number])[]): RisenAsks {
  const asks = new RisenAsks();
  for (const [ask, atMs] of steps) asks.show(new Map([["form-7", ask]]), atMs);
  return asks;
}

Deno.test("RisenAsks.isFresh() says for a while that the ask has gone up", () => {
  const asks = shown([50_000, 0], [60_000, 10_000]);
  assertEquals(asks.isFresh("form-7", 10_000 + settleMs - 1), true);
  assertEquals(asks.isFresh("form-7", 10_000 + settleMs), false);
});

Deno.test("RisenAsks.isFresh() says so no longer because the page shows the same again", () => {
  const asks = shown([50_000, 0], [60_000, 10_000], [60_000, 10_400]);
  assertEquals(asks.isFresh("form-7", 10_400), true);
  assertEquals(asks.isFresh("form-7", 10_000 + settleMs), false);
});

Deno.test("RisenAsks.isFresh() is about a rise alone: what has just come, or has fallen, may be sent", () => {
  assertEquals(shown([50_000, 0]).isFresh("form-7", 0), false);
  assertEquals(shown([50_000, 0], [40_000, 10_000]).isFresh("form-7", 10_000), false);
  assertEquals(shown([50_000, 0], [60_000, 10_000]).isFresh("form-8", 10_000), false);
});
