// How a practice is begun from the flags of `deno task demo`, and how it ends: well, whenever the
// person leaves.

import type { BooleanFlag, FlagValues, IntegerFlag } from "./cli.ts";
import { usageFault } from "./cli.ts";
import { type PracticePace, quickFactor, scaledPace } from "./practice_pace.ts";
import { slowFactor, USUAL_PACE } from "./practice_pace.ts";
import { PracticeLeft, PracticePlay } from "./practice_play.ts";
import { PracticeStory } from "./practice_story.ts";
import type { CommandRun } from "./run_main.ts";
import { stopSignals } from "./stop_signals.ts";

/** As many as 32 bits name. */
const seedMax = 2 ** 32 - 1;
/** A seed of our own is short, so that a person can type it again. */
const drawnSeeds = 10_000;
const lotsUsual = 5;

/** The flags that a practice adds to those of the demo. */
export const practiceFlags = {
  practice: {
    type: "boolean",
    help: {
      en: "bid yourself, against three scripted bidders; nothing is kept",
      pt: "dê você os lances, contra três participantes simulados; nada fica",
    },
  },
  lots: {
    type: "integer",
    min: 1,
    max: 100,
    help: {
      en: `for --practice: how many lots at most (${lotsUsual})`,
      pt: `para --practice: quantos lotes no máximo (${lotsUsual})`,
    },
  },
  seed: {
    type: "integer",
    min: 0,
    max: seedMax,
    help: {
      en: "for --practice: the same limits of the same bidders as with this seed before",
      pt: "para --practice: os mesmos participantes e limites que esta semente já deu",
    },
  },
  slow: {
    type: "boolean",
    help: { en: "for --practice: twice the time", pt: "para --practice: o dobro do tempo" },
  },
  quick: {
    type: "boolean",
    help: {
      en: "for --practice: a fifth of the time, as in its own test",
      pt: "para --practice: um quinto do tempo, como no teste dele",
    },
  },
} as const satisfies Readonly<Record<string, BooleanFlag | IntegerFlag>>;

/** The flags of the demo that a practice reads. */
export type PracticeFlags = FlagValues<typeof practiceFlags> & {
  readonly items: string;
  readonly folder: string;
};

type PracticeRun = Pick<CommandRun<Record<never, never>>, "language" | "outStyle" | "io"> & {
  readonly flags: PracticeFlags;
};

/** Fault `bad_arguments` where flags do not go together. */
export function checkPracticeFlags({ flags, language }: Pick<PracticeRun, "flags" | "language">) {
  const command = "demo";
  if (flags.slow && flags.quick) {
    const pt = "--slow e --quick: uma coisa ou a outra";
    throw usageFault(language, { en: "--slow and --quick: want one of them", pt }, { command });
  }
  if (flags.practice) return;
  const isGiven = { lots: flags.lots !== null, seed: flags.seed !== null, ...switches(flags) };
  for (const [name, given] of Object.entries(isGiven)) {
    if (!given) continue;
    const message = {
      en: `--${name}: only a practice has it, want --practice too`,
      pt: `--${name}: só vale para um treino, falta --practice`,
    };
    throw usageFault(language, message, { command });
  }
}

/** Holds the practice; exit code 0 wherever the person leaves, and nothing stays. */
export async function runPractice(
  { flags, language, outStyle, io }: PracticeRun,
  { currency, drawn }: {
    /** ISO 4217. */
    readonly currency: string;
    /** Any whole number: the seed comes from it where no flag gives one. */
    readonly drawn: number;
  },
): Promise<number> {
  const story = new PracticeStory({ language, style: outStyle, currency, out: io.out });
  const stopping = new AbortController();
  const seed = flags.seed ?? drawn % drawnSeeds;
  const lotsMax = flags.lots ?? lotsUsual;
  const { items, folder } = flags;
  const again = commandAgain(flags, { seed });
  const wishes = { items, folder, lotsMax, seed, pace: paceOf(flags), again, currency, language };
  const play = new PracticePlay({ ...wishes, story, stopping });
  const leave = () => stopping.abort(new PracticeLeft());
  const signals = stopSignals();
  for (const signal of signals) Deno.addSignalListener(signal, leave);
  try {
    await play.run().catch(unlessLeft);
    await play.review();
  } finally {
    await play.end();
    for (const signal of signals) Deno.removeSignalListener(signal, leave);
  }
  story.note(`\n${outStyle.dim(story.words.gone)}`);
  return 0;
}

/** The command line that gives the same practice again; where its folder lies changes nothing. */
export function commandAgain(
  flags: PracticeFlags,
  { seed }: { readonly seed: number },
): string {
  const parts = ["deno task demo --practice --seed", String(seed)];
  if (flags.lots !== null) parts.push("--lots", String(flags.lots));
  for (const [name, given] of Object.entries(switches(flags))) if (given) parts.push(`--${name}`);
  if (flags.items !== "items") parts.push("--items", quoted(flags.items));
  return parts.join(" ");
}

function switches({ slow, quick }: PracticeFlags): Readonly<Record<string, boolean>> {
  return { slow, quick };
}

function paceOf({ slow, quick }: PracticeFlags): PracticePace {
  return scaledPace(USUAL_PACE, slow ? slowFactor : quick ? quickFactor : 1);
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function unlessLeft(error: unknown): void {
  if (!(error instanceof PracticeLeft)) throw error;
}
