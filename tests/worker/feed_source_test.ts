// Where a bidder's feed may come from, and what it may cost when it comes from elsewhere.

import { assertEquals } from "@std/assert";
import { FeedSource } from "../../lib/worker/feed_source.ts";

const HOUSE = { hostname: "10.0.0.1", port: 7310 };
const MALLORY = { hostname: "10.0.0.66", port: 50_000 };

/** How many of a thousand datagrams at one moment are let through. */
function allowed(source: FeedSource, from: typeof HOUSE, now = 0): number {
  return Array.from({ length: 1_000 }, () => source.allows(from, now)).filter(Boolean).length;
}

Deno.test("FeedSource.allows() lets the house through whatever others have sent", () => {
  const source = new FeedSource(HOUSE, 0);
  assertEquals(allowed(source, MALLORY), 200);
  assertEquals(allowed(source, HOUSE), 1_000);
});

Deno.test("FeedSource.allows() takes the port for a part of the address", () => {
  const source = new FeedSource(HOUSE, 0);
  assertEquals(allowed(source, { ...HOUSE, port: 7311 }), 200);
});

Deno.test("FeedSource.allows() gives others, all together, a little again as time passes", () => {
  const source = new FeedSource(HOUSE, 0);
  allowed(source, MALLORY);
  assertEquals(allowed(source, { ...MALLORY, port: 50_001 }, 100), 50);
});
