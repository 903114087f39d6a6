// kill -9 of the house while five clients bid without a pause: it starts again on the same record,
// everyone goes on by itself, and what was said before the crash still holds.

import { assertEquals, assertGreater } from "@std/assert";
import { streamBids } from "../support/bid_stream.ts";
import { eventually } from "../support/bounded.ts";
import { ClientProcess, disposeAll } from "../support/client_process.ts";
import { HouseProcess } from "../support/house_process.ts";
import { readRecord } from "../support/record_reading.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";

const NAMES = ["ana", "ben", "caio", "dora", "eva"] as const;
const LOT = { id: "7", title: "Lote 7", opening: 100, increments: { fixed: 1 } };
const TIMED = { id: "8", title: "Lote 8", opening: 100, durationSeconds: 600 };

/** Answers before the crash: bids are on the wire, at the desk and on the disk at that moment. */
const ANSWERS_BEFORE = 60;
const ANSWERS_AFTER = 40;

Deno.test("A house killed amid bids loses no accepted bid, invents none, and all go on", async () => {
  const keys = await makeKeys(NAMES);
  await using folder = await SaleFolder.make();
  for (const [index, name] of NAMES.entries()) {
    const keySet = keys.get(name);
    if (keySet !== undefined) await folder.addBidder(name, { keySet, paddle: String(index + 1) });
  }
  await folder.writeItem("lots.json", [LOT, TIMED]);
  await using first = await HouseProcess.start(folder);
  await first.hasLots("7", "8");
  const clients = await ClientProcess.startAll(folder, NAMES);
  try {
    const opened = Math.max(
      await first.command("/lots/7/open"),
      await first.command("/lots/8/open"),
    );
    await Promise.all(clients.map((client) => client.event(opened)));
    const streams = clients.map((client, index) =>
      streamBids(client, { lot: "7", from: 1000 + index, step: 7, count: 5000 })
    );
    await answered(clients, ANSWERS_BEFORE);
    first.program.signal("SIGKILL");
    await first.program.ended();
    const before = clients.flatMap((client) => client.answers());
    const unanswered = clients.flatMap((client) => unansweredOf(client));
    assertGreater(unanswered.length, 0, "no bid was under way at the crash");
    const marks = clients.map((client) => client.program.lines.mark());
    await using second = await HouseProcess.start(folder, first.place);
    await Promise.all(clients.map((client, index) => client.live(marks[index])));
    await answered(clients, before.length + ANSWERS_AFTER);
    for (const stream of streams) stream.stop();
    await Promise.all(streams.map((stream) => stream.done));
    await compare(second, { folder, clients });
  } finally {
    await disposeAll(clients);
  }
});

/** Waits until the clients together have so many answers of the house. */
async function answered(clients: readonly ClientProcess[], least: number): Promise<void> {
  const count = () =>
    clients.flatMap((client) => client.answers()).filter(({ seq }) => seq !== null).length;
  await eventually(() => count() >= least ? true : null, { what: `${least} answers` });
}

async function compare(
  house: HouseProcess,
  { folder, clients }: {
    readonly folder: SaleFolder;
    readonly clients: readonly ClientProcess[];
  },
): Promise<void> {
  const sold = await house.command("/lots/7/hammer");
  for (const client of clients) await client.event(sold);
  const [first] = clients;
  const events = first?.events() ?? [];
  assertEquals(events.map((line) => line["seq"]), Array.from({ length: sold }, (_, i) => i + 1));
  for (const client of clients) assertEquals(client.events(), events, client.name);
  const extended = events.filter((line) => line["event"] === "LotExtended");
  assertEquals(extended.map((line) => [line["lot"], line["cause"]]), [["8", "outage"]]);
  for (const client of clients) await client.leave();
  await house.stop();
  await compareBids(folder, clients);
}

/** Each answer stands in the record as it was told, and the record holds no other bid. */
async function compareBids(folder: SaleFolder, clients: readonly ClientProcess[]): Promise<void> {
  const record = await readRecord(folder);
  for (const [index, client] of clients.entries()) {
    const paddle = String(index + 1);
    const kept = record.bids.filter((bid) => bid.paddle === paddle);
    const told = client.answers().filter(({ seq }) => seq !== null);
    assertEquals(
      told.map(({ bid, seq, reason }) => `${seq} ${bid} ${reason ?? "accepted"}`).sort(),
      kept.map(({ bidId, seq, verdict }) => `${seq} ${bidId} ${verdict}`).sort(),
      client.name,
    );
    assertEquals(unansweredOf(client), [], client.name);
    assertGreater(kept.length, 0, client.name);
  }
}

/** The bids that were sent and have no answer yet. */
function unansweredOf(client: ClientProcess): readonly string[] {
  const answered = new Set(client.answers().map(({ bid }) => bid));
  return client.sent().filter((bid) => !answered.has(bid));
}
