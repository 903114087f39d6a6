// `deno task import --csv FILE`: an auction program's or a spreadsheet's catalogue becomes a file of
// the items folder, all of it or nothing.
//
// Reads the CSV file and the items folder, and writes one file there; touches nothing else.

import { basename, join } from "@std/path";
import { Fault } from "../base/fault.ts";
import type { Bytes } from "../base/bytes.ts";
import { LANGUAGES } from "../base/language.ts";
import { type CsvLot, parseCsvCatalogue } from "../catalogue/csv_catalogue.ts";
import { importProblems, itemsFileOf } from "../catalogue/csv_import.ts";
import type { CsvTerms } from "../catalogue/csv_item.ts";
import { type CsvProblem, describeCsvNote, describeCsvProblem } from "../catalogue/csv_report.ts";
import { csvBytesMax } from "../catalogue/limits.ts";
import { parseLot } from "../catalogue/lot_schema.ts";
import { describeProblem } from "../catalogue/problem.ts";
import { createFileAtomically, writeFileAtomically } from "../secure/atomic_file.ts";
import { defineCommand, usageFault } from "./cli.ts";
import type { CommandRun } from "./run_main.ts";

/** The description of `import`. */
export const importCommand = defineCommand({
  name: "import",
  summary: {
    en:
      "Makes a catalogue in CSV a file of the items folder. One row that is refused refuses them " +
      "all, and each says what is wrong with it.",
    pt:
      "Faz de um catálogo em CSV um arquivo da pasta de itens. Uma linha recusada recusa todas, e " +
      "cada uma diz o que há de errado.",
  },
  flags: {
    csv: {
      type: "string",
      short: "c",
      value: "FILE",
      required: true,
      help: { en: "the catalogue", pt: "o catálogo" },
    },
    items: {
      type: "string",
      value: "FOLDER",
      default: "items",
      help: { en: "folder of the lots and their pictures", pt: "pasta dos lotes e suas imagens" },
    },
    closing: {
      type: "string",
      value: "HOW",
      default: "clerked",
      help: {
        en: 'how the lots end: "clerked", a number of seconds, or a moment such as ' +
          "2027-03-14T20:00:00-03:00",
        pt:
          'como os lotes terminam: "clerked" (à mão), um número de segundos, ou um momento como ' +
          "2027-03-14T20:00:00-03:00",
      },
    },
    currency: {
      type: "string",
      value: "CODE",
      default: "BRL",
      help: { en: "the currency of the amounts (ISO 4217)", pt: "a moeda dos valores (ISO 4217)" },
    },
    decimal: {
      type: "string",
      value: "MARK",
      choices: ["point", "comma"],
      help: {
        en: "the decimal mark of all amounts, where 1,200 or 1.200 leaves it open",
        pt: "o sinal decimal de todos os valores, se 1,200 ou 1.200 deixa dúvida",
      },
    },
    texts: {
      type: "string",
      value: "LANGUAGE",
      choices: LANGUAGES,
      help: {
        en: "the language of titles and descriptions; without it, the program's own",
        pt: "o idioma de títulos e descrições; sem isso, o do programa",
      },
    },
    replace: {
      type: "boolean",
      help: { en: "take the place of an earlier import", pt: "substitui uma importação anterior" },
    },
    dryRun: {
      type: "boolean",
      help: { en: "check everything and write nothing", pt: "confere tudo e não grava nada" },
    },
  },
  examples: [
    {
      line: "deno task import --csv spring.csv --dry-run",
      text: { en: "what would be refused, and why", pt: "o que seria recusado, e por quê" },
    },
    {
      line: "deno task import --csv spring.csv --closing 900",
      text: { en: "lots that run for a quarter of an hour", pt: "lotes que correm quinze minutos" },
    },
  ],
});

type ImportRun = CommandRun<typeof importCommand.flags>;

/**
 * Reads the catalogue, reports on stderr, and writes its items file. Gives 1 where it was refused.
 * Faults `bad_arguments`, `not_found`, `file_unreadable`, `bad_file`, and `file_exists` where a
 * file of that name is there already.
 */
export async function runImport(run: ImportRun): Promise<number> {
  const { flags, io, language } = run;
  const terms = termsOf(run);
  const catalogue = parseCsvCatalogue(await readCsvFile(flags.csv), terms);
  for (const note of catalogue.notes) io.err(`${describeCsvNote(note, language)}\n`);
  if (!catalogue.ok) return refuse(run, catalogue.problems);
  const file = fileNameOf(flags.csv);
  const problems = await importProblems(catalogue.lots, { folder: flags.items, file });
  if (problems.length > 0) return refuse(run, problems);
  if (!flags.dryRun) await write(run, file, catalogue.lots);
  const [path, count] = [JSON.stringify(join(flags.items, file)), catalogue.lots.length];
  const done = flags.dryRun
    ? {
      en: `All is in order for ${path}; lots: ${count}\n`,
      pt: `Tudo em ordem para ${path}; lotes: ${count}\n`,
    }
    : { en: `Written: ${path}; lots: ${count}\n`, pt: `Gravado: ${path}; lotes: ${count}\n` };
  io.out(done[language]);
  return 0;
}

function termsOf(run: ImportRun): CsvTerms {
  const { flags, language } = run;
  const command = importCommand.name;
  if (!/^[A-Z]{3}$/.test(flags.currency)) {
    const wanted = { en: "three capital letters", pt: "três letras maiúsculas" };
    throw usageFault(language, {
      en: `--currency: found ${JSON.stringify(flags.currency)}, want ${wanted.en}`,
      pt: `--currency: encontrado ${JSON.stringify(flags.currency)}, esperado ${wanted.pt}`,
    }, { command });
  }
  const closing = closingOf(flags.closing);
  // Of a lot with nothing else in it all that can be wrong is how it ends.
  const tried = parseLot({ id: "1", title: "1", opening: 1, ...closing });
  const [problem] = tried.ok ? [] : tried.problems;
  if (problem !== undefined) {
    const text = `--closing: ${describeProblem({ ...problem, field: "" }, language)}`;
    throw usageFault(language, { en: text, pt: text }, { command });
  }
  const marks = { point: ".", comma: "," } as const;
  const decimal = flags.decimal === null ? null : marks[flags.decimal];
  return {
    amounts: { currency: flags.currency, decimal },
    texts: flags.texts ?? language,
    closing,
  };
}

function closingOf(how: string): CsvTerms["closing"] {
  if (how === "clerked") return {};
  return /^\d+(?:\.\d+)?$/.test(how) ? { durationSeconds: Number(how) } : { endsAt: how };
}

/** The items file of a catalogue is named for it, so that the next import finds the last one. */
function fileNameOf(csv: string): string {
  const name = basename(csv).replace(/\.[^.]*$/, "").replaceAll(/[^0-9A-Za-z._-]+/g, "-");
  return `${name.replace(/^[.-]+/, "").slice(0, 60) || "catalogue"}.json`;
}

async function readCsvFile(path: string): Promise<Bytes> {
  const shown = JSON.stringify(path);
  try {
    const { isFile, size } = await Deno.stat(path);
    if (!isFile || size > csvBytesMax) {
      const found = isFile ? `${size} bytes` : "no ordinary file";
      throw new Fault("bad_file", `${shown}: found ${found}, want at most ${csvBytesMax} bytes`);
    }
    return await Deno.readFile(path);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const code = cause instanceof Deno.errors.NotFound ? "not_found" : "file_unreadable";
    throw new Fault(code, `${shown}: cannot be read`, { cause });
  }
}

async function write(run: ImportRun, file: string, lots: readonly CsvLot[]): Promise<void> {
  const { flags, language } = run;
  const path = join(flags.items, file);
  const text = itemsFileOf(lots);
  if (flags.replace) return await writeFileAtomically(path, text, { mode: 0o644 });
  if (await createFileAtomically(path, text, { mode: 0o644 })) return;
  const hint = {
    en: "Look at it, and give --replace where this import is to take its place.",
    pt: "Confira-o, e use --replace se esta importação deve tomar o lugar dele.",
  };
  const there = { en: "is there already", pt: "já existe" };
  throw new Fault("file_exists", `${JSON.stringify(path)}: ${there[language]}`, {
    hint: hint[language],
  });
}

function refuse({ io, language }: ImportRun, problems: readonly CsvProblem[]): number {
  for (const problem of problems) io.err(`${describeCsvProblem(problem, language)}\n`);
  const rows = new Set(problems.flatMap(({ row }) => row ?? [])).size;
  const words = language === "en"
    ? { nothing: "Nothing was imported", rows: "rows to mend" }
    : { nothing: "Nada foi importado", rows: "linhas a corrigir" };
  io.err(`${words.nothing}${rows === 0 ? "" : `; ${words.rows}: ${rows}`}\n`);
  return 1;
}
