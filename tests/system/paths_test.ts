// Delivery where multicast or datagrams do not get through: each bidder's network loses something
// else, nobody has configured anything, and all follow the same sale. One loses every second datagram
// by chance. In the middle of the lot one loses multicast and gets it back, and one hears the house
// and is not heard any more. The one with a good network notices nothing of it.

import { assertEquals, assertGreater } from "@std/assert";
import { eventually } from "../support/bounded.ts";
import {
  lossyDatagrams,
  NO_MULTICAST,
  noDatagrams,
  type PacketRule,
  testOnHosts,
} from "../support/network_hosts.ts";
import { bidAccepted, liveBy, LOT, NetworkSale } from "../support/network_sale.ts";
import { whileBidding } from "../support/while_bidding.ts";

/** The bidders on hosts 1 and on: what each one's network loses, and the path that is left. */
const BIDDERS = [
  { name: "ana", path: "multicast", rules: [] },
  { name: "ben", path: "unicast", rules: [NO_MULTICAST] },
  { name: "caio", path: "tcp", rules: [noDatagrams("input")] },
  { name: "dora", path: "tcp", rules: [noDatagrams("input"), noDatagrams("output")] },
  { name: "eva", path: "multicast", rules: [] },
  { name: "fabio", path: "multicast", rules: [] },
  { name: "gina", path: "tcp", rules: [lossyDatagrams(50)] },
] as const;
const EVA = 5;
const FABIO = 6;
const GINA = 7;

/** How much is lost is measured for a while before a path is given up for it. */
const SOON = BIDDERS.filter(({ name }) => name !== "gina");

/** Two windows of loss on each of two paths, or a few tries of a better one. */
const changeMs = 60_000;

await testOnHosts("Each bidder gets the sale by the way its network lets through", async () => {
  const names = BIDDERS.map(({ name }) => name);
  await using sale = await NetworkSale.start(names.length + 1, { names });
  for (const [i, { rules }] of BIDDERS.entries()) await sale.hosts.filter(i + 1, rules);
  for (const [i, name] of names.entries()) sale.join(name, i + 1);
  await Promise.all(SOON.map(({ name, path }) => liveBy(sale.client(name), { path })));
  await sale.open();
  for (const [i, { name }] of SOON.entries()) await bidAccepted(sale.client(name), 200 + i * 10);
  await assertTold(sale, SOON);
  await cutInMidLot(sale);
  // The clients of Eva and Gina look from time to time whether their networks have been mended.
  await assertTold(sale, SOON.filter(({ name }) => name !== "eva"));
  for (const index of [2, 3, 4, EVA, GINA]) {
    assertGreater(Math.max(...await sale.hosts.counted(index)), 0, `host ${index} lost nothing`);
  }
  await sale.finish();
});

/**
 * While four bid without a pause, Fabio's network drops multicast until it is healed, Eva's all that
 * she sends by UDP and a fifth of what she hears, so that she has to ask. Gina's loses half.
 */
async function cutInMidLot(sale: NetworkSale): Promise<void> {
  const bidding = ["ana", "eva", "fabio", "gina"].map((name) => sale.client(name));
  const { lines } = sale.client("ana").program;
  const work = async () => {
    const mark = lines.mark();
    await Promise.all([
      changes(sale, {
        index: EVA,
        rules: [noDatagrams("output"), lossyDatagrams(20)],
        path: "tcp",
      }),
      liveBy(sale.client("gina"), { path: "tcp", ms: changeMs }),
      changes(sale, { index: FABIO, rules: [NO_MULTICAST], path: "unicast" })
        .then(() => changes(sale, { index: FABIO, rules: [], path: "multicast" })),
    ]);
    assertEquals(lines.all.slice(mark).filter((line) => "connection" in line), []);
  };
  const answers = await whileBidding(bidding, { lot: LOT, from: 1_000, work });
  for (const [i, { length }] of answers.entries()) assertGreater(length, 10, bidding[i]?.name);
}

/** A network changes, and the bidder in it changes the path. */
async function changes(
  sale: NetworkSale,
  { index, rules, path }: {
    readonly index: number;
    readonly rules: readonly PacketRule[];
    readonly path: string;
  },
): Promise<void> {
  const client = sale.client(BIDDERS[index - 1]?.name ?? "");
  const after = client.program.lines.mark();
  await sale.hosts.filter(index, rules);
  await liveBy(client, { path, after, ms: changeMs });
}

/** Each client says which path it uses, and the house comes to tell the auctioneer the same. */
async function assertTold(
  sale: NetworkSale,
  expected: readonly { readonly name: string; readonly path: string }[],
): Promise<void> {
  for (const { name, path } of expected) {
    const { lines } = sale.client(name).program;
    const last = lines.all.findLast((line) => "connection" in line);
    assertEquals([name, last?.["connection"], last?.["path"]], [name, "live", path]);
  }
  await eventually(async () => {
    const links = await sale.links();
    return expected.every(({ name, path }) => links.get(name)?.path === path) ? true : null;
  }, { what: "the paths at the auctioneer's" });
}
