// Paddles of people without keys, beside the registered bidders: nobody gets a number twice.

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { floorClaimFile, floorIdentity, floorPaddles } from "../../lib/secure/floor_paddles.ts";
import {
  claimFloorPaddle,
  readRegistry,
  registerBidder,
} from "../../lib/secure/registry_folder.ts";
import { codeOf, inFolder } from "./_folder.ts";
import { publicKeySetNumber } from "./_keys.ts";

const [one, two] = [publicKeySetNumber(1), publicKeySetNumber(2)];

Deno.test("floorPaddles() finds none in a folder that is not there", async () => {
  await inFolder(async (folder) => {
    assertEquals(await floorPaddles(join(folder, "none")), []);
  });
});

Deno.test("registerBidder() hands out no number of the room, and refuses it by wish", async () => {
  await inFolder(async (root) => {
    const folder = join(root, "registered");
    await claimFloorPaddle(folder, "40");
    await claimFloorPaddle(folder, "lia-2");
    assertEquals((await floorPaddles(folder)).toSorted(), ["40", "LIA-2"]);
    for (const paddle of ["40", "LIA-2", "lia-2"]) {
      const wish = { keySet: one, name: "Ana", paddle };
      assertEquals(await codeOf(registerBidder(folder, wish)), "already_registered", paddle);
    }
    const { bidder } = await registerBidder(folder, { keySet: one, name: "Ana" });
    assertEquals(bidder.paddle, "41");
    const { entries, problems } = await readRegistry(folder);
    assertEquals([entries.length, problems], [1, []]);
  });
});

Deno.test("claimFloorPaddle() refuses a bidder's paddle, and keeps a claim of an earlier sale", async () => {
  await inFolder(async (folder) => {
    await registerBidder(folder, { keySet: two, name: "Ben", paddle: "12a" });
    for (const paddle of ["12a", "12A"]) {
      assertEquals(await codeOf(claimFloorPaddle(folder, paddle)), "already_registered");
    }
    assertEquals(await floorPaddles(folder), []);
    await claimFloorPaddle(folder, "13");
    const before = await Deno.readTextFile(join(folder, floorClaimFile("13")));
    await claimFloorPaddle(folder, "13");
    assertEquals(await Deno.readTextFile(join(folder, floorClaimFile("13"))), before);
  });
});

Deno.test("claimFloorPaddle() waits for a file that is unfit: it may hide the same paddle", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "odd.jwks.json"), "{}");
    assertEquals(await codeOf(claimFloorPaddle(folder, "13")), "bad_file");
    assertEquals(await floorPaddles(folder), []);
  });
});

Deno.test("floorIdentity() names no keys", () => {
  for (const name of ["Dona Lia", null]) {
    assertEquals(JSON.parse(floorIdentity({ name, salt: "ab" })), {
      name,
      floor: true,
      salt: "ab",
    });
  }
});
