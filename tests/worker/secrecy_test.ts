// Nothing in clear: everything that a sale puts on the network, every datagram of both sides, is
// looked through for what it must not show (issue "The house stands", Proof).

import { assert, assertEquals, assertGreater } from "@std/assert";
import { type Bytes, fromBase64url, toUtf8 } from "../../lib/base/bytes.ts";
import { toCents } from "../../lib/auction/money.ts";
import { toPublicJwks } from "../../lib/secure/key_set.ts";
import { HEADER_BYTES, PADDED_BYTES, TAG_BYTES } from "../../lib/wire/limits.ts";
import { encodeCbor } from "../../lib/wire/cbor.ts";
import { foundIn } from "../support/found_in.ts";
import { FollowingBidder, type Person, person, RawMember } from "../support/thread_bidder.ts";
import { BIDS, GROUP, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { type Tap, VirtualNetwork } from "../support/virtual_network.ts";

/** Texts and numbers that would be found if they were there: none of them occurs by chance. */
const TITLE = "Bule de prata de Sabará";
const DESCRIPTION = "Prata cinzelada com cabo de jacarandá";
const SALE = "Leilão do Largo da Ordem";
const PADDLE = "PALETA-7";
const OPENING = 1_234_567;
const BID = 7_654_321;
const WARNING = "Dou-lhe duas";

/** Bytes that must not be seen, by name. */
function secrets({ registered }: Person, house: ThreadHouse): ReadonlyMap<string, Uint8Array> {
  const { encryption, signing } = registered.keySet;
  const texts = { TITLE, DESCRIPTION, SALE, PADDLE, WARNING, name: registered.name };
  const numbers = { OPENING, BID, after: BID + 100 };
  return new Map<string, Uint8Array>([
    ...Object.entries(texts).map(([name, text]) => [name, toUtf8(text)] as const),
    ...Object.entries(numbers).map(([name, cents]) => [name, encodeCbor(cents)] as const),
    ...Object.entries(numbers).map(([name, cents]) =>
      [`${name} text`, toUtf8(`${cents}`)] as const
    ),
    // As it stands in an event: three letters alone occur by chance.
    ["currency", encodeCbor("BRL")],
    ["RSA key", keyBytes(encryption.n)],
    ["signing key", keyBytes(signing.x)],
    ["house key", keyBytes(house.houseKey.x)],
    ["house fingerprint", toUtf8(house.thumbprint)],
  ]);
}

function keyBytes(text: string): Uint8Array {
  const bytes = fromBase64url(text);
  assert(bytes !== null);
  return bytes.subarray(0, 32);
}

/** A small sale with everything in it that must stay unseen. */
async function sell(network: VirtualNetwork, tap: Tap) {
  const clock = new ManualClock();
  const [keys, eve] = await Promise.all([person("ana"), person("eve")]);
  const ana: Person = { ...keys, registered: { ...keys.registered, paddle: PADDLE } };
  const house = await ThreadHouse.start({
    network,
    clock,
    bidders: [ana.registered, eve.registered],
    name: SALE,
  });
  const follower = await FollowingBidder.join(house, ana, { clock, tap });
  const texts = { title: { pt: TITLE }, description: { pt: DESCRIPTION } };
  await house.openLot({ id: "1", opening: toCents(OPENING), ...texts });
  const member = await RawMember.join(house, eve);
  await member.bid(await member.makeBid({ amount: BID }));
  await member.bid(await member.makeBid({ amount: BID + 100, lot: "no-such-lot" }));
  await member.say({ type: "nak", ranges: [{ first: 1, last: 4_000 }] });
  await member.settled();
  const at = clock.now;
  await house.command({ type: "GiveFairWarning", at, lot: "1", text: WARNING });
  const hammer = { type: "HammerLot", at, lot: "1", belowReserve: false } as const;
  await follower.delivered(await house.command(hammer));
  member.close();
  await follower.stop();
  await house.stop();
  return { house, ana, delivered: follower.seqs().length };
}

Deno.test("A sale's datagrams show no text, price, name, paddle, currency or key", async () => {
  const network = new VirtualNetwork();
  const { house, ana, delivered } = await sell(network, (message) => message);
  assertGreater(delivered, 8);
  const hidden = secrets(ana, house);
  const datagrams = network.sent.all;
  const kinds = new Set(datagrams.map(({ from, to }) => `${from.port} ${to.port}`));
  assert(kinds.has(`${BIDS.port} ${GROUP.port}`));
  assertGreater(datagrams.filter(({ to }) => to.port === BIDS.port).length, 5);
  for (const { bytes } of datagrams) assertEquals(foundIn(bytes, hidden), []);
  // They are there to be found: the record in the house holds them in clear.
  const record = house.disk.rows.flatMap(({ event }) => foundIn(event, hidden));
  for (const name of ["TITLE", "SALE", "PADDLE", "OPENING", "WARNING", "currency"]) {
    assert(record.includes(name), `${name} is not even in the record`);
  }
});

Deno.test("A bidder's datagrams have padded lengths alone, whatever they say", async () => {
  const network = new VirtualNetwork();
  await sell(network, (message) => message);
  const lengths = PADDED_BYTES.map((bytes) => HEADER_BYTES + bytes + TAG_BYTES);
  const unicast = network.sent.all.filter(({ from, to }) =>
    to.port === BIDS.port || (from.port === BIDS.port && to.port !== GROUP.port)
  );
  const fromBidders = unicast.filter(({ to }) => to.port === BIDS.port);
  assertGreater(fromBidders.length, 5);
  for (const { bytes } of fromBidders) assert(lengths.includes(bytes.length), `${bytes.length}`);
});

Deno.test("A join shows the public key in JOIN, and nothing else of what must stay unseen", async () => {
  const passed: { readonly speaker: string; readonly message: Bytes }[] = [];
  const { house, ana } = await sell(new VirtualNetwork(), (message, speaker) => {
    passed.push({ speaker, message });
    return message;
  });
  const [join, ...others] = passed;
  const hidden = secrets(ana, house);
  const spelled = toPublicJwks(ana.registered.keySet).keys.map((key) => JSON.stringify(key));
  assert(join !== undefined);
  for (const key of spelled) {
    assert(new TextDecoder().decode(join.message).includes(key));
    for (const { message } of others) assertEquals(textOf(message).includes(key), false);
  }
  for (const { message } of passed) {
    assertEquals(foundIn(message, hidden), []);
    // CHALLENGE and PROOF are base64url of JSON: looked at behind their spelling too.
    for (const part of textOf(message).slice(5).split(".")) {
      const bytes = fromBase64url(part);
      if (bytes !== null) assertEquals(foundIn(bytes, hidden), []);
    }
  }
  assertEquals(passed.map(({ speaker }) => speaker).slice(0, 5), [
    "bidder",
    "house",
    "bidder",
    "house",
    "bidder",
  ]);
});

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
