// `deno task compile`: the house and the bidder's client as single executables.
//
// The permissions that are baked in are those of the tasks `server` and `client`, read from
// deno.json, so that the two cannot drift apart. What is embedded beside the program's own modules
// (the workers) is said in deno.json under "compile"; keys and data never are.

import { join } from "@std/path";
import * as v from "valibot";
import { Fault } from "../base/fault.ts";
import { defineCommand } from "./cli.ts";
import { type CommandRun, runMain } from "./run_main.ts";

/** The description of `compile`. */
export const compileCommand = defineCommand({
  name: "compile",
  summary: {
    en: "makes single executables of the house and the client",
    pt: "faz um executável único da casa e outro do cliente",
  },
  flags: {
    out: {
      type: "string",
      short: "o",
      value: "FOLDER",
      default: "dist",
      help: { en: "where the executables go", pt: "pasta dos executáveis" },
    },
    target: {
      type: "string",
      value: "TRIPLE",
      help: {
        en: "another system, as in x86_64-pc-windows-msvc; without it, this one",
        pt: "outro sistema, como x86_64-pc-windows-msvc; sem isso, este",
      },
    },
  },
  examples: [
    { line: "deno task compile", text: { en: "for this system", pt: "para este sistema" } },
  ],
});

type CompileRun = CommandRun<typeof compileCommand.flags>;

const programs = [
  { task: "server", main: "main_server.ts", executable: "leilao-server" },
  { task: "client", main: "main_client.ts", executable: "leilao-client" },
] as const;

const ConfigSchema = v.object({ tasks: v.record(v.string(), v.unknown()) });

/** Compiles both. Gives the exit code of the first that fails; Fault `bad_config`. */
export async function compile({ flags }: CompileRun): Promise<number> {
  const config = v.parse(ConfigSchema, JSON.parse(await Deno.readTextFile("deno.json")));
  for (const { task, main, executable } of programs) {
    const args = [
      "compile",
      ...runFlagsOf(config.tasks[task], { task, main }),
      "--exclude-unused-npm", // Without it the tools of the tests are embedded too.
      ...(flags.target === null ? [] : ["--target", flags.target]),
      "--output",
      join(flags.out, executable),
      main,
    ];
    const { code } = await new Deno.Command(Deno.execPath(), { args, stdin: "null" }).spawn()
      .status;
    if (code !== 0) return code;
  }
  return 0;
}

/**
 * The flags of a task line `deno run FLAGS MAIN`, as they are. Fault `bad_config` where the line is
 * anything else: permissions that are guessed would be worse than none.
 */
export function runFlagsOf(
  line: unknown,
  { task, main }: { readonly task: string; readonly main: string },
): readonly string[] {
  const words = typeof line === "string" ? line.split(" ") : [];
  const flags = words.slice(2, -1);
  const isPlain = words[0] === "deno" && words[1] === "run" && words.at(-1) === main &&
    flags.every((word) => /^--[a-z][a-z-]*(?:=[^\s"'$\\]+)?$/.test(word));
  if (isPlain) return flags;
  throw new Fault("bad_config", `deno.json, task "${task}": want "deno run FLAGS ${main}"`);
}

if (import.meta.main) await runMain(compileCommand, compile);
