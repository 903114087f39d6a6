// Lines out of a stream of bytes, each bounded in length.
//
// A line that is too long or no UTF-8 is reported with its number and skipped; the lines after it
// are read as if nothing had been. Memory stays within one line and one chunk.

import { concat, fromUtf8 } from "../base/bytes.ts";

/** One line of input, counted from 1, or why it could not be read. */
export type InputLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: "line_too_long" | "not_utf8" };

const lineFeed = 0x0a;

/** How much is read: no line longer than this, and no more once the signal fires. */
export interface LineBounds {
  readonly lineBytesMax: number;
  /** Ends the lines and cancels the stream, also while a read waits. */
  readonly signal: AbortSignal;
}

/** The lines of `input` without their ends ("\n" or "\r\n"); a last line without an end counts. */
export async function* readLines(
  input: ReadableStream<Uint8Array>,
  { lineBytesMax, signal }: LineBounds,
): AsyncGenerator<InputLine> {
  const gatherer = new LineGatherer(lineBytesMax);
  for await (const chunk of readChunks(input, signal)) yield* gatherer.push(chunk);
  const last = gatherer.finish();
  if (last !== null && !signal.aborted) yield last;
}

/**
 * The chunks of `input` until its end or the signal. Iterating the stream itself would not do:
 * such an iteration cannot be stopped while it waits for a person to type.
 */
export async function* readChunks(
  input: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = input.getReader();
  const cancel = () => void reader.cancel().catch(() => {}); // A broken stream has ended already.
  signal.addEventListener("abort", cancel);
  try {
    if (signal.aborted) cancel();
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    signal.removeEventListener("abort", cancel);
    reader.releaseLock();
  }
}

/** Gathers the bytes of one line at a time. */
class LineGatherer {
  readonly #bytesMax: number;
  #number = 1;
  #parts: Uint8Array[] = [];
  #length = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  *push(chunk: Uint8Array): Generator<InputLine> {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      this.#keep(chunk.subarray(from, end));
      yield this.#take();
      from = end + 1;
    }
    this.#keep(chunk.subarray(from));
  }

  finish(): InputLine | null {
    return this.#length === 0 ? null : this.#take();
  }

  #keep(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#bytesMax) this.#parts = []; // Only its length is still of interest.
    else if (part.length > 0) this.#parts.push(part.slice());
  }

  #take(): InputLine {
    const number = this.#number++;
    const tooLong = this.#length > this.#bytesMax;
    const bytes = concat(...this.#parts);
    this.#parts = [];
    this.#length = 0;
    if (tooLong) return { number, problem: "line_too_long" };
    const text = fromUtf8(bytes);
    return text === null
      ? { number, problem: "not_utf8" }
      : { number, text: text.endsWith("\r") ? text.slice(0, -1) : text };
  }
}
