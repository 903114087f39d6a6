// A house that dies around a commit: what was committed is told once, what was not never was
// (ATTACKS 34 and 35).

import { assertEquals } from "@std/assert";
import { eventually } from "../support/bounded.ts";
import { FollowingBidder, person, RawMember } from "../support/thread_bidder.ts";
import { ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

/** A house whose desk dies over Ana's first bid; gives what she signed. */
async function died(how: "kept" | "lost") {
  const clock = new ManualClock();
  const [ana, ben] = await Promise.all([person("ana"), person("ben")]);
  const bidders = [ana.registered, ben.registered];
  const first = await ThreadHouse.start({ network: new VirtualNetwork(), clock, bidders });
  await first.openLot({ id: "1" });
  const member = await RawMember.join(first, ana);
  await member.settled();
  const { disk, houseKey } = first;
  const before = disk.rows.length;
  disk.failNextCommit(how);
  const bid = await member.makeBid();
  const mark = first.network.sent.mark();
  await member.bid(bid);
  await eventually(() => first.desk.all.some(({ type }) => type === "failed") || null, {
    what: "the end of the desk",
  });
  const told = first.network.sent.all.slice(mark).filter(({ bytes }) => bytes.length > 400);
  member.close();
  await first.kill();
  const network = new VirtualNetwork();
  const house = await ThreadHouse.start({ network, clock, bidders, disk, houseKey });
  return { clock, ana, ben, house, bid, before, told };
}

Deno.test("A house killed_after_the_commit tells the event after its restart, the same and once", async () => {
  const { clock, ana, ben, house, bid, before, told } = await died("kept");
  assertEquals(told.length, 0, "nobody was told before the end");
  const committed = house.disk.rows[before];
  const follower = await FollowingBidder.join(house, ben, { clock });
  await follower.delivered(before + 1);
  const shown = follower.notices.all.flatMap((notice) =>
    notice.type === "delivered" ? notice.events : []
  ).filter(({ seq }) => seq === before + 1);
  assertEquals(shown.map(({ bytes }) => bytes.toHex()), [committed?.event.toHex() ?? ""]);
  // The client repeats its bid: the answer of then, and no second event.
  const member = await RawMember.join(house, ana);
  await member.bid(bid);
  assertEquals((await member.receipt(bid.bidId)).seq, before + 1);
  assertEquals(house.events().filter(({ event }) => event.type === "BidAccepted").length, 1);
  member.close();
  await follower.stop();
  await house.stop();
});

Deno.test("A house killed_before_the_commit never tells the event; the repeated bid is taken once", async () => {
  const { ana, house, bid, before, told } = await died("lost");
  assertEquals(told.length, 0, "nobody was told before the end");
  const accepted = () => house.events().filter(({ event }) => event.type === "BidAccepted").length;
  assertEquals(accepted(), 0);
  const member = await RawMember.join(house, ana);
  await member.bid(bid);
  await member.bid(bid);
  const { verdict, seq } = await member.receipt(bid.bidId);
  assertEquals([verdict, seq > before, accepted()], ["accepted", true, 1]);
  member.close();
  await house.stop();
});
