// Nothing that the house says before the end of a sealed lot holds the amount of a bid: every path
// that can be read, every answer to the clerk, every event, and every line of its terminal.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Format } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { parseCommand } from "../../lib/command/cli.ts";
import type { CommandRun } from "../../lib/command/run_main.ts";
import { serverCommand } from "../../lib/command/server_command.ts";
import { sayEvent } from "../../lib/command/server_words.ts";
import { styleFor } from "../../lib/command/style.ts";
import { admit } from "./_clerk.ts";
import { catalogue } from "./_formats.ts";
import { newStage, type Stage } from "./stage.ts";

/** Amounts that occur nowhere else in the sale, however they are written. */
const amounts = { ana: 7_654_321, ben: 9_281_746, lia: 5_830_692, raised: 9_846_135 } as const;
const reserve = 4_109_857;

/** How an amount could be spelled: in cents, in units, grouped by dot, comma or space. */
function spellings(cents: number): readonly string[] {
  const units = `${Math.floor(cents / 100)}`;
  const grouped = [".", ",", " ", "\u00a0"].map((sign) => units.replace(/\B(?=(\d{3})+$)/g, sign));
  return [`${cents}`, units, ...grouped];
}

/** Random digits, which might look like anything. */
const requestId = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

function amountsIn(text: string): readonly string[] {
  return Object.entries({ ...amounts, reserve })
    .filter(([, cents]) => spellings(cents).some((spelling) => text.includes(spelling)))
    .map(([name]) => name);
}

/** Everything that the house writes on its terminal, in one language. */
function terminal(stage: Stage, language: "en" | "pt"): () => string {
  let said = "";
  const parsed = parseCommand(serverCommand, [], { env: () => undefined });
  assert(parsed.action === "run");
  const style = styleFor(false);
  const io = {
    args: [],
    env: () => undefined,
    out: (text: string) => void (said += text),
    err: (text: string) => void (said += text),
    outIsTerminal: false,
    errIsTerminal: false,
  };
  const run: CommandRun<typeof serverCommand.flags> = {
    ...parsed,
    language,
    io,
    outStyle: style,
    errStyle: style,
  };
  stage.house.subscribe(({ event }) => {
    const { view } = stage.house.snapshot();
    sayEvent(run, { event, view });
  });
  return () => said;
}

/** Every path that can be read, so that one which is added later is looked at too. */
function readablePaths(stage: Stage): readonly string[] {
  const paths = stage.app.routes.filter(({ method }) => method === "GET").map(({ path }) =>
    path.replace(/:lot(?:\{[^/]*\})?/, "7").replace(/:paddle(?:\{[^/]*\})?/, "1")
  );
  return [...new Set(paths)].filter((path) => path !== "/api/v1/events");
}

/** The events of the sale as the stream tells them to who comes late. */
async function streamed(stage: Stage): Promise<string> {
  const { body } = await stage.get("/api/v1/events?after=1");
  const reader = body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
}

/** Plays a sealed lot up to its end; gives all that was answered, streamed and said until then. */
async function playSealed(format: Format): Promise<{ stage: Stage; said: readonly string[] }> {
  const stage = newStage();
  const terminals = [terminal(stage, "en"), terminal(stage, "pt")];
  for (const paddle of ["1", "2", "3"]) admit(stage, paddle);
  catalogue(stage, "7", { format, reserve: toCents(reserve) });
  const said: string[] = [];
  const tell = async (path: string, body: unknown) => {
    const response = await stage.post(`/api/v1/lots/7/${path}`, body);
    const headers = JSON.stringify([...response.headers]);
    said.push(`${path} ${headers} ${await response.text()}`.replaceAll(requestId, ""));
  };
  await tell("absentee-bids", { paddle: "3", max: amounts.lia });
  await tell("open", {});
  await tell("floor-bids", { paddle: "1", amount: amounts.ana });
  stage.house.bid("7", "2", amounts.ben);
  await tell("floor-bids", { paddle: "2", amount: amounts.raised });
  await tell("floor-bids", { paddle: "2", amount: amounts.raised, kind: "exact" });
  await tell("floor-bids", { paddle: "9", amount: amounts.raised });
  await tell("warn", {});
  await tell("undo", {});
  await tell("floor-bids", { paddle: "2", amount: amounts.raised });
  await tell("retract", { paddle: "1" });
  await tell("floor-bids", { paddle: "1", amount: amounts.ana });
  await tell("pause", {});
  await tell("resume", {});
  for (const path of readablePaths(stage)) {
    said.push(`${path} ${await (await stage.get(path)).text()}`);
  }
  said.push(...terminals.map((words) => words()));
  said.push(await streamed(stage));
  return { stage, said };
}

for (const format of [{ type: "sealed_first" }, { type: "vickrey" }] as const) {
  Deno.test(`The house says no amount of a ${format.type} lot before its end`, async () => {
    const { stage, said } = await playSealed(format);
    for (const text of said) assertEquals(amountsIn(text), [], text);
    // All of it was there to be seen: the sale ran, was streamed and was told.
    assert(said.filter((text) => /^(floor|absentee)-bids .*"seq":/.test(text)).length >= 4);
    assert(said.some((text) => text.startsWith("/api/v1/lots/7 ") && text.includes('"bids":3')));
    assert(said.at(-1)?.includes("BidAccepted"));
    assertStringIncludes(said.at(-2) ?? "", "lote 7");
    // The end makes the price public, and with it these very looks find one.
    await stage.post("/api/v1/lots/7/hammer");
    const { winner } = await stage.get("/api/v1/lots/7").then(async (response) =>
      (await response.json()).lot
    );
    const price = format.type === "vickrey" ? amounts.ana : amounts.raised;
    assertEquals(winner, { paddle: "2", price });
    assertEquals(amountsIn(JSON.stringify(winner)).length, 1);
  });
}

Deno.test("amountsIn() finds an amount in every spelling", () => {
  for (const text of ["7654321", "R$ 76.543,21", "R$76,543.21", "76 543,21"]) {
    assertEquals(amountsIn(text), ["ana"], text);
  }
});
