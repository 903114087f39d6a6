// connectRelay() on real connections: a socket that carries datagrams as UDP would, losses included.

import { assertEquals, assertRejects } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { DatagramStream } from "../../lib/net/datagram_stream.ts";
import { connectRelay, RELAY_WAITING_MAX } from "../../lib/net/relay_socket.ts";
import { listenTcp } from "../../lib/net/tcp_listener.ts";
import { DATAGRAM_BYTES_MAX } from "../../lib/wire/limits.ts";
import { eventually, inTime } from "../support/bounded.ts";

const LOOPBACK = "127.0.0.1";
const SOON = { timeoutMs: 10_000 };
/** Where a bidder sends its bids: the relay's socket does not look at it. */
const ANYWHERE = { hostname: "192.0.2.1", port: 9 };

function datagram(fill: number, length = 100): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length).fill(fill);
}

/** A bidder's socket and the house's end of its connection. */
async function connected() {
  const listener = listenTcp({ hostname: LOOPBACK, port: 0 });
  const accepted = listener.accept();
  const relay = { hostname: LOOPBACK, port: listener.port };
  const bidder = await connectRelay(relay, SOON);
  const connection = await inTime(accepted, { what: "the connection" });
  if (connection === null) throw new Error("The listener has closed");
  const closeAll = () => {
    bidder.close();
    connection.close();
    listener.close();
  };
  return { bidder, connection, relay, [Symbol.dispose]: closeAll };
}

Deno.test("connectRelay() gives a socket that sends and receives datagrams", async () => {
  using scene = await connected();
  const { bidder, relay } = scene;
  const house = new DatagramStream(scene.connection);
  assertEquals(bidder.address, { hostname: LOOPBACK, port: 0 });
  for (const length of [48, 1_200]) {
    const reused = datagram(7, length);
    assertEquals(await bidder.send(reused, ANYWHERE), true);
    reused.fill(0);
    assertEquals(await inTime(house.read(), { what: "a bid" }), datagram(7, length));
    assertEquals(await house.write(datagram(8, length)), true);
    const received = await inTime(bidder.receive(), { what: "a frame" });
    assertEquals(received, { bytes: datagram(8, length), from: relay });
  }
});

Deno.test("connectRelay() to a port where nobody listens is unreachable", async () => {
  const listener = listenTcp({ hostname: LOOPBACK, port: 0 });
  const { port } = listener;
  listener.close();
  const fault = await assertRejects(() => connectRelay({ hostname: LOOPBACK, port }, SOON), Fault);
  assertEquals(fault.code, "unreachable");
});

Deno.test("RelaySocket.receive() gives null once the house has closed, and send() is false", async () => {
  using scene = await connected();
  const { bidder } = scene;
  await new DatagramStream(scene.connection).write(datagram(1));
  scene.connection.close();
  // What was sent before the end still comes.
  assertEquals((await inTime(bidder.receive(), { what: "a frame" }))?.bytes, datagram(1));
  assertEquals(await inTime(bidder.receive(), { what: "the end" }), null);
  assertEquals(await bidder.receive(), null);
  assertEquals(await bidder.send(datagram(1), ANYWHERE), false);
});

Deno.test("RelaySocket.receive() gives null once the socket is closed, waiting or not", async () => {
  using scene = await connected();
  const { bidder } = scene;
  const waiting = bidder.receive();
  bidder.close();
  bidder.close();
  assertEquals(await inTime(waiting, { what: "the end" }), null);
  assertEquals(await bidder.receive(), null);
  assertEquals(await bidder.send(datagram(1), ANYWHERE), false);
  const house = new DatagramStream(scene.connection);
  assertEquals(await inTime(house.read(), { what: "the end at the house" }), "closed");
});

Deno.test("RelaySocket.receive() gives nothing of what came before the socket was closed", async () => {
  using scene = await connected();
  const writer = scene.connection.writable.getWriter();
  const frame = [0, 100, ...datagram(1)];
  await writer.write(new Uint8Array([...frame, ...frame]));
  assertEquals((await inTime(scene.bidder.receive(), { what: "a frame" }))?.bytes, datagram(1));
  scene.bidder.close();
  assertEquals(await inTime(scene.bidder.receive(), { what: "the end" }), null);
});

Deno.test("RelaySocket.send() comes to be false where the house has gone and nobody receives", async () => {
  using scene = await connected();
  scene.connection.close();
  const gone = async () => await scene.bidder.send(datagram(1), ANYWHERE) ? null : true;
  await eventually(gone, { what: "the end" });
});

for (const length of [0, 47, 1_201, 65_535]) {
  Deno.test(`RelaySocket.receive() ends the connection at length_${length}`, async () => {
    using scene = await connected();
    const writer = scene.connection.writable.getWriter();
    await writer.write(new Uint8Array([length >> 8, length & 0xff, ...datagram(1)]));
    assertEquals(await inTime(scene.bidder.receive(), { what: "the end" }), null);
    assertEquals(await scene.bidder.receive(), null);
    assertEquals(await scene.bidder.send(datagram(1), ANYWHERE), false);
    const reader = scene.connection.readable.getReader();
    // It was closed with our bytes unread: an end or a reset, as the system likes.
    const end = await inTime(reader.read().catch(() => null), { what: "the end at the house" });
    assertEquals(end?.done ?? true, true);
  });
}

Deno.test("RelaySocket.send() holds no more than its bound for house_that_never_reads", async () => {
  using scene = await connected();
  const { bidder } = scene;
  const sendMany = async (count: number) => {
    const sends = Array.from(
      { length: count },
      () => bidder.send(datagram(3, DATAGRAM_BYTES_MAX), ANYWHERE),
    );
    return (await Promise.all(sends)).filter((sent) => sent).length;
  };
  // Nothing can leave between sends of one turn: what is taken is what may wait.
  assertEquals(await sendMany(RELAY_WAITING_MAX + 50), RELAY_WAITING_MAX);
  const house = new DatagramStream(scene.connection);
  const taken = await inTime(readMany(house, RELAY_WAITING_MAX), { what: "what waited" });
  assertEquals(taken, RELAY_WAITING_MAX);
  // Room again, as soon as the last write is known to be done.
  await eventually(async () => await sendMany(1) === 1 || null, { what: "room for one more" });
});

async function readMany(stream: DatagramStream, count: number): Promise<number> {
  for (let read = 0; read < count; read++) if (typeof await stream.read() === "string") return read;
  return count;
}
