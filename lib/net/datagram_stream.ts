// Datagrams over a TCP connection, for a network that passes no UDP. They are the very same sealed
// datagrams (PROTOCOL §4): nothing is opened here, and nothing but the length is looked at.
//
//   offset  bytes  field
//        0      2  length of the datagram, big-endian, 48 to 1,200
//        2      -  the datagram: clear header (32), ciphertext, tag (16)

import { assert } from "@std/assert";
import { type Bytes, concat } from "../base/bytes.ts";
import { DATAGRAM_BYTES_MAX, HEADER_BYTES, TAG_BYTES } from "../wire/limits.ts";
import { ByteReader } from "./byte_reader.ts";
import type { ByteStream } from "./frame_stream.ts";

/** Why a stream gives no more datagrams: its end or its break, or a length out of bounds. */
export type DatagramEnd = "closed" | "length";

const lengthBytes = 2;
/** A header and the tag of an empty body: less cannot be a datagram of ours. */
const datagramBytesMin = HEADER_BYTES + TAG_BYTES;

/** Reads and writes datagrams. Reads come one at a time, and so does each side's end. */
export class DatagramStream {
  readonly #reader: ByteReader;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #end: DatagramEnd | null = null;
  #waiting = 0;

  /** Takes a stream over, or goes on where `reader` stands in it. */
  constructor(stream: ByteStream, reader: ByteReader = new ByteReader(stream.readable)) {
    this.#reader = reader;
    this.#writer = stream.writable.getWriter();
  }

  /**
   * The next datagram, in an array of its own of 48 to 1,200 bytes, or why there is none. Behind an
   * end there is nothing but the same end: where a length was wrong, no later one can be trusted.
   */
  async read(): Promise<Bytes | DatagramEnd> {
    if (this.#end !== null) return this.#end;
    const head = await this.#reader.take(lengthBytes);
    if (head === null) return this.#end = "closed";
    const length = announced(head);
    if (length === null) return this.#end = "length";
    return await this.#reader.take(length) ?? (this.#end = "closed");
  }

  /** Whether the next {@link read} has all that it needs and waits for nobody. */
  get hasNext(): boolean {
    if (this.#end !== null) return true;
    const { held } = this.#reader;
    if (held.length < lengthBytes) return false;
    const length = announced(held);
    return length === null || held.length >= lengthBytes + length;
  }

  /** How many datagrams have been given to {@link write} and have not left yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Sends one datagram of 48 to 1,200 bytes; false where the other side is gone. Its bytes are
   * copied before this returns. It waits for a reader that is slow: who sends without waiting
   * has to look at {@link waiting}, as nothing is refused here.
   */
  write(datagram: Uint8Array): Promise<boolean> {
    const { length } = datagram;
    assert(isLength(length), "A datagram of ours has a length that the other side takes");
    return this.#write(concat(new Uint8Array([length >> 8, length & 0xff]), datagram));
  }

  async #write(frame: Bytes): Promise<boolean> {
    this.#waiting++;
    try {
      await this.#writer.write(frame);
      return true;
    } catch {
      return false; // A reset, or closed by our own side: loss, like any other on the way.
    } finally {
      this.#waiting--;
    }
  }

  /**
   * Sends what is on its way and closes. Never throws: the other side may have gone first. It waits
   * for a reader that is slow; who may not wait closes the connection under it instead.
   */
  async close(): Promise<void> {
    await this.#writer.close().catch(() => {}); // Gone already: closed is what was wanted.
    await this.#reader.cancel();
  }
}

/** The length that these first bytes announce, or null where it is out of bounds. */
function announced([high = 0, low = 0]: Uint8Array): number | null {
  const length = high << 8 | low;
  return isLength(length) ? length : null;
}

function isLength(length: number): boolean {
  return length >= datagramBytesMin && length <= DATAGRAM_BYTES_MAX;
}
