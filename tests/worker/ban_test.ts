// A ban in a running house: the bids are void at once, the session is over, and nothing that is
// said behind the new key can be read by who was put out.

import { assert, assertEquals, assertGreater, assertRejects } from "@std/assert";
import { emptyView, evolveView, type SaleView } from "../../lib/auction/view.ts";
import type { BidderStatus, RegisteredBidder } from "../../lib/secure/registry.ts";
import { openSealed } from "../../lib/secure/sealing.ts";
import { decodeEnvelope } from "../../lib/wire/header.ts";
import { JoinRefused } from "../../lib/worker/bidder_join.ts";
import { join, person, RawMember } from "../support/thread_bidder.ts";
import { BIDS, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";
import { keysOf, RekeyStage } from "./_rekey_stage.ts";

const SALT = "00".repeat(16);

function viewOf(house: ThreadHouse): SaleView {
  return house.events().reduce((view, { event }) => evolveView(view, event), emptyView());
}

/** Who leads lot 1, and at what. */
function leading(house: ThreadHouse): string {
  const standing = viewOf(house).lots.get("1")?.standing;
  return `${standing?.leader} ${standing?.price}`;
}

function asked(house: ThreadHouse): readonly string[] {
  return house.events().map(({ event }) => event.type).filter((type) =>
    type.startsWith("Paddle") || type === "BidsRetracted"
  );
}

/** The clerk's bid for a paddle on lot 1. */
function floorBid(clock: ManualClock, paddle: string, amount: number) {
  const bid = { lot: "1", paddle, kind: "max", amount, quantity: 1, salt: SALT } as const;
  return { type: "PlaceFloorBid", at: clock.now, ...bid } as const;
}

/** A house with lot 1 open and Ana and Eve in its registry, where Eve's maximum leads. */
async function scene() {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const [ana, eve] = await Promise.all([person("ana"), person("eve")]);
  const bidders = [ana.registered, eve.registered];
  const house = await ThreadHouse.start({ network, clock, bidders });
  await house.openLot({ id: "1" });
  const member = await RawMember.join(house, eve);
  const bid = await member.makeBid({ amount: 30_000 });
  await member.bid(bid);
  assertEquals((await member.receipt(bid.bidId)).verdict, "accepted");
  await house.command(floorBid(clock, "ana", 15_000));
  assertEquals(leading(house), "eve 15100");
  const eveAs = (status: BidderStatus): readonly RegisteredBidder[] => [
    ana.registered,
    { ...eve.registered, status },
  ];
  return { network, clock, house, ana, eve, member, eveAs };
}

Deno.test("A ban makes the leader's maximum void, and the lot is sold to the next bidder", async () => {
  const { house, clock, member, eveAs } = await scene();
  await house.register(eveAs("banned"));
  assertEquals(leading(house), "ana 10000");
  const over = await member.heard.waitFor(({ type }) => type === "over", { what: "the end" });
  assertEquals(over, { type: "over", reason: "put_out" });
  await member.bid(await member.makeBid({ amount: 50_000 }));
  await house.settled();
  assertEquals(leading(house), "ana 10000");
  await house.command({ type: "HammerLot", at: clock.now, lot: "1", belowReserve: false });
  assertEquals(viewOf(house).lots.get("1")?.winner, { paddle: "ana", price: 10_000 });
  member.close();
  await house.stop();
});

Deno.test("Who is banned reads nothing that the house says behind the new key", async () => {
  await using s = await RekeyStage.set();
  const bid = await s.eve.makeBid({ amount: 30_000 });
  await s.eve.bid(bid);
  assertEquals((await s.eve.receipt(bid.bidId)).verdict, "accepted");
  await s.banEve();
  assert(asked(s.house).includes("BidsRetracted"));
  assertEquals(leading(s.house), "null null");
  await s.frameOf(2);
  const from = s.network.sent.mark();
  await s.house.command(floorBid(s.clock, "ana", 20_000));
  await s.areWhole();
  const heard = s.network.sent.all.slice(from).filter((sent) => sent.from.port === BIDS.port);
  assertGreater(heard.length, 2);
  for (const { bytes } of heard) {
    const envelope = decodeEnvelope(bytes);
    assert(typeof envelope !== "string");
    const { header, aad, sealed } = envelope;
    for (const key of keysOf(s.eve)) {
      assertEquals(await openSealed(key, { counter: header.counter, aad, sealed }), null);
    }
  }
});

Deno.test("Who is banned is refused at the door by that name, and let in again when reinstated", async () => {
  const { house, eve, member, eveAs } = await scene();
  await house.register(eveAs("banned"));
  const refused = await assertRejects(() => join(house, eve), JoinRefused);
  assertEquals(refused.reason, "banned");
  await house.register(eveAs("registered"));
  const again = await RawMember.join(house, eve);
  await again.settled();
  // The void maximum stays void; a new bid counts.
  assertEquals(leading(house), "ana 10000");
  const bid = await again.makeBid({ bidId: "ab".repeat(16), amount: 20_000 });
  await again.bid(bid);
  assertEquals((await again.receipt(bid.bidId)).verdict, "accepted");
  assertEquals(leading(house), "eve 15100");
  member.close();
  again.close();
  await house.stop();
});

Deno.test("Keys that play under one paddle get no other, so that a ban and a limit hold", async () => {
  const { house, clock, ana, eve, member } = await scene();
  await house.register([ana.registered, { ...eve.registered, paddle: "other" }]);
  const refused = await assertRejects(() => join(house, eve), JoinRefused);
  assertEquals(refused.reason, "not_registered");
  // The clerk cannot bid for them under it either.
  const denied = await house.answerTo(house.sendCommand(floorBid(clock, "other", 90_000)));
  assertEquals(denied, { type: "rejected", reason: "unknown_paddle" });
  member.close();
  await house.stop();
});

Deno.test("A ban of a paddle strikes whoever plays under it, whatever keys the registry has now", async () => {
  const { house, ana, eve, member } = await scene();
  const cid = await person("cid");
  const replaced = { ...cid.registered, paddle: eve.registered.paddle };
  await house.register([ana.registered, replaced]);
  assertEquals(leading(house), "eve 15100");
  await house.register([ana.registered, { ...replaced, status: "banned" }]);
  assertEquals(leading(house), "ana 10000");
  // Only the keys that play under the paddle bring it back.
  await house.register([ana.registered, replaced]);
  assertEquals(viewOf(house).paddles.get(eve.registered.paddle), "banned");
  member.close();
  await house.stop();
});

Deno.test("The record follows the registry from any standing to any other", async () => {
  const { house, member, eveAs } = await scene();
  const from = asked(house).length;
  const steps: readonly (readonly [BidderStatus, readonly string[]])[] = [
    ["suspended", ["PaddleSuspended"]],
    ["banned", ["PaddleBanned", "BidsRetracted"]],
    ["banned", []],
    ["suspended", ["PaddleReinstated", "PaddleSuspended"]],
    ["registered", ["PaddleReinstated"]],
    ["registered", []],
    ["banned", ["PaddleBanned"]],
    ["registered", ["PaddleReinstated"]],
  ];
  let told = from;
  for (const [status, events] of steps) {
    await house.register(eveAs(status));
    assertEquals(asked(house).slice(told), events, status);
    told += events.length;
  }
  member.close();
  await house.stop();
});

Deno.test("A ban that was written while the house was down makes the bids void at its start", async () => {
  const { house, network, clock, member, eveAs } = await scene();
  const { disk, houseKey } = house;
  member.close();
  await house.stop();
  const parts = { network, clock, disk, houseKey };
  const again = await ThreadHouse.start({ ...parts, bidders: eveAs("banned") });
  await again.settled();
  assertEquals(leading(again), "ana 10000");
  assertEquals(viewOf(again).paddles.get("eve"), "banned");
  await again.stop();
  // What the rules decided there holds at the next start too.
  const third = await ThreadHouse.start({ ...parts, bidders: eveAs("banned") });
  await third.settled();
  assertEquals(leading(third), "ana 10000");
  await third.stop();
});
