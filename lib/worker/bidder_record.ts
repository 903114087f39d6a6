// One sale as a bidder knows it: the view folded from the events, and what is kept of them.

import { emptyView, evolveView, type SaleView } from "../auction/view.ts";
import type { PublicEvent } from "../auction/event.ts";
import { type Bytes, equalBytes } from "../base/bytes.ts";
import type { BidderStore, KeptBatch } from "../ledger/bidder_store.ts";
import { chainHash, GENESIS_HASH } from "../secure/digest.ts";
import type { DeliveredEvent } from "../session/effect.ts";
import { decodeEvent } from "../wire/event_codec.ts";
import type { Have } from "../wire/join_message.ts";
import { decodeBatch, decodeSignedMessage } from "../wire/signed_message.ts";

/** An event that is new to this bidder, in order. */
export interface SeenEvent {
  readonly seq: number;
  readonly event: PublicEvent;
}

/** The sale so far, in memory and in the store. */
export class BidderRecord {
  readonly sale: string;
  readonly #store: BidderStore;
  #view: SaleView = emptyView();
  #seq = 0;
  #head: Bytes = GENESIS_HASH;

  constructor(sale: string, store: BidderStore) {
    this.sale = sale;
    this.#store = store;
  }

  /** The view as of {@link seq}. */
  get view(): SaleView {
    return this.#view;
  }

  /** The last event known; 0 before the first. */
  get seq(): number {
    return this.#seq;
  }

  /** The chain's hash at {@link seq}. */
  get head(): Bytes {
    return this.#head;
  }

  /** What this bidder holds, to tell the house in CONFIRM; null where it is nothing. */
  have(): Have | null {
    return this.#seq === 0 ? null : { sale: this.sale, seq: this.#seq, hash: this.#head };
  }

  /**
   * Folds in what an earlier run of this client kept. The chain is checked again; what does not
   * fit is left to the house to send anew.
   */
  restore(): readonly SeenEvent[] {
    const seen: SeenEvent[] = [];
    for (const { bytes } of this.#store.batches(this.sale)) {
      const message = decodeSignedMessage(bytes);
      const batch = message === null ? null : decodeBatch(message.body);
      const follows = batch?.firstSeq === this.#seq + 1 && equalBytes(batch.prevHash, this.#head);
      if (batch === null || !follows) break;
      for (const event of batch.events) {
        const hash = chainHash(this.#head, event);
        const known = this.#fold({ seq: this.#seq + 1, bytes: event, hash });
        if (known !== null) seen.push(known);
      }
    }
    return seen;
  }

  /** Folds in and keeps events that the feed delivered in order. */
  take(
    events: readonly DeliveredEvent[],
    batches: readonly KeptBatch[],
  ): readonly SeenEvent[] {
    this.#store.keepBatches(this.sale, batches);
    // What an older session delivered while a new one began may come once more.
    const fresh = events.filter(({ seq }) => seq > this.#seq);
    return fresh.map((event) => this.#fold(event)).filter((seen) => seen !== null);
  }

  /** An event that this version cannot read moves the position and shows nothing. */
  #fold({ seq, bytes, hash }: DeliveredEvent): SeenEvent | null {
    this.#seq = seq;
    this.#head = hash;
    const event = decodeEvent(bytes)?.event ?? null;
    if (event === null) return null;
    this.#view = evolveView(this.#view, event);
    return { seq, event };
  }
}
