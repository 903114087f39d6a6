import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { toCents } from "../../lib/auction/money.ts";
import type { BidTicket, BidWish } from "../../lib/bidder/house_link.ts";
import { type BidOrder, INTENTS_MAX, PageBids } from "../../lib/bidder/page_bids.ts";
import { FakeLink } from "../support/fake_link.ts";
import { openFormats } from "./_formats.ts";
import {
  ana,
  anasLink,
  ben,
  bidAccepted,
  catalogue,
  join,
  lot,
  opened,
  saleStartMs,
  standing,
} from "./_sale.ts";

Deno.test("PageBids.place() sends the bid once and tells every repetition of its intent the same", async () => {
  const { link, bids } = stage();
  const order = orderOf();
  const [first, second] = await Promise.all([bids.place(order), bids.place(order)]);
  const third = await bids.place(order);
  assertEquals(first.type, "sent");
  assertEquals([second, third], [first, first]);
  assertEquals(link.wishes, [order.wish]);
});

Deno.test("PageBids.place() tells a repetition what it told first, though the lot has moved since", async () => {
  const { link, bids } = stage();
  link.happen(bidAccepted("7", standing(ben, 100_000)));
  const late = orderOf();
  assertEquals(await whyNot(bids, late), "amount_moved");
  link.happen({
    type: "BidUndone",
    at: 0,
    lot: "7",
    standing: { leader: null, price: null, ask: toCents(100_000), bids: 0, reserveMet: true },
    endsAt: null,
  });
  assertEquals(await whyNot(bids, late), "amount_moved");
  assertEquals(link.wishes, []);
});

Deno.test("PageBids.place() refuses an intent that comes with another bid", async () => {
  const { link, bids } = stage();
  const order = orderOf();
  await bids.place(order);
  for (const change of [{ lot: "8" }, { amount: toCents(105_000) }, { quantity: 2 }]) {
    const other = { ...order, wish: { ...order.wish, ...change } };
    assertEquals(await whyNot(bids, other), "intent_used");
  }
  assertEquals(link.wishes.length, 1);
});

Deno.test("PageBids.place() refuses the same bid again while the first has no answer", async () => {
  const { link, bids } = stage();
  const [, again] = await Promise.all([bids.place(orderOf()), whyNot(bids, orderOf())]);
  assertEquals(again, "already_sent");
  assertEquals(await whyNot(bids, orderOf()), "already_sent");
  link.answer(0, { state: "refused", reason: "lot_paused" });
  assertEquals((await bids.place(orderOf())).type, "sent");
  assertEquals(link.wishes.length, 2);
});

Deno.test("PageBids.place() refuses the same bid where its receipt came before its event", async () => {
  const { link, bids } = stage();
  await bids.place(orderOf());
  const accepted = link.seq() + 1;
  link.answer(0, { state: "accepted", seq: accepted });
  assertEquals(await whyNot(bids, orderOf()), "already_sent");
  link.happen(bidAccepted("7", standing(ana, 100_000)));
  assertEquals(link.seq(), accepted);
  assertEquals(await whyNot(bids, orderOf()), "amount_moved");
  assertEquals(link.wishes.length, 1);
});

Deno.test("PageBids.place() refuses the same bid while the first is still being handed over", async () => {
  const link = new SlowLink();
  link.now = saleStartMs;
  link.happen(...catalogue(lot("7")));
  join(link);
  link.happen(opened("7"));
  const bids = new PageBids(link);
  const first = bids.place(orderOf());
  assertEquals(bids.handedOver(), [wishOf()]);
  assertEquals(await whyNot(bids, orderOf()), "already_sent");
  link.stored.resolve();
  assertEquals((await first).type, "sent");
  assertEquals([bids.handedOver(), link.wishes.length], [[], 1]);
});

Deno.test("PageBids.place() sends no amount that is not the next bid any more", async () => {
  const { link, bids } = stage();
  link.happen(bidAccepted("7", standing(ben, 100_000)));
  assertEquals(await whyNot(bids, orderOf()), "amount_moved");
  // A step above the next bid that was shown still counts as long as it reaches the next bid.
  const step = { wish: wishOf({ amount: toCents(105_000) }) };
  assertEquals((await bids.place(orderOf(step))).type, "sent");
  const below = { wish: wishOf({ amount: toCents(104_999) }) };
  assertEquals(await whyNot(bids, orderOf(below)), "amount_moved");
  assertEquals(link.wishes.map(({ amount }) => amount), [105_000]);
});

Deno.test("PageBids.place() leaves an amount that was typed to the house", async () => {
  const { link, bids } = stage();
  link.happen(bidAccepted("7", standing(ben, 100_000)));
  const typed = orderOf({ seen: { seq: 0, ask: null }, wish: wishOf({ amount: toCents(50_000) }) });
  assertEquals((await bids.place(typed)).type, "sent");
});

Deno.test("PageBids.place() buys at no higher price than was shown, and at a lower one gladly", async () => {
  const link = anasLink();
  openFormats(link, "dutch");
  const bids = new PageBids(link);
  const buy = (amount: number) =>
    orderOf({ wish: { lot: "D", kind: "buy", amount: toCents(amount), quantity: 1 } });
  assertEquals(await whyNot(bids, buy(90_000)), "amount_moved");
  link.now += 6_000; // One step of 100.00 further down.
  assertEquals((await bids.place(buy(100_000))).type, "sent");
});

Deno.test("PageBids.place() refuses what the lot does not take, or the sale does not have", async () => {
  const { bids } = stage();
  const why = async (change: Partial<BidWish>) =>
    await whyNot(bids, orderOf({ wish: wishOf(change) }));
  assertEquals(await why({ lot: "99" }), "no_such_lot");
  assertEquals(await why({ kind: "enter" }), "not_for_this_lot");
  assertEquals(await why({ quantity: 2 }), "not_for_this_lot");
});

Deno.test("PageBids.place() refuses a page that has seen what this program has not", async () => {
  const { link, bids } = stage();
  const seen = { seq: link.seq() + 1, ask: toCents(100_000) };
  assertEquals(await whyNot(bids, orderOf({ seen })), "other_sale");
});

Deno.test("PageBids.place() asks before an unusual amount and before leaving, and only then", async () => {
  const { link, bids } = stage();
  const unusual = orderOf({
    seen: { seq: 0, ask: null },
    wish: wishOf({ amount: toCents(1_000_000) }),
  });
  assertEquals(await bids.place(unusual), { type: "confirm", about: "unusual" });
  assertEquals(link.wishes, []);
  assertEquals((await bids.place({ ...unusual, confirmed: true })).type, "sent");

  const inside = anasLink();
  openFormats(inside, "japanese");
  const leave = orderOf({
    wish: { lot: "J", kind: "leave", amount: toCents(100_000), quantity: 1 },
  });
  const others = new PageBids(inside);
  assertEquals(await others.place(leave), { type: "confirm", about: "leave" });
  assertEquals((await others.place({ ...leave, confirmed: true })).type, "sent");
});

Deno.test("PageBids.place() tells that a bid was refused by the link, or could not be kept", async () => {
  const { link, bids } = stage();
  link.nextBid = { state: "refused", reason: "stale_view" };
  assertEquals(await whyNot(bids, orderOf()), "refused");
  link.nextBid = new Error("disk full");
  assertEquals(await whyNot(bids, orderOf()), "not_kept");
  assertEquals(bids.handedOver(), []);
});

Deno.test("PageBids remembers a bounded number of intents, and forgets none without an outcome", async () => {
  const { bids } = stage();
  const first = orderOf({ wish: wishOf({ lot: "99" }) });
  await bids.place(first);
  for (let count = 1; count < INTENTS_MAX; count++) {
    await bids.place(orderOf({ wish: wishOf({ lot: "99" }) }));
  }
  assertEquals(await whyNot(bids, { ...first, wish: wishOf() }), "intent_used");
  await bids.place(orderOf({ wish: wishOf({ lot: "99" }) }));
  // The oldest gave way, and only that one.
  assertEquals((await bids.place({ ...first, wish: wishOf() })).type, "sent");
});

Deno.test("PageBids never sends more bids than there were presses, whatever is repeated", async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("press" as const), intent: fc.nat(3) }),
    fc.record({ do: fc.constant("answer" as const), won: fc.boolean() }),
  );
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
    const { link, bids } = stage();
    const pressed = new Set<number>();
    const waiting: Promise<unknown>[] = [];
    for (const each of steps) {
      if (each.do === "press") {
        pressed.add(each.intent);
        waiting.push(bids.place({ ...orderOf(), intent: String(each.intent) }));
      } else {
        await Promise.all(waiting.splice(0));
        answerAll(link, each.won);
      }
      const unanswered = link.bids().filter(({ state }) => state === "sent");
      assertEquals(unanswered.length <= 1, true);
    }
    await Promise.all(waiting);
    assertEquals(link.wishes.length <= pressed.size, true);
  }));
});

function answerAll(link: FakeLink, won: boolean): void {
  link.bids().forEach(({ state }, index) => {
    if (state !== "sent") return;
    link.answer(index, won ? { state: "accepted" } : { state: "refused", reason: "lot_paused" });
    if (won) link.happen(bidAccepted("7", standing(ana, 100_000)));
  });
}

/** A link that takes its time to store a bid. */
class SlowLink extends FakeLink {
  readonly stored = Promise.withResolvers<void>();

  override async bid(wish: BidWish): Promise<BidTicket> {
    await this.stored.promise;
    return await super.bid(wish);
  }
}

function stage() {
  const link = anasLink();
  join(link);
  link.happen(opened("7"));
  return { link, bids: new PageBids(link) };
}

function wishOf(change: Partial<BidWish> = {}): BidWish {
  return { lot: "7", kind: "max", amount: toCents(100_000), quantity: 1, ...change };
}

function orderOf(change: Partial<BidOrder> = {}): BidOrder {
  return {
    intent: crypto.randomUUID(),
    wish: wishOf(),
    seen: { seq: 0, ask: toCents(100_000) },
    confirmed: false,
    ...change,
  };
}

async function whyNot(bids: PageBids, order: BidOrder) {
  const answer = await bids.place(order);
  return answer.type === "refused" ? answer.why : answer.type;
}
