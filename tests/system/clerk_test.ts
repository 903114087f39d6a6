// The auctioneer's whole hand on a real house: terms by flags, a paddle for the room, bids entered
// for others, a ban from another terminal, and a start with other terms than the sale has.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { ClientProcess } from "../support/client_process.ts";
import { type AdminAnswer, freePlace, HouseProcess } from "../support/house_process.ts";
import { Program, type ProgramEnd } from "../support/program.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";

const LOTS = [1, 2].map((n) => ({
  id: `${n}`,
  title: `Lote ${n}`,
  opening: 10_000,
  increments: { fixed: 100 },
}));

Deno.test("A house takes bids for the room and the absent, and a ban from another terminal", async () => {
  const keys = await makeKeys(["ana", "ben", "zoe"]);
  await using folder = await SaleFolder.make();
  for (const [name, keySet] of keys) {
    await folder.addBidder(name, { keySet, paddle: name, registered: name !== "zoe" });
  }
  await folder.writeItem("lots.json", LOTS);
  const place = { ...freePlace(), flags: ["--premium", "25,500000:20.5", "--tax", "10"] };
  {
    await using house = await HouseProcess.start(folder, place);
    await house.hasLots("1", "2");
    assertEquals((await sale(house)).terms, {
      premium: [{ from: 0, ratePercent: 25 }, { from: 500_000, ratePercent: 20.5 }],
      taxPercent: 10,
      taxOn: "premium",
    });
    await roomPaddle(house, folder);
    await absentBidder(house);
    await bannedBidder(house, folder);
    await house.stop();
  }
  await otherTerms(folder, place);
});

/** The number of someone in the room is nobody else's, whoever hands out numbers. */
async function roomPaddle(house: HouseProcess, folder: SaleFolder): Promise<void> {
  const admitted = await house.admin("/api/v1/paddles", { paddle: "40", name: "Dona Lia" });
  assertEquals([admitted.status, admitted.body.name], [201, "Dona Lia"]);
  const again = await house.admin("/api/v1/paddles", { paddle: "40", name: null });
  const bidders = await house.admin("/api/v1/paddles", { paddle: "ANA", name: null });
  assertEquals([codeOf(again), codeOf(bidders)], ["already_registered", "already_registered"]);
  const key = ["--key", "keys/zoe.public.jwks.json", "--name", "Zoe"];
  const taken = await register(folder, [...key, "--paddle", "40"]);
  assertEquals(taken.code, 1);
  assertStringIncludes(taken.err, "already_registered");
  assertEquals((await register(folder, key)).code, 0);
  const file = await Deno.stat(`${folder.path}/keys/registered/paddle-41.jwks.json`);
  assertEquals(file.isFile, true);
}

/** Ana is not there when the clerk enters her bid, and joins afterwards as the same paddle. */
async function absentBidder(house: HouseProcess): Promise<void> {
  await house.command("/bidders/ana/limit", { limit: 50_000 });
  await house.command("/lots/1/absentee-bids", { paddle: "ana", max: 30_000 });
  await house.command("/lots/1/open");
  await house.command("/lots/1/floor-bids", { paddle: "40", amount: 20_000 });
  const lot = await lotOne(house);
  assertEquals([lot.standing.leader, lot.standing.price], ["ana", 20_100]);
  const above = await house.admin("/api/v1/lots/1/floor-bids", { paddle: "ana", amount: 50_001 });
  assertEquals(codeOf(above), "above_limit");
}

async function bannedBidder(house: HouseProcess, folder: SaleFolder): Promise<void> {
  await using ana = ClientProcess.start(folder, "ana");
  await using ben = ClientProcess.start(folder, "ben");
  await Promise.all([ana.live(), ben.live()]);
  assertEquals((await ben.bid("1", { max: 90_000 })).state, "accepted");
  assertEquals((await lotOne(house)).standing.leader, "ben");
  const { code, err } = await register(folder, ["--ban", "ben"]);
  assertEquals(code, 0, err);
  for (const event of ["PaddleBanned", "BidsRetracted"]) {
    await ana.program.lines.waitFor((line) => line["event"] === event, { what: event });
  }
  assertEquals((await lotOne(house)).standing.leader, "ana");
  const cutOff = await ben.program.ended();
  assertEquals(cutOff.code, 1);
  assertStringIncludes(cutOff.err, "banned");
  const { seq } = (await house.admin("/api/v1/bidders/ben/reinstate", {})).body;
  await ana.event(seq);
  assertEquals((await lotOne(house)).standing.leader, "ana");
  await ana.leave();
}

/** The sale keeps its terms, as a lot has opened: the house says so and opens its doors. */
async function otherTerms(
  folder: SaleFolder,
  place: ReturnType<typeof freePlace>,
): Promise<void> {
  await using house = await HouseProcess.start(folder, { ...place, flags: ["--premium", "5"] });
  await house.program.errors.waitFor((line) => line.includes("the terms of this sale stand"), {
    what: "the word of the terms",
  });
  assertEquals((await sale(house)).terms.premium.length, 2);
  assertEquals((await lotOne(house)).standing.leader, "ana");
  await house.command("/bidders/40/ban");
  const { body } = await house.admin("/api/v1/lots/1/floor-bids", { paddle: "40", amount: 60_000 });
  assertEquals(body.code, "banned");
  await house.stop();
}

// deno-lint-ignore no-explicit-any -- A test reads the fields that it expects, and fails else.
async function sale(house: HouseProcess): Promise<any> {
  return (await house.admin("/api/v1/sale")).body;
}

// deno-lint-ignore no-explicit-any -- A test reads the fields that it expects, and fails else.
async function lotOne(house: HouseProcess): Promise<any> {
  return (await house.admin("/api/v1/lots/1")).body.lot;
}

function codeOf({ body }: AdminAnswer): string {
  return body.code;
}

async function register(folder: SaleFolder, args: readonly string[]): Promise<ProgramEnd> {
  await using program = new Program({
    task: "register",
    file: "lib/command/register.ts",
    folder: folder.path,
    args: [...args, "--json"],
    name: "register",
  });
  return await program.ended();
}
