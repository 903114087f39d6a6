// RelayLine: the relay's connections as addresses of a socket, over a real message channel.

import { assertEquals, AssertionError, assertThrows } from "@std/assert";
import { DropCounters } from "../../lib/worker/drop_counters.ts";
import type { FeedToRelay, RelayToFeed } from "../../lib/worker/relay_contract.ts";
import { RELAY_HOST, RELAY_LINE_MAX, RelayLine } from "../../lib/worker/relay_line.ts";
import { typedPort } from "../../lib/worker/typed_port.ts";
import { inTime } from "../support/bounded.ts";
import { Transcript } from "../support/transcript.ts";

/** No connection of a test has a number past this: those mark the end of what was said. */
const LAST = 1_000;

function datagram(fill: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(48).fill(fill);
}

function from(connection: number) {
  return { hostname: RELAY_HOST, port: connection };
}

/** A line with a test in the relay's place. */
function scene() {
  const { port1, port2 } = new MessageChannel();
  const drops = new DropCounters();
  const line = new RelayLine(typedPort(port1), { drops });
  const relay = typedPort<FeedToRelay, RelayToFeed>(port2);
  const said = new Transcript<FeedToRelay>("feed to relay");
  relay.listen((message) => said.add(message));
  let marks = LAST;
  return {
    line,
    drops,
    relay,
    said,
    /** Waits until all that was said to the line before has come; all that it holds is taken. */
    async passed(): Promise<void> {
      const mark = ++marks;
      relay.send({ type: "datagrams", connection: mark, datagrams: [datagram(99)] });
      for (let last = 0; last !== mark;) last = (await received(line))?.from.port ?? mark;
    },
    /** Waits until all that the line said before has come. */
    async heard(): Promise<readonly FeedToRelay[]> {
      const mark = ++marks;
      await line.send(datagram(98), from(mark));
      await said.waitFor(({ connection }) => connection === mark, { what: "the last word" });
      return said.all.filter(({ connection }) => connection <= LAST);
    },
    [Symbol.dispose]() {
      line.close();
      relay.close();
    },
  };
}

function received(line: RelayLine) {
  return inTime(line.receive(), { what: "a datagram" });
}

Deno.test("RelayLine.receive() gives datagrams in order, each from its connection", async () => {
  using s = scene();
  const waiting = received(s.line);
  s.relay.send({ type: "datagrams", connection: 1, datagrams: [datagram(1), datagram(2)] });
  s.relay.send({ type: "datagrams", connection: 2, datagrams: [datagram(3)] });
  assertEquals(await waiting, { bytes: datagram(1), from: from(1) });
  assertEquals(await received(s.line), { bytes: datagram(2), from: from(1) });
  assertEquals(await received(s.line), { bytes: datagram(3), from: from(2) });
});

Deno.test("RelayLine.receive() gives what came before its connection closed", async () => {
  using s = scene();
  s.relay.send({ type: "datagrams", connection: 1, datagrams: [datagram(1), datagram(2)] });
  s.relay.send({ type: "closed", connection: 1 });
  for (const fill of [1, 2]) assertEquals((await received(s.line))?.bytes, datagram(fill));
});

Deno.test("RelayLine drops and counts what_comes_past_its_bound", async () => {
  using s = scene();
  const flood = Array.from({ length: RELAY_LINE_MAX + 7 }, (_, i) => datagram(i & 0xff));
  const first = received(s.line);
  s.relay.send({ type: "datagrams", connection: 1, datagrams: flood });
  await first; // Handed on without being held, which leaves one more place.
  assertEquals(s.drops.snapshot(), { relay_line_full: 6 });
  for (let i = 1; i <= RELAY_LINE_MAX; i++) {
    assertEquals((await received(s.line))?.bytes[0], i & 0xff);
  }
  await s.passed();
  assertEquals(s.drops.snapshot(), { relay_line_full: 6 });
});

Deno.test("RelayLine.send() posts the datagram for its connection, and not its buffer", async () => {
  using s = scene();
  const buffer = new Uint8Array(65_536).fill(5);
  assertEquals(await s.line.send(buffer.subarray(100, 148), from(7)), true);
  buffer.fill(0);
  const [sent] = await s.heard();
  assertEquals(sent, { type: "send", connection: 7, datagram: datagram(5) });
  assertEquals(sent?.type === "send" && sent.datagram.buffer.byteLength, 48);
});

Deno.test("RelayLine.believed() tells the relay once, and again for no other connection", async () => {
  using s = scene();
  s.line.believed(from(1)); // Nothing has come of it: there is nobody to believe.
  s.relay.send({ type: "datagrams", connection: 1, datagrams: [datagram(1)] });
  s.relay.send({ type: "datagrams", connection: 2, datagrams: [datagram(1)] });
  await s.passed();
  for (let i = 0; i < 3; i++) s.line.believed(from(1));
  assertEquals(await s.heard(), [{ type: "believed", connection: 1 }]);
  s.relay.send({ type: "closed", connection: 1 });
  await s.passed();
  // Opened in flight while its connection closed: nothing is said, and nothing remembered.
  s.line.believed(from(1));
  s.line.believed(from(2));
  assertEquals((await s.heard()).slice(1), [{ type: "believed", connection: 2 }]);
});

Deno.test("RelayLine.disconnect() has a connection closed as long as it is open", async () => {
  using s = scene();
  s.line.disconnect(from(1));
  s.relay.send({ type: "datagrams", connection: 1, datagrams: [datagram(1)] });
  await s.passed();
  s.line.disconnect(from(1));
  assertEquals(await s.heard(), [{ type: "close", connection: 1 }]);
  s.relay.send({ type: "closed", connection: 1 });
  await s.passed();
  s.line.disconnect(from(1));
  assertEquals((await s.heard()).length, 1);
});

Deno.test("RelayLine knows no address_of_udp", () => {
  using s = scene();
  const udp = { hostname: "127.0.0.1", port: 1 };
  assertThrows(() => s.line.send(datagram(1), udp), AssertionError);
  assertThrows(() => s.line.believed(udp), AssertionError);
  assertThrows(() => s.line.disconnect(udp), AssertionError);
});

Deno.test("RelayLine.receive() gives null once the line is closed, waiting or not", async () => {
  using s = scene();
  s.relay.send({ type: "datagrams", connection: 1, datagrams: [datagram(1), datagram(2)] });
  await received(s.line);
  s.line.close();
  s.line.close();
  assertEquals(await received(s.line), null);
  assertEquals(await s.line.send(datagram(1), from(1)), false);
  s.line.believed(from(1));
  s.line.disconnect(from(1));
  using other = scene();
  const waiting = other.line.receive();
  other.line.close();
  assertEquals(await inTime(waiting, { what: "the end" }), null);
});
