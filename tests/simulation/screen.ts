// What a simulated bidder sees: the sale folded from the events it was shown, and where that stands
// (lib/worker/bidder_record.ts).

import { emptyView, type SaleView } from "../../lib/auction/view.ts";
import { type Bytes, equalBytes } from "../../lib/base/bytes.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import type { SignedBatch } from "../../lib/session/desk_message.ts";
import type { DeliveredEvent } from "../../lib/session/effect.ts";
import { decodeOnce, showOnce } from "./decoded.ts";

/** Everyone begins with the same empty screen. */
const nothingYet = emptyView();

/** The sale on one bidder's screen. */
export class Screen {
  #view: SaleView = nothingYet;
  readonly #hashes: Bytes[] = [GENESIS_HASH];

  get view(): SaleView {
    return this.#view;
  }

  /** The last event shown, and the chain's hash there. */
  get seq(): number {
    return this.#hashes.length - 1;
  }

  get head(): Bytes {
    return this.#hashes[this.seq] ?? GENESIS_HASH;
  }

  /** The chain's hash after `seq`, or null where it was not shown. */
  hashAt(seq: number): Bytes | null {
    return this.#hashes[seq] ?? null;
  }

  /** Folds what an earlier run had kept, as far as it holds together. */
  restore(batches: readonly SignedBatch[]): void {
    for (const { bytes } of batches) {
      const decoded = decodeOnce(bytes);
      if (decoded?.type !== "batch") return;
      const { firstSeq, prevHash, events } = decoded.batch;
      if (firstSeq !== this.seq + 1 || !equalBytes(prevHash, this.head)) return;
      for (const event of events) {
        this.show({ seq: this.seq + 1, bytes: event, hash: chainHash(this.head, event) });
      }
    }
  }

  /** Folds one event in, and says its type. */
  show({ bytes, hash }: DeliveredEvent): string {
    const { view, type } = showOnce(this.#view, bytes);
    this.#hashes.push(hash);
    this.#view = view;
    return type;
  }
}
