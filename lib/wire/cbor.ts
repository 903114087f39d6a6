// The one dialect of CBOR that Leilao speaks (RFC 8949 §4.2, deterministic encoding), read strictly.
//
// A message is an array of fixed length; a field is an integer, text, bytes, a boolean, null or an
// array of these. There are no maps, tags, floats (but one, see number()) and no second spelling:
// whatever does not encode back to the very same bytes is malformed.

import { decode, encode } from "cborg";
import { type Bytes, equalBytes } from "../base/bytes.ts";

/** What a message may be made of. */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[];

/** Thrown inside a decoder and caught at its edge, in {@link decodeFields}: never seen outside. */
class Malformed extends Error {}

const decodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  rejectDuplicateMapKeys: true,
  coerceUndefinedToNull: false,
};

/** The deterministic encoding of `value`; texts lose the marks of {@link withoutMarks}. */
export function encodeCbor(value: CborValue): Bytes {
  return new Uint8Array(encode(withoutMarks(value)));
}

/**
 * §6.1: no text begins with U+FEFF. A decoder drops it there as a byte order mark, so that such
 * bytes do not encode back to themselves: the record would hold what it cannot read again.
 */
function withoutMarks(value: CborValue): CborValue {
  if (typeof value === "string") return value.replace(/^\ufeff+/, "");
  return Array.isArray(value) ? value.map(withoutMarks) : value;
}

/**
 * Reads one whole message: `read` takes the fields of the top array in order, and must take all.
 * Null where the bytes are not one canonical array or `read` found a field that is not as wanted.
 */
export function decodeFields<T>(bytes: Uint8Array, read: (fields: Fields) => T): T | null {
  let value: unknown;
  try {
    value = decode(bytes, decodeOptions);
    if (!equalBytes(encode(value), bytes)) return null;
  } catch {
    return null; // Not CBOR as we write it, whatever the library's reason (its depth limit too).
  }
  try {
    return readAll(value, read);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function readAll<T>(value: unknown, read: (fields: Fields) => T): T {
  if (!Array.isArray(value)) throw new Malformed();
  const fields = new Fields(value);
  const result = read(fields);
  fields.end();
  return result;
}

/** The fields of one array, taken in order. Each method takes the next one or gives up the message. */
export class Fields {
  readonly #values: readonly unknown[];
  #next = 0;

  constructor(values: readonly unknown[]) {
    this.#values = values;
  }

  #take(): unknown {
    if (this.#next >= this.#values.length) throw new Malformed();
    return this.#values[this.#next++];
  }

  /** Gives up unless every field was taken: a longer array is another message. */
  end(): void {
    if (this.#next !== this.#values.length) throw new Malformed();
  }

  /** How many fields are left. */
  left(): number {
    return this.#values.length - this.#next;
  }

  /** An integer from `min` (0) to `max` (2^53 - 1). */
  uint(max: number = Number.MAX_SAFE_INTEGER, min = 0): number {
    const value = this.#take();
    if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new Malformed();
    if (value < min || value > max) throw new Malformed();
    return value;
  }

  /** Any single value as a number; NaN where it is none: the rules refuse it by name. */
  number(): number {
    const value = this.#take();
    if (typeof value === "number") return value;
    return typeof value === "bigint" ? Number(value) : NaN;
  }

  /** Text of `min` (0) to `max` UTF-16 units that `pattern`, where given, matches. */
  text(max: number, options: { readonly min?: number; readonly pattern?: RegExp } = {}): string {
    const value = this.#take();
    if (typeof value !== "string" || value.length > max) throw new Malformed();
    if (value.length < (options.min ?? 0)) throw new Malformed();
    if (options.pattern !== undefined && !options.pattern.test(value)) throw new Malformed();
    return value;
  }

  /** Exactly `length` bytes. */
  bytes(length: number): Bytes {
    const value = this.bytesUpTo(length);
    if (value.length !== length) throw new Malformed();
    return value;
  }

  /** At most `max` bytes. */
  bytesUpTo(max: number): Bytes {
    const value = this.#take();
    if (!(value instanceof Uint8Array) || value.length > max) throw new Malformed();
    return new Uint8Array(value);
  }

  /** A boolean. */
  boolean(): boolean {
    const value = this.#take();
    if (typeof value !== "boolean") throw new Malformed();
    return value;
  }

  /** The entry of `names` whose index the field holds. */
  oneOf<T>(names: readonly T[]): T {
    const name = names[this.uint(names.length - 1)];
    if (name === undefined) throw new Malformed();
    return name;
  }

  /** Null, or what `read` takes. */
  optional<T>(read: (fields: Fields) => T): T | null {
    if (this.#next < this.#values.length && this.#values[this.#next] === null) {
      this.#next++;
      return null;
    }
    return read(this);
  }

  /** A nested array whose fields `read` takes, all of them. */
  nested<T>(read: (fields: Fields) => T): T {
    return readAll(this.#take(), read);
  }

  /** A nested array of `min` (0) to `max` entries, each taken by `read`. */
  list<T>(max: number, read: (fields: Fields) => T, min = 0): readonly T[] {
    return this.nested((fields) => {
      if (fields.left() > max || fields.left() < min) throw new Malformed();
      const entries: T[] = [];
      while (fields.left() > 0) entries.push(read(fields));
      return entries;
    });
  }

  /** Gives up the message: for a reader that finds fields which contradict each other. */
  refuse(): never {
    throw new Malformed();
  }
}
