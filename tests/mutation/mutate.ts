// deno task mutate: takes each check of the receiving paths away in turn, in a copy of the project,
// and runs the tests that must miss it. A check that no test misses is told, and the task fails.
//
// A test that fails before anything was changed proves nothing and does not count.

import { defineCommand } from "../../lib/command/cli.ts";
import { type CommandRun, runMain } from "../../lib/command/run_main.ts";
import { FreshCheckout } from "../support/fresh_checkout.ts";
import { MutationBench, type Outcome, type Trial } from "./_mutation_bench.ts";
import { checkedFiles } from "./checks.ts";

/** The description of `mutate`. */
export const mutateCommand = defineCommand({
  name: "mutate",
  summary: {
    en: "takes each check of the receiving paths away in turn: some test must fail",
    pt: "retira, uma por vez, cada verificação de quem recebe: algum teste deve falhar",
  },
  flags: {
    only: {
      type: "string",
      value: "WORDS",
      help: {
        en: "only checks whose file or sentence holds these words",
        pt: "só verificações cujo arquivo ou frase contenha estas palavras",
      },
    },
    from: {
      type: "integer",
      value: "N",
      min: 1,
      max: 9_999,
      default: 1,
      help: { en: "begin with check N of these", pt: "começa pela verificação N destas" },
    },
  },
  examples: [
    {
      line: "deno task mutate --only member_inbox",
      text: {
        en: "the checks of one file alone",
        pt: "só as verificações de um arquivo",
      },
    },
  ],
});

if (import.meta.main) await runMain(mutateCommand, mutate);

async function mutate({ flags }: CommandRun<typeof mutateCommand.flags>): Promise<number> {
  const { only: words, from } = flags;
  const trials = allTrials().filter(({ file, check }) =>
    `${file}: ${check.without}`.includes(words ?? "")
  );
  await using checkout = await FreshCheckout.make();
  const bench = new MutationBench(checkout);
  const outcomes: Outcome[] = [];
  for (const [i, trial] of trials.entries()) {
    if (i + 1 < from) continue;
    const outcome = await bench.tryOut(trial);
    outcomes.push(outcome);
    console.log(`${i + 1}/${trials.length} ${lineOf(outcome)}`);
  }
  const survivors = outcomes.filter(({ caught }) => !caught);
  console.log(`${outcomes.length} checks, ${outcomes.length - survivors.length} caught`);
  for (const survivor of survivors) console.log(lineOf(survivor));
  // Where nothing was tried nothing was shown.
  return survivors.length === 0 && outcomes.length > 0 ? 0 : 1;
}

function allTrials(): readonly Trial[] {
  return checkedFiles.flatMap(({ file, caughtBy, checks }) =>
    checks.map((check) => ({ file, check, tests: check.caughtBy ?? caughtBy }))
  );
}

function lineOf({ trial, caught, says }: Outcome): string {
  return `${trial.file}: ${trial.check.without} -> ${caught ? "caught by" : "NOT CAUGHT:"} ${says}`;
}
