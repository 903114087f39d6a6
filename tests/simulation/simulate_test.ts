// `deno task simulate` as people run it: its flags are those of every other command.

import { assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { VERSION } from "../../lib/base/version.ts";

Deno.test("simulate has the version, the help in both languages and the checks of every command", async () => {
  assertEquals(await run("--version"), { code: 0, out: `leilao ${VERSION}\n`, err: "" });
  assertMatch((await run("--help", "--lang", "en")).out, /--minutes/);
  assertMatch((await run("--help", "--lang", "pt")).out, /a primeira semente/);
  assertEquals((await run("--seed", "one")).code, 2);
  const played = await run("--seed", "3", "--sales", "1");
  assertEquals(played.code, 0);
  assertMatch(played.out, /^sales +1\n/);
});

async function run(...args: readonly string[]) {
  const script = fromFileUrl(new URL("simulate.ts", import.meta.url));
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", script, ...args],
    stdin: "null",
  });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
