// The recent batches, at hand for repair, in order and bounded by their bytes.

import type { SignedBatch } from "./desk_message.ts";
import type { SeqRange } from "../wire/member_message.ts";

/** Keeps the newest batches up to a number of bytes. */
export class RepairStore {
  readonly #bytesMax: number;
  #batches: SignedBatch[] = [];
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Adds the batch that follows the last one; the oldest go when the room is used up. */
  add(batch: SignedBatch): void {
    this.#batches.push(batch);
    this.#bytes += batch.bytes.length;
    let gone = 0;
    while (this.#bytes > this.#bytesMax && gone < this.#batches.length - 1) {
      this.#bytes -= this.#batches[gone]?.bytes.length ?? 0;
      gone++;
    }
    if (gone > 0) this.#batches = this.#batches.slice(gone);
  }

  /** The first event at hand, or null where there is none. */
  firstSeq(): number | null {
    return this.#batches[0]?.firstSeq ?? null;
  }

  /** The batches that hold events of `range`, in order, at most `max`. */
  find(range: SeqRange, max: number): readonly SignedBatch[] {
    const found: SignedBatch[] = [];
    for (let i = this.#indexOf(range.first); i < this.#batches.length; i++) {
      const batch = this.#batches[i];
      if (batch === undefined || batch.firstSeq > range.last || found.length === max) break;
      found.push(batch);
    }
    return found;
  }

  /** The index of the first batch that ends at or after `seq`, by bisection. */
  #indexOf(seq: number): number {
    let low = 0;
    let high = this.#batches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const batch = this.#batches[middle];
      if (batch !== undefined && batch.firstSeq + batch.count <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
