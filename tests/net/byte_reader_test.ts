// ByteReader.peek(): who looks at the first bytes of a stream takes nothing of it, however they come.

import { assertEquals } from "@std/assert";
import { ByteReader } from "../../lib/net/byte_reader.ts";

const encoder = new TextEncoder();

/** A stream of bytes, as TCP's is: it is read into a buffer that is used again and again. */
function byteStream(chunks: readonly string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: "bytes",
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

function arrayStream(chunks: readonly string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(chunks.map((chunk) => encoder.encode(chunk)));
}

function text(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

for (const [kind, streamOf] of [["bytes", byteStream], ["arrays", arrayStream]] as const) {
  for (const chunks of [["abcdef"], ["a", "bcdef"], ["ab", "cd", "ef"], [..."abcdef"]]) {
    Deno.test(`ByteReader.peek() takes nothing of ${kind} in ${chunks.length} chunks`, async () => {
      const reader = new ByteReader(streamOf(chunks));
      assertEquals(text(await reader.peek(2)), "ab");
      assertEquals(text(await reader.peek(3)), "abc");
      assertEquals(text(await reader.take(4)), "abcd");
      assertEquals(text(await reader.peek(1)), "e");
      assertEquals(await reader.peek(3), null);
      assertEquals(text(await reader.take(2)), "ef");
      assertEquals(await reader.peek(1), null);
    });
  }
}
