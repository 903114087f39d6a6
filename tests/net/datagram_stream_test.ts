// DatagramStream: datagrams out of chunks that are cut anywhere, the named ends, and writes that
// never refuse; ByteReader, which keeps no chunk longer than it must.

import { assert, assertEquals, AssertionError, assertLess, assertThrows } from "@std/assert";
import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { ByteReader } from "../../lib/net/byte_reader.ts";
import { DatagramStream } from "../../lib/net/datagram_stream.ts";
import type { ByteStream } from "../../lib/net/frame_stream.ts";
import { DATAGRAM_BYTES_MAX, HEADER_BYTES, TAG_BYTES } from "../../lib/wire/limits.ts";
import { inTime } from "../support/bounded.ts";

const LEAST = HEADER_BYTES + TAG_BYTES;
const DATAGRAMS = [LEAST, 300, LEAST + 1, 256, DATAGRAM_BYTES_MAX].map((length, nth) =>
  Uint8Array.from({ length }, (_, i) => nth + i)
);
const WIRE = concat(...DATAGRAMS.map(framed));

/** Lengths that no datagram has. */
const BAD_LENGTHS = [0, 1, LEAST - 1, DATAGRAM_BYTES_MAX + 1, 0x4745, 65_535];

function lengthOf(length: number): Bytes {
  return new Uint8Array([length >> 8, length & 0xff]);
}

function framed(datagram: Uint8Array): Bytes {
  return concat(lengthOf(datagram.length), datagram);
}

/** A connection on which these chunks come in, then its end or, with `reset`, its break. */
function incoming(chunks: readonly Bytes[], reset = false) {
  const written: Bytes[] = [];
  const readable = ReadableStream.from(async function* () {
    yield* chunks;
    if (reset) throw new Deno.errors.ConnectionReset("reset");
    await Promise.resolve();
  }());
  const writable = new WritableStream<Uint8Array>({
    write: (chunk) => void written.push(new Uint8Array(chunk)),
  });
  const stream: ByteStream = { readable, writable };
  return { stream, written };
}

/** `bytes` in chunks of `size`. */
function cut(bytes: Bytes, size: number): readonly Bytes[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) => bytes.slice(i * size, (i + 1) * size));
}

function reading(...chunks: readonly Bytes[]): DatagramStream {
  return new DatagramStream(incoming(chunks).stream);
}

for (const size of [1, 2, 3, 47, 48, 49, 50, 51, 300, 1_202, WIRE.length]) {
  Deno.test(`DatagramStream.read() finds datagrams_cut_every_${size}_bytes`, async () => {
    const stream = reading(...cut(WIRE, size));
    for (const datagram of DATAGRAMS) assertEquals(await stream.read(), datagram);
    assertEquals(await stream.read(), "closed");
  });
}

Deno.test("DatagramStream.read() takes chunks of nothing as nothing", async () => {
  const empty = new Uint8Array(0);
  const stream = reading(empty, WIRE.slice(0, 1), empty, empty, WIRE.slice(1), empty);
  for (const datagram of DATAGRAMS) assertEquals(await stream.read(), datagram);
  assertEquals(await stream.read(), "closed");
});

Deno.test("DatagramStream.read() finds five_thousand_in_one_chunk, each an array of its own", async () => {
  const count = 5_000;
  const all = Array.from(
    { length: count },
    (_, i) => new Uint8Array(LEAST).fill(i & 0xff, 0, 1).fill(i >> 8, 1, 2),
  );
  const stream = reading(concat(...all.map(framed)));
  for (const datagram of all) {
    const read = await stream.read();
    assert(typeof read !== "string");
    assertEquals(read, datagram);
    assertEquals(read.buffer.byteLength, LEAST);
  }
  assertEquals(await stream.read(), "closed");
});

for (const length of BAD_LENGTHS) {
  Deno.test(`DatagramStream.read() ends at length_${length}, whatever follows`, async () => {
    const [good = new Uint8Array(0)] = DATAGRAMS;
    const stream = reading(concat(framed(good), lengthOf(length)), WIRE);
    assertEquals(await stream.read(), good);
    assert(stream.hasNext);
    for (let i = 0; i < 3; i++) assertEquals(await stream.read(), "length");
  });
}

Deno.test("DatagramStream.read() takes an end or a reset at any place as closed", async () => {
  const [, datagram = new Uint8Array(0)] = DATAGRAMS;
  const frame = framed(datagram);
  for (const end of [0, 1, 2, 3, frame.length - 1]) {
    for (const reset of [false, true]) {
      const stream = new DatagramStream(incoming([frame.slice(0, end)], reset).stream);
      assertEquals(await stream.read(), "closed", `after ${end} bytes`);
      assertEquals(await stream.read(), "closed");
    }
  }
});

Deno.test("DatagramStream.hasNext says whether read() waits for nobody", async () => {
  const [first = new Uint8Array(0), second = new Uint8Array(0)] = DATAGRAMS;
  const two = concat(framed(first), framed(second));
  const begun = (bytes: number) => reading(two.slice(0, framed(first).length + bytes));
  for (const [more, has] of [[0, false], [1, false], [2, false], [301, false], [302, true]]) {
    const stream = begun(Number(more));
    assertEquals(stream.hasNext, false);
    await stream.read();
    assertEquals(stream.hasNext, has, `${more} bytes of the next`);
  }
  const stream = begun(2);
  await stream.read();
  assertEquals(await stream.read(), "closed");
  assertEquals(stream.hasNext, true);
});

Deno.test("DatagramStream.write() puts two bytes of length before each, and is false after the end", async () => {
  const { stream, written } = incoming([]);
  const datagrams = new DatagramStream(stream);
  for (const datagram of DATAGRAMS) {
    const reused = datagram.slice();
    const write = datagrams.write(reused);
    reused.fill(0);
    assertEquals(await write, true);
  }
  assertEquals(concat(...written), WIRE);
  await datagrams.close();
  await datagrams.close();
  for (const datagram of DATAGRAMS) assertEquals(await datagrams.write(datagram), false);
  assertEquals(datagrams.waiting, 0);
});

Deno.test("DatagramStream.write() of a length that no datagram has is our own bug", () => {
  const datagrams = reading();
  for (const length of BAD_LENGTHS) {
    assertThrows(() => datagrams.write(new Uint8Array(length)), AssertionError);
  }
  assertEquals(datagrams.waiting, 0);
});

Deno.test("DatagramStream.waiting counts what has not left yet", async () => {
  const slow = Promise.withResolvers<void>();
  const { readable } = incoming([]).stream;
  const writable = new WritableStream<Uint8Array>({ write: () => slow.promise });
  const datagrams = new DatagramStream({ readable, writable });
  const writes = DATAGRAMS.map((datagram) => datagrams.write(datagram));
  assertEquals(datagrams.waiting, DATAGRAMS.length);
  slow.resolve();
  assertEquals(new Set(await inTime(Promise.all(writes), { what: "writes" })), new Set([true]));
  assertEquals(datagrams.waiting, 0);
});

Deno.test("DatagramStream.write() is false for all that waits where the other side goes", async () => {
  const { readable } = incoming([]).stream;
  const writable = new WritableStream<Uint8Array>({
    write: () => Promise.reject(new Deno.errors.BrokenPipe("gone")),
  });
  const datagrams = new DatagramStream({ readable, writable });
  const writes = DATAGRAMS.map((datagram) => datagrams.write(datagram));
  assertEquals(new Set(await inTime(Promise.all(writes), { what: "writes" })), new Set([false]));
  assertEquals(datagrams.waiting, 0);
});

Deno.test("ByteReader.take() holds no_big_buffer_for_a_small_chunk", async () => {
  // One byte of a buffer of 64 KiB, three times: as TCP gives them to a reader without a buffer.
  const chunks = [1, 2, 3].map((byte) => new Uint8Array(65_536).fill(byte).subarray(0, 1));
  const reader = new ByteReader(incoming(chunks).stream.readable);
  const taken = await reader.take(3);
  assertEquals(taken, new Uint8Array([1, 2, 3]));
  assertEquals(taken?.buffer.byteLength, 3);
  assertEquals(reader.held.buffer.byteLength, 0);
});

for (const size of [1, 3, 8_191, 8_192, 8_193, 65_536]) {
  Deno.test(`ByteReader.take() finds bytes_cut_every_${size} in a stream of bytes`, async () => {
    const wire = Uint8Array.from({ length: 40_000 }, (_, i) => i * 7 + (i >> 8));
    const chunks = cut(wire, size);
    let next = 0;
    let bufferMax = 0;
    const reader = new ByteReader(
      new ReadableStream({
        type: "bytes",
        pull(controller) {
          bufferMax = Math.max(
            bufferMax,
            controller.byobRequest?.view?.buffer.byteLength ?? 65_536,
          );
          const chunk = chunks[next++];
          if (chunk !== undefined) return controller.enqueue(chunk);
          controller.close();
          controller.byobRequest?.respond(0);
        },
      }),
    );
    for (let at = 0, length = 1; at < wire.length; at += length, length += 997) {
      const bytes = await reader.take(Math.min(length, wire.length - at));
      assertEquals(bytes, wire.slice(at, at + length));
    }
    assertEquals(await reader.take(1), null);
    assertEquals(await reader.take(1), null);
    assertLess(bufferMax, 20_000);
    await reader.cancel();
  });
}
