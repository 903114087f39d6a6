// How often a property is tried. Always the same cases: the gate must not fail for a change that is
// innocent.

/** The parameters of a property that is tried `numRuns` times. */
export function trials(numRuns: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns, seed: 1 };
}
