// The house that a client's flags name: what is said where the invitation cannot be read, and what is
// remembered of houses met without one.

import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { Fault } from "../../lib/base/fault.ts";
import type { Language } from "../../lib/base/language.ts";
import { parseCommand } from "../../lib/command/cli.ts";
import { clientCommand } from "../../lib/command/client_command.ts";
import { chooseHouse } from "../../lib/command/house_choice.ts";
import type { CommandRun } from "../../lib/command/run_main.ts";
import { styleFor } from "../../lib/command/style.ts";
import { readPins, rememberPin } from "../../lib/secure/pins.ts";
import { codeOf, inFolder } from "../secure/_folder.ts";

const nothing = () => undefined;
const lima = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
const other = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

Deno.test({
  name: "chooseHouse() tells an invitation out of the program's reach from one that is missing",
  permissions: { read: ["keys"] },
  async fn() {
    const missing = await refusal("keys/none.json", "en");
    assertEquals(missing.code, "not_found");
    for (const language of ["en", "pt"] as const) {
      const outside = await refusal("none/other.json", language);
      assertEquals(outside.code, "bad_arguments");
      assert(outside.hint?.includes("invite.json") && outside.hint.includes("leilao://"));
    }
  },
});

Deno.test("chooseHouse() takes a house that has moved for the one that it knows, and no other", async () => {
  await inFolder(async (folder) => {
    const pins = join(folder, "houses.json");
    await rememberPin(pins, { address: "10.0.0.1:7310", thumbprint: lima });
    const said: string[] = [];
    const run = runOf(["--house", "10.0.0.2:7310"], { language: "en", said });
    const { check } = await chooseHouse(run, folder);
    // Nobody is there to compare a key that was never seen.
    assertEquals(await codeOf(check(other)), "wrong_house");
    assertEquals((await readPins(pins)).size, 1);
    await check(lima);
    assertMatch(said.at(-1) ?? "", /10\.0\.0\.1:7310/);
    assertEquals((await readPins(pins)).get("10.0.0.2:7310"), lima);
    assertEquals(await codeOf(check(other)), "wrong_house");
  });
});

async function refusal(invite: string, language: Language): Promise<Fault> {
  return await assertRejects(
    () => chooseHouse(runOf(["--invite", invite], { language, said: [] }), "data"),
    Fault,
  );
}

function runOf(
  house: readonly string[],
  { language, said }: { readonly language: Language; readonly said: string[] },
): CommandRun<typeof clientCommand.flags> {
  const args = ["--key", "keys/ana.private.jwks.json", ...house];
  const parsed = parseCommand(clientCommand, args, { env: nothing });
  assert(parsed.action === "run");
  const { flags, positionals } = parsed;
  const io = {
    args,
    env: nothing,
    out: nothing,
    err: (text: string) => void said.push(text),
    outIsTerminal: false,
    errIsTerminal: false,
  };
  const style = styleFor(false);
  return { flags, positionals, language, io, outStyle: style, errStyle: style };
}
