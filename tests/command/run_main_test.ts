// How a command ends: what it says on which stream, and its exit code.

import { assert, assertEquals } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { VERSION } from "../../lib/base/version.ts";
import { type Command, defineCommand, type Flags } from "../../lib/command/cli.ts";
import { inviteCommand } from "../../lib/command/invite.ts";
import { keygenCommand } from "../../lib/command/keygen.ts";
import { registerCommand } from "../../lib/command/register.ts";
import { type CommandBody, type CommandIo, runCommand } from "../../lib/command/run_main.ts";

const words = { en: "tries", pt: "tenta" };
const flags = { json: { type: "boolean", help: words } } as const;
const tryOut = defineCommand({ name: "try", summary: words, flags, examples: [] });

/** Surroundings that keep what is written. */
function fakeIo(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const written = { out: "", err: "" };
  const io: CommandIo = {
    args,
    env: (name) => env[name],
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    outIsTerminal: true,
    errIsTerminal: true,
  };
  return { io, written };
}

async function run(
  args: readonly string[],
  options: { readonly env?: Record<string, string>; readonly body?: CommandBody<typeof flags> },
) {
  const { io, written } = fakeIo(args, { NO_COLOR: "1", ...options.env });
  const body = options.body ?? (() => Promise.resolve());
  return { code: await runCommand(tryOut, body, { io }), ...written };
}

const failing = (error: unknown) => () => Promise.reject(error);

Deno.test("runCommand() gives the body's exit code, 0 where there is none", async () => {
  assertEquals(await run([], {}), { code: 0, out: "", err: "" });
  assertEquals((await run([], { body: () => Promise.resolve(1) })).code, 1);
});

Deno.test("runCommand() puts version and help on stdout and runs nothing", async () => {
  const body = failing(new Error("must not run"));
  assertEquals(await run(["-V"], { body }), { code: 0, out: `leilao ${VERSION}\n`, err: "" });
  const help = await run(["--help"], { body });
  assertEquals([help.code, help.err], [0, ""]);
  assert(help.out.startsWith("try: tries\n\nUsage: deno task try [options]\n"));
  assert((await run(["-h", "--lang", "pt"], { body })).out.includes("Uso: deno task try [opções]"));
});

Deno.test("runCommand() ends with 2 and one line and a hint where it is not understood", async () => {
  assertEquals(await run(["--jsn"], {}), {
    code: 2,
    out: "",
    err: 'try: unknown flag: "--jsn"\nDid you mean --json? See: deno task try --help\n',
  });
});

Deno.test("runCommand() ends with 1 and the fault's own hint, in Portuguese with ours", async () => {
  const body = failing(new Fault("port_taken", "port 7310: taken", { hint: "Use another." }));
  assertEquals(await run([], { body }), {
    code: 1,
    out: "",
    err: "try: port 7310: taken\nUse another.\n",
  });
  const { err } = await run(["--lang", "pt"], { body });
  assertEquals(err.split("\n")[0], "try: a porta está ocupada: port 7310: taken");
});

Deno.test("runCommand() shows a stack only with LEILAO_DEBUG=1, with its causes", async () => {
  const error = new Fault("ledger_locked", "locked", { cause: new Error("SQLITE_BUSY") });
  const body = failing(error);
  assert(!(await run([], { body })).err.includes("    at "));
  const { err } = await run([], { body, env: { LEILAO_DEBUG: "1" } });
  assert(err.includes("ledger_locked") && err.includes("SQLITE_BUSY") && err.includes("    at "));
});

Deno.test("runCommand() turns anything thrown into one line", async () => {
  for (const thrown of [new TypeError("odd"), "odd"]) {
    const { code, err } = await run([], { body: failing(thrown) });
    assertEquals([code, err.split("\n")[0], err.split("\n").length], [1, "try: odd", 3]);
  }
});

Deno.test("runCommand() colours for a terminal alone, and never against NO_COLOR", async () => {
  const coloured = await run(["--jsn"], { env: { NO_COLOR: "" } });
  assert(coloured.err.includes("\x1b["));
  const { io, written } = fakeIo(["--jsn"]);
  const body = () => Promise.resolve();
  await runCommand(tryOut, body, { io: { ...io, errIsTerminal: false } });
  assert(!written.err.includes("\x1b["));
});

Deno.test("helpText() of each command fits a terminal, in both languages", async () => {
  const commands: readonly Command<Flags>[] = [keygenCommand, registerCommand, inviteCommand];
  for (const command of commands) {
    for (const lang of ["en", "pt"]) {
      const { io, written } = fakeIo(["--help", "--lang", lang], { NO_COLOR: "1" });
      assertEquals(await runCommand(command, () => Promise.resolve(), { io }), 0);
      for (const line of written.out.split("\n")) assert(line.length <= 100, line);
      for (const name of Object.keys(command.flags)) {
        assert(written.out.includes(name === "fromPem" ? "--from-pem" : `--${name}`));
      }
    }
  }
});
