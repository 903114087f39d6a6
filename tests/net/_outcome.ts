// Runs one attempt of _outside_net.ts in a process with the given networks.

import { projectPath } from "../support/task_flags.ts";

/** What the attempt printed. */
export async function outcomeOf(attempt: string, allowNet: string): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      `--config=${projectPath("deno.json")}`,
      allowNet,
      projectPath("tests/net/_outside_net.ts"),
      attempt,
    ],
    stdin: "null",
  }).output();
  const said = new TextDecoder().decode(stdout).trim();
  if (said === "") throw new Error(new TextDecoder().decode(stderr));
  return said;
}
