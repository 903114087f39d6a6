// Junk on the UDP ports and on the admin port of a house in the middle of a sale: dropped, counted
// by reason, never answered, while an honest bidder bids.

import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { concat, toUtf8, u64 } from "../../lib/base/bytes.ts";
import type { Address } from "../../lib/net/address.ts";
import { DATAGRAM_BYTES_MAX, HEADER_BYTES } from "../../lib/wire/limits.ts";
import { decodeEnvelope, encodeHeader } from "../../lib/wire/header.ts";
import { inTime } from "../support/bounded.ts";
import { ClientProcess, disposeAll } from "../support/client_process.ts";
import { HouseProcess } from "../support/house_process.ts";
import { RawConnection } from "../support/raw_connection.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";
import { seededBytes, seededRandom } from "../support/seeded_bytes.ts";

const LOT = { id: "1", title: "Lote 1", opening: 100, increments: { fixed: 1 } };
const NAMES = ["ana", "ben"] as const;
const FLOOD = 6_000;
const BURST = 50;

Deno.test("A house drops junk by reason and sells on, whatever comes to its ports", async () => {
  const keys = await makeKeys(NAMES);
  await using folder = await SaleFolder.make();
  for (const [name, keySet] of keys) await folder.addBidder(name, { keySet, paddle: name });
  await folder.writeItem("1.json", LOT);
  await using house = await HouseProcess.start(folder);
  await house.hasLots("1");
  const clients = await ClientProcess.startAll(folder, NAMES);
  const socket = Deno.listenDatagram({ hostname: "127.0.0.1", port: 0, transport: "udp" });
  try {
    const opened = await house.command("/lots/1/open");
    await Promise.all(clients.map((client) => client.event(opened)));
    await junkByReason(house, socket);
    await flood(house, { socket, clients });
    await junkHttp(house);
    const sold = await house.command("/lots/1/hammer");
    for (const client of clients) {
      await client.event(sold);
      assertEquals(client.events(), clients[0]?.events(), client.name);
    }
    await assertNeverAnswered(socket);
    await house.stop();
  } finally {
    socket.close();
    await disposeAll(clients);
  }
});

/** Whoever is not known is never answered: the first thing to come is what the socket tells itself. */
async function assertNeverAnswered(socket: Deno.DatagramConn): Promise<void> {
  const own = toUtf8("my own words");
  await socket.send(own, socket.addr);
  const [first] = await inTime(socket.receive(), { what: "the own datagram" });
  assertEquals(first, own);
}

/** Each kind of junk moves the counter of its reason. */
async function junkByReason(house: HouseProcess, socket: Deno.DatagramConn): Promise<void> {
  const to = addressOf(house.ready.bids);
  const session = await overheardSession(house);
  const random = seededBytes(11);
  const header = encodeHeader({ kind: "to_house", session, channel: "00".repeat(8), counter: 1 });
  const whole = concat(header, random(272));
  const changed = (at: number, byte: number) => whole.with(at, byte);
  const junk: Readonly<Record<string, readonly Uint8Array[]>> = {
    too_short: [0, 1, 31, 32, 47].map((length) => whole.subarray(0, length)),
    too_long: [concat(header, random(DATAGRAM_BYTES_MAX)), random(1_900)],
    magic: [changed(0, 0), changed(3, 0xff), concat(random(HEADER_BYTES), random(300))],
    version: [changed(4, 0), changed(4, 2), changed(4, 255)],
    kind: [changed(5, 0), changed(5, 1), changed(5, 3), changed(5, 9)],
    header: [changed(6, 1), changed(7, 1), changed(24, 0xff)],
    other_session: [changed(8, (whole[8] ?? 0) ^ 1)],
    unknown_member: [whole, changed(16, 7), changed(40, 7)],
  };
  for (const bytes of Object.values(junk).flat()) {
    await socket.send(bytes, { ...to, transport: "udp" });
  }
  for (const [reason, { length }] of Object.entries(junk)) {
    await house.counted(reason, length);
    assertEquals((await house.counters())[reason], length, reason);
  }
}

/** The session that anyone on the network can read off a frame of the group. */
async function overheardSession(house: HouseProcess): Promise<string> {
  const { hostname, port } = addressOf(house.ready.group);
  const group = Deno.listenDatagram({ hostname, port, transport: "udp", reuseAddress: true });
  try {
    await group.joinMulticastV4(hostname, "127.0.0.1");
    const [frame] = await inTime(group.receive(), { what: "a frame of the group" });
    const envelope = decodeEnvelope(frame);
    if (typeof envelope === "string") throw new Error(`The group carried junk: ${envelope}`);
    return envelope.header.session;
  } finally {
    group.close();
  }
}

/** Thousands of datagrams to both ports, and bids through the middle of it. */
async function flood(
  house: HouseProcess,
  { socket, clients }: {
    readonly socket: Deno.DatagramConn;
    readonly clients: readonly ClientProcess[];
  },
): Promise<void> {
  const targets = [addressOf(house.ready.bids), addressOf(house.ready.group)];
  const bytes = seededBytes(13);
  const random = seededRandom(17);
  const sendBurst = async () => {
    for (let i = 0; i < BURST; i++) {
      const to = targets[i % targets.length];
      if (to === undefined) continue;
      await socket.send(bytes(Math.floor(random() * 1_400)), { ...to, transport: "udp" });
    }
  };
  for (let sent = 0, round = 0; sent < FLOOD; sent += BURST, round++) {
    await sendBurst();
    if (round % 20 !== 0) continue;
    const client = clients[(round / 20) % clients.length];
    const answer = await client?.bid("1", { max: 1_000 + round });
    assertEquals(answer?.state, "accepted", `${client?.name} in round ${round}`);
  }
  await house.counted("source_budget", 1);
  const counters = await house.counters();
  assertGreater(counters["magic"] ?? 0, 500);
}

/** The admin port closes on what is no HTTP and refuses what is no right request. */
async function junkHttp(house: HouseProcess): Promise<void> {
  const { hostname, port } = new URL(house.ready.admin);
  const target = { hostname, port: Number(port) };
  const random = seededBytes(19);
  const requests = [
    random(500),
    toUtf8("\r\n\r\n"),
    toUtf8("GET"),
    toUtf8(`GET / HTTP/1.1\r\n${"x".repeat(100_000)}\r\n\r\n`),
    toUtf8("GET /healthz HTTP/1.1\r\ncontent-length: -1\r\n\r\n"),
    concat(u64(0), random(64)),
  ];
  const connections = requests.map((bytes) => {
    const connection = new RawConnection(target);
    connection.send(bytes);
    return connection;
  });
  await Promise.all(connections.map((connection) => connection.connected()));
  const statuses = await Promise.all([
    fetch(`${house.ready.admin}/api/v1/lots`),
    fetch(`${house.ready.admin}/api/v1/lots`, { headers: { authorization: "Bearer wrong" } }),
    fetch(`${house.ready.admin}/..%2f..%2fkeys/admin.token`),
  ].map(async (asked) => {
    const response = await asked;
    await response.body?.cancel();
    return response.status;
  }));
  assertEquals(statuses.filter((status) => status < 400 || status >= 500), []);
  const malformed = await house.admin("/api/v1/lots", { lots: "x".repeat(3_000_000) });
  assertGreater(malformed.status, 399);
  assertLess(malformed.status, 500);
  await disposeAll(connections);
  assertEquals((await house.admin("/healthz")).status, 200);
}

function addressOf(text: string): Address {
  const [hostname = "", port] = text.split(":");
  return { hostname, port: Number(port) };
}
