// Runs a task to its end in a folder that stands for the project's: with the permissions of
// deno.json, moved there.

import { projectPath, taskFlags } from "./task_flags.ts";

/** What a process left behind. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `lib/command/<task>.ts`; its environment says nothing of the person's own. */
export async function runFolderTask(
  task: string,
  args: readonly string[],
  { folder }: { readonly folder: string },
): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      `--config=${projectPath("deno.json")}`,
      ...taskFlags(task, folder),
      projectPath(`lib/command/${task}.ts`),
      ...args,
    ],
    cwd: folder,
    env: { LANG: "C", LC_ALL: "", LC_MESSAGES: "", NO_COLOR: "1", LEILAO_DEBUG: "" },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
