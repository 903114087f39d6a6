// A vector's input, read by name: a misspelt name fails the test that reads it.

import type { Bytes } from "../../lib/base/bytes.ts";
import type { VectorInput } from "./_vector.ts";

/** The fields of one input. */
export class Input {
  readonly #fields: VectorInput;

  constructor(fields: VectorInput) {
    this.#fields = fields;
  }

  text(name: string): string {
    const value = this.#fields[name];
    if (typeof value !== "string") throw new TypeError(`The input has no text "${name}"`);
    return value;
  }

  bytes(name: string): Bytes {
    return Uint8Array.fromHex(this.text(name));
  }

  number(name: string): number {
    const value = this.#fields[name];
    if (typeof value !== "number") throw new TypeError(`The input has no number "${name}"`);
    return value;
  }

  has(name: string): boolean {
    return name in this.#fields;
  }

  optionalNumber(name: string): number | null {
    return this.has(name) ? this.number(name) : null;
  }

  list(name: string): readonly string[] {
    const value = this.#fields[name];
    if (!Array.isArray(value)) throw new TypeError(`The input has no list "${name}"`);
    return value;
  }
}
