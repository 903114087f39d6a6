// Who did what: each request that changes something leaves one entry, with no secret in it.

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import * as v from "valibot";
import { type ActionEntry, ACTIONS } from "../../lib/admin/action.ts";
import { ActionLog } from "../../lib/admin/action_log.ts";
import { actionText } from "../../lib/admin/action_texts.ts";
import { ActionsSchema } from "../../lib/admin/answer_schemas.ts";
import { toCents } from "../../lib/auction/money.ts";
import { FAKE_NOW_MS } from "../support/fake_house.ts";
import { person } from "../support/thread_bidder.ts";
import { lots, openStage } from "./_clerk.ts";
import { newStage, type Stage, TOKEN } from "./stage.ts";

const words = { language: "en", currency: "BRL" } as const;

/** The entries that a request leaves. */
async function entriesOf(
  stage: Stage,
  request: () => Promise<Response>,
): Promise<readonly ActionEntry[]> {
  const before = stage.house.actions().length;
  await (await request()).body?.cancel();
  return stage.house.actions().slice(before);
}

async function listed(stage: Stage, language = "en") {
  const headers = { "accept-language": language };
  const response = await stage.request("/api/v1/actions", { headers });
  return v.parse(ActionsSchema, await response.json()).actions;
}

Deno.test("Every operation that changes something is an action, and no other", async () => {
  const { paths } = await (await newStage().get("/api/v1/openapi.json")).json();
  const changing = Object.values<Record<string, { readonly operationId: string }>>(paths)
    .flatMap((methods) => Object.entries(methods))
    .flatMap(([method, { operationId }]) => method === "get" ? [] : [operationId]);
  assertEquals(changing.toSorted(), ACTIONS.toSorted());
});

Deno.test("actionText() has other words for each action, in two languages", () => {
  const target = { lot: "7", paddle: "12", fingerprint: "A".repeat(43), ask: toCents(12_000) };
  const seen = new Set<string>();
  for (const operation of ACTIONS) {
    const done = { operation, target, code: null };
    const en = actionText(done, words);
    const pt = actionText(done, { ...words, language: "pt" });
    assertNotEquals(en, pt);
    assert(!`${en}${pt}`.includes("?"), en);
    seen.add(en).add(pt);
    const refused = actionText({ ...done, code: "lot_closed" }, words);
    assertEquals(refused, `${en} (refused: The lot has ended)`);
  }
  assertEquals(seen.size, 2 * ACTIONS.length);
});

Deno.test("A request that changes something leaves who, what, about what, and what came of it", async () => {
  const stage = await openStage();
  const { registered: { keySet, thumbprint } } = await person("ana");
  const keys = { keys: [keySet.encryption, keySet.signing] };
  const cases = [
    ["POST", `${lots}/7/pause`, undefined, "pauseLot", { lot: "7" }, null],
    ["POST", `${lots}/7/pause`, undefined, "pauseLot", { lot: "7" }, "lot_paused"],
    ["POST", `${lots}/7/resume`, undefined, "resumeLot", { lot: "7" }, null],
    ["POST", `${lots}/7/ask`, { ask: 12_000 }, "askLot", { lot: "7", ask: 12_000 }, null],
    ["POST", `${lots}/7/ask`, { ask: "x" }, "askLot", { lot: "7" }, "bad_body"],
    [
      "POST",
      `${lots}/7/retract`,
      { paddle: "2" },
      "retractLot",
      { lot: "7", paddle: "2" },
      "no_bids",
    ],
    [
      "POST",
      `${lots}/7/award`,
      { defaulter: "3" },
      "awardLot",
      { lot: "7", paddle: "3" },
      "not_ended",
    ],
    ["POST", "/api/v1/bidders/2/ban", {}, "banBidder", { paddle: "2" }, null],
    ["POST", "/api/v1/paddles", { paddle: "40" }, "admitFloorPaddle", { paddle: "40" }, null],
    [
      "POST",
      "/api/v1/paddles",
      { paddle: "40" },
      "admitFloorPaddle",
      { paddle: "40" },
      "already_registered",
    ],
    ["POST", "/api/v1/bidders", { name: "Ana", paddle: "12", keySet: keys }, "registerBidder", {
      paddle: "12",
      fingerprint: thumbprint,
    }, null],
    ["DELETE", `/api/v1/knocks/${thumbprint}`, undefined, "dismissKnock", {
      fingerprint: thumbprint,
    }, "no_such_knock"],
    ["POST", "/api/v1/rekey", {}, "rekey", {}, null],
  ] as const;
  for (const [method, path, json, operation, target, code] of cases) {
    const send = () => stage.request(path, { method, ...(json === undefined ? {} : { json }) });
    const outcome = code === null ? "done" : "refused";
    const at = FAKE_NOW_MS;
    const [entry, ...more] = await entriesOf(stage, send);
    const wanted = { at, actor: "api", operation, target, outcome, code };
    assertEquals<unknown>([entry, more], [wanted, []], path);
  }
});

Deno.test("What reads, asks beforehand, comes without the token or to no route leaves no entry", async () => {
  const stage = await openStage();
  const silent = [
    ["GET", lots],
    ["HEAD", lots],
    ["POST", `${lots}/7/pass?preview=true`],
    ["POST", `${lots}/7/nothing`],
    ["PUT", `${lots}/7/pass`],
  ] as const;
  for (const [method, path] of silent) {
    assertEquals(await entriesOf(stage, () => stage.request(path, { method })), [], path);
  }
  const stranger = () =>
    stage.request(`${lots}/7/pass`, { method: "POST", headers: { authorization: "Bearer x" } });
  assertEquals(await entriesOf(stage, stranger), []);
});

Deno.test("A request that fails for an outer reason is refused with the fault's code", async () => {
  const stage = await openStage();
  stage.house.nextFault = new Error("disk");
  const [entry] = await entriesOf(stage, () => stage.post(`${lots}/7/pass`));
  assertEquals([entry?.outcome, entry?.code], ["refused", "internal"]);
});

Deno.test("GET /actions lists the newest last, in the caller's language", async () => {
  const stage = await openStage();
  await stage.post(`${lots}/7/ask`, { ask: 12_000 });
  await stage.post(`${lots}/7/open`);
  const summaries = async (language: string) =>
    (await listed(stage, language)).slice(-2).map(({ summary }) =>
      summary.replaceAll("\u00a0", " ")
    );
  assertEquals(await summaries("en"), [
    "Ask R$120.00 on lot 7",
    "Open lot 7 (refused: The lot is open already)",
  ]);
  assertEquals(await summaries("pt-BR"), [
    "Pedir R$ 120,00 no lote 7",
    "Abrir o lote 7 (recusado: O lote já está aberto)",
  ]);
});

Deno.test("No entry holds an amount that somebody bid, a limit, a reserve, a text or a token", async () => {
  const stage = await openStage();
  const secret = 7_654_321;
  const item = { id: "9", title: "Secreto", opening: secret, reserve: secret };
  const requests = [
    [`${lots}/7/floor-bids`, { paddle: "1", amount: secret }],
    [`${lots}/7/floor-bids`, { paddle: "1", amount: secret, kind: "exact" }],
    [`${lots}/7/absentee-bids`, { paddle: "1", max: secret }],
    ["/api/v1/bidders/1/limit", { limit: secret }],
    [lots, item],
    ["/api/v1/sale/announce", { text: "Secreto" }],
    [`${lots}/7/withdraw`, { reason: "Secreto" }],
  ] as const;
  for (const [path, body] of requests) {
    assertEquals((await entriesOf(stage, () => stage.post(path, body))).length, 1, path);
  }
  const text = JSON.stringify(await listed(stage));
  for (const word of [`${secret}`, "76,543", "Secreto", TOKEN]) assert(!text.includes(word), word);
});

Deno.test("ActionLog.append() keeps the newest five hundred in order", () => {
  const log = new ActionLog();
  const entry = {
    actor: "api",
    operation: "rekey",
    target: {},
    outcome: "done",
    code: null,
  } as const;
  for (let at = 0; at < 503; at++) log.append({ ...entry, at });
  const kept = log.list();
  assertEquals([kept.length, kept[0]?.at, kept.at(-1)?.at], [500, 3, 502]);
});
