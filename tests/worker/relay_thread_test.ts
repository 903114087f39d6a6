// runRelay(): datagrams between strangers' connections and the feed, in any shape and at any pace.
// Crowds and silence are in relay_crowd_test.ts. The clock stands still unless a test moves it.

import { assert, assertEquals, assertGreater } from "@std/assert";
import type { TcpConnection } from "../../lib/net/tcp_listener.ts";
import { concat } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import { DatagramStream } from "../../lib/net/datagram_stream.ts";
import { connectRelay } from "../../lib/net/relay_socket.ts";
import {
  RELAY_DATAGRAMS_BURST,
  RELAY_DATAGRAMS_PER_SECOND,
  RELAY_OUTBOUND_MAX,
  RELAY_STRANGER_DATAGRAMS_BURST,
  RELAY_STRANGER_DATAGRAMS_PER_SECOND,
} from "../../lib/worker/relay_connection.ts";
import { inTime } from "../support/bounded.ts";
import { RawConnection } from "../support/raw_connection.ts";
import { connectPipe } from "../support/virtual_network.ts";
import { OfferedConnections } from "../support/offered_connections.ts";
import { framed, heardStranger, namedDatagram, nameOf, RelayAlone } from "./_relay_alone.ts";

const ANYWHERE = { hostname: "192.0.2.1", port: 9 };

Deno.test("runRelay() carries datagrams both ways, each connection by its number", async () => {
  await using relay = await RelayAlone.start();
  const sockets = [];
  for (const [nth, length] of [48, 1_200].entries()) {
    const socket = await connectRelay(relay.target, { timeoutMs: 10_000 });
    sockets.push(socket);
    await socket.send(namedDatagram(10 + nth, length), ANYWHERE);
    assertEquals(await relay.heard(10 + nth), 1 + nth);
    const datagram = namedDatagram(20 + nth, length);
    relay.feed.send({ type: "send", connection: 1 + nth, datagram });
  }
  for (const [nth, socket] of sockets.entries()) {
    const received = await inTime(socket.receive(), { what: "a frame" });
    assertEquals(received?.from, relay.target);
    assertEquals(nameOf(received?.bytes ?? new Uint8Array(4)), 20 + nth);
    socket.close();
    await relay.ended(1 + nth);
  }
  assertEquals(await relay.counted("relay_closed", 2), { relay_closed: 2 });
});

Deno.test("runRelay() never gives a number twice", async () => {
  await using relay = await RelayAlone.start();
  for (const name of [1, 2, 3]) {
    const { stranger, connection } = await heardStranger(relay, name);
    assertEquals(connection, name);
    await stranger[Symbol.asyncDispose]();
    await relay.ended(connection);
  }
});

Deno.test("runRelay() posts what came in one go in one message, each an array of its own", async () => {
  const listener = new OfferedConnections<TcpConnection>(7_312);
  await using relay = await RelayAlone.start(() => listener);
  const { bidder, house } = connectPipe();
  listener.offer(house);
  const names = Array.from({ length: RELAY_STRANGER_DATAGRAMS_BURST }, (_, i) => i);
  const chunk = concat(...names.map((name) => framed(namedDatagram(name))));
  const writer = bidder.writable.getWriter();
  await writer.write(chunk.subarray(0, -1));
  await relay.heard(names.length - 2);
  await writer.write(chunk.subarray(-1));
  await relay.heard(names.length - 1);
  assertEquals(relay.names(1), names);
  const counts = relay.said.all.map((said) => said.type === "datagrams" && said.datagrams.length);
  assertEquals(counts, [names.length - 1, 1]);
  for (const said of relay.said.all) {
    if (said.type !== "datagrams") continue;
    for (const { buffer } of said.datagrams) assertEquals(buffer.byteLength, 48);
  }
  bidder.close();
});

// --- malformed ------------------------------------------------------------------------------

Deno.test("runRelay() closes length_out_of_bounds, behind what came before it", async () => {
  await using relay = await RelayAlone.start();
  const lengths = [0, 47, 1_201, 65_535];
  for (const [nth, length] of lengths.entries()) {
    await using stranger = new RawConnection(relay.target);
    const good = framed(namedDatagram(nth));
    stranger.send(concat(good, new Uint8Array([length >> 8, length & 0xff]), good, good));
    await stranger.closed();
    await relay.ended(nth + 1);
    assertEquals(relay.names(nth + 1), [nth]);
  }
  assertEquals(await relay.counted("relay_length", 4), { relay_length: lengths.length });
});

Deno.test("runRelay() tells the feed nothing of half_a_datagram_then_close", async () => {
  await using relay = await RelayAlone.start();
  const frame = framed(namedDatagram(1));
  for (const bytes of [0, 1, 2, frame.length - 1]) {
    const stranger = new RawConnection(relay.target);
    await stranger.connected();
    stranger.send(frame.subarray(0, bytes));
    await stranger[Symbol.asyncDispose]();
  }
  assertEquals(await relay.counted("relay_closed", 4), { relay_closed: 4 });
  assertEquals(relay.said.all, []);
});

Deno.test("runRelay() takes one_byte_at_a_time", async () => {
  const listener = new OfferedConnections<TcpConnection>(7_312);
  await using relay = await RelayAlone.start(() => listener);
  const { bidder, house } = connectPipe();
  listener.offer(house);
  const writer = bidder.writable.getWriter();
  for (const byte of framed(namedDatagram(77, 1_200))) await writer.write(new Uint8Array([byte]));
  assertEquals(await relay.heard(77), 1);
  bidder.close();
});

// --- pace -----------------------------------------------------------------------------------

Deno.test("runRelay() reads thousands_at_once at its own pace, and loses none", async () => {
  await using relay = await RelayAlone.start();
  const names = Array.from({ length: 3_000 }, (_, i) => i);
  await using stranger = new RawConnection(relay.target);
  stranger.send(concat(...names.map((name) => framed(namedDatagram(name)))));
  // A stranger's budget first: the feed has not said that it believes.
  let read = RELAY_STRANGER_DATAGRAMS_BURST;
  await relay.heard(read - 1);
  await relay.beats();
  assertEquals(relay.names(1).length, read);
  relay.clock.now += 1_000;
  await relay.heard((read += RELAY_STRANGER_DATAGRAMS_PER_SECOND) - 1);
  await relay.beats();
  assertEquals(relay.names(1).length, read);
  // Then a member's.
  relay.feed.send({ type: "believed", connection: 1 });
  await relay.heard((read += RELAY_DATAGRAMS_BURST) - 1);
  relay.feed.send({ type: "believed", connection: 1 });
  await relay.beats();
  assertEquals(relay.names(1).length, read);
  while (read < names.length) {
    relay.clock.now += 500;
    read = Math.min(read + RELAY_DATAGRAMS_PER_SECOND / 2, names.length);
    await relay.heard(read - 1);
    assertEquals(relay.names(1).length, read);
  }
  assertEquals(relay.names(1), names);
});

Deno.test("runRelay() closes a connection that waits for its budget, and says no more of it", async () => {
  await using relay = await RelayAlone.start();
  await using stranger = new RawConnection(relay.target);
  const names = Array.from({ length: 100 }, (_, i) => i);
  stranger.send(concat(...names.map((name) => framed(namedDatagram(name)))));
  await relay.heard(RELAY_STRANGER_DATAGRAMS_BURST - 1);
  relay.feed.send({ type: "close", connection: 1 });
  await stranger.closed();
  await relay.ended(1);
  relay.clock.now += 1_000;
  await relay.beats();
  assertEquals(relay.said.all.at(-1), { type: "closed", connection: 1 });
  assertEquals(relay.names(1).length, RELAY_STRANGER_DATAGRAMS_BURST);
});

// --- out ------------------------------------------------------------------------------------

Deno.test("runRelay() loses what reader_that_never_reads leaves waiting, and serves the others", async () => {
  await using relay = await RelayAlone.start();
  await using other = (await heardStranger(relay, 1)).stranger;
  const conn = await Deno.connect(relay.target);
  const connection = { readable: conn.readable, writable: conn.writable };
  const sleeper = new DatagramStream(connection);
  await sleeper.write(namedDatagram(2));
  assertEquals(await relay.heard(2), 2);
  // More than the system's own buffers take: 12 MB.
  const sent = 10_000;
  for (let name = 0; name < sent; name++) {
    relay.feed.send({ type: "send", connection: 2, datagram: namedDatagram(name, 1_200) });
  }
  relay.feed.send({ type: "send", connection: 1, datagram: namedDatagram(3) });
  const { relay_queue_full: lost = 0, ...rest } = await relay.passed();
  assertEquals(rest, {});
  assertGreater(lost, 0);
  // It stands still now: whatever comes is lost, and nothing is kept.
  for (let name = 0; name < 1_000; name++) {
    relay.feed.send({ type: "send", connection: 2, datagram: namedDatagram(name, 1_200) });
  }
  assertEquals((await relay.passed()).relay_queue_full, lost + 1_000);
  assertEquals(other.received, 2 + 48);
  // What was not lost comes whole, and in order; then the connection goes on.
  const names: number[] = [];
  while (names.length < sent - lost) names.push(nameOf(await nextOf(sleeper)));
  assertEquals(names, names.toSorted((a, b) => a - b));
  relay.feed.send({ type: "send", connection: 2, datagram: namedDatagram(50_000) });
  assertEquals(nameOf(await nextOf(sleeper)), 50_000);
  conn.close();
  await relay.ended(2);
});

Deno.test("runRelay() holds its bound of datagrams for a connection, and closes it at once", async () => {
  const listener = new OfferedConnections<TcpConnection>(7_312);
  await using relay = await RelayAlone.start(() => listener);
  const { bidder, house } = connectPipe();
  const writable = new WritableStream<Uint8Array>({ write: () => new Promise(() => {}) });
  listener.offer({ ...house, writable });
  const writer = bidder.writable.getWriter();
  await writer.write(framed(namedDatagram(1)));
  await relay.heard(1);
  for (let name = 0; name < RELAY_OUTBOUND_MAX + 3; name++) {
    relay.feed.send({ type: "send", connection: 1, datagram: namedDatagram(name) });
  }
  assertEquals(await relay.passed(), { relay_queue_full: 3 });
  relay.feed.send({ type: "close", connection: 1 });
  await relay.ended(1);
});

Deno.test("runRelay() counts what is for a connection that has gone", async () => {
  await using relay = await RelayAlone.start();
  const { stranger } = await heardStranger(relay, 1);
  relay.feed.send({ type: "close", connection: 1 });
  await stranger.closed();
  relay.feed.send({ type: "send", connection: 1, datagram: namedDatagram(2) });
  relay.feed.send({ type: "believed", connection: 1 });
  relay.feed.send({ type: "close", connection: 1 });
  const counters = await relay.counted("relay_gone", 3);
  assertEquals(counters, { relay_ended: 1, relay_gone: 3 });
  assertEquals(relay.endings(), [1]);
});

async function nextOf(stream: DatagramStream): Promise<Uint8Array> {
  const read = await inTime(stream.read(), { what: "the next datagram" });
  if (typeof read === "string") throw new Error(`The stream has ended: ${read}`);
  return read;
}

// --- life -----------------------------------------------------------------------------------

Deno.test("runRelay() closes all connections when it is told to stop", async () => {
  const relay = await RelayAlone.start();
  const { stranger, connection } = await heardStranger(relay, 1);
  await using silent = new RawConnection(relay.target);
  await silent.connected();
  await relay.stop();
  await stranger.closed();
  await silent.closed();
  await relay.ended(connection);
  assertEquals(relay.notices.all.at(-1), { type: "stopped" });
  await relay[Symbol.asyncDispose]();
});

Deno.test({
  name: "runRelay() says failed where it cannot listen, and stopped when it is told so",
  // A relay that failed leaves its end of the line: its worker is ended as a whole.
  sanitizeResources: false,
  async fn() {
    await using relay = await RelayAlone.start(() => {
      throw new Fault("port_taken", "Opening TCP port failed: 7312 is taken");
    });
    const [notice] = relay.notices.all;
    assert(notice?.type === "failed");
    assertEquals(notice.fault.code, "port_taken");
  },
});
