// Puts work of the desk behind everything that the feed has received before it.
//
// A hammer must not fall on a bid that had already reached the house and was still being verified,
// and no event of the house's own may carry a later time than such a bid and make it late.

import { assert } from "@std/assert";
import type { DeskInput } from "../session/desk_message.ts";

/** Inputs behind a barrier, and what to do once they are committed. */
export interface Held {
  /** Made when the barrier has passed: what they say is then the latest. */
  inputs(): readonly DeskInput[];
  readonly done?: () => void;
}

/** The barriers that are on their way through the feed. */
export class FeedBarriers {
  readonly #send: (barrier: number) => void;
  readonly #held = new Map<number, Held>();
  #count = 0;
  #open = false;

  /** `send` puts a barrier into the feed. */
  constructor(send: (barrier: number) => void) {
    this.#send = send;
  }

  /** The feed is open. Before, there was nothing in it: what waits passes as soon as it opens. */
  open(): void {
    this.#open = true;
    for (const barrier of this.#held.keys()) this.#send(barrier);
  }

  /** Holds inputs back until the feed has handed over all that it received before them. */
  hold(held: Held): void {
    const barrier = ++this.#count;
    this.#held.set(barrier, held);
    if (this.#open) this.#send(barrier);
  }

  /** A barrier has passed: what was behind it. */
  passed(barrier: number): Held {
    const held = this.#held.get(barrier);
    assert(held !== undefined, "A barrier passes once");
    this.#held.delete(barrier);
    return held;
  }
}
