// What one may cost: junk in a member's name, all history asked for, old heartbeats again. Whoever
// does it pays alone; the others are served as before.

import { assert, assertEquals, assertGreaterOrEqual } from "@std/assert";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { importSealKey } from "../../lib/secure/sealing.ts";
import type { SenderEffect } from "../../lib/session/effect.ts";
import { FeedSender } from "../../lib/session/feed_sender.ts";
import { BATCHES_PER_NAK, NAKS_PER_SECOND } from "../../lib/session/session_limits.ts";
import { encodeHeader } from "../../lib/wire/header.ts";
import { encodeHeartbeat, encodeSignedMessage } from "../../lib/wire/signed_message.ts";
import { BidderInbox } from "../../lib/worker/bidder_inbox.ts";
import { DropCounters } from "../../lib/worker/drop_counters.ts";
import { seededBytes } from "../support/seeded_bytes.ts";
import { ping } from "../support/ping.ts";
import { person, RawMember } from "../support/thread_bidder.ts";
import { BIDS, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

// --- junk in a member's name ----------------------------------------------------------------

/** A house with lot 1 open and Ana in it, and Mallory, who sees the headers of her datagrams. */
async function scene() {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const person1 = await person("ana");
  const house = await ThreadHouse.start({ network, clock, bidders: [person1.registered] });
  await house.openLot({ id: "1" });
  const ana = await RawMember.join(house, person1);
  const mallory = network.open({ bind: { hostname: "10.6.6.6", port: 666 } });
  const random = seededBytes(66);
  return {
    network,
    clock,
    house,
    ana,
    /** Right session and member, counters far ahead, and a seal that is none. */
    async junk(count: number): Promise<void> {
      const { session, member: channel } = ana.session.welcome;
      for (let counter = 5_000; counter < 5_000 + count; counter++) {
        const header = encodeHeader({ kind: "to_house", session, channel, counter });
        await mallory.send(new Uint8Array([...header, ...random(200)]), BIDS);
      }
    },
    async [Symbol.asyncDispose]() {
      mallory.close();
      ana.close();
      await house.stop();
    },
  };
}

Deno.test("runFeed() takes a member's bids amid a thousand_datagrams_in_its_name", async () => {
  await using s = await scene();
  await s.ana.settled();
  await s.junk(1_000);
  const bid = await s.ana.makeBid();
  await s.ana.bid(bid);
  assertEquals((await s.ana.receipt(bid.bidId)).verdict, "accepted");
  // Nearly all of it was dropped before any crypto was spent on it.
  await s.house.counted("member_budget", 950);
});

Deno.test("runFeed() lets a member move to a new address, after junk in its name too", async () => {
  await using s = await scene();
  await s.ana.settled();
  await s.junk(1_000);
  s.clock.now += 2_000;
  const moved = s.network.open({ bind: { hostname: "10.0.0.67", port: 0 } });
  await moved.send(await s.ana.datagram(ping(5)), BIDS);
  const pong = await s.network.sent.waitFor(({ to }) => to.port === moved.address.port, {
    what: "a pong at the new address",
  });
  assertEquals(pong.to, moved.address);
  // The new address has the member's whole budget.
  const before = s.network.sent.mark();
  for (let i = 0; i < 50; i++) {
    const bid = await s.ana.makeBid({ amount: 20_000 + 1_000 * i });
    await moved.send(await s.ana.datagram({ type: "bid", ...bid }), BIDS);
  }
  await s.house.settled();
  await s.house.settled();
  const answers = () =>
    s.network.sent.all.slice(before).filter(({ to }) => to.port === moved.address.port).length;
  await s.network.sent.waitFor(() => answers() >= 50, { what: "50 receipts", after: before });
  moved.close();
});

// --- all history ----------------------------------------------------------------------------

const T0 = 1_000_000;

/** The events that `effects` repair for this member, alone or with the group. */
function repairsFor(member: string, effects: readonly SenderEffect[]): readonly number[] {
  const decoder = new TextDecoder();
  return effects.flatMap((effect) => {
    if (effect.type !== "send") return [];
    const reaches = typeof effect.to === "string" || effect.to.member === member;
    return reaches ? [Number(decoder.decode(effect.message))] : [];
  });
}

Deno.test("FeedSender repairs a third member while two_ask_for_all_history", () => {
  const feed = new FeedSender(T0 - 60_000);
  const batches = Array.from({ length: 4_000 }, (_, i) => ({
    firstSeq: i + 1,
    count: 1,
    bytes: toUtf8(`${i + 1}`),
  }));
  feed.publish(batches, T0 - 60_000);
  for (let ms = -59_000; ms < 0; ms += 20) feed.tick(T0 + ms);
  const everyMs = 1_000 / NAKS_PER_SECOND;
  let asked = 0;
  const repaired = new Set<number>();
  for (let ms = 0; ms < 5_000; ms++) {
    const effects = [...feed.tick(T0 + ms)];
    if (ms % everyMs === 0) {
      // Each from a place of its own.
      for (const [i, member] of ["hog", "pig"].entries()) {
        const first = 1 + i * 1_600 + (ms / everyMs * BATCHES_PER_NAK) % 1_500;
        const range = { first, last: first + BATCHES_PER_NAK - 1 };
        effects.push(...feed.nak([range], { member, hearsGroup: true, now: T0 + ms }));
      }
      asked++;
      const own = 3_500 + asked;
      const range = { first: own, last: own };
      effects.push(...feed.nak([range], { member: "ana", hearsGroup: true, now: T0 + ms }));
    }
    for (const seq of repairsFor("ana", effects)) if (seq > 3_500) repaired.add(seq);
  }
  // The first moments may be lost to the others' bursts; Ana would ask again.
  assertGreaterOrEqual(repaired.size, asked - 5);
  assert(feed.counters.repairsOverBudget > 1_000, `${feed.counters.repairsOverBudget}`);
});

// --- old heartbeats -------------------------------------------------------------------------

Deno.test("BidderInbox drops old_heartbeat_again as known before its signature is checked", async () => {
  const drops = new DropCounters();
  const key = await importSealKey(new Uint8Array(32), new Uint8Array(4));
  const { x } = await generateSigningJwk();
  const session = "5e".repeat(8);
  const sale = "5a".repeat(16);
  const followed = {
    session,
    sale,
    member: "ab".repeat(8),
    houseX: x,
    epoch: { number: 1, key },
    toHouse: key,
    toBidder: key,
    group: { address: "239.1.1.1", port: 7311 },
    bids: { address: "10.0.0.1", port: 7310 },
    relay: { address: "10.0.0.1", port: 7312 },
    interface: "10.0.0.77",
    houseNow: T0,
    nextSeq: 1,
    prevHash: new Uint8Array(32),
    trialLossPercent: 0,
  };
  const inbox = await BidderInbox.of(followed, {
    drops,
    wants: () => true,
    wantsCheckpoint: () => true,
    isNewBeat: (beat) => beat > 5,
    otherSession: () => {},
    nowMs: () => T0,
  });
  for (const beat of [4, 5, 6]) {
    const told = { sale, session, beat, nextSeq: 1, headHash: new Uint8Array(32) };
    const body = encodeHeartbeat({
      ...told,
      at: T0,
      state: "running",
      members: 1,
      roundTripMs: 1,
      lots: [],
    });
    // A signature that is none: who gets as far as checking it says "signature".
    const message = { kind: "heartbeat", signature: new Uint8Array(64), body } as const;
    assertEquals(await inbox.signedMessage(encodeSignedMessage(message)), null);
  }
  assertEquals(drops.snapshot(), { known_beat: 2, signature: 1 });
});
