// EpochRing: which group keys still open.

import { assertEquals } from "@std/assert";
import { EpochRing } from "../../lib/session/epoch_ring.ts";
import { EPOCH_OLD_MS } from "../../lib/session/session_limits.ts";

const T0 = 1_000_000;

function ring(): EpochRing<string> {
  return new EpochRing({ number: 4, key: "fourth" });
}

Deno.test("EpochRing.add() takes a newer key, and neither the same nor an older one", () => {
  const keys = ring();
  assertEquals([keys.add(5, "fifth"), keys.newest], [true, 5]);
  assertEquals([keys.add(5, "other"), keys.add(4, "other"), keys.add(3, "third")], [
    false,
    false,
    false,
  ]);
  assertEquals([keys.find(5, T0), keys.find(4, T0), keys.find(3, T0)], ["fifth", "fourth", null]);
});

Deno.test("EpochRing.find() gives an old key for ten seconds after a newer one was used", () => {
  const keys = ring();
  keys.add(5, "fifth");
  // The house has not changed over: the old key is in use, however long that takes.
  assertEquals(keys.find(4, T0 + 3_600_000), "fourth");
  keys.used(5, T0);
  assertEquals(keys.find(4, T0 + EPOCH_OLD_MS - 1), "fourth");
  assertEquals(keys.find(4, T0 + EPOCH_OLD_MS), null);
  assertEquals(keys.find(5, T0 + 3_600_000), "fifth");
});

Deno.test("EpochRing.used() again does not prolong an old key, nor does its own use", () => {
  const keys = ring();
  keys.add(5, "fifth");
  for (let ms = 0; ms < EPOCH_OLD_MS; ms += 100) {
    keys.used(5, T0 + ms);
    keys.used(4, T0 + ms);
  }
  assertEquals(keys.find(4, T0 + EPOCH_OLD_MS), null);
});

Deno.test("EpochRing.used() of the newest ends all that are older, each once", () => {
  const keys = ring();
  keys.add(5, "fifth");
  keys.used(5, T0);
  keys.add(6, "sixth");
  keys.used(6, T0 + 6_000);
  assertEquals([keys.find(4, T0 + 9_999), keys.find(4, T0 + 10_000)], ["fourth", null]);
  assertEquals([keys.find(5, T0 + 15_999), keys.find(5, T0 + 16_000)], ["fifth", null]);
  assertEquals(keys.find(6, T0 + 1_000_000), "sixth");
});

Deno.test("EpochRing.find() never gives a key again that has ended, also by a clock that steps back", () => {
  const keys = ring();
  keys.add(5, "fifth");
  keys.used(5, T0);
  assertEquals(keys.find(4, T0 + EPOCH_OLD_MS), null);
  assertEquals(keys.find(4, T0), null);
});

Deno.test("EpochRing.used() of the old key ends no newer one, and of the newer one lets the old go", () => {
  const keys = ring();
  keys.add(5, "fifth");
  keys.used(4, T0);
  assertEquals(keys.find(5, T0 + 3_600_000), "fifth");
  keys.used(5, T0);
  keys.used(5, T0 + EPOCH_OLD_MS);
  assertEquals(keys.find(4, T0), null);
});
