// `deno task compile`: what is inside of the executables. Where the real runtime can be fetched
// they are also started; elsewhere deno's own program stands in for it, which cannot be started.

import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { Fault } from "../../lib/base/fault.ts";
import { VERSION } from "../../lib/base/version.ts";
import { runFlagsOf } from "../../lib/command/compile.ts";
import { FreshCheckout, type TaskEnd } from "../support/fresh_checkout.ts";
import { type Executable, readExecutable } from "./_executable.ts";

const compileMs = 90_000;
const programs = [["server", "main_server.ts"], ["client", "main_client.ts"]] as const;

/** What a person may have in the folder, and nobody else may get. */
const privateFiles = {
  "keys/ana.private.jwks.json": "{}",
  "data/ledger.sqlite": "a record",
};

Deno.test("deno task compile embeds the workers and the tasks' permissions, and no secrets", async () => {
  await using checkout = await FreshCheckout.make();
  for (const folder of ["keys", "data"]) {
    await Deno.mkdir(join(checkout.path, folder), { recursive: true });
  }
  for (const [path, text] of Object.entries(privateFiles)) {
    await Deno.writeTextFile(join(checkout.path, path), text);
  }
  const { end, isReal } = await compiled(checkout);
  assertEquals(end.code, 0, end.out + end.err);
  const tasks = JSON.parse(await Deno.readTextFile(join(checkout.path, "deno.json"))).tasks;
  for (const [task, main] of programs) {
    const path = join(checkout.path, `dist/leilao-${task}`);
    const executable = await readExecutable(path);
    assertEquals(executable.entry, main);
    assertEquals(bakedPermissions(executable), permissionsOf(tasks[task]));
    await checkFiles(checkout, executable);
    if (isReal) await checkVersion(path, checkout.path);
  }
});

Deno.test("runFlagsOf() takes the flags of a task line as they are", () => {
  const place = { task: "server", main: "main_server.ts" };
  const flags = runFlagsOf("deno run --no-prompt --allow-net=10.0.0.0/8,a:1 main_server.ts", place);
  assertEquals(flags, ["--no-prompt", "--allow-net=10.0.0.0/8,a:1"]);
});

Deno.test("runFlagsOf() refuses a line that it would have to guess at", () => {
  const lines = [
    undefined,
    { command: "deno run main_server.ts" },
    "deno run --no-prompt main_client.ts",
    "deno test --no-prompt main_server.ts",
    "deno run --no-prompt main_server.ts --json",
    "deno run -A main_server.ts",
    'deno run --allow-read="$(pwd)" main_server.ts',
    "deno run --allow-read='keys' main_server.ts",
    "cd lib && deno run --no-prompt main_server.ts",
  ];
  for (const line of lines) {
    const fault = assertThrows(
      () => runFlagsOf(line, { task: "server", main: "main_server.ts" }),
      Fault,
    );
    assertEquals(fault.code, "bad_config", String(line));
  }
});

/** Compiles with the real runtime, or where it cannot be fetched with a stand-in. */
async function compiled(
  checkout: FreshCheckout,
): Promise<{ readonly end: TaskEnd; readonly isReal: boolean }> {
  const end = await checkout.task("compile", { ms: compileMs, env: { DENORT_BIN: "" } });
  if (end.code === 0) return { end, isReal: true };
  assertMatch(end.err, /denort/, "Only the runtime may be missing");
  const env = { DENORT_BIN: Deno.execPath() };
  return { end: await checkout.task("compile", { ms: compileMs, env }), isReal: false };
}

/** The permissions of a task line, in the words of the executable. */
function permissionsOf(line: string): Readonly<Record<string, unknown>> {
  const flags = [...line.matchAll(/--(allow|deny)-([a-z]+)=(\S+)/g)];
  const lists = flags.map(([, verb, what, list = ""]) => [`${verb}_${what}`, list.split(",")]);
  return { prompt: !line.includes(" --no-prompt "), ...Object.fromEntries(lists) };
}

/** What is not null: allowed or denied. Imports come from the executable itself only. */
function bakedPermissions({ permissions }: Executable): Readonly<Record<string, unknown>> {
  const { allow_import: _import, ...rest } = permissions;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
}

async function checkFiles(checkout: FreshCheckout, { files }: Executable): Promise<void> {
  const workers: string[] = [];
  for await (const { name } of Deno.readDir(join(checkout.path, "lib/worker"))) {
    if (name.endsWith("_worker.ts")) workers.push(`lib/worker/${name}`);
  }
  assert(workers.length >= 4, `Found only ${workers.join(", ")}`);
  assertEquals(workers.filter((path) => !files.includes(path)), []);
  const own = files.filter((path) => !path.startsWith(".deno_compile_node_modules/"));
  assertEquals(
    own.filter((path) => !/^(main_(server|client)\.ts|lib\/.*\.(tsx?|css|js|svg))$/.test(path)),
    [],
  );
  const tools = files.filter((path) =>
    /\/(fast-check|pure-rand|playwright-core|axe-core)\//.test(path)
  );
  assertEquals(tools, [], "Tools of the tests are no part of a program");
}

async function checkVersion(path: string, folder: string): Promise<void> {
  const { code, stdout } = await new Deno.Command(path, {
    args: ["--version"],
    cwd: folder,
    stdin: "null",
  }).output();
  assertEquals([code, new TextDecoder().decode(stdout)], [0, `leilao ${VERSION}\n`]);
}
