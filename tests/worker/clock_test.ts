// The countdown that a bidder sees is the house's, whatever the own clock says (ATTACKS 57).

import { assertEquals, assertLessOrEqual } from "@std/assert";
import type { Clock } from "../../lib/base/clock.ts";
import { toCents } from "../../lib/auction/money.ts";
import { eventually } from "../support/bounded.ts";
import { person, RawMember } from "../support/thread_bidder.ts";
import { ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";
import { LinkStage } from "./_link_stage.ts";

/** What the issue allows. */
const errorMsMax = 50;

/** A machine's clock that stands beside the house's by so much. */
class OwnClock implements Clock {
  readonly #true: Clock;
  offMs: number;

  constructor(clock: Clock, offMs: number) {
    this.#true = clock;
    this.offMs = offMs;
  }

  nowMs(): number {
    return this.#true.nowMs() + this.offMs;
  }
}

async function scene(offMs: number) {
  const clock = new ManualClock();
  const ana = await person("ana");
  const network = new VirtualNetwork();
  const house = await ThreadHouse.start({ network, clock, bidders: [ana.registered] });
  await house.openLot({ id: "1" });
  const own = new OwnClock(clock, offMs);
  const client = await LinkStage.live(house, ana, { clock: own });
  await client.feed.waitFor(({ type }) => type === "quality", { what: "a pong" });
  return {
    clock,
    own,
    house,
    client,
    /** How wrong the client's idea of the house's time is. */
    errorMs: () => Math.abs(client.link.nowMs() - clock.nowMs()),
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await house.stop();
    },
  };
}

for (const hours of [-26, -5, 0, 5, 26]) {
  Deno.test(`BidderLink.nowMs() is the house's time on a clock_${hours}_hours_off`, async () => {
    await using s = await scene(hours * 3_600_000);
    assertLessOrEqual(s.errorMs(), errorMsMax);
    const { id } = await s.client.link.bid({
      lot: "1",
      kind: "max",
      amount: toCents(20_000),
      quantity: 1,
    });
    assertEquals(await s.client.answer(id), "accepted");
  });
}

Deno.test("BidderLink.nowMs() comes right after a machine_has_slept, with the next heartbeat", async () => {
  await using s = await scene(0);
  // The machine's clock stood still while the house went on.
  s.own.offMs -= 40_000;
  s.clock.now += 100;
  await eventually(() => {
    s.clock.now += 100;
    return s.errorMs() <= errorMsMax || null;
  }, { what: "the house's time" });
});

Deno.test("A bid_that_comes_late is refused, and told by how much, by the house's clock", async () => {
  const clock = new ManualClock();
  const ana = await person("ana");
  const house = await ThreadHouse.start({
    network: new VirtualNetwork(),
    clock,
    bidders: [ana.registered],
  });
  await house.openLot({
    id: "1",
    closing: {
      type: "timed",
      end: { type: "after", durationMs: 10_000 },
      softClose: { type: "none" },
      group: null,
    },
  });
  const member = await RawMember.join(house, ana);
  clock.now += 10_000 + 137;
  const bid = await member.makeBid();
  await member.bid(bid);
  const { verdict, lateMs } = await member.receipt(bid.bidId);
  assertEquals([verdict, lateMs], ["lot_closed", 137]);
  member.close();
  await house.stop();
});
