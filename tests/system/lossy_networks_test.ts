// A network that is bad everywhere: the house and every bidder lose a fifth of all datagrams that
// come to them. Nothing is lost for good, and every bid is answered, by whatever path.

import { assertEquals, assertGreater } from "@std/assert";
import { streamBids } from "../support/bid_stream.ts";
import { lossyDatagrams, testOnHosts } from "../support/network_hosts.ts";
import { LOT, NetworkSale } from "../support/network_sale.ts";

const NAMES = ["ana", "ben", "caio"] as const;
/** Each bids so often. */
const BIDS = 40;

await testOnHosts("A sale goes on where the house and all bidders lose a fifth", async () => {
  await using sale = await NetworkSale.start(NAMES.length + 1, { names: NAMES });
  for (let host = 0; host <= NAMES.length; host++) {
    await sale.hosts.filter(host, [lossyDatagrams(20)]);
  }
  const clients = NAMES.map((name, i) => sale.join(name, i + 1));
  await Promise.all(clients.map((client) => client.live()));
  await sale.open();
  const streams = clients.map((client, i) =>
    streamBids(client, { lot: LOT, from: 1_000 + i, step: 10, count: BIDS })
  );
  const answers = await Promise.all(streams.map(({ done }) => done));
  assertEquals(answers.map(({ length }) => length), NAMES.map(() => BIDS));
  for (let host = 0; host <= NAMES.length; host++) {
    const [lost = 0] = await sale.hosts.counted(host);
    assertGreater(lost, 0, `host ${host} lost nothing`);
  }
  await sale.finish();
});
