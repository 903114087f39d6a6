// BidderLink over its own feed thread, at a house in memory: what it signs and keeps, and when it
// stops because the house shows two histories.

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import { signAsync, signedBytes, thumbprintBytes } from "../../lib/secure/signing.ts";
import type { OutgoingBid } from "../../lib/session/bid_delivery.ts";
import { OUTBOX_BIDS_MAX } from "../../lib/session/session_limits.ts";
import { encodeBid } from "../../lib/wire/bid_codec.ts";
import { encodeEvent } from "../../lib/wire/event_codec.ts";
import type { Receipt } from "../../lib/wire/member_message.ts";
import { eventually } from "../support/bounded.ts";
import { join, type Person, person, RawMember } from "../support/thread_bidder.ts";
import { BIDS, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";
import { LinkStage, type LinkStageOptions } from "./_link_stage.ts";
import { TwoFacedHouse } from "./_two_faced_house.ts";

const WISH = { lot: "1", kind: "max", amount: toCents(20_000), quantity: 1 } as const;

/** A house with lot 1 open. */
async function scene() {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const [ana, eve] = await Promise.all([person("ana"), person("eve")]);
  const bidders = [ana.registered, eve.registered];
  const house = await ThreadHouse.start({ network, clock, bidders });
  await house.openLot({ id: "1" });
  return {
    network,
    clock,
    house,
    ana,
    /** Ana's client, live. */
    client: (options: Omit<LinkStageOptions, "clock"> = {}) =>
      LinkStage.live(house, ana, { clock, ...options }),
    /** The house as it lies to the group, through Eve. */
    async liar() {
      const mouth = await RawMember.join(house, eve);
      return Object.assign(new TwoFacedHouse(house, mouth), {
        [Symbol.dispose]: () => mouth.close(),
      });
    },
    [Symbol.asyncDispose]: () => house.stop(),
  };
}

/** Changes each receipt on its way to the link. */
function receipts(change: Partial<Receipt>): NonNullable<LinkStageOptions["change"]> {
  return (notice) =>
    notice.type === "receipt" ? { ...notice, receipt: { ...notice.receipt, ...change } } : notice;
}

// --- two histories ----------------------------------------------------------------------------

Deno.test("BidderLink ends with two_histories where receipt_names_another_event", async () => {
  await using s = await scene();
  await using client = await s.client({ change: receipts({ hash: GENESIS_HASH }) });
  const { id } = await client.link.bid(WISH);
  assertEquals(await client.ended(), "two_histories");
  // The answer itself is signed and stands.
  assertEquals(client.link.bids().map((ticket) => [ticket.id, ticket.state]), [[id, "accepted"]]);
});

Deno.test("BidderLink ends with two_histories where receipt_came_before_its_other_event", async () => {
  await using s = await scene();
  const seq = s.house.events().length + 2; // The admission comes first, then the bid.
  await using client = await s.client({ change: receipts({ seq: seq + 1, hash: GENESIS_HASH }) });
  const { id } = await client.link.bid(WISH);
  assertEquals(await client.answer(id), "accepted");
  assertEquals(client.link.seq() <= seq, true);
  // No such event has come yet: nothing is wrong so far.
  await s.house.command({ type: "GiveFairWarning", at: s.clock.now, lot: "1", text: "Dou-lhe" });
  assertEquals(await client.ended(), "two_histories");
});

Deno.test("BidderLink ends with two_histories where the house does not know what we saw", async () => {
  await using s = await scene();
  await using client = await s.client({ change: receipts({ seenAgrees: false }) });
  await client.link.bid(WISH);
  assertEquals(await client.ended(), "two_histories");
});

Deno.test("BidderLink keeps batch_with_another_past as evidence and ends", async () => {
  await using s = await scene();
  await using client = await s.client();
  using liar = await s.liar();
  await s.house.settled();
  const { lastSeq } = liar.position();
  await client.shows(lastSeq);
  const event = { type: "LotWithdrawn", at: s.clock.now, lot: "1", reason: "" } as const;
  const events = [encodeEvent({ event, commitment: null })];
  const signed = await liar.batch({ events, prevHash: GENESIS_HASH });
  assertEquals(await client.ended(), "two_histories");
  assertEquals(client.store.evidence(client.sale), [{ seq: lastSeq + 1, signed }]);
  assertEquals(client.link.seq(), lastSeq);
});

Deno.test("BidderLink keeps heartbeat_with_another_head as evidence and ends", async () => {
  await using s = await scene();
  await using client = await s.client();
  using liar = await s.liar();
  await s.house.settled();
  const { lastSeq } = liar.position();
  await client.shows(lastSeq);
  const signed = await liar.heartbeat({ headHash: GENESIS_HASH });
  assertEquals(await client.ended(), "two_histories");
  assertEquals(client.store.evidence(client.sale).map((kept) => kept.signed), [signed]);
});

Deno.test("BidderLink ends with bad_protocol at events_that_contradict, and keeps none", async () => {
  await using s = await scene();
  await using client = await s.client();
  using liar = await s.liar();
  await s.house.settled();
  const { lastSeq } = liar.position();
  await client.shows(lastSeq);
  const before = client.store.batches(client.sale);
  const at = s.clock.now;
  const event = { type: "LotSold", at, lot: "99", paddle: "eve", price: toCents(1) } as const;
  await liar.batch({ events: [encodeEvent({ event, commitment: GENESIS_HASH })] });
  assertEquals(await client.ended(), "bad_protocol");
  assertEquals([client.link.seq(), client.store.batches(client.sale)], [lastSeq, before]);
});

// --- bids -------------------------------------------------------------------------------------

Deno.test("BidderLink settles nothing by receipt_of_another_bid", async () => {
  await using s = await scene();
  await using client = await s.client({ change: receipts({ bidDigest: GENESIS_HASH }) });
  const { id } = await client.link.bid(WISH);
  await client.feed.waitFor(({ type }) => type === "receipt", { what: "the receipt" });
  const said = client.told.all.filter(({ type }) => type === "bid");
  assertEquals([said, client.link.bids().map(({ state }) => state)], [[], ["sent"]]);
  const kept = client.store.bids(client.sale).map(({ bidId, receipt }) => [bidId, receipt]);
  assertEquals(kept, [[id, null]]);
});

Deno.test("BidderLink refuses a bid too many before it signs, and shows no kept bid refused", async () => {
  await using s = await scene();
  await using client = await s.client();
  s.network.loses = ({ to }) => to.port === BIDS.port; // The house hears no bid.
  for (let i = 0; i < OUTBOX_BIDS_MAX; i++) {
    assertEquals((await client.link.bid(WISH)).state, "sent");
  }
  const refused = await client.link.bid(WISH);
  assertEquals([refused.state, refused.reason], ["refused", "too_many"]);
  const kept = client.store.bids(client.sale).map(({ bidId }) => bidId);
  assertEquals([kept.length, kept.includes(refused.id)], [OUTBOX_BIDS_MAX, false]);
  const shown = client.link.bids().filter(({ state }) => state !== "sent");
  assertEquals(shown, []);
});

Deno.test("BidderLink has room again once the house has answered", async () => {
  await using s = await scene();
  await using client = await s.client();
  let deaf = true;
  s.network.loses = ({ to }) => deaf && to.port === BIDS.port;
  for (let i = 0; i < OUTBOX_BIDS_MAX; i++) await client.link.bid(WISH);
  assertEquals((await client.link.bid(WISH)).reason, "too_many");
  deaf = false;
  s.clock.now += 1_000; // The bids are due again.
  await client.told.waitFor(({ type }) => type === "bid", { what: "an answer" });
  assertEquals((await client.link.bid({ ...WISH, amount: toCents(90_000) })).state, "sent");
});

Deno.test("BidderLink sends all bids that an earlier run kept, past the outbox too", async () => {
  await using s = await scene();
  const identity = s.house.disk.identity?.sale ?? "";
  const count = OUTBOX_BIDS_MAX + 20;
  const kept = await Promise.all(
    Array.from({ length: count }, (_, i) => earlierBid(s, { sale: identity, amount: 20_000 + i })),
  );
  await using client = await s.client({
    before: (store) => kept.forEach((bid, i) => store.keepBid(identity, bid, i)),
  });
  await eventually(() => {
    s.clock.now += 250; // The house's budgets fill again.
    const open = client.link.bids().filter(({ state }) => state === "sent").length;
    return open === 0 ? true : null;
  }, { what: "all answers" });
  assertEquals(client.link.bids().length, count);
});

/** A bid as an earlier run of Ana's client would have kept it. */
async function earlierBid(
  s: { readonly house: ThreadHouse; readonly ana: Person },
  { sale, amount }: { readonly sale: string; readonly amount: number },
): Promise<OutgoingBid> {
  const bidId = amount.toString(16).padStart(32, "0");
  const seen = { seenSeq: 0, seenHash: GENESIS_HASH };
  const wish = { lot: "1", kind: "max", amount, quantity: 1 } as const;
  const bid = encodeBid({ sale, ...wish, currency: "BRL", bidId, ...seen });
  const message = signedBytes("bid", thumbprintBytes(s.house.thumbprint), bid);
  return { bidId, bid, signature: await signAsync(s.ana.identity.sign, message) };
}

// --- the catch-up -----------------------------------------------------------------------------

Deno.test("joinHouse() reads the next CATCHUP only when the last is worked through", async () => {
  await using s = await scene();
  const warning = { type: "GiveFairWarning", at: s.clock.now, lot: "1" } as const;
  for (let i = 0; i < 60; i++) await s.house.command({ ...warning, text: `${i}`.repeat(100) });
  let [calls, working, most, events] = [0, 0, 0, 0];
  await join(s.house, s.ana, {
    async caughtUp(batches) {
      calls++;
      most = Math.max(most, ++working);
      // Turns enough for the next frame to come, were it read.
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 0));
      events += batches.length;
      working--;
    },
  });
  assert(calls > 1, `${calls} CATCHUP: the past is too short for this test`);
  assertEquals([most, working], [1, 0]);
  assertEquals(events > 0, true);
});
