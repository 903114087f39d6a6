// What strangers, and members who know the group's key, may send to the group (ATTACKS 13 to 23):
// a follower shows nothing of it, asks for nothing because of it, and misses nothing true.

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { openSealed } from "../../lib/secure/sealing.ts";
import { signAsync, signedBytes } from "../../lib/secure/signing.ts";
import { encodeEvent } from "../../lib/wire/event_codec.ts";
import { decodeEnvelope } from "../../lib/wire/header.ts";
import {
  decodeBatch,
  decodeSignedMessage,
  encodeBatch,
  encodeHeartbeat,
  encodeSignedMessage,
  type Heartbeat,
} from "../../lib/wire/signed_message.ts";
import { FollowingBidder, forgeFrame, person, RawMember } from "../support/thread_bidder.ts";
import { seededBytes } from "../support/seeded_bytes.ts";
import { BIDS, GROUP, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { type SentDatagram, VirtualNetwork } from "../support/virtual_network.ts";

const TO_GROUP = { hostname: GROUP.address, port: GROUP.port };
const FOLLOWER = "10.0.0.77";

/** A house, a follower, and Eve, a member who turns against the group. */
async function scene() {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const [ana, eve] = await Promise.all([person("ana"), person("eve")]);
  const bidders = [ana.registered, eve.registered];
  const house = await ThreadHouse.start({ network, clock, bidders });
  await house.openLot({ id: "1" });
  const follower = await FollowingBidder.join(house, ana, { clock, host: FOLLOWER });
  const insider = await RawMember.join(house, eve);
  return {
    network,
    clock,
    house,
    follower,
    insider,
    send: (bytes: Bytes) => insider.socket.send(bytes, TO_GROUP),
    forge: (message: Bytes, counter = 70_000) => forgeFrame(insider.session, message, counter),
    async [Symbol.asyncDispose]() {
      insider.close();
      await follower.stop();
      await house.stop();
    },
  };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/**
 * The house tells two true events more, one after the other: whoever was misled before would not
 * get there. The follower saw each event once, and needed no help from outside the feed.
 */
async function assertUnharmed(s: Scene): Promise<void> {
  const warning = { type: "GiveFairWarning", at: s.clock.now, lot: "1", text: "Dou-lhe" } as const;
  for (let i = 0; i < 2; i++) await s.follower.delivered(await s.house.command(warning));
  const last = s.house.events().at(-1)?.seq ?? 0;
  assertEquals(s.follower.seqs(), Array.from({ length: last }, (_, i) => i + 1));
  const alarms = s.follower.notices.all.map(({ type }) => type)
    .filter((type) => type === "equivocation" || type === "fetch");
  assertEquals(alarms, []);
}

/** How many NAKs the follower has sent to the house. */
async function naksOf(s: Scene): Promise<number> {
  const sent = s.network.sent.all.filter(({ from, to }) =>
    from.hostname === FOLLOWER && to.port === BIDS.port
  );
  const opened = await Promise.all(sent.map(async ({ bytes }) => {
    const envelope = decodeEnvelope(bytes);
    assert(typeof envelope !== "string");
    const { header, aad, sealed } = envelope;
    const parts = { counter: header.counter, aad, sealed };
    return await openSealed(s.follower.session.keys.toHouse, parts);
  }));
  return opened.filter((plaintext) => plaintext?.[3] === 2).length;
}

/** Frames that the house has sent to the group so far. */
function frames(s: Scene): readonly Bytes[] {
  return s.network.sent.all
    .filter(({ from, to }) => from.port === BIDS.port && to.port === GROUP.port)
    .map(({ bytes }) => bytes);
}

/** The signed message in a frame. */
async function opened(s: Scene, frame: Bytes): Promise<Bytes> {
  const envelope = decodeEnvelope(frame);
  assert(typeof envelope !== "string");
  const { header, aad, sealed } = envelope;
  const plaintext = await openSealed(s.insider.session.epoch.key, {
    counter: header.counter,
    aad,
    sealed,
  });
  assert(plaintext !== null);
  return plaintext;
}

/** An invented hammer in its rightful place, signed by Eve. */
async function inventedHammer(s: Scene): Promise<Bytes> {
  const { lastSeq, sale, prevHash } = position(s);
  const event = {
    type: "LotSold",
    at: s.clock.now,
    lot: "1",
    paddle: "eve",
    price: toCents(1),
  } as const;
  const body = encodeBatch({
    sale,
    firstSeq: lastSeq + 1,
    prevHash,
    at: s.clock.now,
    events: [encodeEvent({ event, commitment: GENESIS_HASH })],
  });
  const { sign } = s.insider.person.identity;
  const signature = await signAsync(sign, signedBytes("batch", body));
  return encodeSignedMessage({ kind: "batch", signature, body });
}

/** Where the record stands. */
function position(s: Scene) {
  const { rows } = s.house.disk;
  const prevHash = rows.reduce((hash, { event }) => chainHash(hash, event), GENESIS_HASH);
  return { lastSeq: rows.length, sale: s.insider.session.welcome.sale, prevHash };
}

Deno.test("runBidderFeed() drops junk: random, truncated, header_byte_flipped", async () => {
  await using s = await scene();
  const random = seededBytes(29);
  const [frame] = frames(s);
  assert(frame !== undefined);
  for (let length = 0; length < frame.length; length++) await s.send(frame.subarray(0, length));
  for (let at = 0; at < 32; at++) await s.send(frame.with(at, (frame[at] ?? 0) ^ 0x41));
  for (let i = 0; i < 300; i++) await s.send(random(i * 5));
  await assertUnharmed(s);
  assertEquals(await naksOf(s), 0);
});

Deno.test("runBidderFeed() delivers captured_frame_replayed once", async () => {
  await using s = await scene();
  await assertUnharmed(s);
  for (const frame of frames(s)) for (let i = 0; i < 5; i++) await s.send(frame);
  await assertUnharmed(s);
});

Deno.test("runBidderFeed() drops frame_of_another_session_and_sale", async () => {
  await using s = await scene();
  const ana = await person("ana");
  const network = new VirtualNetwork();
  const other = await ThreadHouse.start({ network, clock: s.clock, bidders: [ana.registered] });
  await other.openLot({ id: "1" });
  await other.settled();
  const isForGroup = ({ to }: SentDatagram) => to.port === GROUP.port;
  await network.sent.waitFor(isForGroup, { what: "a frame of the other house", ms: 5_000 });
  const foreign = network.sent.all.filter(isForGroup);
  for (const { bytes } of foreign) await s.send(bytes);
  // The same batches, signed by the other house, sealed by Eve as if they were of this session.
  for (const { bytes } of other.disk.batches) await s.send(await s.forge(bytes));
  await other.stop();
  await assertUnharmed(s);
  assertEquals(await naksOf(s), 0);
});

Deno.test("runBidderFeed() does not believe invented_hammer sealed with the group's key", async () => {
  await using s = await scene();
  await s.send(await s.forge(await inventedHammer(s)));
  await assertUnharmed(s);
  const types = s.house.events().map(({ event }) => event.type);
  assertEquals(types.includes("LotSold"), false);
});

Deno.test("runBidderFeed() goes on after frame_number_2_53_minus_1", async () => {
  await using s = await scene();
  const [frame] = frames(s);
  assert(frame !== undefined);
  const message = await opened(s, frame);
  await s.send(await s.forge(message, Number.MAX_SAFE_INTEGER));
  await s.send(await s.forge(await inventedHammer(s), Number.MAX_SAFE_INTEGER - 1));
  await assertUnharmed(s);
});

Deno.test("runBidderFeed() takes the true frame after junk_with_the_next_frame_number", async () => {
  await using s = await scene();
  const random = seededBytes(31);
  const sent = frames(s).length;
  for (let next = sent; next < sent + 20; next++) {
    await s.send(await s.forge(random(300), next));
    await s.send(await s.forge(await inventedHammer(s), next));
  }
  await assertUnharmed(s);
});

Deno.test("runBidderFeed() asks for nothing because of forged_heartbeat_with_a_huge_seq", async () => {
  await using s = await scene();
  await s.send(await s.forge(await forgedHeartbeat(s, { nextSeq: 10 ** 9, beat: 10 ** 6 })));
  await s.send(await s.forge(await forgedHeartbeat(s, { state: "ended", beat: 10 ** 6 })));
  await assertUnharmed(s);
  assertEquals(await naksOf(s), 0);
  assertEquals(statesOf(s).filter((state) => state !== "running"), []);
});

Deno.test("runBidderFeed() drops old_true_batch_in_a_fresh_frame as known", async () => {
  await using s = await scene();
  for (const { bytes } of s.house.disk.batches) {
    await s.send(await s.forge(bytes));
    await s.send(await s.forge(bytes, 80_000));
  }
  await assertUnharmed(s);
});

Deno.test("runBidderFeed() ignores true_end_of_an_earlier_session", async () => {
  await using s = await scene();
  const signer = new HouseSigner({ ...s.house.houseKey });
  const body = heartbeatBody(s, { session: "01".repeat(8), state: "ended", beat: 10 ** 6 });
  const signature = signer.sign("heartbeat", body);
  await s.send(await s.forge(encodeSignedMessage({ kind: "heartbeat", signature, body })));
  await assertUnharmed(s);
  assertEquals(statesOf(s).filter((state) => state !== "running"), []);
});

Deno.test("runBidderFeed() lets no old_true_heartbeat bring back an earlier state", async () => {
  await using s = await scene();
  const signer = new HouseSigner({ ...s.house.houseKey });
  const signed = async (change: Partial<Heartbeat>) => {
    const body = heartbeatBody(s, change);
    const signature = signer.sign("heartbeat", body);
    return await s.forge(encodeSignedMessage({ kind: "heartbeat", signature, body }));
  };
  await s.send(await signed({ state: "stopping", beat: 10 ** 6 }));
  await s.follower.notices.waitFor((n) => n.type === "house" && n.state === "stopping", {
    what: "the stop",
  });
  const mark = s.follower.notices.mark();
  await s.send(await signed({ state: "running", beat: 10 ** 6 - 1 }));
  // A newer one that was sent later has been acted on: the older one would have been as well.
  await s.send(await signed({ state: "ended", beat: 10 ** 6 + 1 }));
  await s.follower.notices.waitFor((n) => n.type === "house" && n.state === "ended", {
    what: "the end",
  });
  await assertUnharmed(s);
  const later = s.follower.notices.all.slice(mark).filter(({ type }) => type === "house");
  assertEquals(later.map((notice) => "state" in notice && notice.state), ["ended"]);
});

Deno.test("runFeed() answers naks_for_all_history within the member's budget", async () => {
  await using s = await scene();
  const ranges = Array.from({ length: 16 }, () => ({ first: 1, last: 4_096 }));
  for (let i = 0; i < 150; i++) await s.insider.say({ type: "nak", ranges });
  await s.insider.settled();
  await s.house.counted("naksOverBudget", 100);
  const toEve = s.network.sent.all.filter(({ to }) => to.hostname === "10.0.0.66");
  assert(toEve.length < 400, `${toEve.length} datagrams for one member's NAKs`);
  await assertUnharmed(s);
});

function heartbeatBody(s: Scene, change: Partial<Heartbeat>): Bytes {
  const { lastSeq, sale, prevHash } = position(s);
  return encodeHeartbeat({
    sale,
    session: s.insider.session.welcome.session,
    beat: 1,
    nextSeq: lastSeq + 1,
    headHash: prevHash,
    at: s.clock.now,
    state: "running",
    members: 1,
    roundTripMs: 1,
    lots: [],
    ...change,
  });
}

async function forgedHeartbeat(s: Scene, change: Partial<Heartbeat>): Promise<Bytes> {
  const body = heartbeatBody(s, change);
  const { sign } = s.insider.person.identity;
  const signature = await signAsync(sign, signedBytes("heartbeat", body));
  return encodeSignedMessage({ kind: "heartbeat", signature, body });
}

function statesOf(s: Scene): readonly string[] {
  return s.follower.notices.all.flatMap((notice) => notice.type === "house" ? [notice.state] : []);
}

Deno.test("The forger of these tests makes frames that open and batches that decode", async () => {
  await using s = await scene();
  const message = await inventedHammer(s);
  assertEquals(await opened(s, await s.forge(message)), message);
  const signed = decodeSignedMessage(message);
  assertEquals(decodeBatch(signed?.body ?? concat())?.events.length, 1);
});
