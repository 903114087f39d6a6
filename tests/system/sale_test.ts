// A whole sale by separate processes: one house and five clients on loopback multicast, three
// lots, and at the end one history in six places.

import { assertEquals, assertGreater, assertGreaterOrEqual } from "@std/assert";
import { ClientProcess, disposeAll } from "../support/client_process.ts";
import { HouseProcess } from "../support/house_process.ts";
import type { JsonLine } from "../support/program.ts";
import { readRecord } from "../support/record_reading.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";

const NAMES = ["ana", "ben", "caio", "dora", "eva"] as const;

/** Sold by the auctioneer's hand. */
const CLERKED = { id: "1", title: { en: "Clerked lot", pt: "Lote do martelo" }, opening: 10000 };
/** Ends by its clock; a bid in the last 1.5 s gives it two more seconds. */
const SOFT_CLOSED = {
  id: "2",
  title: { en: "Timed lot", pt: "Lote com hora" },
  opening: 20000,
  increments: { fixed: 1000 },
  durationSeconds: 2.5,
  softClose: { policy: "from_bid", windowSeconds: 1.5, extensionSeconds: 2 },
};
/** Ends by its clock after a second and a half, below its reserve. */
const RESERVED = {
  id: "3",
  title: { en: "Reserved lot", pt: "Lote com reserva" },
  opening: 5000,
  reserve: 90000,
  increments: { fixed: 500 },
  durationSeconds: 1.5,
  softClose: "none",
};

Deno.test("A house and five clients sell three lots, and all see one history", async () => {
  const keys = await makeKeys(NAMES);
  await using folder = await SaleFolder.make();
  for (const [index, name] of NAMES.entries()) {
    const keySet = keys.get(name);
    if (keySet !== undefined) await folder.addBidder(name, { keySet, paddle: String(11 + index) });
  }
  for (const lot of [CLERKED, SOFT_CLOSED, RESERVED]) await folder.writeItem(`${lot.id}.json`, lot);
  await using house = await HouseProcess.start(folder);
  await house.hasLots("1", "2", "3");
  const clients = await ClientProcess.startAll(folder, NAMES);
  try {
    await sellByHand(house, clients);
    await sellByClock(house, clients);
    await compareHistories(house, { folder, clients });
  } finally {
    await disposeAll(clients);
  }
});

/** Everyone outbids; the auctioneer warns and lets the hammer fall. */
async function sellByHand(
  house: HouseProcess,
  clients: readonly ClientProcess[],
): Promise<void> {
  const opened = await house.command("/lots/1/open");
  for (const [index, client] of clients.entries()) {
    await client.event(opened);
    const answer = await client.bid("1", { exact: 10000 + index * 5000 });
    assertEquals([answer.state, answer.reason], ["accepted", null], client.name);
  }
  const [ana] = clients;
  const low = await ana?.bid("1", { max: 10500 });
  assertEquals([low?.state, low?.reason], ["refused", "below_ask"]);
  await house.command("/lots/1/warn", { text: "Dou-lhe uma" });
  await house.command("/lots/1/hammer");
  for (const client of clients) {
    const sold = await client.eventOf("LotSold", "1");
    assertEquals([sold["paddle"], sold["price"]], ["15", 30000], client.name);
  }
  const late = await ana?.bid("1", { max: 99000 });
  assertEquals([late?.state, late?.reason], ["refused", "lot_closed"]);
}

/** The reserved lot's end is the sign for the late bid that really moves the other lot's end. */
async function sellByClock(
  house: HouseProcess,
  clients: readonly ClientProcess[],
): Promise<void> {
  const [ana, ben, caio] = clients;
  const [opened] = await Promise.all([
    house.command("/lots/2/open"),
    house.command("/lots/3/open"),
  ]);
  await Promise.all(clients.map((client) => client.event(opened)));
  const early = await Promise.all([
    ana?.bid("2", { max: 40000 }),
    caio?.bid("3", { max: 60000 }),
  ]);
  assertEquals(early.map((answer) => answer?.state), ["accepted", "accepted"]);
  const passed = await ben?.eventOf("LotPassed", "3");
  assertEquals(passed?.["reason"], "reserve_not_met");
  const late = await ben?.bid("2", { max: 35000 });
  assertEquals(late?.state, "accepted");
  for (const client of clients) {
    const firstEnd = Number((await client.eventOf("LotOpened", "2"))["endsAt"]);
    const extended = await client.eventOf("LotExtended", "2");
    assertEquals(extended["cause"], "late_bid");
    assertGreater(Number(extended["endsAt"]), firstEnd);
    const sold = await client.eventOf("LotSold", "2");
    assertEquals([sold["paddle"], sold["price"]], ["11", 36000], client.name);
    assertGreaterOrEqual(Number(sold["at"]), Number(extended["endsAt"]));
  }
}

/** Every client's events are the record's, in its order, each once. */
async function compareHistories(
  house: HouseProcess,
  { folder, clients }: {
    readonly folder: SaleFolder;
    readonly clients: readonly ClientProcess[];
  },
): Promise<void> {
  const closed = await house.command("/sale/close");
  for (const client of clients) await client.event(closed);
  const first: readonly JsonLine[] = clients[0]?.events() ?? [];
  assertEquals(first.map((line) => line["seq"]), Array.from({ length: closed }, (_, i) => i + 1));
  for (const client of clients) {
    assertEquals(client.events(), first, client.name);
    const { code } = await client.program.ended();
    assertEquals([client.name, code], [client.name, 0]);
  }
  await house.stop();
  const record = await readRecord(folder);
  assertEquals(first.map((line) => line["event"]), [...record.types]);
  const answers = clients.flatMap((client) => client.answers());
  const told = answers.map(({ bid, seq, reason }) => `${seq} ${bid} ${reason ?? "accepted"}`);
  const kept = record.bids.map(({ bidId, seq, verdict }) => `${seq} ${bidId} ${verdict}`);
  assertEquals(told.sort(), kept.sort());
}
