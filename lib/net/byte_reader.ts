// So many bytes of a stream, however the stream cuts them into chunks.
//
// A TCP connection gives each chunk in a fresh buffer of 64 KiB, even where it holds one byte, and
// keeps such a buffer ready while nothing comes. Thousands of strangers must not cost that much: a
// stream of bytes is read into one small buffer again and again, and what is taken is copied out.
// It knows no frames: what the bytes mean is the matter of the callers.

import { type Bytes, concat, copyBytes } from "../base/bytes.ts";

/** The buffer of one stream. Some datagrams in one go; half of the longest join frame. */
const bufferBytes = 8_192;

const nothing: Uint8Array = new Uint8Array(0);

/** A stream's chunks. A chunk lives until the next one is asked for. */
interface Chunks {
  /** The next chunk, or null at the end or the break of the stream. */
  next(): Promise<Uint8Array | null>;
  cancel(): Promise<void>;
}

/** Reads exact lengths, one call at a time. */
export class ByteReader {
  readonly #chunks: Chunks;
  #held = nothing;

  constructor(readable: ReadableStream<Uint8Array>) {
    this.#chunks = chunksIntoBuffer(readable) ?? chunksAsTheyCome(readable);
  }

  /** What is left of the newest chunk: to look at now, not to keep. */
  get held(): Uint8Array {
    return this.#held;
  }

  /**
   * Exactly `length` bytes in an array of their own, or null where the stream ends or breaks
   * before. At most `length` bytes and one chunk are held.
   */
  async take(length: number): Promise<Bytes | null> {
    const whole = new Uint8Array(length);
    let have = 0;
    for (;;) {
      const part = this.#held.subarray(0, length - have);
      whole.set(part, have);
      have += part.length;
      // An empty view would keep its whole chunk alive while the other side is silent.
      const rest = this.#held.subarray(part.length);
      this.#held = rest.length === 0 ? nothing : rest;
      if (have === length) return whole;
      const chunk = await this.#chunks.next();
      if (chunk === null) return null;
      this.#held = chunk;
    }
  }

  /**
   * The first `length` bytes without taking them, or null where the stream ends or breaks before:
   * for who has to know what a stream is before choosing its reader. A few bytes, not a message.
   */
  async peek(length: number): Promise<Bytes | null> {
    while (this.#held.length < length) {
      // The next chunk may come in the buffer that what is held lies in.
      const before = copyBytes(this.#held);
      const chunk = await this.#chunks.next();
      this.#held = chunk === null ? before : concat(before, chunk);
      if (chunk === null) return null;
    }
    return copyBytes(this.#held.subarray(0, length));
  }

  /** Reads no more. Never throws: the other side may have gone first. */
  async cancel(): Promise<void> {
    await this.#chunks.cancel().catch(() => {}); // Gone already: the end is what was wanted.
  }
}

/** The chunks of a stream of bytes, as TCP's is, or null where it is a stream of arrays. */
function chunksIntoBuffer(readable: ReadableStream<Uint8Array>): Chunks | null {
  const reader = byteStreamReader(readable);
  if (reader === null) return null;
  let buffer: ArrayBufferLike | null = new ArrayBuffer(bufferBytes);
  return {
    async next() {
      if (buffer === null) return null;
      // The stream takes the buffer over and gives it back with the bytes, but not at its end.
      const view = new Uint8Array(buffer);
      buffer = null;
      const read = await reader.read(view).catch(() => null); // A reset is an end like any other.
      if (read === null || read.done) return null;
      buffer = read.value.buffer;
      return read.value;
    },
    cancel: () => reader.cancel(),
  };
}

function byteStreamReader(readable: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | null {
  try {
    return readable.getReader({ mode: "byob" });
  } catch (error) {
    // Only a stream of bytes reads into a buffer of ours; any other is read as it comes.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function chunksAsTheyCome(readable: ReadableStream<Uint8Array>): Chunks {
  const reader = readable.getReader();
  return {
    async next() {
      const read = await reader.read().catch(() => null); // A reset is an end like any other.
      return read === null || read.done ? null : read.value;
    },
    cancel: () => reader.cancel(),
  };
}
