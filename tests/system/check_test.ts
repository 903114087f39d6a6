// `client --check` against a real house: what a person is told the day before.

import { assert, assertEquals, assertGreater } from "@std/assert";
import { freePort } from "../support/free_port.ts";
import { HouseProcess } from "../support/house_process.ts";
import { Program } from "../support/program.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";

/** The check of Ana's connection, to its end. */
async function checked(folder: SaleFolder, more: readonly string[]) {
  await using program = new Program({
    task: "client",
    file: "main_client.ts",
    folder: folder.path,
    args: ["--key", "keys/ana.private.jwks.json", "--data", "data/ana", "--check", ...more],
    name: "ana",
  });
  const end = await program.ended(40_000);
  return { ...end, lines: program.lines.all };
}

Deno.test("client --check says how the connection is, and leaves the sale", async () => {
  const keys = await makeKeys(["ana"]);
  await using folder = await SaleFolder.make();
  const keySet = keys.get("ana");
  assert(keySet !== undefined);
  await folder.addBidder("ana", { keySet, paddle: "11" });
  await using house = await HouseProcess.start(folder);
  const { code, lines } = await checked(folder, ["--invite", "invite.json", "--json"]);
  assertEquals(code, 0);
  const report = lines[0]?.["check"] as Record<string, unknown>;
  assertEquals([lines.length, report["me"], report["path"]], [
    1,
    { paddle: "11", name: "Participante ana" },
    "multicast",
  ]);
  const { frames, lossPermille, roundTripMs } = report["quality"] as Record<string, unknown>;
  // On a quiet house ten would come by themselves.
  assertGreater((frames as Record<string, number>)["multicast"] ?? 0, 30);
  assert(typeof lossPermille === "number" && typeof roundTripMs === "number");
  const { joined } = await house.counters();
  assertEquals(joined, 0);
});

Deno.test("client --check of a house that is away names the trouble and what to do", async () => {
  const keys = await makeKeys(["ana"]);
  await using folder = await SaleFolder.make();
  const keySet = keys.get("ana");
  assert(keySet !== undefined);
  await folder.addBidder("ana", { keySet, paddle: "11" });
  const link = `leilao://127.0.0.1:${freePort()}/?n=Casa#${"A".repeat(43)}`;
  const { code, err } = await checked(folder, ["--invite", link]);
  assertEquals(code, 1);
  assert(err.split("\n").filter((line) => line !== "").length >= 2, err);
});
