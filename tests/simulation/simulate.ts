// deno task simulate: plays sales from seeds until one fails or the time is up.

import { parseArgs } from "@std/cli";
import { playSale, type SaleReport } from "./sale_simulation.ts";

const USAGE = `deno task simulate [--seed N] [--seeds COUNT | --minutes M]

Plays whole sales on a virtual clock and a bad network, and checks every step.

  --seed N       the first seed (default 1)
  --seeds COUNT  how many seeds to play, one after the other (default 1)
  --minutes M    play seeds until so many minutes have passed
  --help         show this

A sale that fails prints its seed and its last steps, and exits with 1. The same seed does the same
again: deno task simulate --seed N
`;

if (import.meta.main) Deno.exit(simulate(Deno.args));

function simulate(args: readonly string[]): number {
  const flags = parseArgs([...args], {
    string: ["seed", "seeds", "minutes"],
    boolean: ["help"],
  });
  if (flags.help) {
    console.log(USAGE);
    return 0;
  }
  const [first, count, minutes] = [flags.seed, flags.seeds, flags.minutes].map(wholeNumber);
  if (first === null || count === null || minutes === null || flags._.length > 0) {
    console.error(`Reading the flags failed: want whole numbers\n\n${USAGE}`);
    return 2;
  }
  const until = performance.now() + (minutes ?? 0) * 60_000;
  const sums = { sales: 0, events: 0, bids: 0, accepted: 0, datagrams: 0, faults: 0, crashes: 0 };
  for (let seed = first ?? 1;; seed++) {
    const report = playSale(seed);
    if (report.failure !== null) return tellFailure(report);
    add(sums, report);
    const enough = minutes === undefined ? sums.sales >= (count ?? 1) : performance.now() >= until;
    if (enough) break;
  }
  console.log(Object.entries(sums).map(([name, sum]) => `${sum} ${name}`).join(", "));
  return 0;
}

function add(sums: Record<string, number>, report: SaleReport): void {
  for (const name of ["events", "bids", "accepted", "datagrams", "faults", "crashes"] as const) {
    sums[name] = (sums[name] ?? 0) + report[name];
  }
  sums["sales"] = (sums["sales"] ?? 0) + 1;
}

function tellFailure({ seed, failure }: SaleReport): number {
  console.error(failure?.lastSteps.join("\n"));
  console.error(failure?.error);
  console.error(`Seed ${seed} fails. Again: deno task simulate --seed ${seed}`);
  return 1;
}

/** The number in a flag, undefined where it was not given, null where it is none. */
function wholeNumber(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined;
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : null;
}
