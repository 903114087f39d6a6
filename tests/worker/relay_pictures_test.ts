// runRelay() and the pictures: who gets one, who gets nothing, and that nobody has more than its
// share of places, of time and of the wire. The clock stands still unless a test moves it.

import { assertEquals } from "@std/assert";
import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { fetchPicture } from "../../lib/net/picture_fetch.ts";
import { connectTcp, type TcpConnection } from "../../lib/net/tcp_listener.ts";
import { encodePictureRequest } from "../../lib/wire/picture_frame.ts";
import {
  PICTURE_ASK_MS,
  PICTURE_CHUNK_BYTES,
  PICTURE_CONNECTIONS_MAX,
  PICTURE_CONNECTIONS_PER_ADDRESS_MAX,
  PICTURE_OPEN_MS,
  PICTURE_SENDING_MS,
  PICTURES_AT_ONCE_MAX,
  PICTURES_PER_ADDRESS_AT_ONCE_MAX,
} from "../../lib/worker/relay_pictures.ts";
import { PICTURE_BURST_BYTES } from "../../lib/worker/picture_pace.ts";
import { eventually, inTime } from "../support/bounded.ts";
import { OfferedConnections } from "../support/offered_connections.ts";
import { RawConnection } from "../support/raw_connection.ts";
import { connectPipe, type PipeEnd } from "../support/virtual_network.ts";
import { framed, namedDatagram, RelayAlone } from "./_relay_alone.ts";

/** A name that the house has a picture for. */
const NAME: Bytes = new Uint8Array(32).fill(7);
const REQUEST = encodePictureRequest(NAME);

/** A house with one picture of so many sealed bytes. */
function one(length: number): ReadonlyMap<string, Bytes> {
  const sealed = new Uint8Array(length).map((_, at) => at * 31);
  return new Map([[NAME.toHex(), sealed]]);
}

/** How often main was asked. */
function asks(relay: RelayAlone): number {
  return relay.notices.all.filter(({ type }) => type === "picture").length;
}

/** A relay whose connections a test makes, each from the address that it says. */
async function offered() {
  const listener = new OfferedConnections<TcpConnection>(7_312);
  const relay = await RelayAlone.start(() => listener);
  const pipes: PipeEnd[] = [];
  const come = (from: string, changes: Partial<TcpConnection> = {}): PipeEnd => {
    const { bidder, house } = connectPipe();
    pipes.push(bidder);
    listener.offer({ ...house, ...changes, from });
    return bidder;
  };
  return {
    relay,
    /** A connection that says nothing yet. */
    come,
    /** One that asks for the picture, and tells how many bytes have come, the length too. */
    ask(from: string, changes: Partial<TcpConnection> = {}): { got: number; over: boolean } {
      const pipe = come(from, changes);
      const seen = { got: 0, over: false };
      const read = async () => {
        for await (const chunk of pipe.readable) seen.got += chunk.length;
        seen.over = true;
      };
      read();
      pipe.writable.getWriter().write(REQUEST);
      return seen;
    },
    async [Symbol.asyncDispose]() {
      await relay[Symbol.asyncDispose]();
      for (const pipe of pipes) pipe.close();
    },
  };
}

/** Its side that never takes a byte. */
function deaf(): Partial<TcpConnection> {
  return { writable: new WritableStream<Uint8Array>({ write: () => new Promise(() => {}) }) };
}

// --- what is asked --------------------------------------------------------------------------

Deno.test("runRelay() brings a picture whole to who names it, and closes the connection", async () => {
  await using relay = await RelayAlone.start();
  relay.pictures = one(100_000);
  const connection = await connectTcp(relay.target, { timeoutMs: 5_000 });
  const sealed = await inTime(fetchPicture(connection, NAME), { what: "the picture" });
  assertEquals(sealed, relay.pictures.get(NAME.toHex()));
  await relay.counted("relay_picture_sent", 1);
  connection.close();
  // The feed hears nothing of it, and no other end is counted.
  assertEquals(relay.said.all, []);
  assertEquals(await relay.passed(), { relay_picture_sent: 1 });
});

Deno.test("runRelay() says that there is none for name_of_nothing, and closes", async () => {
  await using relay = await RelayAlone.start();
  await using stranger = new RawConnection(relay.target);
  stranger.send(REQUEST);
  await stranger.closed();
  assertEquals(stranger.received, 4);
  assertEquals(await relay.counted("relay_picture_none", 1), { relay_picture_none: 1 });
});

Deno.test("runRelay() closes malformed_request without a word, and asks nobody", async () => {
  await using relay = await RelayAlone.start();
  relay.pictures = one(1_000);
  for (const at of [2, 3, 4, 5, 6, 7]) {
    await using stranger = new RawConnection(relay.target);
    const request = new Uint8Array(REQUEST);
    request[at] = (request[at] ?? 0) ^ 1;
    stranger.send(request);
    await stranger.closed();
    assertEquals(stranger.received, 0);
  }
  const counters = await relay.counted("relay_picture_malformed", 6);
  assertEquals(counters, { relay_picture_malformed: 6 });
  assertEquals(asks(relay), 0);
});

Deno.test("runRelay() tells a request from a datagram by its first two bytes, however they come", async () => {
  await using stage = await offered();
  stage.relay.pictures = one(10);
  const slow = stage.come("10.0.0.1");
  const writer = slow.writable.getWriter();
  for (const byte of REQUEST) await writer.write(new Uint8Array([byte]));
  await stage.relay.counted("relay_picture_sent", 1);
  const member = stage.come("10.0.0.2").writable.getWriter();
  const bytes = framed(namedDatagram(5));
  await member.write(bytes.subarray(0, 1));
  await member.write(bytes.subarray(1));
  assertEquals(await stage.relay.heard(5), 1);
  // Where a connection has brought a datagram, it is none for pictures any more.
  await member.write(REQUEST);
  await stage.relay.counted("relay_length", 1);
  assertEquals(asks(stage.relay), 1);
});

// --- time -----------------------------------------------------------------------------------

Deno.test("runRelay() closes half_a_request, once it has closed or when its time is over", async () => {
  await using relay = await RelayAlone.start();
  const gone = new RawConnection(relay.target);
  await gone.connected();
  gone.send(REQUEST.subarray(0, 39));
  await gone[Symbol.asyncDispose]();
  assertEquals(await relay.counted("relay_picture_closed", 1), { relay_picture_closed: 1 });
  await using silent = new RawConnection(relay.target);
  await silent.connected();
  silent.send(REQUEST.subarray(0, 39));
  await relay.beats();
  relay.clock.now += PICTURE_ASK_MS - 1;
  await relay.beats();
  assertEquals((await relay.passed())["relay_picture_late"], undefined);
  relay.clock.now += 1;
  await silent.closed();
  await relay.counted("relay_picture_late", 1);
  assertEquals(asks(relay), 0);
});

Deno.test("runRelay() ends reader_that_never_reads in time, and calls the next in line", async () => {
  await using stage = await offered();
  stage.relay.pictures = one(10);
  const from = "10.0.0.9";
  for (let i = 0; i < PICTURES_PER_ADDRESS_AT_ONCE_MAX; i++) stage.ask(from, deaf());
  const next = stage.ask(from);
  // Of another address, nobody has to wait.
  const other = stage.ask("10.0.0.10");
  await eventually(() => other.over || null, { what: "the picture of the other address" });
  stage.relay.clock.now += PICTURE_SENDING_MS - 1;
  await stage.relay.beats();
  assertEquals(next.got, 0);
  stage.relay.clock.now += 1;
  await eventually(() => next.over || null, { what: "the picture of the next in line" });
  assertEquals(next.got, 14);
  const counters = await stage.relay.counted("relay_picture_sent", 2);
  assertEquals(counters, { relay_picture_sent: 2, relay_picture_slow: 4 });
});

Deno.test("runRelay() ends who stands in line for too long, and forgets it", async () => {
  await using stage = await offered();
  stage.relay.pictures = null;
  const from = "10.0.0.9";
  for (let i = 0; i < PICTURES_PER_ADDRESS_AT_ONCE_MAX; i++) stage.ask(from);
  await eventually(() => asks(stage.relay) === 4 || null, { what: "four asks" });
  stage.relay.clock.now += PICTURE_SENDING_MS;
  const late = [1, 2, 3, 4, 5].map(() => stage.ask(from));
  await stage.relay.counted("relay_picture_slow", 4);
  await eventually(() => asks(stage.relay) === 8 || null, { what: "four more" });
  stage.relay.clock.now += PICTURE_OPEN_MS;
  await eventually(() => late.every(({ over }) => over) || null, { what: "the end of all" });
  const counters = await stage.relay.counted("relay_picture_slow", 9);
  assertEquals(counters, { relay_picture_slow: 9 });
  assertEquals(asks(stage.relay), 8);
});

// --- places ---------------------------------------------------------------------------------

Deno.test("runRelay() serves so many pictures at once, and no more", async () => {
  await using stage = await offered();
  stage.relay.pictures = null;
  for (let i = 0; i < PICTURES_AT_ONCE_MAX + 3; i++) stage.ask(`10.0.1.${i}`);
  const isIt = () => asks(stage.relay) >= PICTURES_AT_ONCE_MAX || null;
  await eventually(isIt, { what: "as many asks as there are places" });
  await stage.relay.beats();
  assertEquals(asks(stage.relay), PICTURES_AT_ONCE_MAX);
});

Deno.test("runRelay() closes one more of crowded_address, and makes room among those that ask nothing", async () => {
  await using stage = await offered();
  stage.relay.pictures = null;
  const from = "10.0.0.9";
  const silent = stage.come(from);
  const half = silent.writable.getWriter();
  await half.write(REQUEST.subarray(0, 2));
  for (let i = 1; i < PICTURE_CONNECTIONS_PER_ADDRESS_MAX; i++) stage.ask(from);
  await stage.relay.beats();
  assertEquals(await stage.relay.passed(), {});
  stage.ask(from);
  assertEquals(await stage.relay.counted("relay_picture_late", 1), {
    relay_gone: 1,
    relay_picture_late: 1,
  });
  const full = stage.ask(from);
  await eventually(() => full.over || null, { what: "the end of the one too many" });
  assertEquals(full.got, 0);
  await stage.relay.counted("relay_picture_too_many", 1);
  // Elsewhere there is room, until there is none for anybody.
  const others = PICTURE_CONNECTIONS_MAX - PICTURE_CONNECTIONS_PER_ADDRESS_MAX;
  for (let i = 0; i < others; i++) stage.ask(`10.1.${i >> 8}.${i & 255}`);
  await stage.relay.beats();
  assertEquals((await stage.relay.passed())["relay_picture_too_many"], 1);
  stage.ask("10.2.0.1");
  await stage.relay.counted("relay_picture_too_many", 2);
});

// --- pace -----------------------------------------------------------------------------------

/** Waits until so many chunks have come in all, and no more come. */
async function cameChunks(
  relay: RelayAlone,
  seen: readonly { readonly got: number }[],
  chunks: number,
): Promise<void> {
  // The length before each picture is not counted.
  const want = chunks * PICTURE_CHUNK_BYTES + seen.length * 4;
  const got = () => seen.reduce((sum, one) => sum + one.got, 0);
  await eventually(() => got() >= want || null, { what: `${chunks} chunks` });
  await relay.beats();
  assertEquals(got(), want);
}

Deno.test("runRelay() sends pictures at the pace of an address, and of all together", async () => {
  await using stage = await offered();
  const { relay } = stage;
  relay.pictures = one(PICTURE_BURST_BYTES * 8);
  const ana = stage.ask("10.0.0.1");
  // A burst is 8 chunks, and having asked is one of them; 10 ms bring 1.28 of an address.
  await cameChunks(relay, [ana], 7);
  relay.clock.now += 10;
  await cameChunks(relay, [ana], 8);
  // Of all together there was one chunk left, and 2.56 have come: Ben gets what Ana has not taken.
  const ben = stage.ask("10.0.0.2");
  await cameChunks(relay, [ana, ben], 10);
  relay.clock.now += 10;
  await cameChunks(relay, [ana, ben], 13);
});

Deno.test("runRelay() lets an address ask at its pace for what nobody has", async () => {
  await using stage = await offered();
  const from = "10.0.0.9";
  const many = PICTURE_BURST_BYTES / PICTURE_CHUNK_BYTES;
  const guessed = Array.from({ length: many + 5 }, () => stage.ask(from));
  await stage.relay.counted("relay_picture_none", many);
  await stage.relay.beats();
  assertEquals(asks(stage.relay), many);
  assertEquals(guessed.filter(({ over }) => over).length, many);
});

// --- life -----------------------------------------------------------------------------------

Deno.test("runRelay() closes the connections for pictures when it is told to stop", async () => {
  await using relay = await RelayAlone.start();
  relay.pictures = null;
  await using asking = new RawConnection(relay.target);
  asking.send(concat(REQUEST));
  await eventually(() => asks(relay) === 1 || null, { what: "the ask" });
  await relay.stop();
  await asking.closed();
  assertEquals(asking.received, 0);
});
