// Joins that are not honest, or not untouched on their way (ATTACKS 1 to 7, 11, 12): they end
// without a member, and only the proven owner of a key is told why.

import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { type Bytes, fromUtf8, toBase64url, toUtf8 } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import { FrameStream } from "../../lib/net/frame_stream.ts";
import { transcriptHash } from "../../lib/secure/digest.ts";
import { makeJws } from "../../lib/secure/house_signer.ts";
import { toPublicJwks } from "../../lib/secure/key_set.ts";
import { type JoinFrame, makeJoinFrame } from "../../lib/wire/join_frame.ts";
import { joinHouse, JoinRefused } from "../../lib/worker/bidder_join.ts";
import { seededRandom } from "../support/seeded_bytes.ts";
import { join, type Person, person, RawMember } from "../support/thread_bidder.ts";
import { ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { type Speaker, type Tap, VirtualNetwork } from "../support/virtual_network.ts";

/** A house in memory at which Ana and Ben are registered and Eve is not. */
async function scene() {
  const people = await Promise.all(["ana", "ben", "eve"].map(person));
  const [ana, ben, eve] = people;
  assert(ana !== undefined && ben !== undefined && eve !== undefined);
  const house = await ThreadHouse.start({
    network: new VirtualNetwork(),
    clock: new ManualClock(),
    bidders: [ana.registered, ben.registered],
  });
  return { house, ana, ben, eve, [Symbol.asyncDispose]: () => house.stop() };
}

/** A tap that writes down what passes. */
function listening(): { readonly tap: Tap; readonly said: (speaker: Speaker) => readonly Bytes[] } {
  const heard: { readonly speaker: Speaker; readonly message: Bytes }[] = [];
  return {
    tap(message, speaker) {
      heard.push({ speaker, message });
      return message;
    },
    said: (speaker) =>
      heard.filter((entry) => entry.speaker === speaker).map(({ message }) => message),
  };
}

/** A tap that puts `message` in the place of the nth one of `speaker`. */
function replacing(speaker: Speaker, nth: number, message: Bytes): Tap {
  return (original, by, at) => by === speaker && at === nth ? message : original;
}

function joinedCount(house: ThreadHouse): number {
  return house.desk.all.filter(({ type }) => type === "joined").length;
}

/** The join fails with one of these codes, and the house has no member for it. */
async function assertNoMember(
  house: ThreadHouse,
  joining: Promise<unknown>,
  codes: readonly string[],
): Promise<Fault> {
  const before = joinedCount(house);
  const fault = await assertRejects(() => joining, Fault);
  assert(codes.includes(fault.code), `${fault.code}: ${fault.message}`);
  assertEquals(joinedCount(house), before);
  return fault;
}

Deno.test("serveJoin() challenges unregistered_key as any other and refuses it after PROOF", async () => {
  await using s = await scene();
  const [known, unknown] = [listening(), listening()];
  await join(s.house, s.ana, { tap: known.tap });
  const fault = await assertNoMember(s.house, join(s.house, s.eve, { tap: unknown.tap }), [
    "refused_join",
  ]);
  assert(fault instanceof JoinRefused);
  assertEquals(fault.reason, "not_registered");
  assertEquals(unknown.said("bidder").length, 2);
  assertEquals(known.said("house")[0]?.length, unknown.said("house")[0]?.length);
});

Deno.test("serveJoin() stops public_key_without_its_private_keys at PROOF", async () => {
  await using s = await scene();
  const { publicKeySet } = s.ana.identity;
  const impostor = { ...s.eve, identity: { ...s.eve.identity, publicKeySet } };
  await assertNoMember(s.house, join(s.house, impostor), ["unreachable"]);
  await s.house.counted("join_proof", 1);
});

Deno.test("serveJoin() never counts signing_key_without_rsa_key as joined", async () => {
  await using s = await scene();
  const half = { ...s.ana, identity: { ...s.ana.identity, decrypt: s.eve.identity.decrypt } };
  await assertNoMember(s.house, join(s.house, half), ["bad_protocol"]);
  await s.house.counted("join_closed", 1);
});

Deno.test("runDesk() knows a bidder by both keys: wrong_signing_key is not registered", async () => {
  await using s = await scene();
  const { identity } = s.ana;
  const mixed: Person = {
    ...s.ana,
    identity: {
      ...identity,
      sign: s.eve.identity.sign,
      publicKeySet: { ...identity.publicKeySet, signing: s.eve.identity.publicKeySet.signing },
    },
  };
  const fault = await assertNoMember(s.house, join(s.house, mixed), ["refused_join"]);
  assert(fault instanceof JoinRefused);
  assertEquals(fault.reason, "not_registered");
});

Deno.test("joinHouse() stops at CHALLENGE of another_house and has said nothing but JOIN", async () => {
  await using s = await scene();
  const { tap, said } = listening();
  const joining = joinHouse(s.house.connect(tap), {
    identity: s.ana.identity,
    checkHouse: (found) => {
      assertEquals(found, s.house.thumbprint);
      throw new Fault("wrong_house", "Another house");
    },
    welcomed: () => Promise.resolve(null),
    caughtUp: () => Promise.resolve(),
  });
  await assertNoMember(s.house, joining, ["wrong_house"]);
  assertEquals(said("bidder").length, 1);
});

Deno.test("serveJoin() refuses replayed_join_and_proof of an old session", async () => {
  await using s = await scene();
  const { tap, said } = listening();
  await join(s.house, s.ana, { tap });
  const [oldJoin, oldProof] = said("bidder");
  assert(oldJoin !== undefined && oldProof !== undefined);
  const before = joinedCount(s.house);
  const pipe = s.house.connect();
  const frames = new FrameStream(pipe);
  const writer = { write: (bytes: Bytes) => frames.write({ bytes } as JoinFrame) };
  await writer.write(oldJoin);
  assertEquals(typeOf(await frames.read()), "CHALLENGE");
  await writer.write(oldProof);
  assertEquals(await frames.read(), "closed");
  await s.house.counted("join_proof", 1);
  assertEquals(joinedCount(s.house), before);
  await frames.close();
});

Deno.test("joinHouse() refuses welcome_of_another_member and welcome_of_an_old_session", async () => {
  await using s = await scene();
  for (const victim of [s.ana, s.ben]) {
    const { tap, said } = listening();
    await join(s.house, s.ana, { tap });
    const welcome = said("house")[1];
    assert(welcome !== undefined);
    const spliced = join(s.house, victim, { tap: replacing("house", 1, welcome) });
    await assertNoMember(s.house, spliced, ["bad_protocol"]);
  }
});

Deno.test("joinHouse() refuses version_altered_in_flight", async () => {
  await using s = await scene();
  const tap: Tap = (message, speaker, nth) => {
    if (speaker !== "bidder" || nth !== 0) return message;
    const text = fromUtf8(message.subarray(5)) ?? "";
    assert(text.includes('"version":1'));
    return makeJoinFrame("JOIN", toUtf8(text.replace('"version":1', '"version":2'))).bytes;
  };
  await assertNoMember(s.house, join(s.house, s.ana, { tap }), ["bad_protocol"]);
});

Deno.test("serveJoin() tells another_version so, to the owner of the key", async () => {
  await using s = await scene();
  const { keys } = toPublicJwks(s.ana.identity.publicKeySet);
  const hello = { version: 2, keys, nonce: toBase64url(new Uint8Array(32)) };
  const frames = new FrameStream(s.house.connect());
  const first = makeJoinFrame("JOIN", toUtf8(JSON.stringify(hello)));
  await frames.write(first);
  const challenge = await frames.read();
  assert(typeof challenge !== "string");
  const payload = { transcript: toBase64url(transcriptHash([first, challenge])) };
  const jws = await makeJws("leilao-proof", { payload, key: s.ana.identity.sign });
  await frames.write(makeJoinFrame("PROOF", toUtf8(jws)));
  const refused = await frames.read();
  assert(typeof refused !== "string");
  assertEquals(refused.type, "REFUSED");
  const body = JSON.parse(atob((fromUtf8(refused.body) ?? "").split(".")[1] ?? ""));
  assertEquals(body.reason, "version");
  assertEquals(joinedCount(s.house), 0);
  await frames.close();
});

Deno.test("runDesk() refuses banned_rejoins and gives newly_registered a new member id", async () => {
  await using s = await scene();
  const first = await join(s.house, s.ana);
  await s.house.register([{ ...s.ana.registered, status: "banned" }, s.ben.registered]);
  assertEquals(s.house.desk.all.filter(({ type }) => type === "left").length, 1);
  const fault = await assertNoMember(s.house, join(s.house, s.ana), ["refused_join"]);
  assert(fault instanceof JoinRefused);
  assertEquals(fault.reason, "banned");
  await s.house.register([s.ana.registered, s.ben.registered]);
  const second = await join(s.house, s.ana);
  assertNotEquals(second.session.welcome.member, first.session.welcome.member);
});

Deno.test("runDesk() counts no one who was suspended_between_welcome_and_confirm", async () => {
  await using s = await scene();
  const welcomed = () => s.house.register([{ ...s.ana.registered, status: "suspended" }]);
  await assertNoMember(s.house, join(s.house, s.ana, { welcomed }), ["unreachable"]);
  await s.house.counted("join_not_confirmed", 1);
});

Deno.test("runDesk() ends the first session at second_join_of_the_same_bidder", async () => {
  await using s = await scene();
  await s.house.openLot({ id: "1" });
  const older = await RawMember.join(s.house, s.ana);
  const newer = await RawMember.join(s.house, s.ana);
  await older.bid(await older.makeBid());
  const bid = await newer.makeBid({ bidId: "ab".repeat(16) });
  await newer.bid(bid);
  assertEquals((await newer.receipt(bid.bidId)).verdict, "accepted");
  const over = await older.heard.waitFor(({ type }) => type === "over", { what: "its end" });
  assertEquals(over, { type: "over", reason: "replaced" });
  await newer.settled();
  assertEquals(older.heard.all.filter(({ type }) => type === "receipt"), []);
  const bids = s.house.events().filter(({ event }) => event.type === "BidAccepted");
  assertEquals(bids.length, 1);
  older.close();
  newer.close();
});

Deno.test("A join with any_bit_flipped in any message is closed and has no member", async () => {
  await using s = await scene();
  const { tap, said } = listening();
  await join(s.house, s.ana, { tap });
  const messages = [
    ...said("bidder").map((message, nth) => ({ speaker: "bidder", nth, message }) as const),
    ...said("house").map((message, nth) => ({ speaker: "house", nth, message }) as const),
  ];
  assertEquals(messages.length, 8);
  const random = seededRandom(23);
  const flips = messages.flatMap(({ speaker, nth, message: { length } }) => {
    const inside = Array.from({ length: 6 }, () => 5 + Math.floor(random() * (length - 5)));
    // A length that grows by 8 leaves the reader waiting: the five seconds end that.
    const places = [[3, 8], [0, 128], [4, 16], [length - 1, 1], ...inside.map((at) => [at, 0])];
    return places.map(([at = 0, mask]) => ({
      speaker,
      nth,
      at,
      mask: mask || 1 << Math.floor(random() * 8),
    }));
  });
  const before = joinedCount(s.house);
  let late = 0;
  await Promise.all(flips.map(async ({ speaker, nth, at, mask }) => {
    const flip: Tap = (message, by, count) =>
      by === speaker && count === nth ? message.with(at, (message[at] ?? 0) ^ mask) : message;
    const where = `${speaker} ${nth}, byte ${at}, mask ${mask}`;
    const fault = await assertRejects(() => join(s.house, s.ana, { tap: flip }), Fault, "", where);
    assert(["bad_protocol", "unreachable"].includes(fault.code), `${where}: ${fault.code}`);
    // What comes after CONFIRM is said to a member: only the bidder can see that it is broken.
    if (speaker === "house" && nth >= 2) late++;
  }));
  assertEquals(joinedCount(s.house) - before, late);
});

function typeOf(frame: JoinFrame | string): string {
  return typeof frame === "string" ? frame : frame.type;
}
