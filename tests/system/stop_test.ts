// The house's beginnings and ends: an orderly stop with a lot open, its return, and the starts
// that cannot succeed, each with an exit code and what to do next.

import { assert, assertEquals, assertGreaterOrEqual, assertStringIncludes } from "@std/assert";
import { ClientProcess, disposeAll } from "../support/client_process.ts";
import { freePlace, HouseProcess, startHouseProgram } from "../support/house_process.ts";
import type { Program } from "../support/program.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";

const NAMES = ["ana", "ben"] as const;
const LOT = {
  id: "1",
  title: "Lote 1",
  opening: 100,
  increments: { fixed: 1 },
  durationSeconds: 5,
  softClose: "none",
};

Deno.test("A house that is stopped keeps its open lot and gives the lost time back", async () => {
  const keys = await makeKeys(NAMES);
  await using folder = await SaleFolder.make();
  for (const [name, keySet] of keys) await folder.addBidder(name, { keySet, paddle: name });
  await folder.writeItem("1.json", LOT);
  await using first = await HouseProcess.start(folder);
  await first.hasLots("1");
  const clients = await ClientProcess.startAll(folder, NAMES);
  const [ana, ben] = clients;
  assert(ana !== undefined && ben !== undefined);
  try {
    await ana.event(await first.command("/lots/1/open"));
    assertEquals((await ana.bid("1", { max: 300 })).state, "accepted");
    const marks = clients.map((client) => client.program.lines.mark());
    await first.stop();
    const stoppedAt = Date.now();
    for (const client of clients) {
      await client.program.lines.waitFor((line) => line["house"] === "stopping", {
        what: "the stop",
      });
    }
    const startedAt = Date.now();
    await using second = await HouseProcess.start(folder, first.place);
    await Promise.all(clients.map((client, index) => client.live(marks[index])));
    const before = Number((await ben.eventOf("LotOpened", "1"))["endsAt"]);
    const extended = await ben.eventOf("LotExtended", "1");
    assertEquals(extended["cause"], "outage");
    assertGreaterOrEqual(Number(extended["endsAt"]) - before, startedAt - stoppedAt);
    assertEquals((await ben.bid("1", { max: 900 })).state, "accepted");
    const sold = await ana.eventOf("LotSold", "1");
    assertEquals([sold["paddle"], sold["price"]], ["ben", 301]);
    assertGreaterOrEqual(Number(sold["at"]), Number(extended["endsAt"]));
    await ben.event(Number(sold["seq"]));
    assertEquals(ana.events(), ben.events());
    await second.stop();
  } finally {
    await disposeAll(clients);
  }
});

Deno.test("A second house on one data folder is refused and leaves the first alone", async () => {
  await using folder = await SaleFolder.make();
  await using house = await HouseProcess.start(folder);
  await using other = startHouseProgram(folder, freePlace());
  await assertFault(other, { code: "ledger_locked", names: "ledger.sqlite" });
  assertEquals((await house.admin("/healthz")).status, 200);
  await house.stop();
});

Deno.test("A house whose port is taken says which one and ends", async () => {
  await using folder = await SaleFolder.make();
  const tcp = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const udp = Deno.listenDatagram({ hostname: "127.0.0.1", port: 0, transport: "udp" });
  assert(udp.addr.transport === "udp");
  const place = freePlace();
  const cases = [
    { place: { ...place, port: tcp.addr.port }, port: tcp.addr.port },
    { place: { ...place, port: udp.addr.port }, port: udp.addr.port },
    { place: { ...place, adminPort: tcp.addr.port }, port: tcp.addr.port },
  ];
  try {
    for (const { place, port } of cases) {
      await using house = startHouseProgram(folder, place);
      await assertFault(house, { code: "port_taken", names: String(port) });
    }
  } finally {
    tcp.close();
    udp.close();
  }
});

/** The program ended with code 1 and three things on stderr: what failed, what to do, the code. */
async function assertFault(
  program: Program,
  { code, names }: { readonly code: string; readonly names: string },
): Promise<void> {
  const end = await program.ended();
  assertEquals(end.code, 1, end.err);
  const [failed = "", hint = "", debug = ""] = end.err.split("\n");
  assertStringIncludes(failed, names);
  assert(/^[A-Z].{10,}/.test(hint), `no hint: ${end.err}`);
  assert(debug.startsWith(`${code}: `), `another fault: ${end.err}`);
}
