// Mistakes to build into a simulated sale: each is one that a house or a bidder could really make,
// and the checkers must find every one of them.

import { MemoryDisk } from "../../lib/ledger/memory_ledger.ts";
import type {
  LedgerAppend,
  LedgerBatch,
  LedgerBid,
  LedgerRow,
  LedgerStore,
} from "../../lib/ledger/store.ts";
import { bidKey } from "../../lib/ledger/verify.ts";
import { chainHash } from "../../lib/secure/digest.ts";
import type { ReceiverEffect } from "../../lib/session/effect.ts";
import {
  FeedReceiver,
  type ReceivedBatch,
  type ReceiverStart,
} from "../../lib/session/feed_receiver.ts";

/** A disk that loses the last append at a crash, as one would that only pretends to flush. */
export class ForgetfulDisk extends MemoryDisk {
  #appends: Omit<LedgerAppend, "aliveAt">[] = [];
  #rows: readonly LedgerRow[] = [];
  #batches: readonly LedgerBatch[] = [];

  override get rows(): readonly LedgerRow[] {
    return this.#rows;
  }

  override get batches(): readonly LedgerBatch[] {
    return this.#batches;
  }

  override bid(paddle: string, bidId: Uint8Array): LedgerBid | null {
    const key = bidKey(paddle, bidId);
    const bids = this.#appends.flatMap((append) => append.bids);
    return bids.find((bid) => bidKey(bid.paddle, bid.bidId) === key) ?? null;
  }

  override commit(append: Omit<LedgerAppend, "aliveAt">, aliveAt: number): void {
    super.commit(append, aliveAt);
    this.#lay([...this.#appends, append]);
  }

  override crash(): void {
    super.crash();
    this.#lay(this.#appends.slice(0, -1));
  }

  #lay(appends: Omit<LedgerAppend, "aliveAt">[]): void {
    this.#appends = appends.filter(({ rows }) => rows.length > 0);
    this.#rows = this.#appends.flatMap(({ rows }) => rows);
    this.#batches = this.#appends.flatMap(({ batches }) => batches);
  }
}

/** A ledger that forgets which bids it has answered. */
export class ForgetfulLedger implements LedgerStore {
  readonly #ledger: LedgerStore;

  constructor(ledger: LedgerStore) {
    this.#ledger = ledger;
  }

  get identity() {
    return this.#ledger.identity;
  }

  get aliveAt() {
    return this.#ledger.aliveAt;
  }

  load(checks: Parameters<LedgerStore["load"]>[0]) {
    return this.#ledger.load(checks);
  }

  head() {
    return this.#ledger.head();
  }

  append(append: LedgerAppend): void {
    this.#ledger.append({ ...append, bids: [] });
  }

  batches(fromSeq: number, limits: { readonly bytesMax: number }) {
    return this.#ledger.batches(fromSeq, limits);
  }

  bid() {
    return null;
  }

  parts(lastSeq: number) {
    return this.#ledger.parts(lastSeq);
  }

  markAlive(at: number): void {
    this.#ledger.markAlive(at);
  }

  close(): void {
    this.#ledger.close();
  }
}

/** A receiver that shows each batch as it comes, whatever came before. */
export class HastyReceiver extends FeedReceiver {
  override batch(
    batch: ReceivedBatch,
    options: { readonly now: number; readonly live: boolean },
  ): readonly ReceiverEffect[] {
    const known = this.position().nextSeq;
    const effects = super.batch(batch, options);
    if (batch.firstSeq <= known) return effects;
    let hash = batch.prevHash;
    const events = batch.events.map((bytes, i) => {
      hash = chainHash(hash, bytes);
      return { seq: batch.firstSeq + i, bytes, hash };
    });
    return [{ type: "deliver", events, batches: [] }, ...effects];
  }
}

/** A receiver that never asks for what it lost. */
export class ShyReceiver extends FeedReceiver {
  override tick(now: number): readonly ReceiverEffect[] {
    return super.tick(now).filter(({ type }) => type !== "nak" && type !== "fetch");
  }
}

/** Makes one of the receivers above. */
export function receiverOf(
  kind: new (start: ReceiverStart) => FeedReceiver,
): (start: ReceiverStart) => FeedReceiver {
  return (start) => new kind(start);
}
