// BidDelivery: the same bytes again and again until the house has answered.

import { assertEquals } from "@std/assert";
import type { Bytes } from "../../lib/base/bytes.ts";
import { sha256 } from "../../lib/secure/digest.ts";
import {
  BidDelivery,
  type DeliveryEffect,
  type OutgoingBid,
} from "../../lib/session/bid_delivery.ts";

const T0 = 10_000;

function bid(number: number): OutgoingBid {
  const bytes = Uint8Array.of(number >> 8, number & 255);
  return { bidId: bytes.toHex(), bid: bytes, signature: bytes };
}

/** What a receipt says of a bid. */
function answerTo({ bidId, bid }: OutgoingBid): { bidId: string; bidDigest: Bytes } {
  return { bidId, bidDigest: sha256(bid) };
}

const [FIRST, SECOND] = [bid(1), bid(2)];

/** "send 0001" and "wake 50", times counted from T0. */
function told(effects: readonly DeliveryEffect[]): readonly string[] {
  return effects.map((effect) =>
    effect.type === "send" ? `send ${effect.bid.bidId}` : `wake ${effect.at - T0}`
  );
}

Deno.test("BidDelivery.submit() sends at once and says when to send again", () => {
  assertEquals(told(new BidDelivery().submit(FIRST, T0)), ["send 0001", "wake 50"]);
});

Deno.test("BidDelivery.tick() repeats after 50 ms, doubling up to 2 s, for ever", () => {
  const delivery = new BidDelivery();
  delivery.submit(FIRST, T0);
  let at = 50;
  const sentAt: number[] = [];
  while (sentAt.length < 9) {
    assertEquals(told(delivery.tick(T0 + at - 1)), [`wake ${at}`]);
    const [sent, wake] = told(delivery.tick(T0 + at));
    assertEquals(sent, "send 0001");
    sentAt.push(at);
    at = Number(wake?.slice("wake ".length));
  }
  assertEquals(sentAt, [50, 150, 350, 750, 1_550, 3_150, 5_150, 7_150, 9_150]);
});

Deno.test("BidDelivery sends the very bytes that were signed, each time", () => {
  const delivery = new BidDelivery();
  const [first] = delivery.submit(FIRST, T0);
  const [again] = delivery.tick(T0 + 50);
  assertEquals(first, { type: "send", bid: FIRST });
  assertEquals(again, first);
});

Deno.test("BidDelivery.answered() ends the repetition, and is true once", () => {
  const delivery = new BidDelivery();
  delivery.submit(FIRST, T0);
  assertEquals(delivery.answered(answerTo(SECOND)), false);
  assertEquals(delivery.unanswered, 1);
  assertEquals(delivery.answered(answerTo(FIRST)), true);
  assertEquals(delivery.answered(answerTo(FIRST)), false);
  assertEquals(delivery.unanswered, 0);
  assertEquals(told(delivery.tick(T0 + 50)), []);
});

Deno.test("BidDelivery keeps a time for each bid and wakes for the nearest", () => {
  const delivery = new BidDelivery();
  delivery.submit(FIRST, T0);
  assertEquals(told(delivery.submit(SECOND, T0 + 20)), ["send 0002", "wake 50"]);
  assertEquals(told(delivery.tick(T0 + 50)), ["send 0001", "wake 70"]);
  assertEquals(told(delivery.tick(T0 + 70)), ["send 0002", "wake 150"]);
});

Deno.test("BidDelivery.tick() that comes late sends each bid once", () => {
  const delivery = new BidDelivery();
  delivery.submit(FIRST, T0);
  delivery.submit(SECOND, T0);
  assertEquals(told(delivery.tick(T0 + 5_000)), ["send 0001", "send 0002", "wake 5100"]);
});

Deno.test("BidDelivery.restart() sends everything unanswered at once and waits as at first", () => {
  const delivery = new BidDelivery();
  assertEquals(told(delivery.restart(T0)), []);
  delivery.submit(FIRST, T0);
  delivery.submit(SECOND, T0);
  delivery.tick(T0 + 1_000);
  delivery.answered(answerTo(SECOND));
  assertEquals(told(delivery.restart(T0 + 1_001)), ["send 0001", "wake 1051"]);
});

Deno.test("BidDelivery.submit() of a bid that is on its way leaves it as it is", () => {
  const delivery = new BidDelivery();
  delivery.submit(FIRST, T0);
  assertEquals(told(delivery.submit(FIRST, T0 + 10)), ["wake 50"]);
  assertEquals(delivery.unanswered, 1);
});

Deno.test("BidDelivery.answered() takes no answer to other bytes under a bid's id", () => {
  const delivery = new BidDelivery();
  delivery.submit(FIRST, T0);
  const other = { bidId: FIRST.bidId, bidDigest: sha256(SECOND.bid) };
  assertEquals(delivery.answered(other), false);
  assertEquals(told(delivery.tick(T0 + 50)), ["send 0001", "wake 150"]);
});
