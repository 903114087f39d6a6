// Bids that are not as they should be, by every way that a member or a stranger has (ATTACKS 25,
// 47 to 51, 54): each gets its one right answer, or none at all.

import { assert, assertEquals } from "@std/assert";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import type { OutgoingBid } from "../../lib/session/bid_delivery.ts";
import { encodeCbor } from "../../lib/wire/cbor.ts";
import { BIDS, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { ping } from "../support/ping.ts";
import { person, RawMember, receiptOf, sealByHand } from "../support/thread_bidder.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

/** A house in memory with lot 1 open, and two members. */
async function scene() {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const [ana, ben] = await Promise.all([person("ana"), person("ben")]);
  const bidders = [ana.registered, ben.registered];
  const house = await ThreadHouse.start({ network, clock, bidders });
  await house.openLot({ id: "1" });
  const members = [await RawMember.join(house, ana), await RawMember.join(house, ben)] as const;
  return {
    network,
    clock,
    house,
    ana: members[0],
    ben: members[1],
    async [Symbol.asyncDispose]() {
      for (const member of members) member.close();
      await house.stop();
    },
  };
}

Deno.test("runFeed() answers one_bid_a_thousand_times with one event and one receipt", async () => {
  await using s = await scene();
  const bid = await s.ana.makeBid();
  for (let i = 0; i < 1_000; i++) {
    s.clock.now += 60; // Within the member's budget of bids, so that each one is answered.
    await s.ana.bid(bid);
    if (i % 100 === 99) await s.ana.settled();
  }
  const receipts = s.ana.heard.all.filter((message) => receiptOf(message) !== null);
  assertEquals(receipts.length, 1_000);
  for (const receipt of receipts) assertEquals(receipt, receipts[0]);
  assertEquals(s.house.events().filter(({ event }) => event.type === "BidAccepted").length, 1);
});

Deno.test("runFeed() believes one_datagram_replayed once", async () => {
  await using s = await scene();
  const bid = await s.ana.makeBid();
  const datagram = await s.ana.datagram({ type: "bid", ...bid });
  for (let i = 0; i < 20; i++) await s.ana.sendRaw(datagram);
  await s.ana.settled();
  assertEquals(s.ana.heard.all.filter((message) => receiptOf(message) !== null).length, 1);
  await s.house.counted("replayed", 19);
});

Deno.test("runDesk() answers same_id_other_amount with a conflict and keeps the first", async () => {
  await using s = await scene();
  const first = await s.ana.makeBid({ amount: 20_000 });
  await s.ana.bid(first);
  assertEquals((await s.ana.receipt(first.bidId)).verdict, "accepted");
  const mark = s.ana.heard.mark();
  await s.ana.bid(await s.ana.makeBid({ amount: 30_000, bidId: first.bidId }));
  assertEquals((await s.ana.receipt(first.bidId, mark)).verdict, "conflict");
  const again = s.ana.heard.mark();
  await s.ana.bid(first);
  assertEquals((await s.ana.receipt(first.bidId, again)).verdict, "accepted");
});

Deno.test("runFeed() drops field_changed_under_signature, each field by itself", async () => {
  await using s = await scene();
  const { bid, signature, bidId } = await s.ana.makeBid();
  const others = await Promise.all([
    s.ana.makeBid({ bidId, amount: 20_001 }),
    s.ana.makeBid({ bidId, kind: "exact" }),
    s.ana.makeBid({ bidId, quantity: 2 }),
    s.ana.makeBid({ bidId, lot: "2" }),
    s.ana.makeBid({ bidId, currency: "USD" }),
    s.ana.makeBid({ bidId, seenSeq: 1 }),
    s.ana.makeBid({ bidId, seenHash: GENESIS_HASH.map(() => 1) }),
    s.ana.makeBid({ bidId: "ff".repeat(16) }),
  ]);
  for (const other of others) await s.ana.say({ type: "bid", bid: other.bid, signature });
  const flipped = signature.map((byte, i) => i === 63 ? byte ^ 1 : byte);
  await s.ana.say({ type: "bid", bid, signature: flipped });
  await s.ana.settled();
  await s.house.counted("signature", others.length + 1);
  assertEquals(s.ana.heard.all.filter((message) => receiptOf(message) !== null), []);
  assertEquals(bidsOf(s.house), []);
});

Deno.test("runFeed() drops bid_of_another_sale although it is signed", async () => {
  await using s = await scene();
  await s.ana.bid(await s.ana.makeBid({ sale: "ab".repeat(16) }));
  await s.ana.settled();
  await s.house.counted("other_sale", 1);
  assertEquals(bidsOf(s.house), []);
});

Deno.test("runFeed() drops bid_in_anothers_name by the seal and by the signature", async () => {
  await using s = await scene();
  const bid = await s.ana.makeBid();
  // Under Ben's channel with Ana's key, and in Ben's own seal with Ana's signature.
  const channel = s.ben.session.welcome.member;
  await s.ana.sendRaw(await s.ana.datagram({ type: "bid", ...bid }, { channel, counter: 0 }));
  await s.ben.bid(bid);
  await s.ben.settled();
  await s.house.counted("seal", 1);
  await s.house.counted("signature", 1);
  assertEquals(bidsOf(s.house), []);
});

Deno.test("runDesk() refuses bad_amounts by name: 0, -1, a fraction, 2^53, text", async () => {
  await using s = await scene();
  for (const amount of [0, -1, 20_000.5, 2 ** 53, 2n ** 53n, -(2n ** 63n), "20000", true, null]) {
    const bid = await rawBid(s.ana, amount);
    await s.ana.bid(bid);
    assertEquals([amount, (await s.ana.receipt(bid.bidId)).verdict], [amount, "bad_amount"]);
  }
  const honest = await s.ana.makeBid();
  await s.ana.bid(honest);
  assertEquals((await s.ana.receipt(honest.bidId)).verdict, "accepted");
});

Deno.test("runDesk() refuses wrong_currency, unknown_lot, bad_quantity and lot_closed by name", async () => {
  await using s = await scene();
  const verdict = async (change: Parameters<RawMember["makeBid"]>[0]) => {
    const bid = await s.ana.makeBid(change);
    await s.ana.bid(bid);
    return await s.ana.receipt(bid.bidId);
  };
  assertEquals((await verdict({ currency: "USD" })).verdict, "wrong_currency");
  assertEquals((await verdict({ lot: "99" })).verdict, "unknown_lot");
  assertEquals((await verdict({ amount: 9_999 })).verdict, "below_ask");
  assertEquals((await verdict({ quantity: 2 })).verdict, "bad_quantity");
  await s.house.command({ type: "PassLot", at: s.clock.now, lot: "1" });
  assertEquals((await verdict({})).verdict, "lot_closed");
});

Deno.test("runDesk() tells the bidder of stale_or_wrong_seen_hash and keeps it as evidence", async () => {
  await using s = await scene();
  const wrong = await s.ana.makeBid({ seenSeq: 1, seenHash: GENESIS_HASH });
  await s.ana.bid(wrong);
  const receipt = await s.ana.receipt(wrong.bidId);
  assertEquals([receipt.verdict, receipt.seenAgrees], ["accepted", false]);
  const right = await s.ben.makeBid({ amount: 50_000 });
  await s.ben.bid(right);
  assertEquals((await s.ben.receipt(right.bidId)).seenAgrees, true);
});

Deno.test("runFeed() says nothing to unknown_source, whatever it sends", async () => {
  await using s = await scene();
  const stranger = s.network.open({ bind: { hostname: "10.9.9.9", port: 4_444 } });
  const { welcome, keys } = s.ana.session;
  const header = { kind: "to_house", session: welcome.session, counter: 9_999 } as const;
  const nak = { header: { ...header, channel: "12".repeat(8) }, plaintext: toUtf8("x") };
  const datagrams = [
    toUtf8("x".repeat(100)),
    await sealByHand(keys.toHouse, nak),
    await s.ana.datagram(ping(1), { channel: "12".repeat(8) }),
    await s.ana.datagram(ping(1), { session: "12".repeat(8) }),
    (await s.ana.datagram(ping(1))).map((byte, i) => i > 100 ? byte ^ 1 : byte),
  ];
  for (const bytes of datagrams) await stranger.send(bytes, BIDS);
  await s.ana.settled();
  const answers = s.network.sent.all.filter(({ to }) => to.hostname === "10.9.9.9");
  assertEquals(answers, []);
  await s.house.counted("unknown_member", 2);
  stranger.close();
});

/** A bid whose amount no client would encode. */
async function rawBid(
  member: RawMember,
  amount: number | bigint | string | boolean | null,
): Promise<OutgoingBid> {
  const bidId = crypto.getRandomValues(new Uint8Array(16));
  const { sale } = member.session.welcome;
  const fields = [Uint8Array.fromHex(sale), "1", 0, amount, 1, "BRL", bidId, 0, GENESIS_HASH];
  return await member.sign(encodeCbor(fields), bidId.toHex());
}

function bidsOf(house: ThreadHouse): readonly string[] {
  assert(house.events().length > 0);
  return house.events().map(({ event }) => event.type).filter((type) => type.startsWith("Bid"));
}
