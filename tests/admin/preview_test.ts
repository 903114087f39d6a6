// "?preview=true" on the commands of the auctioneer: the same words, the same refusals, and nothing
// that has happened.

import { assert, assertEquals } from "@std/assert";
import * as v from "valibot";
import { PreviewSchema } from "../../lib/admin/answer_schemas.ts";
import { admit, lots, openStage } from "./_clerk.ts";
import { newStage, problemOf, type Stage } from "./stage.ts";

interface PostOperation {
  readonly parameters: readonly { readonly name: string; readonly schema: unknown }[];
}

/** Every path with a POST, and whether the document says that it can be asked about. */
async function posts(stage: Stage): Promise<ReadonlyMap<string, boolean>> {
  const { paths } = await (await stage.get("/api/v1/openapi.json")).json();
  const found = new Map<string, boolean>();
  for (const [path, { post }] of Object.entries<{ readonly post?: PostOperation }>(paths)) {
    if (post === undefined) continue;
    found.set(path, post.parameters.some(({ name }) => name === "preview"));
  }
  return found;
}

async function eventsOf(response: Response): Promise<readonly Record<string, unknown>[]> {
  const text = await response.text();
  assertEquals(response.status, 200, text);
  return v.parse(PreviewSchema, JSON.parse(text)).events;
}

Deno.test("?preview=true answers with the events that the command then causes", async () => {
  const stage = await openStage();
  stage.house.bid("7", "1", 20_000);
  stage.house.bid("7", "2", 30_000);
  const told: unknown[] = [];
  stage.house.subscribe(({ event }) => void told.push(event));
  const commands = [
    [`${lots}/7/undo`],
    [`${lots}/7/retract`, { paddle: "1" }],
    [`${lots}/7/ask`, { ask: 50_000 }],
    [`${lots}/7/increments`, { increments: { fixed: 700 } }],
    ["/api/v1/bidders/2/suspend"],
    ["/api/v1/bidders/2/ban"],
    ["/api/v1/bidders/2/reinstate"],
    [`${lots}/7/withdraw`, { reason: "broken" }],
    ["/api/v1/sale/close"],
  ] as const;
  for (const [path, body] of commands) {
    const before = stage.house.snapshot();
    const events = await eventsOf(await stage.post(`${path}?preview=true`, body));
    assert(events.length > 0, path);
    assertEquals([stage.house.snapshot(), told.splice(0)], [before, []], path);
    await (await stage.post(path, body)).body?.cancel();
    assertEquals<unknown>(told.splice(0), JSON.parse(JSON.stringify(events)), path);
  }
});

Deno.test("?preview=true is refused in the words of the command", async () => {
  const stage = await openStage();
  const cases = [
    [`${lots}/7/open`],
    [`${lots}/70/hammer`],
    [`${lots}/7/retract`, { paddle: "1" }],
    [`${lots}/7/retract`, {}],
    [`${lots}/7/ask`, { ask: 0 }],
    ["/api/v1/bidders/99/ban"],
    ["/api/v1/sale/close", { sure: true }],
  ] as const;
  for (const [path, body] of cases) {
    const preview = await stage.post(`${path}?preview=true`, body);
    const command = await stage.post(path, body);
    const [asked, done] = [await preview.json(), await command.json()];
    assert(!command.ok, path);
    assertEquals({ ...asked, requestId: "" }, { ...done, requestId: "" }, path);
  }
});

Deno.test("?preview=true of a hammer says how a lot below its reserve is sold, as the hammer does", async () => {
  const stage = newStage();
  const lot = { id: "7", title: "Desk", opening: 1_000, reserve: 9_000 };
  await stage.post(lots, lot);
  await stage.post(`${lots}/7/open`);
  stage.house.bid("7", "1", 2_000);
  const [passed] = await eventsOf(await stage.post(`${lots}/7/hammer?preview=true`));
  assertEquals([passed?.["type"], passed?.["reason"]], ["LotPassed", "reserve_not_met"]);
  await stage.post(`${lots}/7/hammer`);
  const again = await (await stage.post(`${lots}/7/hammer?preview=true`)).json();
  assertEquals([again.code, again.passReason], ["lot_closed", "reserve_not_met"]);
});

Deno.test("?preview=true is never taken for the command: who cannot answer it refuses", async () => {
  const all = await posts(newStage());
  const cannot = [...all].filter(([, previews]) => !previews).map(([path]) => path);
  assertEquals(cannot.filter((path) => path.includes("/lots/")), [
    "/api/v1/lots/{lot}/floor-bids",
    "/api/v1/lots/{lot}/absentee-bids",
  ]);
  assert(cannot.includes("/api/v1/bidders") && cannot.includes("/api/v1/rekey"));
  for (const path of all.keys()) {
    const stage = await openStage();
    const before = stage.house.snapshot();
    const filled = path.replace("{lot}", "7").replace("{paddle}", "1")
      .replace("{fingerprint}", "A".repeat(43));
    const answer = await stage.post(`${filled}?preview=true`);
    if (cannot.includes(path)) assertEquals(await problemOf(answer), "not_previewed", path);
    assertEquals([stage.house.snapshot(), stage.house.rekeys], [before, 0], path);
  }
});

Deno.test("Any other query on a command is refused, and nothing is done", async () => {
  const stage = await openStage();
  const before = stage.house.snapshot();
  const queries = ["preview", "preview=1", "preview=True", "preview=false", "preview=true&x=1"];
  for (const query of [...queries, "preview=true&preview=true", "dry=true", "&preview=true"]) {
    for (const path of [`${lots}/7/pass`, `${lots}/7/floor-bids`, "/api/v1/rekey"]) {
      const answer = await stage.post(`${path}?${query}`);
      assertEquals([answer.status, await problemOf(answer)], [422, "bad_query"], query);
    }
  }
  assertEquals(stage.house.snapshot(), before);
  const anyone = await stage.request(`${lots}/7/pass?preview=maybe`, {
    method: "POST",
    headers: { authorization: null },
  });
  assertEquals(await problemOf(anyone), "no_token");
});

Deno.test("?preview=true tells nothing of a sealed lot before it is over", async () => {
  const stage = newStage();
  await stage.post(lots, { id: "7", title: "Desk", opening: 1_000, format: "sealed_first" });
  await stage.post(`${lots}/7/open`);
  admit(stage, "1");
  stage.house.bid("7", "1", 7_654_321);
  const secret = [
    [`${lots}/7/hammer`],
    [`${lots}/7/undo`],
    [`${lots}/7/retract`, { paddle: "1" }],
    [`${lots}/7/retract`, { paddle: "2" }],
  ] as const;
  for (const [path, body] of secret) {
    const answer = await stage.post(`${path}?preview=true`, body);
    assertEquals([answer.status, await problemOf(answer)], [409, "not_previewed"], path);
  }
  const ban = await (await stage.post("/api/v1/bidders/1/ban?preview=true")).text();
  assert(!ban.includes("BidsRetracted") && !ban.includes("7654321"), ban);
});

Deno.test("?preview=true says in the caller's language what the events mean", async () => {
  const stage = await openStage();
  stage.house.bid("7", "1", 20_000);
  const asked = { method: "POST", headers: { "accept-language": "pt-BR" } };
  const answer = await stage.request(`${lots}/7/undo?preview=true`, asked);
  const { effects } = v.parse(PreviewSchema, await answer.json());
  assertEquals(effects.map((line) => line.replaceAll("\u00a0", " ")), [
    "O lance de R$ 100,00 da placa 1 é desfeito. Ninguém fica na frente. O próximo lance é R$ 100,00.",
  ]);
});
