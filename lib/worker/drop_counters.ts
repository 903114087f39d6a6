// Counts by reason what was not believed, for the operator. Nothing is ever answered or logged
// datagram by datagram: a flood must not become a flood of lines.

/** A growing table of counts by name. Names come from our own closed unions: it stays small. */
export class DropCounters {
  readonly #counts = new Map<string, number>();

  /** Counts one more of `reason`. */
  count(reason: string): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  /** The table as it stands. */
  snapshot(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort());
  }
}
