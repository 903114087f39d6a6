// A task of ours run to its end, with the permissions of deno.json.

import { projectPath, taskFlags } from "./task_flags.ts";

/** What a task left behind. */
export interface TaskEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const quiet = { LANG: "C", LC_ALL: "", LC_MESSAGES: "", NO_COLOR: "1", LEILAO_DEBUG: "" };

/** Runs `deno task NAME ARGS` of lib/command as if `folder` were the project's. */
export async function runTaskIn(
  folder: string,
  [name = "", ...args]: readonly string[],
): Promise<TaskEnd> {
  const { code, stdout, stderr } = await taskCommand(folder, [name, ...args]).output();
  const text = new TextDecoder();
  return { code, out: text.decode(stdout), err: text.decode(stderr) };
}

/** The command of {@link runTaskIn}, not started yet. */
export function taskCommand(
  folder: string,
  [name = "", ...args]: readonly string[],
): Deno.Command {
  const config = `--config=${projectPath("deno.json")}`;
  const file = projectPath(`lib/command/${name}.ts`);
  return new Deno.Command(Deno.execPath(), {
    args: ["run", config, ...taskFlags(name, folder), file, ...args],
    cwd: folder,
    env: quiet,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}
