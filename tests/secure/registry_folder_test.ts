// The folder of registered bidders: adding, changing, and what happens with files that are unfit.

import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import type { PublicKeySet } from "../../lib/secure/key_set.ts";
import {
  readRegistry,
  registerBidder,
  type RegistryReading,
  setBidderStatus,
} from "../../lib/secure/registry_folder.ts";
import { registeredBidder, toRegistryFile } from "../../lib/secure/registry.ts";
import { codeOf, inFolder } from "./_folder.ts";
import { publicKeySetNumber } from "./_keys.ts";

const [one, two, three] = [publicKeySetNumber(1), publicKeySetNumber(2), publicKeySetNumber(3)];

function paddlesOf({ entries }: RegistryReading): readonly string[] {
  return entries.map(({ bidder }) => `${bidder.paddle} ${bidder.name} ${bidder.status}`);
}

async function put(folder: string, file: string, keySet: PublicKeySet, paddle: string) {
  const bidder = registeredBidder(keySet, {
    name: `Bidder ${paddle}`,
    paddle,
    status: "registered",
  });
  await Deno.writeTextFile(join(folder, file), JSON.stringify(toRegistryFile(bidder)));
}

Deno.test("readRegistry() finds no one in a folder that is not there", async () => {
  await inFolder(async (folder) => {
    assertEquals(await readRegistry(join(folder, "none")), { entries: [], problems: [] });
  });
});

Deno.test("registerBidder() gives the next number, or the paddle that is asked for", async () => {
  await inFolder(async (root) => {
    const folder = join(root, "registered");
    await registerBidder(folder, { keySet: one, name: "Ana", paddle: "12" });
    const { file, bidder } = await registerBidder(folder, { keySet: two, name: " Ben " });
    assertEquals([file, bidder.paddle, bidder.name], ["paddle-13.jwks.json", "13", "Ben"]);
    const reading = await readRegistry(folder);
    assertEquals(paddlesOf(reading), ["12 Ana registered", "13 Ben registered"]);
    assertEquals(reading.entries[1]?.bidder, bidder);
    assertEquals(reading.problems, []);
  });
});

Deno.test("registerBidder() refuses what another bidder has, and changes nothing", async () => {
  await inFolder(async (folder) => {
    await registerBidder(folder, { keySet: one, name: "Ana", paddle: "12" });
    await setBidderStatus(folder, { who: "12", status: "banned" });
    const before = await readRegistry(folder);
    const wishes = [
      { keySet: one, name: "Carla" },
      { keySet: { ...two, encryption: one.encryption }, name: "Carla" },
      { keySet: { ...two, signing: one.signing }, name: "Carla" },
      { keySet: two, name: "ANA" },
      { keySet: two, name: "Carla", paddle: "12" },
    ];
    for (const wish of wishes) {
      assertEquals(await codeOf(registerBidder(folder, wish)), "already_registered");
    }
    assertEquals(await codeOf(registerBidder(folder, { keySet: two, name: "" })), "bad_arguments");
    const oddPaddle = { keySet: two, name: "Carla", paddle: "../x" };
    assertEquals(await codeOf(registerBidder(folder, oddPaddle)), "bad_arguments");
    assertEquals(await readRegistry(folder), before);
    assertEquals([...Deno.readDirSync(folder)].length, 1);
  });
});

Deno.test("registerBidder() gives no paddle twice to two that come at once", async () => {
  await inFolder(async (folder) => {
    const wishes = [one, two, three].map((keySet, at) => ({ keySet, name: `Bidder ${at}` }));
    const outcomes = await Promise.allSettled(wishes.map((wish) => registerBidder(folder, wish)));
    const given = outcomes.filter(({ status }) => status === "fulfilled").length;
    const { entries, problems } = await readRegistry(folder);
    assert(given >= 1);
    assertEquals([entries.length, problems.length], [given, 0]);
  });
});

Deno.test("setBidderStatus() finds a bidder by paddle or name", async () => {
  await inFolder(async (folder) => {
    await registerBidder(folder, { keySet: one, name: "Ana", paddle: "12a" });
    await setBidderStatus(folder, { who: "12A", status: "suspended" });
    assertEquals(paddlesOf(await readRegistry(folder)), ["12a Ana suspended"]);
    await setBidderStatus(folder, { who: "ana", status: "registered" });
    assertEquals(paddlesOf(await readRegistry(folder)), ["12a Ana registered"]);
    assertEquals(
      await codeOf(setBidderStatus(folder, { who: "x", status: "banned" })),
      "not_found",
    );
  });
});

Deno.test("readRegistry() reports each unfit file and keeps the others", async () => {
  await inFolder(async (folder) => {
    await put(folder, "by-hand.jwks.json", one, "5");
    await put(folder, ".hidden.jwks.json", two, "6");
    await put(folder, "notes.txt", two, "7");
    await Deno.writeTextFile(join(folder, "half.jwks.json"), '{"keys": [');
    await Deno.writeTextFile(join(folder, "huge.jwks.json"), " ".repeat(70_000));
    await Deno.writeTextFile(join(folder, "bare.jwks.json"), JSON.stringify({ keys: [] }));
    await Deno.mkdir(join(folder, "folder.jwks.json"));
    const reading = await readRegistry(folder);
    assertEquals(paddlesOf(reading), ["5 Bidder 5 registered"]);
    assertEquals(reading.problems.map(({ file, code }) => `${file} ${code}`), [
      "bare.jwks.json bad_file",
      "half.jwks.json bad_file",
      "huge.jwks.json bad_file",
    ]);
    const wish = { keySet: two, name: "Ben" };
    assertEquals(await codeOf(registerBidder(folder, wish)), "bad_file");
  });
});

Deno.test("readRegistry() believes neither of two files that claim one key or paddle", async () => {
  const claims: readonly (readonly [string, PublicKeySet, string])[] = [
    ["encryption key", { ...two, encryption: one.encryption }, "6"],
    ["signing key", { ...two, signing: one.signing }, "6"],
    ["paddle", two, "5"],
  ];
  for (const [shared, keySet, paddle] of claims) {
    await inFolder(async (folder) => {
      await put(folder, "a.jwks.json", one, "5");
      await put(folder, "b.jwks.json", keySet, paddle);
      await put(folder, "c.jwks.json", three, "9");
      const reading = await readRegistry(folder);
      assertEquals(paddlesOf(reading), ["9 Bidder 9 registered"]);
      assertEquals(reading.problems.map(({ file, code }) => [file, code]).sort(), [
        ["a.jwks.json", "already_registered"],
        ["b.jwks.json", "already_registered"],
      ]);
      assert(reading.problems.every(({ message }) => message.includes(shared)));
    });
  }
});
