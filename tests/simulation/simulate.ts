// deno task simulate: plays sales from seeds until one fails, enough are played, or the time is up.

import { defineCommand } from "../../lib/command/cli.ts";
import { type CommandRun, runMain } from "../../lib/command/run_main.ts";
import { playSale, type SaleReport } from "./sale_simulation.ts";
import { SaleSums } from "./sale_sums.ts";

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
    sales: {
      type: "integer",
      value: "COUNT",
      min: 1,
      max: 999_999_999,
      default: 1,
      help: {
        en: "how many sales to play, each from the next seed",
        pt: "quantos leilões jogar, cada um da semente seguinte",
      },
    },
    minutes: {
      type: "integer",
      value: "M",
      min: 1,
      max: 10_000,
      help: {
        en: "play sales until so many minutes have passed, whatever --sales says",
        pt: "joga leilões até passarem tantos minutos, diga --sales o que disser",
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
    {
      line: "deno task simulate --seed 1000 --minutes 10",
      text: {
        en: "ten minutes of sales, from seed 1000 on",
        pt: "dez minutos de leilões, da semente 1000 em diante",
      },
    },
  ],
});

const progressEveryMs = 10_000;

if (import.meta.main) await runMain(simulateCommand, simulate);

// deno-lint-ignore require-await -- The body of a command is asynchronous; a simulation never waits.
async function simulate({ flags }: CommandRun<typeof simulateCommand.flags>): Promise<number> {
  const { seed: first, sales: count, minutes } = flags;
  const until = minutes === null ? null : performance.now() + minutes * 60_000;
  const sums = new SaleSums();
  let toldAt = performance.now();
  for (let seed = first;; seed++) {
    const report = playSale(seed);
    sums.add(report);
    if (report.failure !== null) return tellFailure(report, sums);
    const now = performance.now();
    if (until === null ? sums.sales >= count : now >= until) break;
    if (now - toldAt < progressEveryMs) continue;
    toldAt = now;
    // On the other stream: what is read by a program stays the table alone.
    console.error(`seed ${seed}: ${sums.sales} sales, ${sums.faults} faults, none failed`);
  }
  console.log(sums.lines().join("\n"));
  return 0;
}

function tellFailure({ seed, failure }: SaleReport, sums: SaleSums): number {
  console.error(failure?.lastSteps.join("\n"));
  console.error(failure?.error);
  console.log(sums.lines().join("\n"));
  console.error(`Seed ${seed} fails. Again: deno task simulate --seed ${seed}`);
  return 1;
}
