// Places of the record that the house has named under its signature, in receipts and checkpoints,
// until the record of this bidder has come so far and either agrees or does not.

import { type Bytes, equalBytes } from "../base/bytes.ts";

/** The hash that the house signed for one place. */
export interface PromisedHash {
  readonly seq: number;
  readonly hash: Bytes;
  /** The signed message, to be kept where it is contradicted; null where it is kept already. */
  readonly signed: Bytes | null;
}

/** The promises of one sale that are still open. */
export class PromisedHashes {
  #open: readonly PromisedHash[] = [];

  /** Notes another one. */
  add(promise: PromisedHash): void {
    this.#open = [...this.#open, promise];
  }

  /**
   * The first promise that the record breaks, or null. Those that it has come to are done with;
   * `hashAt` gives null where it has not.
   */
  broken(record: { hashAt(seq: number): Bytes | null }): PromisedHash | null {
    const reached = (seq: number) => record.hashAt(seq) !== null;
    const due = this.#open.filter(({ seq }) => reached(seq));
    this.#open = this.#open.filter(({ seq }) => !reached(seq));
    return due.find(({ seq, hash }) => !equalBytes(record.hashAt(seq) ?? hash, hash)) ?? null;
  }
}
