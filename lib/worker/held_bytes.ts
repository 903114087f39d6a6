// Bytes at hand, bounded in all: who comes past the bound lets go what was used the longest ago.

import type { Bytes } from "../base/bytes.ts";

/** A small cache. What it gives is shared, and not to be changed. */
export class HeldBytes {
  readonly #bytesMax: number;
  /** The one that was used last at the end. */
  readonly #held = new Map<string, Bytes>();
  #bytes = 0;

  constructor({ bytesMax }: { readonly bytesMax: number }) {
    this.#bytesMax = bytesMax;
  }

  /** What is held under this name, or null. */
  get(name: string): Bytes | null {
    const held = this.#held.get(name);
    if (held === undefined) return null;
    this.#held.delete(name);
    this.#held.set(name, held);
    return held;
  }

  /** Holds these bytes, in the place of others of the same name. */
  put(name: string, bytes: Bytes): void {
    this.#drop(name);
    this.#held.set(name, bytes);
    this.#bytes += bytes.length;
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#bytesMax) return;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    this.#bytes -= this.#held.get(name)?.length ?? 0;
    this.#held.delete(name);
  }
}
