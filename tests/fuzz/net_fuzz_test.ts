// The frames of a join out of any bytes in any chunks: the same frames and the same end however the
// stream is cut, from a bounded number of reads.

import { assertEquals, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { type FrameEnd, FrameStream } from "../../lib/net/frame_stream.ts";
import { decodeJoinFrame, joinFrameLength, makeJoinFrame } from "../../lib/wire/join_frame.ts";
import { changedBytes, mutants } from "./_mutator.ts";
import { runs } from "./_runs.ts";
import { byteSeeds } from "./_seeds.ts";

const seeds: readonly Bytes[] = [
  ...byteSeeds("join_stream").filter((bytes) => bytes.length > 0),
  concat(
    makeJoinFrame("PROOF", new Uint8Array([7])).bytes,
    makeJoinFrame("JOIN", new Uint8Array(9)).bytes,
  ),
];

/** Chunks of `bytes` with the lengths of `cuts`, over and over; a length may be nothing. */
function cut(bytes: Bytes, cuts: readonly number[]): readonly Bytes[] {
  const chunks: Bytes[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = cuts[i % cuts.length] ?? 1;
    chunks.push(bytes.slice(at, at + length));
    at += length;
  }
  return chunks;
}

/** What is read until the end, and how often the stream was asked. */
async function readAll(chunks: readonly Bytes[]) {
  let asked = 0;
  const readable = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[asked++];
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
  }, { highWaterMark: 0 });
  const stream = new FrameStream({ readable, writable: new WritableStream() });
  const frames: string[] = [];
  for (;;) {
    const read = await stream.read();
    if (typeof read === "string") return { frames, end: read, asked };
    frames.push(read.bytes.toHex());
  }
}

/** The same by hand, over the whole bytes. */
function expected(bytes: Bytes): { readonly frames: readonly string[]; readonly end: FrameEnd } {
  const frames: string[] = [];
  let rest = bytes;
  for (;;) {
    if (rest.length < 4) return { frames, end: "closed" };
    const length = joinFrameLength(rest);
    if (length === null) return { frames, end: "length" };
    if (rest.length < 4 + length) return { frames, end: "closed" };
    const frame = decodeJoinFrame(rest.slice(4, 4 + length));
    if (frame === null) return { frames, end: "type" };
    frames.push(frame.bytes.toHex());
    rest = rest.subarray(4 + length);
  }
}

Deno.test("FrameStream.read() gives the same frames and end however any bytes are cut", async () => {
  // The last length is never zero: chunks of nothing alone would not get ahead.
  const cuts = fc.tuple(fc.array(fc.nat(40), { maxLength: 6 }), fc.integer({ min: 1, max: 700 }))
    .map(([some, last]) => [...some, last]);
  await fc.assert(
    fc.asyncProperty(mutants(seeds, changedBytes), cuts, async (bytes, cuts) => {
      const chunks = cut(bytes, cuts);
      const { frames, end, asked } = await readAll(chunks);
      assertEquals({ frames, end }, expected(bytes));
      assertLessOrEqual(asked, chunks.length + 1);
    }),
    runs(150),
  );
});
