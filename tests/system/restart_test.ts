// Any order of starting and stopping: clients that are there before their house, a house that stops
// and one that is killed in the middle of a lot under bids, two houses on one group and port, and
// two clients of one bidder.

import { assertEquals } from "@std/assert";
import { loadOrCreateHouseKey } from "../../lib/secure/house_key.ts";
import { eventually } from "../support/bounded.ts";
import { ClientProcess } from "../support/client_process.ts";
import { freePlace, HouseProcess } from "../support/house_process.ts";
import { assertOneHistory } from "../support/one_history.ts";
import { readRecord } from "../support/record_reading.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";
import { whileBidding } from "../support/while_bidding.ts";

const NAMES = ["ana", "ben", "caio"] as const;
const LOT = { id: "1", title: "Lote 1", opening: 100, increments: { fixed: 1 } };

/** How a house ends, and its exit code. */
const ENDS = [{ signal: "SIGTERM", code: 0 }, { signal: "SIGKILL", code: 137 }] as const;
/** Answers of each client before and after something is done. */
const ANSWERS = 15;

Deno.test("Clients started before their house go on by themselves over its stops and starts", async () => {
  await using folder = await saleFolder(NAMES);
  const place = freePlace();
  const { thumbprint } = await loadOrCreateHouseKey(`${folder.path}/keys`);
  await folder.writeInvitation(`127.0.0.1:${place.port}`, thumbprint);
  await using owned = new AsyncDisposableStack();
  const clients = NAMES.map((name) => owned.use(ClientProcess.start(folder, name)));
  for (const { program: { lines } } of clients) {
    await lines.waitFor((line) => line["error"] === "unreachable", { what: "no house" });
  }
  let house = owned.use(await HouseProcess.start(folder, place));
  await openLot(house, clients);
  for (const [i, end] of ENDS.entries()) {
    const before = house;
    const marks = clients.map(({ program }) => program.lines.mark());
    const work = async () => {
      await answered(clients, ANSWERS);
      before.program.signal(end.signal);
      assertEquals((await before.program.ended()).code, end.code);
      house = owned.use(await HouseProcess.start(folder, place));
      await Promise.all(clients.map((client, n) => client.live(marks[n])));
      await answered(clients, ANSWERS);
    };
    await whileBidding(clients, { lot: LOT.id, from: 1_000 + i * 100_000, work });
  }
  await finish(house, { folder, clients });
});

Deno.test("Two houses on one group and port do not disturb each other's clients", async () => {
  await using owned = new AsyncDisposableStack();
  const { group } = freePlace();
  const sales = await Promise.all([["ana", "ben"], ["caio", "dora"]].map(async (names) => {
    const folder = owned.use(await saleFolder(names));
    const house = owned.use(await HouseProcess.start(folder, { ...freePlace(), group }));
    const clients = await ClientProcess.startAll(folder, names);
    for (const client of clients) owned.use(client);
    await openLot(house, clients);
    return { folder, house, clients };
  }));
  for (const [i, sale] of sales.entries()) {
    // The second time the other house has gone.
    const here = sales.slice(i).flatMap(({ clients }) => clients);
    const marks = here.map(({ program }) => program.lines.mark());
    const work = () => answered(here, 2 * ANSWERS);
    await whileBidding(here, { lot: LOT.id, from: 1_000 + i * 100_000, work });
    for (const [n, { name, program }] of here.entries()) {
      const said = program.lines.all.slice(marks[n]).filter((line) => "connection" in line);
      assertEquals(said.filter((line) => line["connection"] !== "live"), [], name);
    }
    await finish(sale.house, sale);
  }
});

Deno.test("Of two clients with one key the newer lives, and each bid of theirs counts once", async () => {
  await using folder = await saleFolder(["ana"]);
  await using house = await HouseProcess.start(folder);
  await using first = ClientProcess.start(folder, "ana");
  await first.live();
  await openLot(house, [first]);
  assertEquals((await first.bid(LOT.id, { max: 300 })).state, "accepted");
  const key = (name: string) => `${folder.path}/keys/${name}.private.jwks.json`;
  await Deno.copyFile(key("ana"), key("twin"));
  await using twin = ClientProcess.start(folder, "twin");
  await twin.live();
  const { code, err } = await first.program.ended();
  assertEquals([code, err.split("\n").some((line) => line.startsWith("replaced: "))], [1, true]);
  assertEquals((await twin.bid(LOT.id, { max: 400 })).state, "accepted");
  await twin.event(await house.command("/lots/1/hammer"));
  await house.stop();
  const { bids } = await readRecord(folder);
  assertEquals(bids.map(({ bidId }) => bidId), [...first.sent(), ...twin.sent()]);
});

/** A folder with a lot, and these bidders under their names as paddles. */
async function saleFolder(names: readonly string[]): Promise<SaleFolder> {
  const folder = await SaleFolder.make();
  for (const [name, keySet] of await makeKeys(names)) {
    await folder.addBidder(name, { keySet, paddle: name });
  }
  await folder.writeItem("1.json", LOT);
  return folder;
}

async function openLot(house: HouseProcess, clients: readonly ClientProcess[]): Promise<void> {
  await house.hasLots(LOT.id);
  const opened = await house.command("/lots/1/open");
  await Promise.all(clients.map((client) => client.event(opened)));
}

/** Waits until each client has so many more answers of its house. */
async function answered(clients: readonly ClientProcess[], more: number): Promise<void> {
  const count = (client: ClientProcess) =>
    client.answers().filter(({ seq }) => seq !== null).length;
  const enough = clients.map((client) => count(client) + more);
  await eventually(() => clients.every((client, i) => count(client) >= (enough[i] ?? 0)) || null, {
    what: `${more} answers for each`,
  });
}

async function finish(
  house: HouseProcess,
  { folder, clients }: {
    readonly folder: SaleFolder;
    readonly clients: readonly ClientProcess[];
  },
): Promise<void> {
  const last = await house.command("/lots/1/hammer");
  await Promise.all(clients.map((client) => client.event(last)));
  await house.stop();
  await assertOneHistory(clients, { folder, last });
}
