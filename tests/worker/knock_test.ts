// Owners of keys that are not registered: when the house hears of them, and when not.

import { assertEquals, assertRejects } from "@std/assert";
import { PROTOCOL_VERSION } from "../../lib/wire/limits.ts";
import { JoinRefused } from "../../lib/worker/bidder_join.ts";
import type { DeskNotice, DeskToJoin } from "../../lib/worker/desk_contract.ts";
import { join, type Person, person } from "../support/thread_bidder.ts";
import { ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";
import { DeskAlone } from "./_desk_alone.ts";

type Knocked = Extract<DeskNotice, { type: "knock" }>;

async function houseWith(...people: readonly Person[]): Promise<ThreadHouse> {
  const bidders = people.map(({ registered }) => registered);
  return await ThreadHouse.start({
    network: new VirtualNetwork(),
    clock: new ManualClock(),
    bidders,
  });
}

function knocksAt(house: ThreadHouse): readonly Knocked[] {
  return house.desk.all.filter((notice) => notice.type === "knock");
}

Deno.test("A join with keys that nobody has registered is told as a knock, with those very keys", async () => {
  const [ana, ben] = [await person("ana"), await person("ben")];
  const house = await houseWith(ana);
  for (let i = 0; i < 2; i++) await assertRejects(() => join(house, ben), JoinRefused);
  const { keySet } = ben.registered;
  const at = new ManualClock().now;
  await house.settled();
  assertEquals(knocksAt(house), [1, 2].map(() => ({ type: "knock" as const, keySet, at })));
  await house.stop();
});

Deno.test("Who is refused for another reason does not knock", async () => {
  const [ana, ben, cid] = [await person("ana"), await person("ben"), await person("cid")];
  const suspended = { ...ben, registered: { ...ben.registered, status: "suspended" as const } };
  const house = await houseWith(ana, suspended);
  await assertRejects(() => join(house, ben), JoinRefused);
  // Half of these keys is Ana's: nobody can be registered with it any more.
  const { encryption } = cid.registered.keySet;
  const keySet = { encryption, signing: ana.registered.keySet.signing };
  const sign = ana.identity.sign;
  const mixed = { ...cid, identity: { ...cid.identity, publicKeySet: keySet, sign } };
  await assertRejects(() => join(house, mixed), JoinRefused);
  await house.settled();
  assertEquals(knocksAt(house), []);
  await house.stop();
});

Deno.test("A client of another version does not knock: letting it in would not help", async () => {
  const { registered: { thumbprint, keySet } } = await person("ana");
  const desk = await DeskAlone.start(new ManualClock());
  const keys = { thumbprint, keySet, transcript: "" };
  for (const [ref, version] of [PROTOCOL_VERSION + 1, PROTOCOL_VERSION].entries()) {
    desk.toJoin.send({ type: "admit", ref, ...keys, version });
    const isIt = (answer: DeskToJoin) => answer.type === "refused" && answer.ref === ref;
    await desk.join.waitFor(isIt, { what: "the refusal" });
  }
  desk.toMain.send({ type: "stop" });
  await desk.main.waitFor(({ type }) => type === "stopped", { what: "stopped" });
  assertEquals(desk.main.all.filter(({ type }) => type === "knock").length, 1);
  desk.close();
});
