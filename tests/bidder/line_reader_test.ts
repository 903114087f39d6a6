// Lines out of bytes, wherever the chunks are cut.

import { assertEquals } from "@std/assert";
import { type InputLine, readLines } from "../../lib/bidder/line_reader.ts";
import { TestInput } from "./_streams.ts";

async function linesOf(parts: readonly (string | Uint8Array)[]): Promise<InputLine[]> {
  const input = new TestInput();
  input.write(...parts);
  input.end();
  const bounds = { lineBytesMax: 8, signal: new AbortController().signal };
  return await Array.fromAsync(readLines(input.stream, bounds));
}

Deno.test("readLines() gives lines without their ends, numbered from 1", async () => {
  const expected = [
    { number: 1, text: "um" },
    { number: 2, text: "" },
    { number: 3, text: "três" },
  ];
  assertEquals(await linesOf(["um\r\n\ntrês"]), expected);
  const bytes = new TextEncoder().encode("um\r\n\ntrês");
  assertEquals(await linesOf([...bytes].map((byte) => new Uint8Array([byte]))), expected);
  assertEquals(await linesOf([]), []);
});

Deno.test("readLines() names a line that is too long or no UTF-8 and goes on", async () => {
  const parts = ["12345678\n", "1234", "56789\n", new Uint8Array([0xc3, 0x0a]), "ok"];
  assertEquals(await linesOf(parts), [
    { number: 1, text: "12345678" },
    { number: 2, problem: "line_too_long" },
    { number: 3, problem: "not_utf8" },
    { number: 4, text: "ok" },
  ]);
});

Deno.test("readLines() ends at the signal, also while it waits, and lets go of the stream", async () => {
  const input = new TestInput();
  const abort = new AbortController();
  const lines = readLines(input.stream, { lineBytesMax: 8, signal: abort.signal });
  input.write("um\ndo");
  assertEquals((await lines.next()).value, { number: 1, text: "um" });
  const next = lines.next();
  abort.abort();
  assertEquals(await next, { done: true, value: undefined });
  assertEquals([input.cancelled, input.stream.locked], [true, false]);
});
