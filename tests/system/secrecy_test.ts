// The wire of a real sale as a stranger on the network sees it: the group's frames, which anyone
// can join, and a join, by a relay on its way. (Every datagram: tests/worker/secrecy_test.ts.)

import { assert, assertEquals, assertGreater } from "@std/assert";
import { fromUtf8, toUtf8 } from "../../lib/base/bytes.ts";
import { toPublicJwks } from "../../lib/secure/key_set.ts";
import { publicHalf } from "../../lib/secure/private_key_set.ts";
import { decodeEnvelope } from "../../lib/wire/header.ts";
import { encodeCbor } from "../../lib/wire/cbor.ts";
import { ClientProcess } from "../support/client_process.ts";
import { foundIn } from "../support/found_in.ts";
import { HouseProcess } from "../support/house_process.ts";
import { bidderName, makeKeys, SaleFolder } from "../support/sale_folder.ts";
import { framesIn, TcpRelay } from "../support/tcp_relay.ts";

const PADDLE = "PALETA-7";
const TITLE = "Bule de prata de Sabará";
const OPENING = 1_234_567;
const BID = 7_654_321;
const LOT = { id: "1", title: { pt: TITLE }, description: { pt: TITLE }, opening: OPENING };

const SECRETS: ReadonlyMap<string, Uint8Array> = new Map([
  ["title", toUtf8(TITLE)],
  ["sale", toUtf8("Leilão de Teste")],
  ["paddle", toUtf8(PADDLE)],
  ["bidder", toUtf8(bidderName("ana"))],
  ["currency", toUtf8("BRL")],
  ["opening", encodeCbor(OPENING)],
  ["bid", encodeCbor(BID)],
]);

Deno.test("Who listens to the group and to a join learns nothing of the sale", async () => {
  const keys = await makeKeys(["ana"]);
  const keySet = keys.get("ana");
  assert(keySet !== undefined);
  await using folder = await SaleFolder.make();
  await folder.addBidder("ana", { keySet, paddle: PADDLE });
  await folder.writeItem("1.json", LOT);
  await using house = await HouseProcess.start(folder);
  const [hostname = "", port] = house.ready.join.split(":");
  await using relay = new TcpRelay({ hostname, port: Number(port) });
  await folder.writeInvitation(`127.0.0.1:${relay.port}`, house.ready.house);
  const listening = listenToGroup(house.ready.group);
  await using ana = ClientProcess.start(folder, "ana");
  try {
    await house.hasLots("1");
    await ana.live();
    await ana.event(await house.command("/lots/1/open"));
    assertEquals((await ana.bid("1", { max: BID })).state, "accepted");
    await ana.event(await house.command("/lots/1/hammer"));
    await ana.leave();
    await house.stop();
  } finally {
    await listening.stop();
  }
  assertGreater(listening.frames.length, 4);
  for (const frame of listening.frames) {
    assert(typeof decodeEnvelope(frame) !== "string");
    assertEquals(foundIn(frame, SECRETS), []);
  }
  const [join, ...others] = framesIn(relay.fromClient);
  assertEquals([join?.type, ...others.map(({ type }) => type)], ["JOIN", "PROOF", "CONFIRM"]);
  const { keys: shown } = JSON.parse(fromUtf8(join?.body ?? new Uint8Array(0)) ?? "");
  assertEquals(shown, toPublicJwks(publicHalf(keySet)).keys);
  assertEquals(foundIn(relay.fromClient, SECRETS), []);
  assertEquals(foundIn(relay.fromHouse, SECRETS), []);
  const told = framesIn(relay.fromHouse).map(({ type }) => type);
  assertEquals(told.slice(0, 2).concat(told.slice(-1)), ["CHALLENGE", "WELCOME", "READY"]);
});

/** Keeps every datagram that comes to the group, as any machine of the network can. */
function listenToGroup(group: string) {
  const [hostname = "", port] = group.split(":");
  const socket = Deno.listenDatagram({
    hostname,
    port: Number(port),
    transport: "udp",
    reuseAddress: true,
  });
  const frames: Uint8Array[] = [];
  const listen = async () => {
    await socket.joinMulticastV4(hostname, "127.0.0.1");
    for await (const [bytes] of socket) frames.push(bytes.slice());
  };
  const done = listen();
  return {
    frames,
    async stop() {
      socket.close();
      await done;
    },
  };
}
