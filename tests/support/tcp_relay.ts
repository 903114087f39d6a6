// A TCP relay between a client and a house that keeps a copy of all that passes: the wire as
// someone on the way sees it.

import { concat } from "../../lib/base/bytes.ts";
import { JOIN_FRAME_TYPES } from "../../lib/wire/join_frame.ts";

/** A frame of a join as it passed. */
export interface SeenFrame {
  readonly type: string;
  readonly body: Uint8Array;
}

/** Forwards connections to `target` and remembers their bytes. */
export class TcpRelay {
  readonly port: number;
  readonly #listener: Deno.TcpListener;
  readonly #target: { readonly hostname: string; readonly port: number };
  readonly #fromClient: Uint8Array[] = [];
  readonly #fromHouse: Uint8Array[] = [];
  readonly #serving: Promise<unknown>[] = [];

  constructor(target: { readonly hostname: string; readonly port: number }) {
    this.#target = target;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.port = this.#listener.addr.port;
    this.#serving.push(this.#serve());
  }

  /** Everything that clients sent. */
  get fromClient(): Uint8Array {
    return concat(...this.#fromClient);
  }

  /** Everything that the house sent. */
  get fromHouse(): Uint8Array {
    return concat(...this.#fromHouse);
  }

  async #serve(): Promise<void> {
    try {
      for await (const connection of this.#listener) {
        this.#serving.push(this.#forward(connection));
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  async #forward(connection: Deno.TcpConn): Promise<void> {
    const house = await Deno.connect(this.#target);
    const copy = (kept: Uint8Array[]) =>
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          kept.push(chunk.slice());
          controller.enqueue(chunk);
        },
      });
    // Either side may close first; what it leaves undone is not the relay's business.
    await Promise.allSettled([
      connection.readable.pipeThrough(copy(this.#fromClient)).pipeTo(house.writable),
      house.readable.pipeThrough(copy(this.#fromHouse)).pipeTo(connection.writable),
    ]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await Promise.all(this.#serving);
  }
}

/** The whole frames in `bytes`, one after the other. */
export function framesIn(bytes: Uint8Array): readonly SeenFrame[] {
  const names = new Map<number, string>(
    Object.entries(JOIN_FRAME_TYPES).map(([name, code]) => [code, name]),
  );
  const frames: SeenFrame[] = [];
  for (let at = 0; at + 5 <= bytes.length;) {
    const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
    const content = bytes.subarray(at + 4, at + 4 + length);
    frames.push({ type: names.get(content[0] ?? 0) ?? "unknown", body: content.subarray(1) });
    at += 4 + length;
  }
  return frames;
}
