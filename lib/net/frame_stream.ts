// Join frames over a TCP connection, each way bounded in size and the whole in time.

import { Fault } from "../base/fault.ts";
import { decodeJoinFrame, type JoinFrame, joinFrameLength } from "../wire/join_frame.ts";
import { ByteReader } from "./byte_reader.ts";

/** A connection as far as frames need it: Deno.TcpConn, or a pair of pipes in a test. */
export interface ByteStream {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
}

/** Why a stream gave no frame. */
export type FrameEnd = "closed" | "length" | "type" | "timeout";

/** Reads and writes join frames. */
export class FrameStream {
  readonly #reader: ByteReader;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;

  constructor(stream: ByteStream) {
    this.#reader = new ByteReader(stream.readable);
    this.#writer = stream.writable.getWriter();
  }

  /** The next frame, or why there is none. After an end nothing more is read. */
  async read(): Promise<JoinFrame | FrameEnd> {
    const head = await this.#reader.take(4);
    if (head === null) return "closed";
    const length = joinFrameLength(head);
    if (length === null) return "length";
    const content = await this.#reader.take(length);
    if (content === null) return "closed";
    return decodeJoinFrame(content) ?? "type";
  }

  /** Sends a frame whole. Faults: `unreachable` where the other side has gone. */
  async write(frame: JoinFrame): Promise<void> {
    try {
      await this.#writer.write(frame.bytes);
    } catch (cause) {
      throw new Fault("unreachable", "Sending failed: the connection is closed", { cause });
    }
  }

  /** Sends what is on its way and closes. Never throws: the other side may have gone first. */
  async close(): Promise<void> {
    await this.#writer.close().catch(() => {}); // Gone already: closed is what was wanted.
    await this.#reader.cancel();
  }
}
