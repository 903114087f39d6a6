// Streams that a test holds both ends of. Waiting needs no clock: where what is awaited never
// comes, nothing is left to happen and the test runner says so.

import { concat, toUtf8 } from "../../lib/base/bytes.ts";

/** An input that a test writes to. */
export class TestInput {
  readonly stream: ReadableStream<Uint8Array>;
  cancelled = false;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor() {
    this.stream = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#controller = controller),
      cancel: () => void (this.cancelled = true),
    });
  }

  write(...parts: readonly (string | Uint8Array)[]): void {
    for (const part of parts) {
      this.#controller?.enqueue(typeof part === "string" ? toUtf8(part) : part);
    }
  }

  end(): void {
    this.#controller?.close();
  }

  fail(error: Error): void {
    this.#controller?.error(error);
  }
}

/** An output that a test reads from. */
export class TestOutput {
  readonly stream: WritableStream<Uint8Array>;
  #chunks: Uint8Array[] = [];
  #waiting: (() => void)[] = [];

  constructor() {
    this.stream = new WritableStream<Uint8Array>({
      write: (chunk) => {
        this.#chunks.push(chunk.slice());
        this.#waiting.splice(0).forEach((wake) => wake());
      },
    });
  }

  get text(): string {
    return new TextDecoder().decode(concat(...this.#chunks));
  }

  /** The finished lines so far. */
  get lines(): string[] {
    return this.text.split("\n").slice(0, -1);
  }

  /** Waits until `isThere` says so of the text. */
  async until(isThere: (text: string) => boolean): Promise<string> {
    while (!isThere(this.text)) await new Promise<void>((wake) => void this.#waiting.push(wake));
    return this.text;
  }

  /** Waits until there are `count` lines. */
  async linesUpTo(count: number): Promise<string[]> {
    await this.until(() => this.lines.length >= count);
    return this.lines;
  }

  /** Forgets what was written. */
  clear(): void {
    this.#chunks = [];
  }
}
