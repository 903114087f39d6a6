// The papers of a real sale: what the running house says of it is what its record gives later.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { runTask } from "../command/_run_task.ts";
import { ClientProcess, disposeAll } from "../support/client_process.ts";
import { HouseProcess } from "../support/house_process.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";

const NAMES = ["ana", "ben"] as const;
const LOT = { id: "1", title: "Lote 1", opening: 10_000, increments: { fixed: 1_000 } };

Deno.test("A house tells of its sale what its record gives after the end, and after a restart", async () => {
  const keys = await makeKeys(NAMES);
  await using folder = await SaleFolder.make();
  for (const [name, keySet] of keys) await folder.addBidder(name, { keySet, paddle: name });
  await folder.writeItem("1.json", [LOT, { ...LOT, id: "2", title: "Lote 2" }]);
  await using first = await HouseProcess.start(folder);
  await first.hasLots("1", "2");
  const clients = await ClientProcess.startAll(folder, NAMES);
  const [ana, ben] = clients;
  try {
    await ana?.event(await first.command("/lots/1/open"));
    assertEquals((await ana?.bid("1", { max: 30_000 }))?.state, "accepted");
    assertEquals((await ben?.bid("1", { max: 50_000 }))?.state, "accepted");
    await first.command("/lots/1/hammer");
  } finally {
    await disposeAll(clients);
  }
  assertEquals((await first.admin("/api/v1/paddles", { paddle: "40", name: "Rui" })).status, 201);
  await first.command("/lots/2/open");
  await first.command("/lots/2/floor-bids", { paddle: "40", amount: 12_000 });
  await first.command("/lots/2/hammer");
  assertEquals((await first.admin("/api/v1/results")).body.isPreliminary, true);
  await first.command("/sale/close");
  const { body: told } = await first.admin("/api/v1/results");
  assertEquals(
    told.paddles.map(
      ({ paddle, name, total }: Readonly<Record<string, unknown>>) => [paddle, name, total],
    ),
    [["40", "Rui", 10_000], ["ben", "Participante ben", 31_000]],
  );
  assertEquals(told.record.house, first.ready.house);
  await first.stop();
  await using second = await HouseProcess.start(folder, first.place);
  assertEquals((await second.admin("/api/v1/results")).body, told);
  await second.stop();
  const { code, err } = await runTask("results", ["-o", "results"], { folder: folder.path });
  assertEquals([code, err], [0, ""]);
  const read = (file: string) => Deno.readTextFile(`${folder.path}/results/${file}`);
  assertEquals(JSON.parse(await read("results.json")), told);
  assertStringIncludes(await read("invoice-ben.html"), told.record.hash);
});
