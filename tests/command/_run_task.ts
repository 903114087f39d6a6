// Runs a command of ours as its task does: a process of its own, with the very permissions.

import { fromFileUrl } from "@std/path";

/** What a process left behind. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The permissions of the task of each command: the same as in deno.json. */
const permissions = {
  keygen: ["--allow-read=keys", "--allow-write=keys"],
  register: ["--allow-read=keys", "--allow-write=keys"],
  invite: ["--allow-read=keys", "--allow-write=keys,invite.json"],
  import: ["--allow-read", "--allow-write=items"],
  results: ["--allow-read=data,results", "--allow-write=data,results"],
} as const;

const variables = "LANG,LC_ALL,LC_MESSAGES,NO_COLOR,LEILAO_DEBUG";

/** Runs `lib/command/<name>.ts` in `folder`; its environment says nothing but what `env` says. */
export async function runTask(
  name: keyof typeof permissions,
  args: readonly string[],
  { folder, env = {} }: { readonly folder: string; readonly env?: Record<string, string> },
): Promise<Ended> {
  const home = (path: string) => fromFileUrl(new URL(`../../${path}`, import.meta.url));
  const extra = name === "keygen" ? ",LEILAO_PASSPHRASE" : "";
  const flags = [
    "run",
    "--no-prompt",
    "--frozen=false",
    `--config=${home("deno.json")}`,
    ...permissions[name],
    `--allow-env=${variables}${extra}`,
  ];
  const quiet = { LANG: "C", LC_ALL: "", LC_MESSAGES: "", LEILAO_DEBUG: "", LEILAO_PASSPHRASE: "" };
  const command = new Deno.Command(Deno.execPath(), {
    args: [...flags, home(`lib/command/${name}.ts`), ...args],
    cwd: folder,
    env: { ...quiet, NO_COLOR: "1", ...env },
    stdin: "null",
  });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
