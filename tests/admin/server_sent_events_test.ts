// The event streams: what is sent, resumed, cut and ended.

import { assert, assertEquals, assertThrows } from "@std/assert";
import type { HouseEvent } from "../../lib/admin/house_port.ts";
import { EventStreams } from "../../lib/admin/server_sent_events.ts";
import { newStage, problemOf, stageWithLot, TOKEN } from "./stage.ts";

const limits = { eventsMax: 4, streamsMax: 2, chunkBytesMax: 1000 };

Deno.test("EventStreams.stream() greets, and then sends each event with its seq as id", async () => {
  const streams = new EventStreams(5, limits);
  const reader = streams.stream(null).getReader();
  assertEquals(await nextText(reader), 'event: now\nid: 5\ndata: {"seq":5}\n\n');
  const waiting = nextText(reader);
  streams.publish(eventAt(6));
  assertEquals(
    await waiting,
    'id: 6\ndata: {"seq":6,"event":{"type":"SaleOpened","at":6}}\n\n',
  );
  streams.end();
});

Deno.test("EventStreams.stream() resumes after the last event that a reader saw", async () => {
  const streams = new EventStreams(0, limits);
  for (const seq of [1, 2, 3]) streams.publish(eventAt(seq));
  assertEquals(await idsOf(streams, 1), [2, 3]);
  assertEquals(await idsOf(streams, 0), [1, 2, 3]);
  const upToDate = streams.stream(3).getReader();
  const waiting = nextText(upToDate);
  streams.publish(eventAt(4));
  assertEquals(ids(await waiting), [4]);
  streams.end();
});

Deno.test("EventStreams.stream() says gap where the events are forgotten or not yet there", async () => {
  const streams = new EventStreams(0, limits);
  for (const seq of [1, 2, 3, 4, 5, 6]) streams.publish(eventAt(seq));
  for (const afterSeq of [0, 1, 7, 2 ** 40]) {
    const reader = streams.stream(afterSeq).getReader();
    assertEquals(await nextText(reader), 'event: gap\nid: 6\ndata: {"seq":6}\n\n');
    await reader.cancel();
  }
  assertEquals(await idsOf(streams, 2), [3, 4, 5, 6]);
});

Deno.test("EventStreams.publish() cuts a reader that the ring has run past, and no other", async () => {
  const streams = new EventStreams(0, limits);
  const slow = streams.stream(0).getReader();
  const quick = streams.stream(0).getReader();
  for (const seq of [1, 2, 3, 4, 5]) {
    const waiting = nextText(quick);
    streams.publish(eventAt(seq));
    assertEquals(ids(await waiting), [seq]);
  }
  assertEquals([streams.cut, streams.open], [1, 1]);
  assertEquals((await slow.read()).done, true);
  streams.end();
});

Deno.test("EventStreams.publish() hands a late reader no more than a chunk at a time", async () => {
  const streams = new EventStreams(0, { ...limits, chunkBytesMax: 100 });
  for (const seq of [1, 2, 3, 4]) streams.publish(eventAt(seq));
  const reader = streams.stream(0).getReader();
  assertEquals(ids(await nextText(reader)), [1, 2]);
  assertEquals(ids(await nextText(reader)), [3, 4]);
  await reader.cancel();
});

Deno.test("EventStreams.publish() takes a hole in the record for a bug", () => {
  const streams = new EventStreams(5, limits);
  for (const seq of [5, 7]) assertThrows(() => streams.publish(eventAt(seq)));
});

Deno.test("EventStreams keeps an event on one line, whatever is in it", async () => {
  const streams = new EventStreams(0, limits);
  const reader = streams.stream(0).getReader();
  const waiting = nextText(reader);
  const reason = "a\n\nid: 99\n\rid: 98\n\n";
  streams.publish({ seq: 1, event: { type: "LotWithdrawn", at: 1, lot: "7", reason } });
  assertEquals(ids(await waiting), [1]);
  streams.end();
});

Deno.test("EventStreams.beat() writes a comment to readers that wait, and to no others", async () => {
  const streams = new EventStreams(0, limits);
  const reader = streams.stream(null).getReader();
  await nextText(reader);
  streams.beat(); // Nobody waits yet: this one is written nowhere.
  const waiting = nextText(reader);
  streams.beat();
  assertEquals(await waiting, ": beat\n\n");
  const next = nextText(reader);
  streams.publish(eventAt(1));
  assertEquals(ids(await next), [1]);
  streams.end();
});

Deno.test("EventStreams.end() ends every stream and opens no other", async () => {
  const streams = new EventStreams(0, limits);
  const readers = [streams.stream(0).getReader(), streams.stream(0).getReader()];
  const waiting = readers.map((reader) => reader.read());
  streams.end();
  for (const read of waiting) assertEquals((await read).done, true);
  assertEquals([streams.open, streams.full], [0, true]);
  streams.publish(eventAt(1));
});

Deno.test("EventStreams.full refuses more streams than the limit, until one is cancelled", async () => {
  const streams = new EventStreams(0, limits);
  const first = streams.stream(null);
  streams.stream(null);
  assertEquals(streams.full, true);
  assertThrows(() => streams.stream(null));
  await first.cancel();
  assertEquals([streams.full, streams.open], [false, 1]);
  streams.end();
});

Deno.test("GET /events streams what the rules decide, and resumes by Last-Event-ID or ?after", async () => {
  const stage = await stageWithLot();
  const seen = stage.house.snapshot().seq;
  await stage.post("/api/v1/lots/7/open");
  for (
    const response of [
      await stage.request("/api/v1/events", { headers: { "last-event-id": `${seen}` } }),
      await stage.get(`/api/v1/events?after=${seen}`),
      await stage.request("/api/v1/events?after=1", { headers: { "last-event-id": `${seen}` } }),
    ]
  ) {
    assertEquals(response.headers.get("content-type"), "text/event-stream; charset=utf-8");
    assertEquals(response.headers.get("cache-control"), "no-store");
    const reader = readerOf(response);
    const text = await nextText(reader);
    assertEquals(ids(text), [seen + 1, seen + 2]);
    assert(text.includes('"type":"SaleOpened"') && text.includes('"type":"LotOpened"'));
    await reader.cancel();
  }
  assertEquals(stage.timers.size, newStage().timers.size);
});

Deno.test("GET /events beats by the app's timer, ends with the app and refuses a 33rd stream", async () => {
  const stage = newStage();
  const readers: ReadableStreamDefaultReader<Uint8Array>[] = [];
  for (let i = 0; i < 32; i++) readers.push(readerOf(await stage.get("/api/v1/events")));
  const refused = await stage.get("/api/v1/events");
  assertEquals([refused.status, await problemOf(refused)], [503, "too_many_streams"]);
  const [first] = readers;
  assert(first !== undefined);
  await nextText(first);
  const waiting = nextText(first);
  for (const run of stage.timers) run();
  assertEquals(await waiting, ": beat\n\n");
  stage.close();
  assertEquals((await first.read()).done, true);
  assertEquals(await problemOf(await stage.get("/api/v1/events")), "too_many_streams");
});

Deno.test("GET /events refuses an id that is no sequence number", async () => {
  const stage = newStage();
  for (const id of ["-1", "1.5", "1e3", "01", "x", "9".repeat(16), " "]) {
    const path = `/api/v1/events?after=${encodeURIComponent(id)}`;
    assertEquals(await problemOf(await stage.get(path)), "bad_event_id", id);
  }
});

Deno.test("HEAD /events opens no stream", async () => {
  const stage = newStage();
  for (let i = 0; i < 40; i++) {
    const response = await stage.request("/api/v1/events", { method: "HEAD" });
    assertEquals(response.status, 200);
  }
  const { counters } = await (await stage.get("/api/v1/counters")).json();
  assertEquals(counters.admin_streams_open, 0);
});

Deno.test("GET /events reaches a client through a real server, which then stops at once", async () => {
  const stage = await stageWithLot();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    stage.app.fetch,
  );
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const headers = { authorization: `Bearer ${TOKEN}` };
  const events = await fetch(`${origin}/api/v1/events`, { headers });
  const reader = readerOf(events);
  assertEquals(ids(await nextText(reader)), [stage.house.snapshot().seq]);
  const opened = await fetch(`${origin}/api/v1/lots/7/open`, { method: "POST", headers });
  const { seq } = await opened.json();
  let got: readonly number[] = [];
  while (!got.includes(seq)) got = [...got, ...ids(await nextText(reader))];
  const refused = await fetch(`${origin}/api/v1/lots`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: "x".repeat(2 * 1024 * 1024),
  });
  assertEquals(await problemOf(refused), "too_large");
  stage.close();
  assertEquals((await reader.read()).done, true);
  await server.shutdown();
});

function eventAt(seq: number): HouseEvent {
  return { seq, event: { type: "SaleOpened", at: seq } };
}

function readerOf(response: Response): ReadableStreamDefaultReader<Uint8Array> {
  assert(response.body !== null);
  return response.body.getReader();
}

async function nextText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value, done } = await reader.read();
  assert(!done, "The stream has ended");
  return new TextDecoder().decode(value);
}

/** The ids of all events in `text`, as a browser reads them: a field stands at a line's start. */
function ids(text: string): readonly number[] {
  return [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));
}

/** The ids that a new stream after `afterSeq` hands out first. */
async function idsOf(streams: EventStreams, afterSeq: number): Promise<readonly number[]> {
  const reader = streams.stream(afterSeq).getReader();
  const text = await nextText(reader);
  await reader.cancel();
  return ids(text);
}
