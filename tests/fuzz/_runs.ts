// How often each property is tried, and from which seed.
//
// The gate tries each a few times and always the same cases: it must not fail for a change that is
// innocent. The long run (`deno task fuzz`) tries fifty times as many, others each time, and prints
// the seed where something fails: with `--seed=7` it tries the very same ones again.

import { parseArgs } from "@std/cli/parse-args";
import type fc from "fast-check";

const flags = parseArgs(Deno.args, { string: ["seed", "times"] });

/** How many times as many cases as in the gate: 1 unless the flag says more. */
const times: number = /^[1-9]\d{0,3}$/.test(flags.times ?? "") ? Number(flags.times) : 1;

const seed: number | null = /^-?\d{1,10}$/.test(flags.seed ?? "") ? Number(flags.seed) : null;

/** Where the gate begins. */
const gateSeed = 1;

/** The parameters of a property that the gate tries `count` times. */
export function runs(count: number): { readonly numRuns: number } & fc.Parameters<unknown> {
  const from = seed ?? (times === 1 ? gateSeed : null);
  return { numRuns: count * times, ...(from === null ? {} : { seed: from }) };
}
