// FrameStream: join frames out of chunks that are cut anywhere, and the named ends; within().

import { assertEquals, assertRejects } from "@std/assert";
import { type Bytes, concat, u32 } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import { within } from "../../lib/base/within.ts";
import { type ByteStream, FrameStream } from "../../lib/net/frame_stream.ts";
import { type JoinFrame, makeJoinFrame } from "../../lib/wire/join_frame.ts";
import { JOIN_FRAME_BYTES_MAX } from "../../lib/wire/limits.ts";

const FRAMES: readonly JoinFrame[] = [
  makeJoinFrame("JOIN", new Uint8Array(0)),
  makeJoinFrame("CHALLENGE", Uint8Array.from({ length: 300 }, (_, i) => i)),
  makeJoinFrame("PROOF", new Uint8Array([7])),
  makeJoinFrame("CATCHUP", new Uint8Array(JOIN_FRAME_BYTES_MAX - 1).fill(9)),
];
const WIRE = concat(...FRAMES.map(({ bytes }) => bytes));

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

/** The first thing that is read of `chunks`. */
async function first(...chunks: readonly Bytes[]) {
  return await new FrameStream(incoming(chunks).stream).read();
}

for (const size of [1, 2, 3, 4, 5, 7, 100, 301, 1_200, WIRE.length]) {
  Deno.test(`FrameStream.read() finds frames_cut_every_${size}_bytes`, async () => {
    const frames = new FrameStream(incoming(cut(WIRE, size)).stream);
    for (const frame of FRAMES) assertEquals(await frames.read(), frame);
    assertEquals(await frames.read(), "closed");
  });
}

Deno.test("FrameStream.read() takes chunks of nothing as nothing", async () => {
  const empty = new Uint8Array(0);
  const frames = new FrameStream(incoming([empty, WIRE.slice(0, 2), empty, WIRE.slice(2)]).stream);
  for (const frame of FRAMES) assertEquals(await frames.read(), frame);
});

Deno.test("FrameStream.read() refuses length_zero and length_too_long by their length", async () => {
  assertEquals(await first(u32(0)), "length");
  assertEquals(await first(u32(JOIN_FRAME_BYTES_MAX + 1)), "length");
  assertEquals(await first(new Uint8Array(4).fill(255)), "length");
});

Deno.test("FrameStream.read() refuses type_unknown", async () => {
  for (const type of [0, 9, 255]) {
    assertEquals(await first(concat(u32(1), new Uint8Array([type]))), "type");
  }
});

Deno.test("FrameStream.read() takes an end at any place of a frame as closed", async () => {
  const [, frame] = FRAMES;
  const bytes = frame?.bytes ?? new Uint8Array(0);
  for (const end of [0, 1, 3, 4, 5, bytes.length - 1]) {
    assertEquals(await first(bytes.slice(0, end)), "closed", `after ${end} bytes`);
  }
});

Deno.test("FrameStream.read() takes a reset in the middle of a frame as closed", async () => {
  const { stream } = incoming([WIRE.slice(0, 20)], true);
  const frames = new FrameStream(stream);
  assertEquals(await frames.read(), FRAMES[0]);
  assertEquals(await frames.read(), "closed");
});

Deno.test("FrameStream.write() sends frames whole, and is unreachable after the end", async () => {
  const { stream, written } = incoming([]);
  const frames = new FrameStream(stream);
  for (const frame of FRAMES) await frames.write(frame);
  assertEquals(concat(...written), WIRE);
  await frames.close();
  await frames.close();
  const [frame] = FRAMES;
  const fault = await assertRejects(async () => {
    if (frame !== undefined) await frames.write(frame);
  }, Fault);
  assertEquals(fault.code, "unreachable");
});

Deno.test("within() gives what came in time and leaves no timer behind", async () => {
  let expired = 0;
  const options = { ms: 600_000, expired: () => void expired++ };
  assertEquals(await within(Promise.resolve("frame"), options), "frame");
  await assertRejects(() => within(Promise.reject(new RangeError("broken")), options), RangeError);
  assertEquals(expired, 0);
});

Deno.test("within() says timeout, and calls expired() before it does", async () => {
  const work = Promise.withResolvers<string>();
  let expired = 0;
  const waited = within(work.promise, { ms: 1, expired: () => void expired++ });
  assertEquals(await waited.then((end) => [end, expired]), ["timeout", 1]);
  work.resolve("late");
});
