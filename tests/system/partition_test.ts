// Partitions longer than a client waits for a sign of life: first one bidder's cable is out, then
// the house's own. Nobody bids blind, and all find together again by themselves.

import { assertEquals } from "@std/assert";
import type { ClientProcess } from "../support/client_process.ts";
import { testOnHosts } from "../support/network_hosts.ts";
import { bidAccepted, liveBy, LOT, NetworkSale } from "../support/network_sale.ts";
import type { JsonLine } from "../support/program.ts";

const BEN = 2;
const HOUSE = 0;

/** The client tries again after 0.25 s, 0.5 s, ... and waits up to its limit for a connection. */
const healMs = 60_000;

await testOnHosts("A partition of a bidder, and then of the house, heals by itself", async () => {
  await using sale = await NetworkSale.start(3, { names: ["ana", "ben"] });
  const [ana, ben] = [sale.join("ana", 1), sale.join("ben", 2)];
  for (const client of [ana, ben]) await liveBy(client, { path: "multicast" });
  await sale.open();
  await bidAccepted(ben, 200);
  const bens = await partition(sale, BEN, [ben]);
  await bidAccepted(ana, 300);
  await heal(sale, BEN, bens);
  await bidAccepted(ben, 400);
  const all = await partition(sale, HOUSE, [ana, ben]);
  await heal(sale, HOUSE, all);
  await bidAccepted(ana, 500);
  await bidAccepted(ben, 600);
  await sale.finish();
});

/** A client and the place in its transcript from which it was cut off. */
interface CutOff {
  readonly client: ClientProcess;
  readonly mark: number;
}

/** Pulls a cable; those who are cut off say so, give the session up, and bid no more meanwhile. */
async function partition(
  { hosts }: NetworkSale,
  host: number,
  clients: readonly ClientProcess[],
): Promise<readonly CutOff[]> {
  const cutOff = clients.map((client) => ({ client, mark: client.program.lines.mark() }));
  await hosts.plug(host, "down");
  for (const { client, mark: after } of cutOff) {
    for (const state of ["lagging", "rejoining"]) {
      await client.program.lines.waitFor(isConnection(state), { what: state, after });
      const blind = await client.bid(LOT, { max: 9_000 });
      const told = [client.name, blind.state, blind.reason, blind.seq];
      assertEquals(told, [client.name, "refused", "stale_view", null]);
    }
  }
  return cutOff;
}

async function heal(
  { hosts }: NetworkSale,
  host: number,
  cutOff: readonly CutOff[],
): Promise<void> {
  await hosts.plug(host, "up");
  for (const { client, mark: after } of cutOff) {
    await client.program.lines.waitFor(isConnection("live"), { what: "live", after, ms: healMs });
  }
}

function isConnection(state: string): (line: JsonLine) => boolean {
  return (line) => line["connection"] === state;
}
