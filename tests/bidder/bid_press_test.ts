import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { BidPresses, lotSettleMs, type Press, settleMs } from "../../lib/bidder/bid_press.js";

const wish = { lot: "7", kind: "max", amount: 100_000, quantity: 1 };
const next = { ...wish, amount: 105_000 };

Deno.test("BidPresses.press() takes a press of what has been shown for a while", () => {
  const presses = shown(wish);
  assertEquals(presses.press("bid", wish, settleMs), { intent: "1", wish });
});

Deno.test("BidPresses.press() takes no press right after the amount has changed", () => {
  const presses = shown(wish);
  presses.show(new Map([["bid", next]]), 10_000);
  assertEquals(presses.press("bid", next, 10_000 + settleMs - 1), "moved");
  assertEquals(presses.press("bid", next, 10_000 + settleMs), { intent: "1", wish: next });
});

Deno.test("BidPresses.press() takes no press of a button that has just come, or is not known", () => {
  const presses = shown(wish);
  presses.show(new Map([["bid", wish], ["step-0", next]]), 10_000);
  assertEquals(presses.press("step-0", next, 10_100), "moved");
  assertEquals(presses.press("step-1", next, 20_000), "moved");
  // The page was patched between the look and the press.
  assertEquals(presses.press("bid", next, 20_000), "moved");
});

Deno.test("BidPresses.press() takes no press that was meant for the lot before", () => {
  const other = { ...wish, lot: "8" };
  const presses = shown(wish);
  presses.show(new Map([["bid", other]]), 10_000);
  assertEquals(presses.press("bid", other, 10_000 + lotSettleMs - 1), "other_lot");
  assertEquals(typeof presses.press("bid", other, 10_000 + lotSettleMs), "object");
});

Deno.test("BidPresses.press() counts from when the buttons of the lot before went", () => {
  const other = { ...wish, lot: "8" };
  for (const goneForMs of [400, lotSettleMs - settleMs, 5_000]) {
    const presses = shown(wish);
    presses.show(new Map(), 10_000);
    presses.show(new Map(), 10_100);
    const at = 10_000 + goneForMs;
    presses.show(new Map([["bid", other]]), at);
    const from = Math.max(at + settleMs, 10_000 + lotSettleMs);
    const isTooSoonForLot = from - 1 < 10_000 + lotSettleMs;
    assertEquals(presses.press("bid", other, from - 1), isTooSoonForLot ? "other_lot" : "moved");
    assertEquals(typeof presses.press("bid", other, from), "object");
  }
});

Deno.test("BidPresses.press() waits no longer for a lot that comes back, nor for the first one", () => {
  const presses = new BidPresses(() => "1");
  presses.show(new Map(), 0);
  presses.show(new Map([["bid", wish]]), 10_000);
  presses.show(new Map(), 20_000);
  presses.show(new Map([["bid", wish]]), 20_100);
  assertEquals(presses.press("bid", wish, 20_100 + settleMs), { intent: "1", wish });
});

Deno.test("BidPresses.press() goes on counting while the same is shown again", () => {
  const presses = shown(wish);
  for (let at = 0; at < settleMs; at += 100) presses.show(new Map([["bid", { ...wish }]]), at);
  assertEquals(presses.press("bid", wish, settleMs), { intent: "1", wish });
});

Deno.test("BidPresses.send() sends nothing more for a lot that waits for an answer", () => {
  const presses = shown(wish);
  const first = sentOf(presses.send(wish));
  assertEquals(presses.send(wish), "waiting");
  assertEquals(presses.send({ ...wish, amount: 999_999 }), "waiting");
  assert(typeof presses.send({ ...wish, lot: "8" }) === "object");
  presses.answered(first);
  assertNotEquals(sentOf(presses.send(wish)).intent, first.intent);
});

Deno.test("BidPresses.send() repeats a bid whose answer was lost under its own intent", () => {
  const presses = shown(wish);
  const first = sentOf(presses.send(wish));
  presses.lost(first);
  assertEquals(sentOf(presses.send(wish)).intent, first.intent);
  presses.lost(first);
  assertNotEquals(sentOf(presses.send(next)).intent, first.intent);
});

Deno.test("BidPresses gives one intent to each bid that was meant, over all orders of presses", () => {
  const amounts = [100_000, 105_000, 110_000];
  const step = fc.oneof(
    fc.record({ do: fc.constant("show" as const), amount: fc.constantFrom(...amounts) }),
    fc.record({ do: fc.constant("press" as const) }),
    fc.record({ do: fc.constant("answer" as const) }),
    fc.record({ do: fc.constant("lose" as const) }),
  );
  const timed = fc.array(fc.tuple(step, fc.nat(700)), { maxLength: 60 });
  fc.assert(fc.property(timed, (steps) => {
    const presses = shown(wish);
    let now = settleMs;
    let button = wish;
    let changedAt = 0;
    let waiting: Press | null = null;
    /** Intents that are not answered, by amount. */
    const open = new Map<number, string>();
    const answered = new Set<string>();
    for (const [each, laterMs] of steps) {
      now += laterMs;
      if (each.do === "show") {
        if (each.amount !== button.amount) changedAt = now;
        button = { ...wish, amount: each.amount };
        presses.show(new Map([["bid", button]]), now);
      } else if (each.do === "press") {
        const answer = presses.press("bid", button, now);
        if (typeof answer === "string") continue;
        assertEquals(waiting, null); // One at a time.
        assert(now - changedAt >= settleMs); // Never the next step by a second click.
        assertEquals(answer.wish.amount, button.amount); // What was shown, and nothing newer.
        assert(!answered.has(answer.intent)); // An answered intent is never used again.
        assertEquals(open.get(button.amount) ?? answer.intent, answer.intent);
        open.set(button.amount, answer.intent);
        waiting = answer;
      } else if (waiting !== null) {
        if (each.do === "answer") {
          presses.answered(waiting);
          answered.add(waiting.intent);
          open.delete(waiting.wish.amount ?? 0);
        } else presses.lost(waiting);
        waiting = null;
      }
    }
  }));
});

function shown(first: typeof wish): BidPresses {
  let count = 0;
  const presses = new BidPresses(() => String(++count));
  presses.show(new Map([["bid", first]]), 0);
  return presses;
}

function sentOf(answer: ReturnType<BidPresses["send"]>): Press {
  assert(typeof answer === "object");
  return answer;
}
