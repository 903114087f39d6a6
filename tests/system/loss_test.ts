// A sale over bad links: every client loses a fifth of all datagrams that it receives, of the
// group and of its own. Everything arrives all the same, in order, and every bid has its answer.

import { assertEquals } from "@std/assert";
import { streamBids } from "../support/bid_stream.ts";
import { eventually } from "../support/bounded.ts";
import { ClientProcess, disposeAll } from "../support/client_process.ts";
import { HouseProcess } from "../support/house_process.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";

const NAMES = ["ana", "ben", "caio"] as const;
const LOT = { id: "1", title: "Lote 1", opening: 100, increments: { fixed: 1 } };
const BIDS = 30;

Deno.test("Clients that lose a fifth of all datagrams see every event and every answer", async () => {
  const keys = await makeKeys(NAMES);
  await using folder = await SaleFolder.make();
  for (const [name, keySet] of keys) await folder.addBidder(name, { keySet, paddle: name });
  await folder.writeItem("1.json", LOT);
  await using house = await HouseProcess.start(folder);
  await house.hasLots("1");
  const clients = await ClientProcess.startAll(folder, NAMES, ["--trial-loss", "20"]);
  try {
    const opened = await house.command("/lots/1/open");
    await Promise.all(clients.map((client) => client.event(opened)));
    const streams = clients.map((client, index) =>
      streamBids(client, { lot: "1", from: 1000 + index, step: 10, count: BIDS })
    );
    const answers = await Promise.all(streams.map(({ done }) => done));
    assertEquals(answers.map(({ length }) => length), NAMES.map(() => BIDS));
    const sold = await house.command("/lots/1/hammer");
    for (const client of clients) {
      await client.event(sold);
      const seqs = client.events().map((line) => line["seq"]);
      assertEquals(seqs, Array.from({ length: sold }, (_, i) => i + 1), client.name);
      assertEquals(client.events(), clients[0]?.events(), client.name);
    }
    // The loss was real: somebody had to ask again.
    await eventually(async () => {
      const { repairedUnicast = 0, repairedMulticast = 0 } = await house.counters();
      return repairedUnicast + repairedMulticast > 0 ? true : null;
    }, { what: "a repair" });
    await house.stop();
  } finally {
    await disposeAll(clients);
  }
});
