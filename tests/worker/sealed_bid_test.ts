// Sealed bids stay sealed on the network: whatever was bid, the house says and sends the same.

import { assertEquals } from "@std/assert";
import type { Format } from "../../lib/auction/lot.ts";
import { CENTS_MAX, toCents } from "../../lib/auction/money.ts";
import { decodeEvent } from "../../lib/wire/event_codec.ts";
import { type Person, person, RawMember } from "../support/thread_bidder.ts";
import { BIDS, GROUP, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

const RESERVE = toCents(50_000);

/** What a sealed lot showed before its end, for bids of these amounts. */
async function shown(
  people: readonly Person[],
  { format, amounts }: { readonly format: Format; readonly amounts: readonly number[] },
) {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const bidders = people.map(({ registered }) => registered);
  const house = await ThreadHouse.start({ network, clock, bidders });
  await house.openLot({ id: "1", format, reserve: RESERVE });
  const members: RawMember[] = [];
  for (const one of people) members.push(await RawMember.join(house, one));
  const heard: unknown[] = [];
  for (const amount of amounts) {
    for (const member of members) {
      clock.now += 10;
      const bid = await member.makeBid({ amount });
      await member.bid(bid);
      const { verdict, ask, lateMs } = await member.receipt(bid.bidId);
      heard.push({ verdict, ask, lateMs });
    }
  }
  const events = house.disk.rows.map(({ event }) => decodeEvent(event)?.event);
  const lengths = house.disk.rows.map(({ event }) => event.length);
  const answers = network.sent.all.filter(({ from, to }) =>
    from.port === BIDS.port && to.port !== GROUP.port
  );
  const answerLengths = new Set(answers.map(({ bytes }) => bytes.length));
  const hammer = { type: "HammerLot", at: clock.now, lot: "1", belowReserve: false } as const;
  await house.command(hammer);
  const ends = house.events().at(-1)?.event.type;
  for (const member of members) member.close();
  await house.stop();
  return { before: { events: events.slice(1), lengths, answerLengths, heard }, ends };
}

for (const type of ["sealed_first", "vickrey"] as const) {
  Deno.test(`A ${type} lot shows and sends the same whatever was bid, until its end`, async () => {
    const people = await Promise.all([person("ana"), person("ben")]);
    const low = await shown(people, { format: { type }, amounts: [10_000, 10_001, 10_000] });
    const high = await shown(people, { format: { type }, amounts: [60_000, CENTS_MAX, 90_000] });
    assertEquals(high.before, low.before);
    // The bids were not the same: only the second lot reached its reserve.
    assertEquals([low.ends, high.ends], ["LotPassed", "LotSold"]);
    const bids = low.before.events.filter((event) => event?.type === "BidAccepted");
    assertEquals(bids.map((event) => event?.type === "BidAccepted" && event.standing), [
      { leader: null, price: null, ask: toCents(10_000), bids: 1, reserveMet: false },
      { leader: null, price: null, ask: toCents(10_000), bids: 2, reserveMet: false },
    ]);
  });
}
