// A bidder's client with a face that shows nothing but pictures: for each lot that it hears of, one
// line of JSON with the picture's digest and kind, or null. It runs with the client's permissions,
// and fetches by way of another address, where a test listens.
//
//   picture_client.ts HOST:PORT KEYFILE DATAFOLDER VIAHOST:VIAPORT

import { join } from "@std/path";
import { steadyClock } from "../../lib/base/clock.ts";
import { BidderStore } from "../../lib/ledger/bidder_store.ts";
import type { Address } from "../../lib/net/address.ts";
import { connectTcp } from "../../lib/net/tcp_listener.ts";
import { sha256 } from "../../lib/secure/digest.ts";
import { readPrivateKeyFile } from "../../lib/secure/key_file.ts";
import { importPrivateKeySet } from "../../lib/secure/private_key_set.ts";
import { startBidderFeed } from "../../lib/worker/bidder_feed_handle.ts";
import { BidderLink } from "../../lib/worker/bidder_link.ts";
import { BidderPictures } from "../../lib/worker/bidder_pictures.ts";
import { makeDataFolder } from "../../lib/worker/house_folders.ts";
import { requestPicture } from "../../lib/worker/picture_request.ts";
import { PictureShelf } from "../../lib/worker/picture_shelf.ts";

const [house = "", key = "", data = "", via = ""] = Deno.args;

function addressOf(text: string): Address {
  const [hostname = "", port] = text.split(":");
  return { hostname, port: Number(port) };
}

const dataFolder = await makeDataFolder(data);
const keySet = await readPrivateKeyFile(key, { askPassphrase: () => null });
const clock = steadyClock();
const store = BidderStore.open(join(dataFolder, "bidder.sqlite"));
const link: BidderLink = new BidderLink({
  clock,
  identity: await importPrivateKeySet(keySet),
  store,
  trialLossPercent: 0,
  connect: () => connectTcp(addressOf(house), { timeoutMs: 5_000 }),
  checkHouse() {},
  pictures: new BidderPictures({
    clock,
    shelf: new PictureShelf(join(dataFolder, "pictures")),
    fetch: (_relay, name) => requestPicture(addressOf(via), name),
  }),
  feed: (request) => feed.send(request),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});
const feed = startBidderFeed(link);

link.subscribe(async (notice) => {
  if (notice.type !== "event" || notice.event.type !== "LotCatalogued") return;
  const lot = notice.event.lot.id;
  const picture = await link.picture(lot);
  const seen = picture && { mediaType: picture.mediaType, digest: sha256(picture.bytes).toHex() };
  console.log(JSON.stringify({ lot, picture: seen }));
});
await link.run();
