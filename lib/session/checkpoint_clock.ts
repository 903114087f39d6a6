// When the house signs a checkpoint: at once when a lot or the sale has ended, and otherwise once in
// each minute in which the record grew (PROTOCOL §5.5). Pure: it says when, the desk signs.

import type { PublicEvent } from "../auction/event.ts";
import { CHECKPOINT_MS } from "./session_limits.ts";

/** The events behind which a person wants the house's word: each ends a lot, or the sale. */
const endings: ReadonlySet<PublicEvent["type"]> = new Set([
  "LotSold",
  "LotPassed",
  "LotWithdrawn",
  "SaleClosed",
]);

/** Knows what of the record no checkpoint covers yet. */
export class CheckpointClock {
  #dueAt: number | null = null;

  /** When the next one is due; null while a checkpoint covers the whole record. */
  get dueAt(): number | null {
    return this.#dueAt;
  }

  /** The record has grown by these events. */
  grew(events: readonly Pick<PublicEvent, "type">[], now: number): void {
    if (events.length === 0) return;
    const dueAt = events.some(({ type }) => endings.has(type)) ? now : now + CHECKPOINT_MS;
    this.#dueAt = Math.min(this.#dueAt ?? Infinity, dueAt);
  }

  /** Whether one is due: the caller signs it. */
  isDue(now: number): boolean {
    return this.#dueAt !== null && now >= this.#dueAt;
  }

  /** One was made, of all that is in the record. */
  made(): void {
    this.#dueAt = null;
  }
}
