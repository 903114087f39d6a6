// The event streams of pages: one reader each, at most as fast as it reads, and none worth the sale.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { BEAT_PERIOD_MS, LiveStreams, PAGES_MAX } from "../../lib/web/live_streams.ts";
import type { Region } from "../../lib/web/region.ts";
import { within } from "../../lib/base/within.ts";

/** Streams on a clock and a timer that the test turns. */
function newStage() {
  const time = { ms: 1_000 };
  const timers = new Set<() => void>();
  const failures: unknown[] = [];
  const streams = new LiveStreams({
    nowMs: () => time.ms,
    every(_periodMs, run) {
      timers.add(run);
      return () => void timers.delete(run);
    },
    build: "b1",
    failed: (error) => void failures.push(error),
  });
  const tick = (ms: number) => {
    time.ms += ms;
    for (const run of timers) run();
  };
  return { streams, tick, timers, failures, time };
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function next(reader: Reader): Promise<string | null> {
  const read = await within(reader.read(), { ms: 2_000 });
  assert(read !== "timeout", "the stream said nothing");
  return read.done ? null : new TextDecoder().decode(read.value);
}

/** The page's two first messages: which build it is, and all of its regions. */
async function opened(reader: Reader): Promise<void> {
  assertStringIncludes(await next(reader) ?? "", 'event: hello\ndata: "b1"');
  assertStringIncludes(await next(reader) ?? "", "event: patch");
}

/** A page with one region whose text the test sets. */
function newPage() {
  const page = {
    text: "a",
    rendered: 0,
    regions(): readonly Region[] {
      page.rendered += 1;
      return [{ id: "price", html: page.text }];
    },
  };
  return page;
}

Deno.test("LiveStreams.stream() says its build, then all regions, then what changed", async () => {
  const { streams, tick } = newStage();
  const page = newPage();
  const reader = streams.stream("page", () => page).getReader();
  await opened(reader);
  const change = next(reader);
  page.text = "b";
  streams.touch();
  tick(100);
  assertStringIncludes(await change ?? "", '"regions":{"price":"b"}');
  await reader.cancel();
  assertEquals(streams.open, 0);
  streams.end();
});

Deno.test("LiveStreams render nothing for a page that does not read, and then the newest only", async () => {
  const { streams, tick } = newStage();
  const page = newPage();
  const reader = streams.stream("page", () => page).getReader();
  await opened(reader);
  const before = page.rendered;
  // The page stops reading: what happens meanwhile costs nothing and is not queued.
  for (const text of ["b", "c", "d"]) {
    page.text = text;
    streams.touch();
    tick(100);
  }
  const atOnce = page.rendered - before;
  assert(atOnce <= 1, `rendered ${atOnce} times for a page that did not read`);
  const seen: string[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const message = next(reader);
    tick(300);
    page.text = "e";
    tick(300);
    seen.push(await message ?? "");
  }
  assert(!seen.join("").includes('"price":"c"'), "a state that had passed was still sent");
  assertStringIncludes(seen.join(""), '"price":"e"');
  await reader.cancel();
  streams.end();
});

Deno.test("LiveStreams look again without being told, as time alone moves a price", async () => {
  const { streams, tick } = newStage();
  const page = newPage();
  const reader = streams.stream("page", () => page).getReader();
  await opened(reader);
  const change = next(reader);
  page.text = "b";
  tick(249);
  page.text = "c";
  tick(1);
  assertStringIncludes(await change ?? "", '"price":"c"');
  await reader.cancel();
  streams.end();
});

Deno.test("LiveStreams say the time to a page in which nothing changes", async () => {
  const { streams, tick, time } = newStage();
  const reader = streams.stream("page", newPage).getReader();
  await opened(reader);
  const beat = next(reader);
  tick(BEAT_PERIOD_MS);
  assertEquals(
    await beat,
    `event: patch\ndata: {"now":${time.ms},"regions":{},"lists":{}}\n\n`,
  );
  await reader.cancel();
  streams.end();
});

Deno.test("LiveStreams end the stream of a page that cannot be rendered, and no other", async () => {
  const { streams, tick, failures } = newStage();
  const good = newPage();
  const bad = newPage();
  const [goodReader, badReader] = [good, bad].map((page, index) =>
    streams.stream(`page ${index}`, () => page).getReader()
  );
  assert(goodReader !== undefined && badReader !== undefined);
  await opened(goodReader);
  await opened(badReader);
  const wrong = new Error("the page is wrong");
  bad.regions = () => {
    throw wrong;
  };
  good.text = "b";
  const ended = next(badReader);
  const goes = next(goodReader);
  streams.touch();
  tick(100);
  assertEquals([await ended, failures], [null, [wrong]]);
  assertStringIncludes(await goes ?? "", '"price":"b"');
  assertEquals(streams.open, 1);
  await goodReader.cancel();
  streams.end();
});

Deno.test("LiveStreams.full refuses one page too many, until one is closed", async () => {
  const { streams } = newStage();
  const pages = Array.from({ length: PAGES_MAX }, () => streams.stream("page", newPage));
  assertEquals([streams.open, streams.full], [PAGES_MAX, true]);
  await pages[0]?.cancel();
  assertEquals([streams.open, streams.full], [PAGES_MAX - 1, false]);
  streams.end();
});

Deno.test("LiveStreams.end() ends every stream and the timer, and takes no other page", async () => {
  const { streams, timers } = newStage();
  const reader = streams.stream("page", newPage).getReader();
  await opened(reader);
  const last = next(reader);
  streams.end();
  assertEquals([await last, timers.size, streams.open, streams.full], [null, 0, 0, true]);
});

Deno.test("LiveStreams draw a page once for all that show the same, wherever each of them is", async () => {
  const { streams, tick } = newStage();
  const page = newPage();
  const readers = ["1", "2"].map(() => streams.stream("page", () => page).getReader());
  const [quick, slow] = readers;
  assert(quick !== undefined && slow !== undefined);
  await opened(quick);
  await opened(slow);
  assertEquals(page.rendered, 1);
  // Only one of them reads: the other gets the same difference in one piece afterwards.
  for (const text of ["b", "c"]) {
    const change = next(quick);
    page.text = text;
    streams.touch();
    tick(100);
    assertStringIncludes(await change ?? "", `"regions":{"price":"${text}"}`);
  }
  const late = next(slow);
  tick(100);
  assertStringIncludes(await late ?? "", '"regions":{"price":"c"}');
  assertEquals(page.rendered, 3);
  const other = streams.stream("another page", newPage).getReader();
  await opened(other);
  for (const reader of [...readers, other]) await reader.cancel();
  streams.end();
});

Deno.test("LiveStreams.stream() makes a page again that everybody has closed", async () => {
  const { streams } = newStage();
  let made = 0;
  const make = () => (made += 1, newPage());
  const readers = [streams.stream("page", make), streams.stream("page", make)].map((stream) =>
    stream.getReader()
  );
  for (const reader of readers) await opened(reader);
  await readers[0]?.cancel();
  await streams.stream("page", make).cancel();
  assertEquals(made, 1);
  await readers[1]?.cancel();
  await streams.stream("page", make).cancel();
  assertEquals(made, 2);
  streams.end();
});

Deno.test("LiveStreams say each page the time of the sending, not that of the drawing", async () => {
  const { streams, tick, time } = newStage();
  const page = newPage();
  const first = streams.stream("page", () => page).getReader();
  await opened(first);
  tick(200);
  const second = streams.stream("page", () => page).getReader();
  await next(second);
  assertStringIncludes(await next(second) ?? "", `data: {"now":${time.ms},"regions"`);
  assertEquals(page.rendered, 1);
  for (const reader of [first, second]) await reader.cancel();
  streams.end();
});
