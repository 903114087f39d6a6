// One sale as a bidder knows it: the view folded from the events, and what is kept of them.

import { emptyView, evolveView, type SaleView } from "../auction/view.ts";
import type { PublicEvent } from "../auction/event.ts";
import { type Bytes, equalBytes } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import type { BidderStore, KeptBatch } from "../ledger/bidder_store.ts";
import { chainHash, GENESIS_HASH } from "../secure/digest.ts";
import type { DeliveredEvent } from "../session/effect.ts";
import { decodeEvent } from "../wire/event_codec.ts";
import { checkpointIn } from "../wire/checkpoint_note.ts";
import type { Have } from "../wire/join_message.ts";
import { batchIn } from "../wire/signed_message.ts";
import { type PromisedHash, PromisedHashes } from "./promised_hashes.ts";

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
  /** The chain's hash after each event; at 0 the genesis. */
  #hashes: Bytes[] = [GENESIS_HASH];
  readonly #promises = new PromisedHashes();

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
    return this.#hashes.length - 1;
  }

  /** The chain's hash at {@link seq}. */
  get head(): Bytes {
    return this.hashAt(this.seq) ?? GENESIS_HASH;
  }

  /** The chain's hash after an event, or null where it has not come yet. */
  hashAt(seq: number): Bytes | null {
    return this.#hashes[seq] ?? null;
  }

  /** What this bidder holds, to tell the house in CONFIRM; null where it is nothing. */
  have(): Have | null {
    const { sale, seq, head: hash } = this;
    return seq === 0 ? null : { sale, seq, hash };
  }

  /**
   * Folds in what an earlier run of this client kept. The chain is checked again; what does not
   * fit is left to the house to send anew, and is held against the checkpoints that are kept.
   */
  restore(): readonly SeenEvent[] {
    for (const { signed } of this.#store.checkpoints(this.sale)) {
      const checkpoint = checkpointIn(signed);
      if (checkpoint !== null) this.#promises.add({ ...checkpoint, signed });
    }
    const seen: SeenEvent[] = [];
    for (const { bytes } of this.#store.batches(this.sale)) {
      const batch = batchIn(bytes);
      const follows = batch?.firstSeq === this.seq + 1 && equalBytes(batch.prevHash, this.head);
      if (batch === null || !follows) break;
      let hash = this.head;
      const events = batch.events.map((bytes, i) => {
        hash = chainHash(hash, bytes);
        return { seq: batch.firstSeq + i, bytes, hash };
      });
      seen.push(...this.#fold(events));
    }
    return seen;
  }

  /**
   * Folds in and keeps events that the feed delivered in order. Fault: `bad_protocol` where the
   * house signed events that contradict each other; nothing of them is kept then.
   */
  take(
    events: readonly DeliveredEvent[],
    batches: readonly KeptBatch[],
  ): readonly SeenEvent[] {
    // What an older session delivered while a new one began may come once more.
    const seen = this.#fold(events.filter(({ seq }) => seq > this.seq));
    this.#store.keepBatches(this.sale, batches);
    return seen;
  }

  /** Keeps a checkpoint that the house signed, whether its event has come yet or not. */
  keepCheckpoint(checkpoint: PromisedHash & { readonly signed: Bytes }): void {
    this.#store.keepCheckpoint(this.sale, checkpoint);
    this.#promises.add(checkpoint);
  }

  /** The house has named a place of the record under its signature: it is held to that. */
  promised(promise: PromisedHash): void {
    this.#promises.add(promise);
  }

  /** A promise of the house that its record breaks, or null. */
  brokenPromise(): PromisedHash | null {
    return this.#promises.broken(this);
  }

  /** Keeps what proves, together with the batches kept here, that the house signed two pasts. */
  keepEvidence(evidence: { readonly seq: number; readonly signed: Bytes | null }): void {
    this.#store.keepEvidence(this.sale, evidence);
  }

  #fold(events: readonly DeliveredEvent[]): readonly SeenEvent[] {
    const decoded = events.map(({ seq, bytes }) => ({ seq, event: decodeEvent(bytes)?.event }));
    // An event that this version cannot read moves the position and shows nothing.
    const seen = decoded.filter((entry): entry is SeenEvent => entry.event !== undefined);
    try {
      this.#view = seen.reduce((view, { event }) => evolveView(view, event), this.#view);
    } catch (cause) {
      throw new Fault(
        "bad_protocol",
        "Following the sale failed: its events contradict each other",
        {
          hint: "Stop bidding and tell the house: its program or its record is wrong.",
          cause,
        },
      );
    }
    this.#hashes.push(...events.map(({ hash }) => hash));
    return seen;
  }
}
