// What goes on around the sale: who is here, who knocks, whose bid came too late; and that whoever
// shows it is told.

import { assert, assertEquals } from "@std/assert";
import type { WatchedPart } from "../../lib/admin/house_port.ts";
import { toCents } from "../../lib/auction/money.ts";
import type { PublicKeySet } from "../../lib/secure/key_set.ts";
import { HouseLobby } from "../../lib/worker/house_lobby.ts";
import { KnockList } from "../../lib/worker/knock_list.ts";
import { person } from "../support/thread_bidder.ts";

const missed = { type: "missed_bid", lot: "7", paddle: "2", at: 5, lateMs: 1 } as const;

function watched(lobby: HouseLobby): () => readonly WatchedPart[] {
  const told: WatchedPart[] = [];
  lobby.watch((part) => void told.push(part));
  return () => told.splice(0);
}

/** A key set of its own for each number; nobody holds its private part. */
function keysOf({ encryption, signing }: PublicKeySet, number: number): PublicKeySet {
  return { encryption: { ...encryption, n: `${encryption.n}${number}` }, signing };
}

Deno.test("KnockList.knocks() has one entry of each key set and counts its tries", async () => {
  const { registered: { keySet, thumbprint } } = await person("ana");
  const list = new KnockList();
  list.knocks(keySet, 10);
  list.knocks(keysOf(keySet, 1), 11);
  list.knocks(keySet, 12);
  const rows = list.list().map(({ atMs, tries }) => [atMs, tries]);
  assertEquals(rows, [[12, 2], [11, 1]]);
  assertEquals(list.list()[0]?.fingerprint, thumbprint);
  assertEquals([list.forget(thumbprint), list.forget(thumbprint)], [true, false]);
  assertEquals(list.list().length, 1);
});

Deno.test("KnockList.knocks() marks a fingerprint that comes with two signing keys, whoever was first", async () => {
  const [ana, eve] = [await person("ana"), await person("eve")];
  const { keySet, thumbprint } = ana.registered;
  // Ana's public key is heard on the network; the signature of the PROOF is Eve's own.
  const spliced = { ...keySet, signing: eve.registered.keySet.signing };
  for (const [first, second] of [[keySet, spliced], [spliced, keySet]] as const) {
    const list = new KnockList();
    list.knocks(first, 1);
    assertEquals(list.list().map(({ isContested }) => isContested), [false]);
    list.knocks(second, 2);
    list.knocks(second, 3);
    assertEquals(list.list().map((one) => [one.fingerprint, one.isContested]), [[
      thumbprint,
      true,
    ]]);
  }
});

Deno.test("KnockList.knocks() keeps twenty, and drops who has been silent for longest", async () => {
  const { registered: { keySet, thumbprint } } = await person("ana");
  const list = new KnockList();
  list.knocks(keySet, 0);
  for (let i = 1; i <= 40; i++) {
    list.knocks(keysOf(keySet, i), i * 10);
    // Ana waits and asks again, however many strangers come.
    if (i % 10 === 0 && i < 40) list.knocks(keySet, i * 10 + 5);
  }
  assertEquals(list.list().length, 20);
  assert(list.list().some(({ fingerprint }) => fingerprint === thumbprint));
  assertEquals(list.list().map(({ atMs }) => atMs).filter((at) => at < 220), []);
});

Deno.test("HouseLobby.heard() keeps no knock of keys that are registered, before or after", async () => {
  const { registered } = await person("ana");
  const { keySet } = registered;
  const lobby = new HouseLobby();
  const told = watched(lobby);
  lobby.heard({ type: "knock", keySet, at: 1 });
  assertEquals([told(), lobby.knocks().length], [["knocks"], 1]);
  lobby.registered([registered]);
  assertEquals([told(), lobby.knocks()], [["knocks", "bidders"], []]);
  lobby.heard({ type: "knock", keySet, at: 2 });
  assertEquals([told(), lobby.knocks()], [[], []]);
});

Deno.test("HouseLobby.dismissKnock() forgets a knock until it comes again", async () => {
  const { registered: { keySet, thumbprint } } = await person("ana");
  const lobby = new HouseLobby();
  lobby.heard({ type: "knock", keySet, at: 1 });
  const told = watched(lobby);
  assertEquals([lobby.dismissKnock(thumbprint), told()], [true, ["knocks"]]);
  assertEquals([lobby.dismissKnock(thumbprint), told()], [false, []]);
  lobby.heard({ type: "knock", keySet, at: 2 });
  assertEquals(lobby.knocks().map(({ tries }) => tries), [1]);
});

Deno.test("HouseLobby tells of missed bids once, and when they are settled", () => {
  const lobby = new HouseLobby();
  const told = watched(lobby);
  lobby.heard({ ...missed, reachedAsk: true });
  lobby.heard({ ...missed, reachedAsk: true, at: 6 });
  assertEquals(told(), ["missed_bids"]);
  assertEquals(lobby.missedBids(), [{ lot: "7", paddle: "2", at: 5, lateMs: 1, reachedAsk: true }]);
  lobby.happened({ type: "Announced", at: 7, text: "Soon" });
  assertEquals(told(), []);
  lobby.happened({ type: "LotOpened", at: 8, lot: "8", ask: toCents(100), endsAt: null });
  assertEquals([told(), lobby.missedBids()], [["missed_bids"], []]);
});

Deno.test("HouseLobby tells who comes, goes, or is reached by another path, and nothing else of the links", async () => {
  const { registered } = await person("ana");
  const { paddle } = registered;
  const lobby = new HouseLobby();
  const told = watched(lobby);
  const link = { paddle, at: 20, path: "multicast", lossPermille: 5 } as const;
  lobby.heard({ type: "joined", paddle, at: 10 });
  lobby.links([link]);
  assertEquals(told(), ["bidders", "bidders"]);
  lobby.links([{ ...link, at: 30, lossPermille: 9 }]);
  assertEquals(told(), []);
  const { lastSeenMs, path, lossPercent, joined } = lobby.presence.row(registered);
  assertEquals([lastSeenMs, path, lossPercent, joined], [30, "multicast", 0.9, true]);
  lobby.links([{ ...link, at: 40, path: "tcp" }]);
  lobby.heard({ type: "left", paddle, at: 50 });
  assertEquals(told(), ["bidders", "bidders"]);
  const gone = lobby.presence.row(registered);
  assertEquals([gone.joined, gone.path, gone.lastSeenMs], [false, null, null]);
});

Deno.test("HouseLobby.watch() gives the way out", () => {
  const lobby = new HouseLobby();
  const told: WatchedPart[] = [];
  const leave = lobby.watch((part) => void told.push(part));
  leave();
  lobby.changed("reports");
  assertEquals(told, []);
});
