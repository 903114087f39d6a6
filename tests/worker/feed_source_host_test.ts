// FeedSource and the house's port at another host: anyone can send from that.

import { assertEquals } from "@std/assert";
import { FeedSource } from "../../lib/worker/feed_source.ts";

const T0 = 1_000_000;
const HOUSE = { hostname: "10.0.0.1", port: 7_310 };

Deno.test("FeedSource.allows() takes the host for a part of the address", () => {
  const source = new FeedSource(HOUSE, T0);
  const stranger = { ...HOUSE, hostname: "10.6.6.6" };
  let allowed = 0;
  for (let i = 0; i < 1_000; i++) if (source.allows(stranger, T0)) allowed++;
  assertEquals([allowed, source.allows(HOUSE, T0)], [200, true]);
});
