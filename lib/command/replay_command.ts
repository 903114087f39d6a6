// `deno task replay FILE`: rehearse a sale, or settle a dispute, by running a script of lots and
// commands through the rules. Reads one file, writes NDJSON, and touches nothing else.

import { Fault } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import { defineCommand } from "./cli.ts";
import { replayLines } from "./replay_lines.ts";
import { parseScript, type ReplayScript } from "./replay_script.ts";
import { type CommandRun, reportFault } from "./run_main.ts";

/** The command line of the replay. */
export const replayCommand = defineCommand({
  name: "replay",
  summary: {
    en: "Run a script of lots and commands through the rules of the sale, without network or " +
      "clock, and print each event and refusal as one line of JSON.",
    pt: "Passa um roteiro de lotes e comandos pelas regras do leilão, sem rede nem relógio, e " +
      "imprime cada evento e cada recusa como uma linha de JSON.",
  },
  flags: {},
  positionals: {
    value: "FILE",
    help: {
      en: 'the script, {"lots": [...], "commands": [...]}; "-" reads stdin. ' +
        "Amounts are cents, times milliseconds (lib/command/REPLAY.md)",
      pt: 'o roteiro, {"lots": [...], "commands": [...]}; "-" lê a entrada padrão. ' +
        "Valores em centavos, horas em milissegundos (lib/command/REPLAY.md)",
    },
    min: 1,
    max: 1,
  },
  examples: [
    {
      line: "deno task replay rehearsal.json",
      text: { en: "print the whole transcript", pt: "imprime a transcrição inteira" },
    },
    {
      line: "deno task replay - < rehearsal.json | grep LotSold",
      text: { en: "who won what", pt: "quem arrematou o quê" },
    },
  ],
});

/**
 * Reads the script, prints its transcript. A script that cannot be understood gives exit code 2
 * and prints nothing; Faults `not_found` and `file_unreadable` where there is none to read.
 */
export async function runReplay(run: CommandRun<typeof replayCommand.flags>): Promise<number> {
  const { io, language } = run;
  const file = run.positionals[0] ?? "-";
  const text = await readScript(file);
  try {
    const lines = replayLines(scriptIn(text, { file, language }));
    io.out(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    return 0;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "bad_file") throw error;
    // What a person typed in a script is as much their input as the command line is.
    reportFault(error, { io, command: replayCommand.name, language });
    return 2;
  }
}

/** The script in `text`; a Fault `bad_file` in the person's language says what is wrong with it. */
export function scriptIn(
  text: string,
  { file, language }: { readonly file: string; readonly language: Language },
): ReplayScript {
  const parsed = parseScript(jsonIn(text, file));
  if (parsed.ok) return parsed.script;
  const what = language === "en" ? "the script cannot be run" : "roteiro";
  throw new Fault("bad_file", `${what} (${nameOf(file)}): ${parsed.problem.words[language]}`, {
    hint: "Correct that field and run it again; --help shows what a script looks like.",
  });
}

function jsonIn(text: string, file: string): unknown {
  try {
    // Some editors begin a file with a byte order mark, which JSON does not know.
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new Fault("bad_file", `the script is not JSON (${nameOf(file)}): ${found}`, { cause });
  }
}

async function readScript(file: string): Promise<string> {
  try {
    if (file === "-") return await new Response(Deno.stdin.readable).text();
    return await Deno.readTextFile(file);
  } catch (cause) {
    const code = cause instanceof Deno.errors.NotFound ? "not_found" : "file_unreadable";
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new Fault(code, `the script cannot be read (${nameOf(file)}): ${found}`, { cause });
  }
}

function nameOf(file: string): string {
  return file === "-" ? "stdin" : JSON.stringify(file);
}
