// Who was put out reads nothing more, and the rest lose nothing by it (ATTACKS 27 to 32).

import { assert, assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import { importSealKey, openSealed } from "../../lib/secure/sealing.ts";
import { EPOCH_OLD_MS } from "../../lib/session/session_limits.ts";
import { decodeEnvelope, encodeHeader, epochChannel } from "../../lib/wire/header.ts";
import { ping } from "../support/ping.ts";
import { person, RawMember } from "../support/thread_bidder.ts";
import { BIDS, GROUP } from "../support/thread_house.ts";
import { epochIn, HOSTS, keysOf, RekeyStage } from "./_rekey_stage.ts";

const TO_GROUP = { hostname: GROUP.address, port: GROUP.port };

Deno.test("An evicted_bidder_with_all_its_state opens nothing of the new epoch", async () => {
  await using s = await RekeyStage.set();
  const before = s.network.sent.mark();
  await s.banEve();
  const switched = await s.frameOf(2);
  await s.areWhole();
  const sent = s.network.sent.all;
  const from = sent.findIndex(({ bytes }) => bytes === switched);
  // Everything that the house has said since the ban but what is for Eve alone, from the switch on.
  const heard = sent.slice(before).filter(({ from, to }) =>
    from.port === BIDS.port && to.hostname !== s.eve.socket.address.hostname
  );
  assertGreater(heard.length, 3);
  for (const [i, { bytes, to }] of heard.entries()) {
    const envelope = decodeEnvelope(bytes);
    assert(typeof envelope !== "string");
    const { header, aad, sealed } = envelope;
    const old = to.port === GROUP.port && sent.indexOf(heard[i] ?? never()) < from;
    for (const key of keysOf(s.eve)) {
      const opened = await openSealed(key, { counter: header.counter, aad, sealed });
      assertEquals(opened === null, !old || key !== s.eve.session.epoch.key, `datagram ${i}`);
    }
  }
  assert(sent.slice(from).every((datagram) => epochIn(datagram) !== 1), "nothing of epoch 1");
  assert(!s.eve.heard.all.some(({ type }) => type === "epoch"), "no key to Eve herself");
});

Deno.test("An evicted_bidder may seal what it likes under the old key: nothing is believed of it", async () => {
  await using s = await RekeyStage.set();
  const old = await s.frameOf(1);
  await s.banEve();
  await s.frameOf(2);
  await s.eve.socket.send(old, TO_GROUP);
  await s.areWhole();
  // Once the old key has ended, it does not even open.
  s.clock.now += EPOCH_OLD_MS;
  await s.eve.socket.send(old, TO_GROUP);
  await s.areWhole();
});

Deno.test("A key_lost_three_times is asked for: what came meanwhile is delivered, nothing repaired", async () => {
  await using s = await RekeyStage.set();
  let lost = 0;
  s.network.loses = ({ from, to }) =>
    from.port === BIDS.port && to.hostname === HOSTS[0] && ++lost <= 3;
  await s.rekey();
  // The house changes over when its time has come, though Ana lacks the key.
  await s.frameOf(2);
  await s.areWhole();
  assertGreater(lost, 3);
  assertLessOrEqual(await s.naksOf(HOSTS[0]), 3);
});

Deno.test("Frames of_the_old_epoch_in_flight at the switch are delivered", async () => {
  await using s = await RekeyStage.set();
  const held: Uint8Array<ArrayBuffer>[] = [];
  // The group's way to Ana is long: what was sent to it before the switch comes after it.
  s.network.loses = ({ from, to, bytes }, receiver) => {
    if (epochIn({ from, to, bytes }) !== 1 || receiver.hostname !== GROUP.address) return false;
    held.push(bytes);
    return true;
  };
  const seq = await s.event();
  await s.until(() => held.length > 0 || null, "a frame in flight");
  s.network.loses = () => false;
  await s.rekey();
  await s.frameOf(2);
  for (const bytes of held) await s.eve.socket.send(bytes, TO_GROUP);
  for (const follower of s.followers) await follower.delivered(seq);
  await s.areWhole();
});

Deno.test("A member that missed_five_epochs is brought to the newest, and loses nothing", async () => {
  await using s = await RekeyStage.set();
  let deaf = true;
  // Nothing reaches Ana's own address, and so no key.
  s.network.loses = ({ to }) => deaf && to.hostname === HOSTS[0];
  for (let epoch = 2; epoch <= 6; epoch++) {
    await s.rekey();
    await s.event();
    await s.frameOf(epoch);
  }
  deaf = false;
  // Its ping says which key it holds.
  await s.areWhole();
});

Deno.test("Two members that_join_and_leave_in_a_loop cost no more than a key a minute", async () => {
  await using s = await RekeyStage.set();
  const loop = await person("eve");
  for (let i = 0; i < 5; i++) {
    const member = await RawMember.join(s.house, loop);
    await member.settled();
    await member.say({ type: "leave" });
    s.clock.now += 1_000;
    await s.house.settled();
    member.close();
  }
  assert(!s.network.sent.all.some((sent) => (epochIn(sent) ?? 0) > 1), "no key for five leaves");
});

Deno.test("A forged_epoch in the header makes nobody ask, and keeps no true frame out for long", async () => {
  await using s = await RekeyStage.set();
  const { session } = s.eve.session.welcome;
  const before = s.network.sent.all.length;
  for (let i = 0; i < 500; i++) {
    const channel = epochChannel(i % 2 === 0 ? 2 : 2 ** 53 - 1);
    const header = encodeHeader({ kind: "group", session, channel, counter: i });
    await s.eve.socket.send(new Uint8Array([...header, ...new Uint8Array(200)]), TO_GROUP);
  }
  await s.areWhole();
  const asked = s.network.sent.all.slice(before).filter(({ from, to }) =>
    from.hostname === HOSTS[0] && to.port === BIDS.port
  );
  assertEquals(asked.length, 0);
  await s.rekey();
  await s.frameOf(2);
  await s.areWhole();
});

Deno.test("A ping of an unknown or a future epoch moves nothing at the house", async () => {
  await using s = await RekeyStage.set();
  await s.eve.say(ping(1, { epoch: 2 ** 53 - 1, roundTripMs: 2 ** 53 - 1, lossPermille: 1_000 }));
  await s.eve.settled();
  await s.rekey();
  await s.frameOf(2);
  await s.areWhole();
});

Deno.test("One batch_sealed_under_two_keys has the same bytes, and tells nothing twice", async () => {
  await using s = await RekeyStage.set();
  const seq = await s.event();
  await s.rekey();
  await s.frameOf(2);
  const next = await s.eve.heard.waitFor((message) => message.type === "epoch", { what: "a key" });
  assert(next.type === "epoch");
  const key = await importSealKey(next.key, next.salt);
  // The house repairs what Eve asks for, now under the new key.
  const before = s.network.sent.mark();
  await s.eve.say({ type: "nak", ranges: [{ first: seq, last: seq }] });
  const repair = await s.network.sent.waitFor(
    ({ to, bytes }) => to.port === s.eve.socket.address.port && bytes[5] === 1,
    { what: "a repair", after: before },
  );
  const again = await s.opened(repair.bytes, key);
  const all = await Promise.all(
    s.network.sent.all.filter((sent) => epochIn(sent) === 1)
      .map(({ bytes }) => s.opened(bytes, s.eve.session.epoch.key)),
  );
  assert(all.some((message) => message?.toHex() === again?.toHex()), "the same signed message");
  await s.eve.socket.send(repair.bytes, TO_GROUP);
  await s.areWhole();
});

function never(): never {
  throw new Error("There is such a datagram");
}
