// A client whose key the house does not know yet: it waits to be let in, if it is told to.

import { assertEquals } from "@std/assert";
import type { LinkNotice } from "../../lib/bidder/house_link.ts";
import { toCents } from "../../lib/auction/money.ts";
import { eventually } from "../support/bounded.ts";
import { person } from "../support/thread_bidder.ts";
import { ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";
import { LinkStage } from "./_link_stage.ts";

/** A house that knows nobody, and Ana. */
async function scene() {
  const clock = new ManualClock();
  const ana = await person("ana");
  const house = await ThreadHouse.start({ network: new VirtualNetwork(), clock, bidders: [] });
  return { clock, ana, house, [Symbol.asyncDispose]: () => house.stop() };
}

function states(client: LinkStage): readonly string[] {
  return client.told.all.flatMap((notice) => notice.type === "connection" ? [notice.state] : []);
}

Deno.test("BidderLink waits to be let in, says so once with its fingerprint, and then joins by itself", async () => {
  await using s = await scene();
  const options = { clock: s.clock, waitsForApproval: true };
  await using client = LinkStage.start(s.house, s.ana, options);
  await eventually(() => Promise.resolve(client.waits.length >= 3 ? true : null), {
    what: "the third try",
  });
  const { thumbprint: fingerprint } = s.ana.registered;
  const waiting: LinkNotice = {
    type: "connection",
    state: "waiting_approval",
    path: null,
    fingerprint,
  };
  assertEquals(client.told.all, [waiting]);
  const wish = { lot: "1", kind: "max", amount: toCents(100), quantity: 1 } as const;
  assertEquals((await client.link.bid(wish)).reason, "not_joined");
  await s.house.register([s.ana.registered]);
  await client.isLive();
  assertEquals(states(client).slice(0, 3), ["waiting_approval", "joining", "live"]);
  assertEquals(new Set(client.waits), new Set([5_000]));
});

Deno.test("BidderLink that does not wait ends where the house does not know its key", async () => {
  await using s = await scene();
  await using client = LinkStage.start(s.house, s.ana, { clock: s.clock });
  assertEquals(await client.ended(), "refused_join");
  assertEquals([states(client), client.waits], [["ended"], []]);
});

Deno.test("BidderLink waits for no approval where the house has decided against it", async () => {
  await using s = await scene();
  await s.house.register([{ ...s.ana.registered, status: "suspended" }]);
  const options = { clock: s.clock, waitsForApproval: true };
  await using client = LinkStage.start(s.house, s.ana, options);
  assertEquals(await client.ended(), "refused_join");
});

Deno.test("BidderLink that was put out of the registry waits to be let in again", async () => {
  await using s = await scene();
  await s.house.register([s.ana.registered]);
  const options = { clock: s.clock, waitsForApproval: true };
  await using client = await LinkStage.live(s.house, s.ana, options);
  await s.house.register([]);
  const isWaiting = (notice: LinkNotice) =>
    notice.type === "connection" && notice.state === "waiting_approval";
  await client.told.waitFor(isWaiting, { what: "waiting" });
  const mark = client.told.mark();
  await s.house.register([s.ana.registered]);
  await client.isLive(mark);
});
