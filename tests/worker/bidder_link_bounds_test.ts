// BidderLink at a house made by hand, with a past that it kept: when it goes on, when it stops for
// good, and when it does not sign.

import { assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { type Bytes, toUtf8 } from "../../lib/base/bytes.ts";
import { asFault, Fault } from "../../lib/base/fault.ts";
import { BidderStore } from "../../lib/ledger/bidder_store.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import { encodeBatch, encodeSignedMessage } from "../../lib/wire/signed_message.ts";
import type { BidderFeedRequest } from "../../lib/worker/bidder_feed_contract.ts";
import { BidderLink } from "../../lib/worker/bidder_link.ts";
import { person } from "../support/thread_bidder.ts";
import { ManualClock } from "../support/thread_house.ts";
import { connectPipe } from "../support/virtual_network.ts";
import { HandMadeHouse, type HouseFlaws } from "./_hand_made_house.ts";

const SALE = "5a".repeat(16);
/** A link that tries so often would try for ever. */
const CONNECTIONS_MAX = 9;

const EVENTS = [toUtf8("one"), toUtf8("two")];
const HASHES = EVENTS.reduce(
  (hashes, event) => [...hashes, chainHash(hashes.at(-1) ?? GENESIS_HASH, event)],
  [GENESIS_HASH],
);
const PAST: Bytes = encodeSignedMessage({
  kind: "batch",
  signature: new Uint8Array(64),
  body: encodeBatch({ sale: SALE, firstSeq: 1, prevHash: GENESIS_HASH, at: 1, events: EVENTS }),
});

/** The hash after an event, as WELCOME spells it. */
function head(seq: number): string {
  return (HASHES[seq] ?? GENESIS_HASH).toHex();
}

interface Life {
  readonly flaws?: HouseFlaws;
  checkHouse?(): void;
  /** Done when the link has joined, before it is stopped. */
  joined?(link: BidderLink): Promise<void>;
}

/** A client that holds two events joins; how it ends, and how often it connected. */
async function live({ flaws = {}, checkHouse = () => {}, joined }: Life) {
  const [{ identity }, house] = await Promise.all([person("ana"), HandMadeHouse.make()]);
  const folder = await Deno.makeTempDir({ prefix: "leilao-" });
  const store = BidderStore.open(`${folder}/bidder.sqlite`);
  store.keepBatches(SALE, [{ firstSeq: 1, count: 2, bytes: PAST }]);
  const serving: Promise<void>[] = [];
  /** The feed worker's answers, as far as a join waits for them. */
  const feed = ({ type }: BidderFeedRequest) => {
    if (type === "follow") link.feedNotice({ type: "following" });
    if (type === "catchup") link.feedNotice({ type: "caught" });
    if (type === "caught_up") (joined?.(link) ?? Promise.resolve()).then(() => link.stop());
  };
  const link = new BidderLink({
    clock: new ManualClock(),
    identity,
    store,
    trialLossPercent: 0,
    connect() {
      const pipe = connectPipe();
      serving.push(house.serve(pipe.house, { identity, flaws }).catch(() => {})); // It was left.
      if (serving.length > CONNECTIONS_MAX) link.stop();
      return Promise.resolve(pipe.bidder);
    },
    checkHouse,
    pictures: { picture: () => Promise.resolve(null) },
    feed,
    wait: () => Promise.resolve(),
  });
  const end = await link.run().then(() => "ended", (error) => asFault(error).code);
  await Promise.all(serving);
  store.close();
  await Deno.remove(folder, { recursive: true });
  return { end, connections: serving.length };
}

/** WELCOME of a house whose record ends with this event. */
function record(seq: number, hash = head(seq)): HouseFlaws {
  return { welcome: { next: seq + 1, head: hash } };
}

Deno.test("BidderLink joins a house with the past that it holds, or with a longer one", async () => {
  assertEquals(await live({ flaws: record(2) }), { end: "ended", connections: 1 });
  assertEquals(await live({ flaws: record(3, "77".repeat(32)) }), { end: "ended", connections: 1 });
});

Deno.test("BidderLink ends with two_histories at a house with another past", async () => {
  const flaws = record(2, "77".repeat(32));
  assertEquals(await live({ flaws }), { end: "two_histories", connections: 1 });
});

Deno.test("BidderLink ends with two_histories at a house that begins with a shorter past", async () => {
  assertEquals(await live({ flaws: record(1) }), { end: "two_histories", connections: 1 });
});

Deno.test("BidderLink ends with two_histories where the catch-up begins before what it holds", async () => {
  const flaws = { ...record(3, "77".repeat(32)), past: [PAST] };
  assertEquals(await live({ flaws }), { end: "two_histories", connections: 1 });
});

Deno.test("BidderLink gives up after three broken protocols in a row", async () => {
  assertEquals(await live({ flaws: { ...record(2), open: true } }), {
    end: "bad_protocol",
    connections: 3,
  });
});

Deno.test("BidderLink does not try again at another house than its own", async () => {
  const checkHouse = () => {
    throw new Fault("wrong_house", "");
  };
  assertEquals(await live({ flaws: record(2), checkHouse }), {
    end: "wrong_house",
    connections: 1,
  });
});

Deno.test("BidderLink signs no bid while its view may be stale", async () => {
  const states: string[] = [];
  const wish = { lot: "1", kind: "max", amount: toCents(20_000), quantity: 1 } as const;
  await live({
    flaws: record(2),
    async joined(link) {
      // The feed worker says how fresh the view is only once the join has come to its end.
      await Promise.resolve();
      for (const health of ["live", "lagging", "live"] as const) {
        link.feedNotice({ type: "health", health, path: "multicast" });
        const { state, reason } = await link.bid(wish);
        states.push(`${state} ${reason}`);
      }
    },
  });
  assertEquals(states, ["sent null", "refused stale_view", "sent null"]);
});
