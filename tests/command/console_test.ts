// Opening the console: a link of the running house, over a real connection, in the person's browser.

import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { parseCommand } from "../../lib/command/cli.ts";
import { openConsole } from "../../lib/command/console.ts";
import { consoleCommand } from "../../lib/command/console_command.ts";
import { browserOpener, openBrowser } from "../../lib/command/open_browser.ts";
import { styleFor } from "../../lib/command/style.ts";
import { newStage, sessions, TOKEN } from "../admin/stage.ts";
import { inFolder } from "../secure/_folder.ts";
import { write } from "./_backup_stage.ts";

const link = /^http:\/\/127\.0\.0\.1:\d+\/sign-in#([A-Za-z0-9_-]{43})\n$/;

Deno.test("openConsole() opens a link that signs in once under the given name", async () => {
  const stage = newStage();
  await served((request) => stage.app.fetch(request), async (ask) => {
    const { out, err, opened } = await ask(["--name", "Lia"]);
    assertEquals(opened, [out.trim()]);
    assertStringIncludes(err, "opens in your browser");
    const code = link.exec(out)?.[1] ?? "";
    const cookie = await sessions.signIn(code);
    assertEquals((await sessions.read(cookie?.split(";")[0]))?.name, "Lia");
    assertEquals(await sessions.signIn(code), null);
  });
});

Deno.test("openConsole() only prints the link with --no-open, and where no browser opens", async () => {
  const stage = newStage();
  await served((request) => stage.app.fetch(request), async (ask) => {
    const printed = await ask(["--no-open", "--lang", "pt"]);
    assertEquals(printed.opened, []);
    assertMatch(printed.out, link);
    assertStringIncludes(printed.err, "Abra este link no seu navegador");
    const failed = await ask([], false);
    assertStringIncludes(failed.err, "Open this link in your browser");
    assertMatch(failed.out, link);
  });
});

Deno.test("openConsole() opens nothing that is no link of a console", async () => {
  const code = "A".repeat(43);
  const paths = [
    `@evil.example/sign-in#${code}`,
    `.evil.example/#${code}`,
    `/sign-in?x#${code}`,
    "/",
    `/sign-in#${code}A`,
    `/sign-in#${code}\n`,
  ];
  for (const path of paths) {
    await served(() => Response.json({ path }), async (ask) => {
      const fault = await assertRejects(() => ask([]), Fault, "a console's link");
      assertEquals(fault.code, "bad_protocol", path);
    });
  }
});

Deno.test("openConsole() says that the house has to be started where none runs", async () => {
  let address = "";
  await served(() => new Response(), (_ask, admin) => Promise.resolve(void (address = admin)));
  await inFolder(async (keys) => {
    const never = await assertRejects(() => run(["--keys", keys]), Fault);
    assertEquals([never.code, never.hint?.includes("deno task server")], ["not_found", true]);
    await write(`${keys}/admin.token`, `${TOKEN}\n`, 0o600);
    const gone = ["--keys", keys, "--admin", address, "--lang", "pt"];
    const stopped = await assertRejects(() => run(gone), Fault);
    assertEquals([stopped.code, stopped.hint?.includes("Inicie a casa")], ["unreachable", true]);
  });
});

Deno.test("openConsole() carries the token to no other machine", async () => {
  for (const admin of ["http://192.168.0.9:7300", "http://127.0.0.1:7300@evil.example", "x"]) {
    const fault = await assertRejects(() => run(["--admin", admin]), Fault);
    assertEquals(fault.code, "bad_arguments", admin);
  }
});

Deno.test("openBrowser() runs the system's opener and tells whether it went well", async () => {
  const ran: string[] = [];
  const opened = (os: typeof Deno.build.os, code: number | null | Error) =>
    openBrowser("http://127.0.0.1:1/", {
      os,
      run(program, argument) {
        ran.push(`${program} ${argument}`);
        return code instanceof Error ? Promise.reject(code) : Promise.resolve(code);
      },
    });
  assertEquals(await opened("linux", 0), true);
  assertEquals(await opened("linux", null), true); // It has become the browser.
  assertEquals(await opened("linux", 3), false);
  assertEquals(await opened("darwin", new Deno.errors.NotFound()), false);
  assertEquals(await opened("windows", 1), true);
  assertEquals(ran[0], "xdg-open http://127.0.0.1:1/");
  assertEquals([browserOpener("darwin"), browserOpener("windows")], ["open", "explorer"]);
});

interface Said {
  readonly out: string;
  readonly err: string;
  readonly opened: readonly string[];
}

/** Runs the command; `opens`: whether the browser does. */
async function run(args: readonly string[], opens = true): Promise<Said> {
  const said = { out: "", err: "" };
  const opened: string[] = [];
  const parsed = parseCommand(consoleCommand, args, { env: () => undefined });
  if (parsed.action !== "run") throw new Error(`${args.join(" ")} does not run`);
  const style = styleFor(false);
  const io = {
    args,
    env: () => undefined,
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    outIsTerminal: false,
    errIsTerminal: false,
  };
  await openConsole({ ...parsed, io, outStyle: style, errStyle: style }, (url) => {
    opened.push(url);
    return Promise.resolve(opens);
  });
  return { ...said, opened };
}

/** Serves `handler` as the admin API of a house, and has `body` ask for its console. */
async function served(
  handler: (request: Request) => Response | Promise<Response>,
  body: (
    ask: (args: readonly string[], opens?: boolean) => Promise<Said>,
    admin: string,
  ) => Promise<void>,
): Promise<void> {
  await inFolder(async (keys) => {
    await write(`${keys}/admin.token`, `${TOKEN}\n`, 0o600);
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
    const admin = `http://127.0.0.1:${server.addr.port}`;
    try {
      return await body(
        (args, opens) => run(["--keys", keys, "--admin", admin, ...args], opens),
        admin,
      );
    } finally {
      await server.shutdown();
    }
  });
}
