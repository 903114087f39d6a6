// The sums of `deno task bench page`: which frame counts for which event.

import { assertEquals, assertThrows } from "@std/assert";
import { processorMsIn } from "../support/processor_time.ts";
import { paintMs } from "./page.ts";

Deno.test("paintMs() takes the first frame that shows an event or a later one", () => {
  const happened = [[1, 100], [2, 110], [3, 120], [4, 200]].map(([number = 0, atMs = 0]) => ({
    number,
    atMs,
  }));
  const painted = [[1, 105], [3, 130], [4, 216]].map(([shown = 0, atMs = 0]) => ({ shown, atMs }));
  assertEquals(paintMs(happened, painted), [5, 20, 10, 16]);
});

Deno.test("paintMs() has no time for an event that no frame shows", () => {
  const happened = [{ number: 1, atMs: 100 }, { number: 2, atMs: 110 }];
  assertEquals(paintMs(happened, [{ shown: 1, atMs: 103 }]), [3]);
  assertEquals(paintMs(happened, []), []);
});

Deno.test("processorMsIn() adds what a process used itself and in the system, whatever its name", () => {
  const times = "123 45 6 7";
  assertEquals(processorMsIn(`7 (a) b (c)) S 1 7 7 0 -1 0 10 0 0 0 ${times} 20 0`), 1_680);
  assertThrows(() => processorMsIn("7 (cat) S 1"), Error, "/proc/PID/stat");
});
