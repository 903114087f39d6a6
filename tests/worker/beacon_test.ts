// How the open lots stand reaches a screen before the events behind it do (PROTOCOL §3.2, §5.2).

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { decodeHeartbeat, decodeSignedMessage } from "../../lib/wire/signed_message.ts";
import { join, person, RawMember } from "../support/thread_bidder.ts";
import { ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";
import { LinkStage } from "./_link_stage.ts";
import { TwoFacedHouse } from "./_two_faced_house.ts";

async function scene() {
  const clock = new ManualClock();
  const [ana, eve] = await Promise.all([person("ana"), person("eve")]);
  const bidders = [ana.registered, eve.registered];
  const house = await ThreadHouse.start({ network: new VirtualNetwork(), clock, bidders });
  await house.openLot({ id: "1" });
  return { clock, ana, eve, house, [Symbol.asyncDispose]: () => house.stop() };
}

Deno.test("A join begins with the state of the open lots, before any of the past", async () => {
  await using s = await scene();
  const member = await RawMember.join(s.house, s.eve);
  await member.bid(await member.makeBid());
  await member.settled();
  const heard: (readonly Uint8Array[])[] = [];
  await join(s.house, s.ana, {
    caughtUp: (batches) => {
      heard.push(batches);
      return Promise.resolve();
    },
  });
  const [first = []] = heard;
  const message = decodeSignedMessage(first[0] ?? new Uint8Array(0));
  assert(message?.kind === "heartbeat");
  const kinds = first.map((bytes) => decodeSignedMessage(bytes)?.kind);
  assertEquals(kinds, ["heartbeat", "checkpoint"]);
  const [lot] = decodeHeartbeat(message.body)?.lots ?? [];
  assertEquals([lot?.lot, lot?.status, lot?.standing.leader], ["1", "open", "eve"]);
  assertEquals(lot?.standing.price, toCents(10_000));
  assert(heard.length > 1, "and then the past");
  member.close();
});

Deno.test("BidderLink.view() shows lots ahead of their events, and holds the word against them", async () => {
  await using s = await scene();
  await using client = await LinkStage.live(s.house, s.ana, { clock: s.clock });
  const insider = await RawMember.join(s.house, s.eve);
  const liar = new TwoFacedHouse(s.house, insider);
  const { lastSeq } = liar.position();
  const standing = {
    leader: "eve",
    price: toCents(30_000),
    ask: toCents(31_000),
    bids: 4,
    reserveMet: true,
  };
  const state = { lot: "1", status: "fair_warning", endsAt: null, standing } as const;
  const after = client.told.mark();
  await liar.heartbeat({ nextSeq: lastSeq + 3, lots: [state] });
  await client.told.waitFor(({ type }) => type === "ahead", {
    what: "the word of the lots",
    after,
  });
  const shown = client.link.view().lots.get("1");
  assertEquals([shown?.status, shown?.standing], ["fair_warning", standing]);
  assert(client.link.seq() < lastSeq + 2, "the events have not come");
  // The true events come: they are not those of which the house has told.
  const at = s.clock.now;
  for (let i = 0; i < 2; i++) {
    await s.house.command({ type: "GiveFairWarning", at, lot: "1", text: null });
  }
  assertEquals(await client.ended(), "two_histories");
  const [evidence] = client.store.evidence(client.sale);
  assertEquals(decodeSignedMessage(evidence?.signed ?? new Uint8Array(0))?.kind, "heartbeat");
  insider.close();
});
