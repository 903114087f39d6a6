// Counts by code what the admin app refused: a flood or a wrong script shows in the counters, and
// not as a flood of log lines. Codes come from a closed union, so the table stays small.

import type { ProblemCode } from "./http_problem.ts";

/** A table of counts, one an app. */
export class RefusalCounts {
  readonly #counts = new Map<ProblemCode, number>();

  /** Counts one more refusal. */
  count(code: ProblemCode): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
  }

  /** The table, each name with `http_` before it. */
  snapshot(): Readonly<Record<string, number>> {
    const named = [...this.#counts].map(([code, count]) => [`http_${code}`, count] as const);
    return Object.fromEntries(named.sort());
  }
}
