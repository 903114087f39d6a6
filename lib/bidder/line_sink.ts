// Lines into a stream of bytes, in order, without making the writer wait.
//
// A face hears of events when they happen and cannot hold them back, so what a slow reader has not
// taken yet waits here, up to a bound. Past the bound the sink fails for good instead of leaving
// out a line: a program that reads events must be able to trust that none is missing.

import { concat, toUtf8 } from "../base/bytes.ts";
import { asFault, Fault } from "../base/fault.ts";

const waitingBytesMax = 64 * 1024 * 1024; // A whole history of a long sale fits (see DESIGN, limits).

const linesPerWrite = 1_000;

/** An ordered, bounded way out for lines of text. */
export class LineSink {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #bytesMax: number;
  readonly #failed = Promise.withResolvers<Fault>();
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #pump: Promise<void> | null = null;
  #fault: Fault | null = null;

  constructor(output: WritableStream<Uint8Array>, { bytesMax = waitingBytesMax } = {}) {
    this.#writer = output.getWriter();
    this.#bytesMax = bytesMax;
  }

  /** Resolves with the fault, if the reader goes away (`file_unwritable`) or is too slow (`timeout`). */
  get failed(): Promise<Fault> {
    return this.#failed.promise;
  }

  /** Queues one line; after a failure it is dropped, for nobody reads it. */
  write(line: string): void {
    if (this.#fault !== null) return;
    const bytes = toUtf8(`${line}\n`);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > this.#bytesMax) {
      this.#fail(
        new Fault(
          "timeout",
          `Cannot write to the output: its reader is ${this.#bytesMax} bytes behind`,
          {
            hint: "Read the client's output faster",
          },
        ),
      );
      return;
    }
    this.#waiting.push(bytes);
    this.#pump ??= this.#drain();
  }

  /** Writes what waits and lets go of the stream, which stays open. Throws the fault, if any. */
  async finish(): Promise<void> {
    if (this.#fault === null) await this.#pump;
    this.#writer.releaseLock();
    if (this.#fault !== null) throw this.#fault;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length > 0 && this.#fault === null) {
        const batch = concat(...this.#waiting.splice(0, linesPerWrite));
        await this.#writer.write(batch);
        this.#waitingBytes -= batch.length;
      }
    } catch (error) {
      this.#fail(
        new Fault("file_unwritable", `Cannot write to the output: ${asFault(error).message}`, {
          cause: error,
        }),
      );
    } finally {
      this.#pump = null;
    }
  }

  #fail(fault: Fault): void {
    this.#fault = fault;
    this.#waiting = [];
    this.#failed.resolve(fault);
  }
}
