// BidderInbox with nothing around it: what it opens, in which order it asks, and which keys it
// keeps.

import { assertEquals } from "@std/assert";
import type { Bytes } from "../../lib/base/bytes.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { importSealKey } from "../../lib/secure/sealing.ts";
import { EPOCH_AHEAD_MAX, EPOCH_OLD_MS } from "../../lib/session/session_limits.ts";
import { epochChannel, type Header } from "../../lib/wire/header.ts";
import { encodeReceipt, encodeToBidder } from "../../lib/wire/member_message.ts";
import { encodeHeartbeat, encodeSignedMessage } from "../../lib/wire/signed_message.ts";
import { BidderInbox } from "../../lib/worker/bidder_inbox.ts";
import { DropCounters } from "../../lib/worker/drop_counters.ts";
import { sealByHand } from "../support/thread_bidder.ts";

const T0 = 1_000_000;
const SESSION = "5e".repeat(8);
const SALE = "5a".repeat(16);
const MEMBER = "ab".repeat(8);
const HASH = new Uint8Array(32);

/** The raw key of an epoch. */
function rawKey(epoch: number) {
  return { key: new Uint8Array(32).fill(epoch), salt: new Uint8Array(4).fill(epoch) };
}

/** An inbox on epoch 1 of a house with this key, and what it heard. */
async function newInbox(houseX: string) {
  const drops = new DropCounters();
  const { key, salt } = rawKey(1);
  const own = await importSealKey(new Uint8Array(32).fill(9), new Uint8Array(4));
  const clock = { now: T0 };
  const heard = { otherSession: 0 };
  const inbox = await BidderInbox.of({
    session: SESSION,
    sale: SALE,
    member: MEMBER,
    houseX,
    epoch: { number: 1, key: await importSealKey(key, salt) },
    toHouse: own,
    toBidder: own,
    group: { address: "239.1.1.1", port: 7_311 },
    bids: { address: "10.0.0.1", port: 7_310 },
    relay: { address: "10.0.0.1", port: 7_312 },
    interface: "10.0.0.77",
    houseNow: T0,
    nextSeq: 1,
    prevHash: HASH,
    trialLossPercent: 0,
  }, {
    drops,
    wants: () => true,
    wantsCheckpoint: () => true,
    isNewBeat: () => true,
    otherSession: () => void heard.otherSession++,
    nowMs: () => clock.now,
  });
  return { inbox, drops, clock, heard, own };
}

/** A heartbeat that the house has signed. */
function signedHeartbeat(signer: HouseSigner): Bytes {
  const told = { sale: SALE, session: SESSION, beat: 1, nextSeq: 1, headHash: HASH, at: T0 };
  const group = { members: 1, roundTripMs: 1, lots: [] };
  const body = encodeHeartbeat({ ...told, ...group, state: "running" });
  const signature = signer.sign("heartbeat", body);
  return encodeSignedMessage({ kind: "heartbeat", signature, body });
}

/** An inbox, and the house whose frames it opens. */
async function scene() {
  const jwk = await generateSigningJwk();
  const signer = new HouseSigner({ ...jwk });
  const heartbeat = signedHeartbeat(signer);
  const made = await newInbox(jwk.x);
  const { inbox, own } = made;
  return {
    ...made,
    signer,
    /** What the inbox believes of a datagram: its type, or null. */
    async opened(bytes: Bytes): Promise<string | null> {
      return (await inbox.open(bytes, { opened: () => {} }))?.type ?? null;
    },
    /** A true heartbeat under the key of an epoch. */
    async frame(epoch: number, change: Partial<Header> = {}): Promise<Bytes> {
      const { key, salt } = rawKey(epoch);
      const named = { kind: "group", session: SESSION, channel: epochChannel(epoch) } as const;
      const header: Header = { ...named, counter: 0, ...change };
      return await sealByHand(await importSealKey(key, salt), { header, plaintext: heartbeat });
    },
    /** A message to the member, whatever its bytes are. */
    async toMember(counter: number, plaintext: Bytes): Promise<Bytes> {
      const header = { kind: "to_bidder", session: SESSION, channel: MEMBER, counter } as const;
      return await sealByHand(own, { header, plaintext });
    },
    addEpoch: async (number: number) =>
      (await inbox.addEpoch({ type: "epoch", number, ...rawKey(number) })).map(({ type }) => type),
  };
}

const PONG = encodeToBidder({ type: "pong", sentAt: 1, houseAt: 2 });

Deno.test("BidderInbox.open() hears of another session by a group frame alone", async () => {
  const s = await scene();
  const session = "00".repeat(8);
  assertEquals(await s.opened(await s.frame(1, { session, kind: "to_bidder" })), null);
  assertEquals(s.heard.otherSession, 0);
  assertEquals(await s.opened(await s.frame(1, { session })), null);
  assertEquals(s.heard.otherSession, 1);
  assertEquals(s.drops.snapshot(), { other_session: 2 });
});

Deno.test("BidderInbox.open() lets an older key end once a newer one was used", async () => {
  const s = await scene();
  await s.addEpoch(2);
  s.clock.now += EPOCH_OLD_MS;
  assertEquals(await s.opened(await s.frame(1)), "heartbeat");
  assertEquals(await s.opened(await s.frame(2)), "heartbeat");
  s.clock.now += EPOCH_OLD_MS - 1;
  assertEquals(await s.opened(await s.frame(1)), "heartbeat");
  s.clock.now += 1;
  assertEquals(await s.opened(await s.frame(1)), null);
  assertEquals(s.drops.snapshot(), { other_epoch: 1 });
});

Deno.test("BidderInbox.addEpoch() opens what waited for this key, and lets the rest go", async () => {
  const s = await scene();
  assertEquals(await s.opened(await s.frame(2)), null);
  assertEquals(await s.opened(await s.frame(3)), null);
  assertEquals(s.drops.snapshot(), { key_missing: 2 });
  assertEquals(await s.addEpoch(2), ["heartbeat"]);
  assertEquals(s.drops.snapshot(), { key_missing: 2, other_epoch: 1 });
  assertEquals(await s.addEpoch(3), []);
});

Deno.test("BidderInbox.open() holds a few frames of newer epochs, and no more", async () => {
  const s = await scene();
  const frame = await s.frame(2);
  for (let i = 0; i < EPOCH_AHEAD_MAX + 5; i++) assertEquals(await s.opened(frame), null);
  assertEquals(s.drops.snapshot(), { key_missing: EPOCH_AHEAD_MAX, other_epoch: 5 });
  assertEquals((await s.addEpoch(2)).length, EPOCH_AHEAD_MAX);
});

Deno.test("BidderInbox.addEpoch() of a key that is held lets nothing go", async () => {
  const s = await scene();
  assertEquals(await s.opened(await s.frame(2)), null);
  assertEquals(await s.addEpoch(1), []);
  assertEquals(await s.addEpoch(2), ["heartbeat"]);
});

Deno.test("BidderInbox.open() knows a replayed counter before the seal", async () => {
  const s = await scene();
  assertEquals(await s.opened(await s.toMember(3, PONG)), "pong");
  const forged = await s.toMember(3, PONG);
  forged.fill(0, 32);
  assertEquals(await s.opened(forged), null);
  assertEquals(s.drops.snapshot(), { replayed: 1 });
});

Deno.test("BidderInbox.open() believes one of two copies that are opened side by side", async () => {
  const s = await scene();
  const datagram = await s.toMember(3, PONG);
  const both = await Promise.all([s.opened(datagram), s.opened(datagram)]);
  assertEquals(both.filter((type) => type !== null), ["pong"]);
  assertEquals(s.drops.snapshot(), { replayed: 1 });
});

Deno.test("BidderInbox.open() drops what its seal holds and nobody can read", async () => {
  const s = await scene();
  assertEquals(await s.opened(await s.toMember(1, new Uint8Array(256))), null);
  assertEquals(await s.opened(await s.toMember(2, new Uint8Array(3))), null);
  assertEquals(s.drops.snapshot(), { malformed: 2 });
});

Deno.test("BidderInbox.open() believes a receipt of this sale that the house has signed", async () => {
  const s = await scene();
  const receipt = (sale: string) =>
    encodeReceipt({
      sale,
      bidId: "00".repeat(16),
      bidDigest: HASH,
      verdict: "accepted",
      seq: 1,
      hash: HASH,
      at: T0,
      ask: null,
      lateMs: null,
      seenAgrees: true,
    });
  const say = async (counter: number, { sale = SALE, flipped = 0 } = {}) => {
    const body = receipt(sale);
    const signature = s.signer.sign("receipt", body);
    signature[0] = (signature[0] ?? 0) ^ flipped;
    const plaintext = encodeToBidder({ type: "receipt", receipt: body, signature });
    return await s.opened(await s.toMember(counter, plaintext));
  };
  assertEquals(await say(1), "receipt");
  assertEquals(await say(2, { flipped: 1 }), null);
  assertEquals(await say(3, { sale: "5b".repeat(16) }), null);
  assertEquals(s.drops.snapshot(), { signature: 1, other_sale: 1 });
});
