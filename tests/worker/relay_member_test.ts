// Members over the relay: one connection each, which ends with the session.

import { assertEquals } from "@std/assert";
import { REKEY_REST_MS } from "../../lib/session/session_limits.ts";
import { decodeEnvelope } from "../../lib/wire/header.ts";
import { inTime } from "../support/bounded.ts";
import { ping } from "../support/ping.ts";
import { person, RawMember } from "../support/thread_bidder.ts";
import { BIDS, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

async function scene() {
  const network = new VirtualNetwork();
  const ana = await person("ana");
  const bidders = [ana.registered];
  const clock = new ManualClock();
  const house = await ThreadHouse.start({ network, clock, bidders });
  const member = await RawMember.join(house, ana);
  return {
    clock,
    house,
    ana,
    member,
    async [Symbol.asyncDispose]() {
      member.close();
      await house.stop();
    },
  };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** Says something over a new connection and waits for the answer; gives the connection. */
async function connected(s: Scene) {
  const relay = s.house.connectRelay();
  await relay.send(await s.member.datagram(ping(1)), BIDS);
  await inTime(relay.receive(), { what: "a pong over the relay" });
  return relay;
}

Deno.test("A member that uses_one_connection_after_the_other has one at a time", async () => {
  await using s = await scene();
  const first = await connected(s);
  const second = await connected(s);
  assertEquals(await inTime(first.receive(), { what: "the end of the first" }), null);
  await s.member.settled(); // Now by UDP.
  assertEquals(await inTime(second.receive(), { what: "the end of the second" }), null);
});

Deno.test("A member that is put_out hears so over its connection, which then ends", async () => {
  await using s = await scene();
  const relay = await connected(s);
  await s.house.register([{ ...s.ana.registered, status: "banned" }]);
  const told = await inTime(relay.receive(), { what: "the end of the session" });
  const envelope = decodeEnvelope(told?.bytes ?? new Uint8Array(0));
  assertEquals(typeof envelope === "string" ? envelope : envelope.header.kind, "to_bidder");
  assertEquals(await inTime(relay.receive(), { what: "the end of the connection" }), null);
});

Deno.test("A member that leaves over its connection has none any more", async () => {
  await using s = await scene();
  const relay = await connected(s);
  await relay.send(await s.member.datagram({ type: "leave" }), BIDS);
  assertEquals(await inTime(relay.receive(), { what: "the end of the connection" }), null);
});

Deno.test("A member that leaves is not kept for a ping_that_was_being_opened beside", async () => {
  await using s = await scene();
  for (let i = 0; i < 12; i++) {
    const member = await RawMember.join(s.house, s.ana);
    await member.settled();
    const leave = await member.datagram({ type: "leave" });
    const beside = await member.datagram(ping(2, { path: "unicast" }));
    await Promise.all([member.sendRaw(leave), member.sendRaw(beside)]);
    await s.house.settled();
    member.close();
  }
  // Nobody is left who could lack a new key: none is told.
  s.clock.now += REKEY_REST_MS;
  await s.house.rekey();
  const after = s.house.feed.mark();
  const counted = await s.house.feed.waitFor(({ type }) => type === "counters", {
    what: "the counters",
    after,
  });
  assertEquals(counted.type === "counters" && counted.counters["keysTold"], 0);
});
