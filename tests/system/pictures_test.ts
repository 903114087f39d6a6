// The picture of an item on its way from the items folder to a bidder's disk, between processes with
// the permissions of their tasks; and what is left to those who listen on the way, or only ask.

import { assert, assertEquals, assertGreater } from "@std/assert";
import { concat, toUtf8 } from "../../lib/base/bytes.ts";
import { steadyClock } from "../../lib/base/clock.ts";
import { parseCatalogue } from "../../lib/catalogue/lot_schema.ts";
import { fetchPicture } from "../../lib/net/picture_fetch.ts";
import { connectTcp } from "../../lib/net/tcp_listener.ts";
import { sha256 } from "../../lib/secure/digest.ts";
import { pictureName } from "../../lib/secure/picture_seal.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { encodePictureRequest } from "../../lib/wire/picture_frame.ts";
import { House } from "../../lib/worker/house.ts";
import { inTime } from "../support/bounded.ts";
import { foundIn } from "../support/found_in.ts";
import { freeGroup } from "../support/free_port.ts";
import { HouseProcess } from "../support/house_process.ts";
import { type JsonLine, Program } from "../support/program.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";
import { TcpRelay } from "../support/tcp_relay.ts";

/** A drawing of 300 kB: it takes many pieces. */
const PICTURE = toUtf8(
  '<svg xmlns="http://www.w3.org/2000/svg"><path d="M' +
    Array.from({ length: 50_000 }, (_, i) => `${i % 97} ${i % 89}`).join("L") + '"/></svg>',
);
const NEW_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 1h7v7z"/></svg>';
const DIGEST = sha256(PICTURE);
const LOT = { id: "1", title: { pt: "Bule" }, opening: 100, image: "bule.svg" };
const SEEN = { mediaType: "image/svg+xml", digest: DIGEST.toHex() };

/** What must not stand on any wire: pieces of the picture, and what it is derived from. */
const SECRETS: ReadonlyMap<string, Uint8Array> = new Map([
  ["head", PICTURE.subarray(0, 16)],
  ["middle", PICTURE.subarray(150_000, 150_016)],
  ["end", PICTURE.subarray(-16)],
  ["digest", DIGEST],
  ["digest in hexadecimal", toUtf8(DIGEST.toHex())],
]);

function addressOf(text: string) {
  const [hostname = "", port] = text.split(":");
  return { hostname, port: Number(port) };
}

/** A client that fetches its pictures by way of `via`, and tells them. */
function pictureClient(folder: SaleFolder, house: HouseProcess, via: number): Program {
  return new Program({
    task: "client",
    file: "tests/support/picture_client.ts",
    folder: folder.path,
    args: [house.ready.join, "keys/ana.private.jwks.json", "data/ana", `127.0.0.1:${via}`],
    name: "ana",
  });
}

async function pictureOf(client: Program, lot: string): Promise<JsonLine> {
  return await client.lines.waitFor((line) => line["lot"] === lot, { what: `lot ${lot}` });
}

Deno.test("A bidder gets the picture of an item, and whoever only listens or asks gets nothing", async () => {
  const keySet = (await makeKeys(["ana"])).get("ana");
  assert(keySet !== undefined);
  await using folder = await SaleFolder.make();
  await folder.addBidder("ana", { keySet, paddle: "12" });
  await folder.writeItem("bule.svg", new TextDecoder().decode(PICTURE));
  await folder.writeItem("1.json", LOT);
  await folder.writeItem("2.json", { ...LOT, id: "2", image: undefined });
  await using house = await HouseProcess.start(folder);
  await house.hasLots("1", "2");
  const relay = addressOf(house.ready.relay);
  {
    await using wire = new TcpRelay(relay);
    await using ana = pictureClient(folder, house, wire.port);
    assertEquals(await pictureOf(ana, "1"), { lot: "1", picture: SEEN });
    assertEquals(await pictureOf(ana, "2"), { lot: "2", picture: null });
    await house.counted("relay_picture_sent", 1);
    assertEquals(wire.fromClient, encodePictureRequest(await pictureName(DIGEST)));
    assertEquals(wire.fromHouse.length, 4 + PICTURE.length + 16);
    // An item that comes while the house runs brings its picture along.
    await folder.writeItem("nova.svg", NEW_PICTURE);
    await folder.writeItem("3.json", { ...LOT, id: "3", image: "nova.svg" });
    const { digest } = (await pictureOf(ana, "3"))["picture"] as JsonLine;
    assertEquals(digest, sha256(toUtf8(NEW_PICTURE)).toHex());
    assertEquals(foundIn(wire.fromClient, SECRETS), []);
    assertEquals(foundIn(wire.fromHouse, SECRETS), []);
  }
  // A later run of the client has it on its disk: nobody answers where it would fetch.
  const kept = await Deno.readFile(`${folder.path}/data/ana/pictures/${DIGEST.toHex()}`);
  assertEquals(kept, PICTURE);
  await using again = pictureClient(folder, house, 1);
  assertEquals(await pictureOf(again, "1"), { lot: "1", picture: SEEN });
  await strangersGetNothing(relay);
  await house.counted("relay_picture_none", 2);
  await house.stop();
});

/** Names of nothing, and the digest as a name: without the picture or its event, nobody has more. */
async function strangersGetNothing(relay: ReturnType<typeof addressOf>): Promise<void> {
  for (const name of [new Uint8Array(32), DIGEST]) {
    const connection = await connectTcp(relay, { timeoutMs: 5_000 });
    assertEquals(await inTime(fetchPicture(connection, name), { what: "an answer" }), null);
    connection.close();
  }
}

Deno.test("House.picture() gives the pictures of items and of uploads, and no others", async () => {
  await using folder = await SaleFolder.make();
  await folder.writeItem("bule.svg", new TextDecoder().decode(PICTURE));
  const group = { ...addressOf(freeGroup()), ttl: 1 };
  const host = "127.0.0.1";
  const { house } = await House.start({
    desk: {
      ledger: `${folder.path}/data/ledger.sqlite`,
      ...{ name: "Leilão", currency: "BRL", bidHost: host, joinedMax: 10 },
      group: { address: group.hostname, port: group.port, ttl: 1 },
    },
    feed: {
      ...{ host, bidPort: 0, trialLossPercent: 0 },
      group: { address: group.hostname, port: group.port, ttl: 1 },
    },
    join: { host, port: 0 },
    relay: { host, port: 0 },
    dataFolder: `${folder.path}/data`,
    houseKey: { ...await generateSigningJwk() },
    bidders: [],
  }, {
    clock: steadyClock(),
    registryFolder: `${folder.path}/keys/registered`,
    registry: { entries: [], problems: [] },
    dataFolder: `${folder.path}/data`,
    presence() {},
    checkpointCut() {},
    acted() {},
    reported() {},
    failed(fault) {
      throw fault;
    },
  });
  try {
    const parsed = parseCatalogue(LOT);
    assert(parsed.ok);
    const [lot] = parsed.lots;
    assert(lot !== undefined);
    const image = { name: "bule.svg", mediaType: "image/svg+xml", sha256: DIGEST.toHex() };
    assertEquals(await house.picture(image.sha256), null);
    await house.keepPictures(`${folder.path}/items`, [{ ...lot, image }]);
    await house.catalogue([{ ...lot, image }]);
    const shown = { bytes: PICTURE, mediaType: "image/svg+xml" };
    assertEquals(await house.picture(image.sha256), shown);
    const upload = concat(PICTURE, toUtf8("\n"));
    const load = {
      lots: [{ lot: { ...lot, id: "2" }, imageName: "bule.svg" }],
      images: [{ name: "bule.svg", bytes: upload }],
    };
    assertEquals((await house.loadLots(load)).type, "loaded");
    assertEquals((await house.picture(sha256(upload).toHex()))?.bytes, upload);
    assertEquals(await house.picture("ab".repeat(32)), null);
    assertGreater(house.snapshot().seq, 2);
  } finally {
    await house.stop();
  }
});
