// Machines with more than one network. The house is told which address is its own, and the group's
// frames leave by that one although the default route leads elsewhere; the bidder's machine too has
// a default route into nothing, as a VPN makes one. A bidder behind a router hears no multicast, as
// no frame may pass one, and gets the sale by unicast.

import { assertEquals, assertGreater } from "@std/assert";
import { NO_MULTICAST, type PacketRule, testOnHosts } from "../support/network_hosts.ts";
import { bidAccepted, liveBy, NetworkSale } from "../support/network_sale.ts";

const HOUSE = 0;
const ANA = 1;
const ROUTER = 2;
const FAR = 3;

await testOnHosts(
  "A sale stays on the interface and the network that the house names",
  async () => {
    await using sale = await NetworkSale.start(4, {
      names: ["ana", "ben"],
      prepare: async (hosts) => {
        await hosts.addDefaultRoute(HOUSE, "10.78.0.1");
        await hosts.addDefaultRoute(ANA, "10.78.0.2");
        await hosts.putBehind(ROUTER, FAR);
      },
    });
    await sale.hosts.filter(HOUSE, [
      group("output", 'oifname "other"'),
      group("output", 'oifname "bridge"'),
    ]);
    await sale.hosts.filter(ANA, [group("input", "ip ttl != 1"), group("input", "ip ttl 1")]);
    await sale.hosts.filter(FAR, [{ ...NO_MULTICAST, drop: false }]);
    const [ana, ben] = [sale.join("ana", ANA), sale.join("ben", FAR)];
    await Promise.all([liveBy(ana, { path: "multicast" }), liveBy(ben, { path: "unicast" })]);
    await sale.open();
    await bidAccepted(ana, 200);
    await bidAccepted(ben, 300);
    await assertOnlySecond(sale, HOUSE);
    // A router takes one from the TTL and lets nothing pass that has none left.
    await assertOnlySecond(sale, ANA);
    assertEquals(await sale.hosts.counted(FAR), [0]);
    await sale.finish();
  },
);

/** Of a host's two counting rules the first has met nothing, and the second a lot. */
async function assertOnlySecond({ hosts }: NetworkSale, host: number): Promise<void> {
  const [wrong, right = 0] = await hosts.counted(host);
  assertEquals([host, wrong], [host, 0]);
  assertGreater(right, 0, `host ${host} met no frame of the group`);
}

/** Counts packets to groups of ours. */
function group(hook: PacketRule["hook"], match: string): PacketRule {
  return { hook, match: `${match} ip daddr 239.0.0.0/8`, drop: false };
}
