// The way out for lines: order, bounds, and a reader that stops reading.

import { assertEquals, assertRejects } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { LineSink } from "../../lib/bidder/line_sink.ts";
import { TestOutput } from "./_streams.ts";

Deno.test("LineSink.write() keeps the order of many lines", async () => {
  const output = new TestOutput();
  const sink = new LineSink(output.stream);
  const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index}`);
  lines.forEach((line) => sink.write(line));
  await sink.finish();
  assertEquals(output.lines, lines);
  assertEquals(output.stream.locked, false);
});

Deno.test("LineSink.write() fails for good once its reader is too far behind", async () => {
  const stuck = new WritableStream<Uint8Array>({ write: () => new Promise(() => {}) });
  const sink = new LineSink(stuck, { bytesMax: 30 });
  sink.write("ten bytes");
  sink.write("ten bytes");
  sink.write("ten bytes");
  sink.write("too much");
  assertEquals((await sink.failed).code, "timeout");
  const fault = await assertRejects(() => sink.finish(), Fault);
  assertEquals(fault.code, "timeout");
});
