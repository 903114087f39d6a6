// A bid behind the hammer, from a member's datagram to main.

import { assertEquals } from "@std/assert";
import { person, RawMember } from "../support/thread_bidder.ts";
import { ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

Deno.test("A bid behind the hammer is answered, and main is told of it after the lot's end", async () => {
  const clock = new ManualClock();
  const ana = await person("ana");
  const bidders = [ana.registered];
  const house = await ThreadHouse.start({ network: new VirtualNetwork(), clock, bidders });
  await house.openLot({ id: "1" });
  await house.command({ type: "PassLot", at: clock.now, lot: "1" });
  const member = await RawMember.join(house, ana);
  clock.now += 700;
  const bid = await member.makeBid({ amount: 10_000 });
  await member.bid(bid);
  assertEquals((await member.receipt(bid.bidId)).verdict, "lot_closed");
  await house.settled();
  const told = house.desk.all.filter(({ type }) => type === "missed_bid");
  const { paddle } = ana.registered;
  assertEquals(told, [{
    type: "missed_bid",
    lot: "1",
    paddle,
    at: clock.now,
    lateMs: 700,
    reachedAsk: true,
  }]);
  const isPassed = (notice: typeof house.desk.all[number]) =>
    notice.type === "events" && notice.events.some(({ event }) => event.type === "LotPassed");
  const [missed] = told;
  const order = house.desk.all.findIndex(isPassed) < house.desk.all.findIndex((n) => n === missed);
  assertEquals(order, true);
  member.close();
  await house.stop();
});
