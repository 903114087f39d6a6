// MemberInbox with nothing around it: what a datagram may cost the house, and in which order it is
// asked whether it may.

import { assert, assertEquals } from "@std/assert";
import type { Bytes } from "../../lib/base/bytes.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { importSealKey, type SealKey } from "../../lib/secure/sealing.ts";
import {
  MEMBER_BIDS_BURST,
  MEMBER_DATAGRAMS_BURST,
  MEMBER_SILENT_MS,
} from "../../lib/session/session_limits.ts";
import { encodeBid } from "../../lib/wire/bid_codec.ts";
import { encodeToHouse, type ToHouse } from "../../lib/wire/member_message.ts";
import { DropCounters } from "../../lib/worker/drop_counters.ts";
import { MemberInbox } from "../../lib/worker/member_inbox.ts";
import { ping } from "../support/ping.ts";
import { sealByHand } from "../support/thread_bidder.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

const T0 = 1_000_000;
const SALE = "5a".repeat(16);
const ANA = "ab".repeat(8);
const HOME = { hostname: "10.0.0.66", port: 4_000 };
const JUNK = new Uint8Array(256);

/** An inbox with Ana in it, whose keys the test holds. */
async function scene() {
  const drops = new DropCounters();
  const session = "5e".repeat(8);
  const inbox = new MemberInbox({ session, sale: SALE, house: new Uint8Array(32), drops });
  const key: SealKey = await importSealKey(new Uint8Array(32), new Uint8Array(4));
  const keys = { toHouse: key, toBidder: key };
  const { x } = await generateSigningJwk();
  inbox.add({ id: ANA, paddle: "ana", signingX: x, keys, epoch: 1 }, T0);
  const ana = inbox.find(ANA);
  assert(ana !== null);
  const socket = new VirtualNetwork().open({ bind: { hostname: "10.0.0.1", port: 7_310 } });
  const open = (bytes: Bytes, { from = HOME, at = T0 } = {}) =>
    inbox.open({ bytes, from }, { route: { socket }, at });
  const header = (counter: number) =>
    ({ kind: "to_house", session, channel: ANA, counter }) as const;
  return {
    inbox,
    drops,
    ana,
    open,
    /** Ana's own datagram. */
    sealed: (message: ToHouse, counter: number) =>
      sealByHand(key, { header: header(counter), plaintext: encodeToHouse(message) }),
    /** A datagram in Ana's name that does not open. */
    async junk(counter: number): Promise<Bytes> {
      const datagram = await sealByHand(key, { header: header(counter), plaintext: JUNK });
      datagram.fill(0, 32);
      return datagram;
    },
  };
}

Deno.test("MemberInbox.open() drops what one source sends over its budget, whatever it is", async () => {
  const s = await scene();
  for (let i = 0; i < 1_003; i++) await s.open(JUNK);
  assertEquals(s.drops.snapshot(), { magic: 1_000, source_budget: 3 });
});

Deno.test("MemberInbox.open() knows a replayed counter before the budget and the seal", async () => {
  const s = await scene();
  const own = await s.sealed(ping(1), 7);
  assert(await s.open(own) !== null);
  const forged = await s.junk(7);
  // More than the member's budget: what is known as a replay costs it nothing.
  for (let i = 0; i < MEMBER_DATAGRAMS_BURST * 2; i++) assertEquals(s.open(forged), null);
  assertEquals(s.drops.snapshot(), { replayed: MEMBER_DATAGRAMS_BURST * 2 });
  assert(await s.open(await s.sealed(ping(2), 8)) !== null);
});

Deno.test("MemberInbox.open() spends a member's own budget from its own address alone", async () => {
  const s = await scene();
  assert(await s.open(await s.sealed(ping(1), 0)) !== null);
  const forged = await s.junk(5_000);
  const elsewhere = { hostname: HOME.hostname, port: HOME.port + 1 };
  for (let i = 0; i < 100; i++) await s.open(forged, { from: elsewhere });
  assertEquals(s.drops.snapshot(), { seal: 20, member_budget: 80 });
  for (let i = 0; i < MEMBER_DATAGRAMS_BURST + 10; i++) await s.open(forged);
  assertEquals(s.drops.snapshot(), { seal: 20 + MEMBER_DATAGRAMS_BURST, member_budget: 90 });
});

Deno.test("MemberInbox.open() takes the address of the newest datagram, not of one overtaken", async () => {
  const s = await scene();
  const old = { hostname: "10.0.0.67", port: 4_000 };
  await s.open(await s.sealed(ping(2), 9));
  assertEquals(s.ana.route?.address, HOME);
  assert(await s.open(await s.sealed(ping(1), 8), { from: old }) !== null);
  assertEquals(s.ana.route?.address, HOME);
  assert(await s.open(await s.sealed(ping(3), 10), { from: old }) !== null);
  assertEquals(s.ana.route?.address, old);
});

Deno.test("MemberInbox.verifyBid() has a budget for the bids of a member", async () => {
  const s = await scene();
  const bid = encodeBid({
    sale: SALE,
    lot: "1",
    kind: "max",
    quantity: 1,
    amount: 1,
    currency: "BRL",
    bidId: "00".repeat(16),
    seenSeq: 0,
    seenHash: new Uint8Array(32),
  });
  const message = { type: "bid", bid, signature: new Uint8Array(64) } as const;
  const heard = { member: s.ana, message, counter: 0, at: T0 };
  for (let i = 0; i < MEMBER_BIDS_BURST + 5; i++) await s.inbox.verifyBid(heard);
  // Each of the first ones cost the check of a signature, which is none.
  assertEquals(s.drops.snapshot(), { signature: MEMBER_BIDS_BURST, bid_budget: 5 });
});

Deno.test("MemberInbox.expire() tells of the silent whose session lived, and forgets the others too", async () => {
  const s = await scene();
  assertEquals(s.inbox.expire(T0 + MEMBER_SILENT_MS), []);
  s.inbox.end(ANA, "put_out");
  assertEquals([s.inbox.living, s.inbox.find(ANA) === s.ana], [0, true]);
  assertEquals(s.inbox.expire(T0 + MEMBER_SILENT_MS + 1), []);
  assertEquals(s.inbox.find(ANA), null);
});

Deno.test("HouseMember.allowsAnswer() ten at once, and two a second", async () => {
  const { ana } = await scene();
  const allowed = (now: number) =>
    Array.from({ length: 30 }, () => ana.allowsAnswer(now)).filter((may) => may).length;
  assertEquals([allowed(T0), allowed(T0 + 1_000)], [10, 2]);
});
