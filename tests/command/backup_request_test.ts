// Asking the running house for a copy of its record: its own admin API over a real connection, and
// answers that no house gives.

import { assertEquals, assertRejects } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { requestBackup } from "../../lib/command/backup_request.ts";
import { newStage, TOKEN } from "../admin/stage.ts";
import { inFolder } from "../secure/_folder.ts";
import { write } from "./_backup_stage.ts";

const sale = "5a".repeat(16);
const done = { file: `backups/${sale}-7.ledger`, sale, seq: 7, bytes: 40_960 };

Deno.test("requestBackup() gives what the house answers, or the house's own words", async () => {
  const stage = newStage();
  await served((request) => stage.app.fetch(request), async (ask) => {
    stage.house.nextBackup = { type: "done", ...done };
    assertEquals(await ask("en"), done);
    stage.house.nextBackup = { type: "busy" };
    const busy = await assertRejects(() => ask("pt"), Fault, "Outra cópia");
    assertEquals([busy.code, busy.hint?.includes("daqui a pouco")], ["bad_protocol", true]);
    stage.house.nextFault = new Fault("file_unwritable", "disk full");
    assertEquals((await assertRejects(() => ask("en"), Fault)).code, "bad_protocol");
  });
});

Deno.test("requestBackup() believes no answer that names another file than a copy of the record", async () => {
  const answers: readonly unknown[] = [
    { ...done, file: `backups/../../keys/house.private.jwks.json` },
    { ...done, file: "ledger.sqlite" },
    { ...done, file: `backups/${sale}-8.ledger` },
    { ...done, sale: "../x", file: "backups/../x-7.ledger" },
    { ...done, more: 1 },
    [],
    "no house",
  ];
  for (const answer of answers) {
    await served(() => Response.json(answer), async (ask) => {
      const fault = await assertRejects(() => ask("en"), Fault);
      assertEquals(fault.code, "bad_protocol", JSON.stringify(answer));
    });
  }
});

Deno.test("requestBackup() carries the token to no other place that an answer names", async () => {
  const asked: string[] = [];
  const handler = ({ url }: Request) => {
    asked.push(new URL(url).pathname);
    return Response.redirect(new URL("/elsewhere", url));
  };
  await served(handler, async (ask) => {
    assertEquals((await assertRejects(() => ask("en"), Fault)).code, "unreachable");
  });
  assertEquals(asked, ["/api/v1/backup"]);
});

type Ask = (language: "en" | "pt") => ReturnType<typeof requestBackup>;

/** Serves `handler` as the admin API of a house, and has `body` ask it. */
async function served(
  handler: (request: Request) => Response | Promise<Response>,
  body: (ask: Ask) => Promise<void>,
): Promise<void> {
  await inFolder(async (keys) => {
    await write(`${keys}/admin.token`, `${TOKEN}\n`, 0o600);
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
    const admin = `http://127.0.0.1:${server.addr.port}`;
    try {
      await body((language) => requestBackup({ admin, keys, language }));
    } finally {
      await server.shutdown();
    }
  });
}
