// What a simulated bidder sees: the sale folded from the events it was shown, and where that stands
// (lib/worker/bidder_record.ts).

import { emptyView, evolveView, type SaleView } from "../../lib/auction/view.ts";
import { type Bytes, equalBytes } from "../../lib/base/bytes.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import type { SignedBatch } from "../../lib/session/desk_message.ts";
import type { DeliveredEvent } from "../../lib/session/effect.ts";
import { decodeEvent } from "../../lib/wire/event_codec.ts";
import { decodeBatch, decodeSignedMessage } from "../../lib/wire/signed_message.ts";

/** The sale on one bidder's screen. */
export class Screen {
  #view: SaleView = emptyView();
  #seq = 0;
  #head: Bytes = GENESIS_HASH;

  get view(): SaleView {
    return this.#view;
  }

  /** The last event shown, and the chain's hash there. */
  get seq(): number {
    return this.#seq;
  }

  get head(): Bytes {
    return this.#head;
  }

  /** Folds what an earlier run had kept, as far as it holds together. */
  restore(batches: readonly SignedBatch[]): void {
    for (const { bytes } of batches) {
      const message = decodeSignedMessage(bytes);
      const batch = message === null ? null : decodeBatch(message.body);
      if (batch?.firstSeq !== this.#seq + 1 || !equalBytes(batch.prevHash, this.#head)) return;
      for (const event of batch.events) {
        const hash = chainHash(this.#head, event);
        this.show({ seq: this.#seq + 1, bytes: event, hash });
      }
    }
  }

  /** Folds one event in, and says its type. */
  show({ seq, bytes, hash }: DeliveredEvent): string {
    this.#seq = seq;
    this.#head = hash;
    const event = decodeEvent(bytes)?.event;
    if (event === undefined) return "nothing";
    this.#view = evolveView(this.#view, event);
    return event.type;
  }
}
