// deno task simulate: plays sales from seeds until one fails or the time is up.

import { defineCommand } from "../../lib/command/cli.ts";
import { type CommandRun, runMain } from "../../lib/command/run_main.ts";
import { playSale, type SaleReport } from "./sale_simulation.ts";

/** The description of `simulate`. */
export const simulateCommand = defineCommand({
  name: "simulate",
  summary: {
    en: "plays whole sales on a virtual clock and a bad network, and checks every step",
    pt: "joga leilões inteiros num relógio virtual e numa rede ruim, e confere cada passo",
  },
  flags: {
    seed: {
      type: "integer",
      min: 0,
      max: 999_999_999,
      default: 1,
      help: { en: "the first seed", pt: "a primeira semente" },
    },
    seeds: {
      type: "integer",
      value: "COUNT",
      min: 1,
      max: 999_999_999,
      default: 1,
      help: { en: "how many seeds to play, in turn", pt: "quantas sementes jogar, em sequência" },
    },
    minutes: {
      type: "integer",
      value: "M",
      min: 0,
      max: 10_000,
      help: {
        en: "play seeds until so many minutes have passed, whatever --seeds says",
        pt: "joga sementes até passarem tantos minutos, diga --seeds o que disser",
      },
    },
  },
  examples: [
    {
      line: "deno task simulate --seed 7",
      text: {
        en: "the sale of seed 7, always the same",
        pt: "o leilão da semente 7, sempre igual",
      },
    },
  ],
});

if (import.meta.main) await runMain(simulateCommand, simulate);

// deno-lint-ignore require-await -- The body of a command is asynchronous; a simulation never waits.
async function simulate({ flags }: CommandRun<typeof simulateCommand.flags>): Promise<number> {
  const { seed: first, seeds: count, minutes } = flags;
  const until = performance.now() + (minutes ?? 0) * 60_000;
  const sums = { sales: 0, events: 0, bids: 0, accepted: 0, datagrams: 0, faults: 0, crashes: 0 };
  for (let seed = first;; seed++) {
    const report = playSale(seed);
    if (report.failure !== null) return tellFailure(report);
    add(sums, report);
    const enough = minutes === null ? sums.sales >= count : performance.now() >= until;
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
