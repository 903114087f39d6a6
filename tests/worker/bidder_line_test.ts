// BidderLine: which sockets are open, and by which a datagram leaves.

import { assertEquals } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import type { DatagramSocket } from "../../lib/net/datagram_socket.ts";
import { importSealKey } from "../../lib/secure/sealing.ts";
import { BidderLine } from "../../lib/worker/bidder_line.ts";
import { eventually } from "../support/bounded.ts";
import { BIDS, GROUP, ManualClock, RELAY } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

const HOST = "10.0.0.77";

/** A relay's connection that remembers what was done with it. */
function connection(
  log: string[],
  { name, own }: { readonly name: string; readonly own: string },
): DatagramSocket {
  const closed = Promise.withResolvers<null>();
  return {
    address: { hostname: own, port: 0 },
    send: () => Promise.resolve(log.push(`${name} sends`) > 0),
    receive: () => closed.promise,
    close: () => {
      log.push(`${name} closes`);
      closed.resolve(null);
    },
  };
}

async function scene({ refuses = false, own = HOST } = {}) {
  const network = new VirtualNetwork();
  const key = await importSealKey(new Uint8Array(32), new Uint8Array(4));
  const log: string[] = [];
  let made = 0;
  const line = await BidderLine.open({
    session: "5e".repeat(8),
    sale: "5a".repeat(16),
    member: "ab".repeat(8),
    houseX: "",
    epoch: { number: 1, key },
    toHouse: key,
    toBidder: key,
    group: GROUP,
    bids: { address: BIDS.hostname, port: BIDS.port },
    relay: { address: RELAY.hostname, port: RELAY.port },
    interface: HOST,
    houseNow: 0,
    nextSeq: 1,
    prevHash: new Uint8Array(32),
    trialLossPercent: 0,
  }, {
    sockets: {
      clock: new ManualClock(),
      openSocket: (options) => Promise.resolve(network.open(options)),
      connectRelay: () =>
        refuses
          ? Promise.reject(new Fault("unreachable", ""))
          : Promise.resolve(connection(log, { name: `relay ${++made}`, own })),
    },
    hooks: {
      received: (bytes, path) => void log.push(`${bytes.length} by ${path}`),
      dropped: () => void log.push("dropped"),
      relayOpen: () => void log.push("relay open"),
      relayLost: () => void log.push("relay lost"),
      moved: () => void log.push("moved"),
      fail: (error) => void log.push(`${error}`),
    },
  });
  const has = (entry: string) => eventually(() => log.includes(entry) || null, { what: entry });
  return { network, line, log, has };
}

Deno.test("BidderLine.use() connects the relay, and sends there as long as that is the path", async () => {
  const s = await scene();
  s.line.use("tcp");
  await s.has("relay open");
  await s.line.send(new Uint8Array(64));
  s.line.use("unicast");
  await s.line.send(new Uint8Array(64));
  assertEquals(s.log, ["relay open", "relay 1 sends"]);
  assertEquals(s.network.sent.all.length, 1);
  s.line.close();
  assertEquals(s.log.at(-1), "relay 1 closes");
});

Deno.test("BidderLine keeps the relay while another path is tried, whatever_junk_comes by it", async () => {
  const s = await scene();
  s.line.use("tcp");
  await s.has("relay open");
  s.line.use("unicast");
  const own = s.network.open({ bind: { hostname: "10.0.0.66", port: 0 } });
  await own.send(new Uint8Array(3), { hostname: GROUP.address, port: GROUP.port });
  await s.has("3 by multicast");
  assertEquals(s.log.includes("relay 1 closes"), false);
  s.line.proven();
  assertEquals(s.log.at(-1), "relay 1 closes");
  own.close();
  s.line.close();
});

Deno.test("BidderLine.proven() leaves a relay alone that is the path", async () => {
  const s = await scene();
  s.line.use("tcp");
  await s.has("relay open");
  s.line.proven();
  assertEquals(s.log, ["relay open"]);
  s.line.close();
});

Deno.test("BidderLine.use() connects anew each time: the connection of before may be dead", async () => {
  const s = await scene();
  s.line.use("tcp");
  await s.has("relay open");
  s.line.use("unicast");
  s.line.use("tcp");
  await s.has("relay 1 closes");
  await eventually(() => s.log.filter((entry) => entry === "relay open").length === 2 || null, {
    what: "the second connection",
  });
  await s.line.send(new Uint8Array(64));
  assertEquals(s.log.at(-1), "relay 2 sends");
  // What we have closed ourselves is no loss.
  assertEquals(s.log.includes("relay lost"), false);
  s.line.close();
});

Deno.test("BidderLine says that the relay is lost where it cannot be reached", async () => {
  const s = await scene({ refuses: true });
  s.line.use("tcp");
  await s.has("relay lost");
  s.line.close();
});

Deno.test("BidderLine notices by the relay's connection that the_machine_has_moved", async () => {
  for (const [own, moved] of [[HOST, false], ["10.0.0.78", true]] as const) {
    const s = await scene({ own });
    s.line.use("tcp");
    await s.has("relay open");
    assertEquals(s.log.includes("moved"), moved);
    s.line.close();
  }
});

Deno.test("BidderLine drops a flood_from_elsewhere unopened, and none of the house's own", async () => {
  const s = await scene();
  const stranger = s.network.open({ bind: { hostname: "10.0.0.66", port: 0 } });
  const house = s.network.open({ bind: BIDS });
  const group = { hostname: GROUP.address, port: GROUP.port };
  for (let i = 0; i < 300; i++) await stranger.send(new Uint8Array(3), group);
  for (let i = 0; i < 300; i++) await house.send(new Uint8Array(5), group);
  const count = (entry: string) => s.log.filter((one) => one === entry).length;
  await eventually(() => count("5 by multicast") === 300 || null, { what: "the house's own" });
  assertEquals([count("3 by multicast"), count("dropped")], [200, 100]);
  for (const socket of [stranger, house]) socket.close();
  s.line.close();
});
