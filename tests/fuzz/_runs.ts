// How often each property is tried, and from which seed.
//
// The gate tries each a few times from a seed that fast-check prints where something fails. The
// long run (`deno task fuzz`) multiplies that: `-- --times=50 --seed=7` tries fifty times as many
// cases, the very same ones whenever it is run with that seed.

import { parseArgs } from "@std/cli/parse-args";
import type fc from "fast-check";

const flags = parseArgs(Deno.args, { string: ["seed", "times"] });

/** How many times as many cases as in the gate: 1 unless the flag says more. */
const times: number = /^[1-9]\d{0,3}$/.test(flags.times ?? "") ? Number(flags.times) : 1;

const seed: number | null = /^-?\d{1,10}$/.test(flags.seed ?? "") ? Number(flags.seed) : null;

/** The parameters of a property that the gate tries `count` times. */
export function runs(count: number): { readonly numRuns: number } & fc.Parameters<unknown> {
  return { numRuns: count * times, ...(seed === null ? {} : { seed }) };
}
