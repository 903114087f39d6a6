// The house that a client's flags name: what is said where the invitation cannot be read.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import type { Language } from "../../lib/base/language.ts";
import { parseCommand } from "../../lib/command/cli.ts";
import { clientCommand } from "../../lib/command/client_command.ts";
import { chooseHouse } from "../../lib/command/house_choice.ts";
import { styleFor } from "../../lib/command/style.ts";

const nothing = () => undefined;

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

async function refusal(invite: string, language: Language): Promise<Fault> {
  const args = ["--key", "keys/ana.private.jwks.json", "--invite", invite];
  const parsed = parseCommand(clientCommand, args, { env: nothing });
  assert(parsed.action === "run");
  const { flags, positionals } = parsed;
  const io = {
    args,
    env: nothing,
    out: nothing,
    err: nothing,
    outIsTerminal: false,
    errIsTerminal: false,
  };
  const style = styleFor(false);
  const run = { flags, positionals, language, io, outStyle: style, errStyle: style };
  return await assertRejects(() => chooseHouse(run, "data"), Fault);
}
