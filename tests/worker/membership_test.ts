// Who is a member of a session while the registry changes under it: the registry's last word holds,
// whatever order the messages of the threads have.

import { assertEquals, assertRejects } from "@std/assert";
import { emptyView, evolveView } from "../../lib/auction/view.ts";
import { Fault } from "../../lib/base/fault.ts";
import type { RegisteredBidder } from "../../lib/secure/registry.ts";
import { join, person, RawMember } from "../support/thread_bidder.ts";
import { ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";
import { FeedAlone } from "./_feed_alone.ts";

/** A house with lot 1 open, and Ana and Ben in its registry. */
async function scene() {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const [ana, ben] = await Promise.all([person("ana"), person("ben")]);
  const house = await ThreadHouse.start({
    network,
    clock,
    bidders: [ana.registered, ben.registered],
  });
  await house.openLot({ id: "1" });
  return { network, clock, house, ana, ben, [Symbol.asyncDispose]: () => house.stop() };
}

/** How the record says that a paddle stands. */
function standing(house: ThreadHouse, paddle: string): string | undefined {
  const view = house.events().reduce((view, { event }) => evolveView(view, event), emptyView());
  return view.paddles.get(paddle);
}

function left(house: ThreadHouse): readonly string[] {
  return house.desk.all.flatMap((notice) => notice.type === "left" ? [notice.paddle] : []);
}

const suspended = (bidder: RegisteredBidder): RegisteredBidder => ({
  ...bidder,
  status: "suspended",
});

// --- the record follows the registry ------------------------------------------------------------

Deno.test("runDesk() ends suspend_and_reinstate_back_to_back as reinstated", async () => {
  await using s = await scene();
  const member = await RawMember.join(s.house, s.ana);
  await s.house.settled();
  const { registered } = s.ana;
  for (let i = 0; i < 3; i++) {
    await Promise.all([
      s.house.register([suspended(registered)]),
      s.house.register([registered]),
    ]);
    assertEquals([i, standing(s.house, "ana")], [i, "admitted"]);
  }
  await Promise.all([s.house.register([registered]), s.house.register([suspended(registered)])]);
  assertEquals(standing(s.house, "ana"), "suspended");
  member.close();
});

// --- under a live member ------------------------------------------------------------------------

/** The registry's changes of Ana that no live session of hers outlives. */
const changes: Readonly<
  Record<string, (ana: RegisteredBidder, ben: RegisteredBidder) => readonly RegisteredBidder[]>
> = {
  removed: () => [],
  suspended: (ana) => [suspended(ana)],
  banned: (ana) => [{ ...ana, status: "banned" }],
  other_paddle: (ana) => [{ ...ana, paddle: "77" }],
  other_signing_key: (ana, ben) => [
    { ...ana, keySet: { ...ana.keySet, signing: ben.keySet.signing } },
  ],
};

for (const [name, change] of Object.entries(changes)) {
  Deno.test(`runDesk() dismisses a live member that the registry shows ${name}`, async () => {
    await using s = await scene();
    const member = await RawMember.join(s.house, s.ana);
    await member.settled();
    await s.house.register(change(s.ana.registered, s.ben.registered));
    const over = await member.heard.waitFor(({ type }) => type === "over", { what: "the end" });
    assertEquals(over, { type: "over", reason: "put_out" });
    assertEquals(left(s.house), ["ana"]);
    await member.bid(await member.makeBid());
    await s.house.settled();
    assertEquals(s.house.events().filter(({ event }) => event.type.startsWith("Bid")), []);
    member.close();
  });

  Deno.test(`runDesk() does not let in who is ${name} between WELCOME and CONFIRM`, async () => {
    await using s = await scene();
    const changed = change(s.ana.registered, s.ben.registered);
    const joining = () => join(s.house, s.ana, { welcomed: () => s.house.register(changed) });
    assertEquals((await assertRejects(joining, Fault)).code, "unreachable");
    await s.house.counted("join_not_confirmed", 1);
    assertEquals(s.house.desk.all.filter(({ type }) => type === "joined"), []);
  });
}

Deno.test("runDesk() leaves a member alone whose registry entry stays what it was", async () => {
  await using s = await scene();
  const member = await RawMember.join(s.house, s.ana);
  await member.settled();
  await s.house.register([{ ...s.ana.registered }, suspended(s.ben.registered)]);
  const bid = await member.makeBid();
  await member.bid(bid);
  assertEquals((await member.receipt(bid.bidId)).verdict, "accepted");
  assertEquals(left(s.house), []);
  member.close();
});

// --- the feed's side ----------------------------------------------------------------------------

Deno.test("runFeed() keeps out a member that was dismissed at once", async () => {
  const { signing } = (await person("ana")).registered.keySet;
  await using feed = await FeedAlone.start(signing.x);
  feed.desk.send({ type: "member", member: feed.member });
  feed.desk.send({ type: "dismiss", member: feed.member.id, reason: "replaced" });
  await feed.passed();
  const { bid, signature } = { bid: new Uint8Array(120), signature: new Uint8Array(64) };
  await feed.say({ type: "bid", bid, signature });
  assertEquals(await feed.told(), { type: "over", reason: "replaced" });
  await feed.passed();
  assertEquals(feed.said.all.filter(({ type }) => type === "bids"), []);
});
