// The end of every trial: what each bidder was shown is what the house recorded, each event once,
// and each answer stands in the record as it was told.

import { assertEquals } from "@std/assert";
import type { ClientProcess } from "./client_process.ts";
import { readRecord } from "./record_reading.ts";
import type { SaleFolder } from "./sale_folder.ts";

/**
 * Compares the bidders' histories with the record of the house of `folder`, which must have ended.
 * Each name in `clients` is a paddle of the record; several processes of one name are runs of one
 * bidder, of which the last must have seen everything up to `last` and the others a part.
 */
export async function assertOneHistory(
  clients: readonly ClientProcess[],
  { folder, last }: { readonly folder: SaleFolder; readonly last: number },
): Promise<void> {
  const record = await readRecord(folder);
  const runs = Map.groupBy(clients, ({ name }) => name);
  const [whole] = clients.filter((client) => client === runs.get(client.name)?.at(-1));
  const events = whole?.events() ?? [];
  assertEquals(events.map((line) => line["seq"]), Array.from({ length: last }, (_, i) => i + 1));
  assertEquals(events.map((line) => line["event"]), record.types.slice(0, last));
  for (const [name, processes] of runs) {
    for (const client of processes) {
      const seen = client.events();
      const isLast = client === processes.at(-1);
      assertEquals(seen, isLast ? events : events.slice(0, seen.length), name);
    }
    const told = processes.flatMap((client) => client.answers()).filter(({ seq }) => seq !== null);
    assertEquals(
      told.map(({ bid, seq, reason }) => `${seq} ${bid} ${reason ?? "accepted"}`).sort(),
      record.bids.filter(({ paddle }) => paddle === name)
        .map(({ bidId, seq, verdict }) => `${seq} ${bidId} ${verdict}`).sort(),
      name,
    );
    const answered = new Set(told.map(({ bid }) => bid));
    const sent = processes.flatMap((client) => client.sent());
    assertEquals(sent.filter((bid) => !answered.has(bid)), [], name);
  }
}
