// Bids that the clerk enters for someone who is not there: a bidder that has never joined, or
// someone without keys. Whoever comes first, the join or the clerk, the record is the same.

import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Command } from "../../lib/auction/command.ts";
import { toCents } from "../../lib/auction/money.ts";
import { floorIdentity } from "../../lib/secure/floor_paddles.ts";
import type { BidderStatus, RegisteredBidder } from "../../lib/secure/registry.ts";
import { PROTOCOL_VERSION } from "../../lib/wire/limits.ts";
import { JoinRefused } from "../../lib/worker/bidder_join.ts";
import type { DeskNotice, DeskToFeed } from "../../lib/worker/desk_contract.ts";
import { join, type Person, person, RawMember } from "../support/thread_bidder.ts";
import { lotOf, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";
import { DeskAlone } from "./_desk_alone.ts";

const SALT = "00".repeat(16);

/** A house with lot 1 open and Ana in its registry, who has not joined. */
async function scene({ status = "registered" }: { readonly status?: BidderStatus } = {}) {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const known = await person("ana");
  const ana: Person = { ...known, registered: { ...known.registered, status } };
  const bidders: readonly RegisteredBidder[] = [ana.registered];
  const house = await ThreadHouse.start({ network, clock, bidders });
  await house.openLot({ id: "1" });
  return { network, clock, house, ana, [Symbol.asyncDispose]: () => house.stop() };
}

function floorBid({ clock, paddle, amount = 15_000 }: {
  readonly clock: ManualClock;
  readonly paddle: string;
  readonly amount?: number;
}): Command {
  const bid = { lot: "1", paddle, kind: "max", amount, quantity: 1, salt: SALT } as const;
  return { type: "PlaceFloorBid", at: clock.now, ...bid };
}

function floorPaddle(clock: ManualClock, paddle: string): Command {
  return {
    type: "AdmitPaddle",
    at: clock.now,
    paddle,
    identity: floorIdentity({ name: "Dona Lia", salt: "" }),
  };
}

/** The events about paddles and bids, in order. */
function told(house: ThreadHouse): readonly string[] {
  return house.events().map(({ event }) => event.type).filter((type) =>
    type.startsWith("Paddle") || type.startsWith("Bid")
  );
}

async function refusalOf(house: ThreadHouse, command: Command): Promise<string | null> {
  const result = await house.answerTo(house.sendCommand(command));
  return result.type === "rejected" ? result.reason : null;
}

Deno.test("A floor bid admits a bidder that has never joined, who then joins as the same paddle", async () => {
  await using s = await scene();
  await s.house.command(floorBid({ clock: s.clock, paddle: "ana" }));
  assertEquals(told(s.house), ["PaddleAdmitted", "BidAccepted"]);
  const member = await RawMember.join(s.house, s.ana);
  const raise = await member.makeBid({ amount: 15_001 });
  await member.bid(raise);
  assertEquals((await member.receipt(raise.bidId)).verdict, "accepted");
  assertEquals(told(s.house), ["PaddleAdmitted", "BidAccepted", "BidRecorded"]);
  member.close();
});

/** A desk with lot 1 and Ana registered; what it decides waits until the feed has been emptied. */
async function heldDesk(clock: ManualClock, { registered }: Person) {
  const desk = await DeskAlone.start(clock);
  const at = clock.now;
  const lot = lotOf({ id: "1" });
  desk.toMain.send({ type: "registry", ref: 1, bidders: [registered] });
  const commands: readonly Command[] = [
    { type: "CatalogueLot", at, lot, salt: SALT },
    { type: "OpenLot", at, lot: "1" },
  ];
  for (const command of commands) desk.toMain.send({ type: "command", ref: 2, command });
  return {
    desk,
    /** Has the clerk's bid taken, whose barrier is the `nth` into the feed. */
    async clerk(nth: number) {
      const command = floorBid({ clock, paddle: "ana" });
      desk.toMain.send({ type: "command", ref: 3, command });
      const isIt = (message: DeskToFeed) => message.type === "barrier" && message.barrier === nth;
      await desk.feed.waitFor(isIt, { what: "the clerk's barrier" });
    },
    async join() {
      const { thumbprint, keySet } = registered;
      const keys = { thumbprint, keySet, version: PROTOCOL_VERSION, transcript: "" };
      desk.toJoin.send({ type: "admit", ref: 1, ...keys });
      await desk.join.waitFor(({ type }) => type === "welcome", { what: "the welcome" });
    },
    /** Empties the feed; gives the answer to the clerk and the events. */
    async decided() {
      for (const message of desk.feed.all) {
        if (message.type === "barrier") desk.toFeed.send({ ...message, type: "passed" });
      }
      const isIt = (notice: DeskNotice) => notice.type === "answer" && notice.answer.ref === 3;
      const notice = await desk.main.waitFor(isIt, { what: "the clerk's answer" });
      desk.toMain.send({ type: "stop" });
      await desk.main.waitFor(({ type }) => type === "stopped", { what: "stopped" });
      desk.close();
      const events = desk.main.all.flatMap((said) => said.type === "events" ? said.events : []);
      const answer = notice.type === "answer" ? notice.answer.result.type : null;
      return { answer, types: events.map(({ event }) => event.type) };
    },
  };
}

const once: readonly string[] = ["PaddleAdmitted", "BidAccepted"];

Deno.test("A bidder is admitted once where its join overtakes the clerk in the feed", async () => {
  const held = await heldDesk(new ManualClock(), await person("ana"));
  await held.clerk(4);
  await held.join();
  const { answer, types } = await held.decided();
  assertEquals([answer, types.filter((type) => once.includes(type))], ["done", once]);
});

Deno.test("A bidder is admitted once where the clerk overtakes its join in the feed", async () => {
  const held = await heldDesk(new ManualClock(), await person("ana"));
  await held.join();
  await held.clerk(5);
  const { answer, types } = await held.decided();
  assertEquals([answer, types.filter((type) => once.includes(type))], ["done", once]);
});

Deno.test("An absentee bid and a limit admit a bidder that has never joined, too", async () => {
  await using s = await scene();
  const limit = toCents(12_000);
  const at = s.clock.now;
  await s.house.command({ type: "SetLimit", at, paddle: "ana", limit, salt: SALT });
  const bid = floorBid({ clock: s.clock, paddle: "ana", amount: 12_001 });
  assertEquals(await refusalOf(s.house, bid), "above_limit");
  const hold = { lot: "1", paddle: "ana", amount: 12_000, quantity: 1, salt: SALT };
  const held: Command = { type: "HoldAbsenteeBid", at, ...hold };
  assertEquals(await refusalOf(s.house, held), "lot_open");
  assertEquals(told(s.house), ["PaddleAdmitted"]);
});

for (const status of ["suspended", "banned"] as const) {
  Deno.test(`A floor bid for a bidder who is ${status} is refused as that, also before any join`, async () => {
    await using s = await scene({ status });
    const bid = floorBid({ clock: s.clock, paddle: "ana" });
    assertEquals(await refusalOf(s.house, bid), status);
    const standing = status === "banned" ? "PaddleBanned" : "PaddleSuspended";
    assertEquals(told(s.house), ["PaddleAdmitted", standing]);
  });
}

Deno.test("A floor bid for a paddle that nobody has is refused, and admits nobody", async () => {
  await using s = await scene();
  const bid = floorBid({ clock: s.clock, paddle: "40" });
  assertEquals(await refusalOf(s.house, bid), "unknown_paddle");
  assertEquals(told(s.house), []);
});

Deno.test("A floor paddle bids by the clerk, and no keys join under it, also after a restart", async () => {
  const s = await scene();
  await s.house.command(floorPaddle(s.clock, "40"));
  await s.house.command(floorBid({ clock: s.clock, paddle: "40" }));
  assertEquals(told(s.house), ["PaddleAdmitted", "BidAccepted"]);
  // A registry file that was put there by hand claims the number all the same.
  const bidders = [{ ...s.ana.registered, paddle: "40", status: "registered" as const }];
  await s.house.register(bidders);
  const refused = await assertRejects(() => join(s.house, s.ana), JoinRefused);
  assertEquals(refused.reason, "not_registered");
  await s.house.register([{ ...s.ana.registered, paddle: "40", status: "banned" }]);
  assertEquals(told(s.house), ["PaddleAdmitted", "BidAccepted"]);
  const { disk, houseKey } = s.house;
  await s.house.stop();
  const parts = { network: s.network, clock: s.clock, disk, houseKey };
  await using again = await restarted({ ...parts, bidders });
  const still = await assertRejects(() => join(again.house, s.ana), JoinRefused);
  assertEquals(still.reason, "not_registered");
  assertEquals(
    await refusalOf(again.house, floorBid({ clock: s.clock, paddle: "40" })),
    "not_above_own_max",
  );
  const denied = await assertRejects(() => join(again.house, s.ana), JoinRefused);
  assertEquals(denied.reason, "not_registered");
});

Deno.test("A paddle that the clerk has bid for stays with its keys, before any join", async () => {
  await using s = await scene();
  await s.house.command(floorBid({ clock: s.clock, paddle: "ana" }));
  const ben = await person("ben");
  await s.house.register([{ ...ben.registered, paddle: "ana" }]);
  const refused = await assertRejects(() => join(s.house, ben), JoinRefused);
  assertEquals(refused.reason, "not_registered");
});

async function restarted(parts: Parameters<typeof ThreadHouse.start>[0]) {
  const house = await ThreadHouse.start(parts);
  return { house, [Symbol.asyncDispose]: () => house.stop() };
}

Deno.test("A floor paddle is banned by the auctioneer's own command, as it stands in no registry", async () => {
  await using s = await scene();
  await s.house.command(floorPaddle(s.clock, "40"));
  await s.house.command(floorBid({ clock: s.clock, paddle: "40" }));
  await s.house.command({ type: "BanPaddle", at: s.clock.now, paddle: "40" });
  // The registry, which does not know the paddle, leaves it as it stands.
  await s.house.register([s.ana.registered]);
  const paddles = told(s.house).filter((type) => type.startsWith("Paddle"));
  assertEquals(paddles, ["PaddleAdmitted", "PaddleBanned"]);
  assert(s.house.events().some(({ event }) => event.type === "BidsRetracted"));
});
