// By which way the feed comes: found out by itself, told to the person, and nothing lost or doubled
// on the change (PROTOCOL §7.5).

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import type { LinkNotice } from "../../lib/bidder/house_link.ts";
import { PATH_HOLD_MS } from "../../lib/session/session_limits.ts";
import type { FeedPath } from "../../lib/wire/member_message.ts";
import type { HeardMember } from "../../lib/worker/feed_contract.ts";
import { eventually } from "../support/bounded.ts";
import { person } from "../support/thread_bidder.ts";
import { BIDS, GROUP, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { type SentDatagram, VirtualNetwork } from "../support/virtual_network.ts";
import { LinkStage } from "./_link_stage.ts";

const HOST = "10.0.0.77";

/** What of the network does not pass. */
type Cut = (datagram: SentDatagram) => boolean;
const nothing: Cut = () => false;
const multicast: Cut = ({ to }) => to.hostname === GROUP.address;
const wayUp: Cut = ({ to }) => to.port === BIDS.port;
const allUdp: Cut = () => true;

/** A house with lot 1 open, and Ana's client behind a network that cuts something. */
async function scene(cut: Cut, relayHost = HOST) {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const ana = await person("ana");
  const house = await ThreadHouse.start({ network, clock, bidders: [ana.registered] });
  await house.openLot({ id: "1" });
  network.loses = cut;
  const client = await LinkStage.live(house, ana, {
    clock,
    host: HOST,
    relay: true,
    relayHost,
  });
  return {
    network,
    clock,
    house,
    client,
    /** Lets time pass, a tenth of a second at a time, until `found`. */
    async until(found: () => boolean, what: string): Promise<void> {
      await eventually(() => {
        if (found()) return true;
        clock.now += 100;
        return null;
      }, { what, ms: 30_000 });
    },
    /** Waits until the client says that its feed comes by `path`. */
    async isFedBy(path: FeedPath): Promise<void> {
      await this.until(() => client.told.all.findLast(isConnection)?.path === path, path);
    },
    /** A bid is answered; the client shows each event of the record once, in order. */
    async isWhole(amount: number): Promise<void> {
      // The view may lag for a moment: a bid is refused then, and tried again.
      let placed: string | null = null;
      await eventually(async () => {
        clock.now += 100;
        const wish = { lot: "1", kind: "max", amount: toCents(amount), quantity: 1 } as const;
        const ticket = await client.link.bid(wish);
        if (ticket.state === "sent") placed = ticket.id;
        return placed;
      }, { what: "a bid", ms: 10_000 });
      const id = placed ?? "";
      await this.until(
        () => client.link.bids().some((bid) => bid.id === id && bid.state === "accepted"),
        "the answer",
      );
      const last = house.events().at(-1)?.seq ?? 0;
      await this.until(() => client.link.seq() === last, `event ${last}`);
      const shown = client.told.all.flatMap((notice) =>
        notice.type === "event" ? [notice.seq] : []
      );
      assertEquals(shown, Array.from({ length: last }, (_, i) => i + 1));
    },
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await house.stop();
    },
  };
}

function isConnection(
  notice: LinkNotice,
): notice is Extract<LinkNotice, { type: "connection" }> {
  return notice.type === "connection";
}

/** What the house says last of Ana's link. */
function heardOf(house: ThreadHouse): HeardMember | undefined {
  return house.feed.all.flatMap((notice) => notice.type === "counters" ? notice.heard : []).at(-1);
}

Deno.test("BidderLink gets the feed by unicast where no_multicast comes, and tells so", async () => {
  await using s = await scene(multicast);
  await s.isFedBy("unicast");
  await s.isWhole(20_000);
  await s.house.feed.waitFor(
    (notice) => notice.type === "counters" && notice.heard.some(({ path }) => path === "unicast"),
    { what: "that the house knows the path" },
  );
  // Never joined again for it: the session lives.
  assertEquals(s.house.desk.all.filter(({ type }) => type === "joined").length, 1);
});

Deno.test("BidderLink gets feed and answers by TCP where no_UDP_passes", async () => {
  await using s = await scene(allUdp);
  await s.isFedBy("tcp");
  await s.isWhole(20_000);
  assertEquals(heardOf(s.house)?.path ?? "tcp", "tcp");
});

Deno.test("BidderLink sends by TCP where only_the_way_up is cut, its own_NAKs_all_lost", async () => {
  await using s = await scene(wayUp);
  await s.isFedBy("tcp");
  await s.isWhole(20_000);
});

Deno.test("BidderLink changes over in_the_middle_of_a_lot and goes back when multicast heals", async () => {
  await using s = await scene(nothing);
  await s.isFedBy("multicast");
  await s.isWhole(20_000);
  s.network.loses = multicast;
  await s.isFedBy("unicast");
  await s.isWhole(21_000);
  s.network.loses = allUdp;
  await s.isFedBy("tcp");
  await s.isWhole(22_000);
  s.network.loses = nothing;
  s.clock.now += PATH_HOLD_MS;
  await s.isFedBy("multicast");
  await s.isWhole(23_000);
});

Deno.test("BidderLink carries_the_same_sealed_frames by every path", async () => {
  await using s = await scene(multicast);
  await s.isFedBy("unicast");
  const before = s.network.sent.mark();
  await s.isWhole(20_000);
  const frames = s.network.sent.all.slice(before).filter(({ from }) => from.port === BIDS.port);
  const copies = frames.filter(({ to, bytes }) => to.hostname === HOST && bytes[5] === 1);
  assert(copies.length > 0);
  for (const copy of copies) {
    const hex = copy.bytes.toHex();
    assert(frames.some(({ to, bytes }) => to.hostname === GROUP.address && bytes.toHex() === hex));
  }
});

Deno.test("BidderLink sends a_bid_that_was_lost_by_UDP again as soon as TCP stands", async () => {
  await using s = await scene(nothing);
  await s.isFedBy("multicast");
  s.network.loses = allUdp;
  const { id, state } = await s.client.link.bid({
    lot: "1",
    kind: "max",
    amount: toCents(20_000),
    quantity: 1,
  });
  assertEquals(state, "sent");
  // Up to the change of path no more time passes than it takes.
  await s.until(() => s.client.told.all.findLast(isConnection)?.path === "tcp", "tcp");
  const standsStill = s.clock.now;
  assertEquals(await s.client.answer(id), "accepted");
  assertEquals(s.clock.now, standsStill);
});

Deno.test("BidderLink joins again from its new address when the_machine_has_moved", async () => {
  await using s = await scene(nothing, "10.0.0.99");
  s.network.loses = ({ to }) => to.hostname === HOST || to.port === BIDS.port;
  await s.until(
    () => s.house.desk.all.filter(({ type }) => type === "joined").length > 1,
    "a second join",
  );
});
