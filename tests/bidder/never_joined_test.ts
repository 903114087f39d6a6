// The exit code of a client whose input ends before any house let it in: a script that pipes its
// bids in must not take that for success.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { inTime } from "../support/bounded.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";
import { projectPath, taskFlags } from "../support/task_flags.ts";

/** Runs the client without any input against a port where nobody listens. */
async function runClient(folder: string, more: readonly string[]): Promise<Deno.CommandOutput> {
  const config = `--config=${projectPath("deno.json")}`;
  const own = ["--key", "keys/ana.private.jwks.json", "--data", "data/ana"];
  const house = ["--house", "127.0.0.1:1"];
  const program = [config, ...taskFlags("client", folder), projectPath("main_client.ts")];
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", ...program, ...own, ...house, ...more],
    cwd: folder,
    env: { LANG: "C", LC_ALL: "", LC_MESSAGES: "", NO_COLOR: "1", LEILAO_PASSPHRASE: "" },
    stdin: "null",
  });
  return await inTime(command.output(), { what: "the client's end", ms: 30_000 });
}

Deno.test("main_client ends with code 1 and says so where it never joined", async () => {
  await using folder = await SaleFolder.make();
  for (const [name, keySet] of await makeKeys(["ana"])) {
    await folder.addBidder(name, { keySet, paddle: "12", registered: false });
  }
  const text = new TextDecoder();
  for (const more of [["--json"], []]) {
    const { code, stdout, stderr } = await runClient(folder.path, more);
    assertEquals(code, 1, more.join());
    assertStringIncludes(text.decode(stderr), "Cannot join the house");
    if (more.length === 0) continue;
    const lines = text.decode(stdout).trim().split("\n").map((line) => JSON.parse(line));
    assertEquals([lines.at(-2)?.error, lines.at(-1)], ["never_joined", { end: "never_joined" }]);
  }
});
