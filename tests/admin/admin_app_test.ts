// Every endpoint of the admin app as an auctioneer's program uses it, over the real rules.

import { assert, assertEquals, assertMatch } from "@std/assert";
import * as v from "valibot";
import {
  BidderRowSchema,
  BiddersSchema,
  CountersSchema,
  LoadedSchema,
  LotDoneSchema,
  LotsSchema,
  OneLotSchema,
  ProblemSchema,
  ReportsSchema,
  SaleSchema,
} from "../../lib/admin/answer_schemas.ts";
import { toCents } from "../../lib/auction/money.ts";
import { Fault } from "../../lib/base/fault.ts";
import { problemAt } from "../../lib/catalogue/problem.ts";
import { toPublicJwks } from "../../lib/secure/key_set.ts";
import { generatePrivateKeySet, publicHalf } from "../../lib/secure/private_key_set.ts";
import { lot7, newStage, problemOf, stageWithLot } from "./stage.ts";

Deno.test("GET /sale gives the sale with its lots, currency and sequence number", async () => {
  const stage = await stageWithLot();
  const response = await stage.get("/api/v1/sale");
  const sale = v.parse(SaleSchema, await response.json());
  assertEquals([sale.seq, sale.currency, sale.phase, sale.name], [
    2,
    "BRL",
    "draft",
    "Leilão de outono",
  ]);
  assertEquals(sale.lots.map((lot) => lot.id), ["7"]);
});

Deno.test("GET /lots and GET /lots/{id} give lots in cents with their currency", async () => {
  const stage = await stageWithLot("open");
  stage.house.bid("7", "1", 12_000);
  const { lots } = v.parse(LotsSchema, await (await stage.get("/api/v1/lots")).json());
  const { lot } = v.parse(OneLotSchema, await (await stage.get("/api/v1/lots/7")).json());
  assertEquals(lots, [lot]);
  assertEquals([lot.status, lot.currency, lot.standing.price, lot.standing.leader], [
    "open",
    "BRL",
    10_000,
    "1",
  ]);
  assertEquals(await problemOf(await stage.get("/api/v1/lots/8")), "unknown_lot");
});

Deno.test("GET /lots never shows a reserve or a bidder's maximum", async () => {
  const stage = newStage();
  await stage.post("/api/v1/lots", { ...lot7, reserve: 77_777 });
  await stage.post("/api/v1/lots/7/open");
  stage.house.bid("7", "1", 66_666);
  for (const path of ["/api/v1/sale", "/api/v1/lots", "/api/v1/lots/7"]) {
    const text = await (await stage.get(path)).text();
    assert(!text.includes("77777") && !text.includes("66666"), path);
    assert(text.includes('"hasReserve":true'), path);
  }
});

Deno.test("POST /lots takes one lot, a list of lots and an object of lots", async () => {
  const stage = newStage();
  const bodies = [lot7, [{ ...lot7, id: "8" }, { ...lot7, id: "9" }], {
    lots: [{ ...lot7, id: "10" }],
  }];
  const loaded: string[] = [];
  for (const body of bodies) {
    const response = await stage.post("/api/v1/lots", body);
    assertEquals(response.status, 200);
    const { results } = v.parse(LoadedSchema, await response.json());
    loaded.push(...results.map(({ lot, type }) => `${lot} ${type}`));
  }
  assertEquals(loaded, ["7 done", "8 done", "9 done", "10 done"]);
});

Deno.test("POST /lots says what it did to each lot, also where only the secret reserve changed", async () => {
  const stage = newStage();
  const other = { ...lot7, id: "8" };
  const loads = [
    [lot7],
    [lot7, other],
    [{ ...lot7, reserve: 20_000 }, other],
    [{ ...lot7, reserve: 30_000 }, other],
  ];
  const changes: string[] = [];
  for (const load of loads) {
    const { results } = v.parse(
      LoadedSchema,
      await (await stage.post("/api/v1/lots", load)).json(),
    );
    changes.push(results.map(({ change }) => change).join(" "));
  }
  assertEquals(changes, ["added", "unchanged added", "replaced unchanged", "replaced unchanged"]);
  assertEquals(stage.house.listeners, newStage().house.listeners);
});

Deno.test("POST /lots/{id}/hammer with a leader and a price falls for that bid alone", async () => {
  const stage = await stageWithLot("open");
  stage.house.bid("7", "1", 20_000);
  const hammer = (json: unknown) => stage.post("/api/v1/lots/7/hammer", json);
  const price = stage.house.snapshot().view.lots.get("7")?.standing.price;
  for (const half of [{ leader: "1" }, { price }, { leader: "1", price: "10000" }]) {
    assertEquals(await problemOf(await hammer(half)), "bad_body");
  }
  assertEquals(await problemOf(await hammer({ leader: "2", price })), "standing_moved");
  stage.house.bid("7", "2", 15_000);
  assertEquals(await problemOf(await hammer({ leader: "1", price })), "standing_moved");
  const now = stage.house.snapshot().view.lots.get("7")?.standing.price;
  const { lot } = v.parse(LotDoneSchema, await (await hammer({ leader: "1", price: now })).json());
  assertEquals(lot.status, "sold");
});

Deno.test("POST /lots/{id}/hammer names the way out where the reserve alone was not met", async () => {
  const stage = newStage();
  await stage.post("/api/v1/lots", { ...lot7, reserve: 50_000 });
  await stage.post("/api/v1/lots/7/open");
  stage.house.bid("7", "1", 20_000);
  const hammer = (json?: unknown) => stage.post("/api/v1/lots/7/hammer", json);
  const first = v.parse(LotDoneSchema, await (await hammer()).json());
  assertEquals([first.lot.status, first.lot.passReason], ["passed", "reserve_not_met"]);
  const again = await hammer();
  const problem = v.parse(ProblemSchema, await again.clone().json());
  assertEquals([await problemOf(again), problem.passReason], ["lot_closed", "reserve_not_met"]);
  assert(problem.detail.includes('{"belowReserve": true}'));
  const { lot } = v.parse(LotDoneSchema, await (await hammer({ belowReserve: true })).json());
  assertEquals([lot.status, lot.winner?.paddle], ["sold", "1"]);
  const sold = v.parse(ProblemSchema, await (await hammer()).json());
  assertEquals([sold.code, sold.passReason], ["lot_closed", undefined]);
});

Deno.test("POST /lots answers 207 where the rules refuse a lot that is open", async () => {
  const stage = await stageWithLot("open");
  const response = await stage.post("/api/v1/lots", [{ ...lot7, opening: 1 }, {
    ...lot7,
    id: "8",
  }]);
  assertEquals(response.status, 207);
  const { results } = v.parse(LoadedSchema, await response.json());
  assertEquals(results.map(({ lot, type, code }) => [lot, type, code]), [
    ["7", "rejected", "lot_open"],
    ["8", "done", undefined],
  ]);
});

Deno.test("POST /lots names file, field and what is wanted, in the caller's language", async () => {
  const stage = newStage();
  const response = await stage.request("/api/v1/lots", {
    method: "POST",
    json: { lots: [lot7, { ...lot7, id: "8", opening: "ten", oppening: 3 }] },
    headers: { "accept-language": "pt-BR,en;q=0.5" },
  });
  assertEquals(response.headers.get("content-language"), "pt-BR");
  const { errors } = await response.json();
  assertEquals(errors[0].file, "body");
  assertEquals(errors[0].pointer, "lots[1].opening");
  // What was found is not repeated, and nothing is said in its place.
  assertMatch(errors[0].expected, /^esperado .*número inteiro de centavos/);
  assertEquals(errors[1].pointer, "lots[1].oppening");
  assertEquals(errors[1].code, "known_field");
});

Deno.test("POST /lots/{id}/... plays a lot through every command of the auctioneer", async () => {
  const stage = await stageWithLot();
  const steps: readonly (readonly [string, unknown, string])[] = [
    ["open", undefined, "open"],
    ["warn", { text: "Dou-lhe uma" }, "fair_warning"],
    ["pause", {}, "paused"],
    ["resume", undefined, "open"],
    ["undo", undefined, "open"],
    ["hammer", { belowReserve: true }, "sold"],
  ];
  for (const [command, body, status] of steps) {
    if (command === "undo" || command === "hammer") stage.house.bid("7", "1", 20_000);
    const response = await stage.post(`/api/v1/lots/7/${command}`, body);
    assertEquals(response.status, 200, command);
    const { seq, lot } = v.parse(LotDoneSchema, await response.json());
    assertEquals([seq, lot.id, lot.status], [stage.house.snapshot().seq, "7", status], command);
    if (command === "hammer") assertEquals(lot.winner, { paddle: "1", price: lot.price ?? 0 });
    assertEquals(stage.house.snapshot().view.lots.get("7")?.status, status, command);
  }
  const passed = await stageWithLot("open", "pass");
  assertEquals(passed.house.snapshot().view.lots.get("7")?.status, "passed");
  const withdrawn = await stageWithLot("open");
  await withdrawn.post("/api/v1/lots/7/withdraw", { reason: "Rachadura" });
  assertEquals(withdrawn.house.snapshot().view.lots.get("7")?.status, "withdrawn");
});

Deno.test("POST /lots/{id}/... tells the rules' refusal by its name", async () => {
  const cases: readonly (readonly [readonly string[], string, number, string])[] = [
    [[], "hammer", 409, "lot_not_open"],
    [[], "warn", 409, "lot_not_open"],
    [["open"], "open", 409, "lot_open"],
    [["open"], "resume", 409, "not_paused"],
    [["open"], "undo", 409, "nothing_to_undo"],
    [["open"], "hammer", 409, "no_bids"],
    [["open", "pass"], "open", 409, "lot_closed"],
    [["open", "pause"], "pause", 409, "lot_paused"],
  ];
  for (const [before, command, status, code] of cases) {
    const stage = await stageWithLot(...before);
    const response = await stage.post(`/api/v1/lots/7/${command}`);
    assertEquals([response.status, await problemOf(response)], [status, code], command);
  }
  const stage = newStage();
  assertEquals(await problemOf(await stage.post("/api/v1/lots/99/open")), "unknown_lot");
});

Deno.test("POST /lots/{id}/... passes on the ask where the rules name one", async () => {
  const stage = await stageWithLot();
  const ask = toCents(10_500);
  stage.house.command = () => Promise.resolve({ type: "rejected", reason: "below_ask", ask });
  const response = await stage.post("/api/v1/lots/7/open");
  assertEquals((await response.clone().json()).ask, ask);
  assertEquals(await problemOf(response), "below_ask");
});

Deno.test("POST /lots refuses a lot in another currency than the sale's", async () => {
  const stage = newStage();
  const response = await stage.post("/api/v1/lots", { ...lot7, currency: "USD" });
  const { errors } = await response.clone().json();
  assertEquals([await problemOf(response), errors[0].code], ["bad_items", "sale_currency"]);
});

Deno.test("POST /sale/close closes the sale, once no lot is open", async () => {
  const stage = await stageWithLot("open");
  assertEquals(await problemOf(await stage.post("/api/v1/sale/close")), "lots_open");
  await stage.post("/api/v1/lots/7/pass");
  assertEquals((await stage.post("/api/v1/sale/close", {})).status, 200);
  assertEquals(await problemOf(await stage.post("/api/v1/sale/close")), "sale_closed");
});

Deno.test("POST /rekey has the house make a new group key", async () => {
  const stage = newStage();
  assertEquals((await stage.post("/api/v1/rekey")).status, 200);
  assertEquals((await stage.post("/api/v1/rekey", {})).status, 200);
  assertEquals((await stage.post("/api/v1/rekey", { epoch: 9 })).status, 422);
  assertEquals(stage.house.rekeys, 2);
});

Deno.test("POST /backup says where the copy of the record lies, and refuses a second at once", async () => {
  const stage = newStage();
  const done = { file: "backups/5a-7.ledger", sale: "5a".repeat(16), seq: 7, bytes: 40_960 };
  stage.house.nextBackup = { type: "done", ...done };
  const response = await stage.post("/api/v1/backup");
  assertEquals([response.status, await response.json()], [200, done]);
  stage.house.nextBackup = { type: "busy" };
  const busy = await stage.post("/api/v1/backup", {});
  assertEquals([busy.status, await problemOf(busy)], [409, "backup_runs"]);
  assertEquals((await stage.post("/api/v1/backup", { to: "/etc" })).status, 422);
});

Deno.test("POST /bidders registers a public key set and /suspend and /reinstate change it", async () => {
  const stage = newStage();
  const keySet = toPublicJwks(publicHalf(await generatePrivateKeySet()));
  const response = await stage.post("/api/v1/bidders", { name: "Ana", keySet });
  assertEquals(response.status, 201);
  const row = v.parse(BidderRowSchema, await response.json());
  assertEquals([row.name, row.paddle, row.status], ["Ana", "1", "registered"]);
  assertEquals((await stage.post("/api/v1/bidders/1/suspend")).status, 200);
  const { bidders } = v.parse(BiddersSchema, await (await stage.get("/api/v1/bidders")).json());
  assertEquals(bidders.map(({ paddle, status }) => [paddle, status]), [["1", "suspended"]]);
  assertEquals((await stage.post("/api/v1/bidders/1/reinstate")).status, 200);
  assertEquals(await problemOf(await stage.post("/api/v1/bidders/9/suspend")), "unknown_paddle");
  const again = await stage.post("/api/v1/bidders", { name: "Eva", keySet });
  assertEquals([again.status, await problemOf(again)], [409, "already_registered"]);
  assertEquals(stage.reported, []); // The caller can mend it: nothing for the house's log.
});

Deno.test("POST /bidders refuses a private key set and repeats nothing of it", async () => {
  const stage = newStage();
  const { encryption, signing } = await generatePrivateKeySet();
  const response = await stage.post("/api/v1/bidders", {
    name: "Ana",
    keySet: { keys: [encryption, signing] },
  });
  const text = await response.clone().text();
  assertEquals([response.status, await problemOf(response)], [422, "bad_key"]);
  assert(text.includes("private_member") && !text.includes(signing.d));
  assertEquals(stage.house.bidders(), []);
});

Deno.test("POST /bidders refuses names, paddles and keys that cannot be some", async () => {
  const stage = newStage();
  const keySet = toPublicJwks(publicHalf(await generatePrivateKeySet()));
  const cases: readonly (readonly [unknown, string, string])[] = [
    [{ name: "", keySet }, "bad_body", "/name"],
    [{ name: "a\u202eb", keySet }, "bad_body", "/name"],
    [{ name: "Ana", paddle: "../1", keySet }, "bad_body", "/paddle"],
    [{ name: "Ana", keySet, admin: true }, "bad_body", "/admin"],
    [{ name: "Ana", keySet: { keys: [] } }, "bad_body", "/keySet/keys"],
    [{ name: "Ana", keySet: { keys: [keySet.keys[0], keySet.keys[0]] } }, "bad_key", "/keySet"],
    [{ keySet }, "bad_body", "/name"],
  ];
  for (const [body, code, pointer] of cases) {
    const response = await stage.post("/api/v1/bidders", body);
    const { errors } = await response.clone().json();
    assertEquals([await problemOf(response), errors[0].pointer], [code, pointer]);
  }
});

Deno.test("GET /reports tells bad item files in the caller's language", async () => {
  const stage = newStage();
  const problem = problemAt("lots[2].opening", "amount", { found: '"ten"' });
  stage.house.problems = [{ file: "spring.json", problem }];
  const response = await stage.request("/api/v1/reports", { headers: { "accept-language": "pt" } });
  const { reports } = v.parse(ReportsSchema, await response.json());
  assertEquals(reports[0]?.file, "spring.json");
  assert(reports[0]?.text.startsWith('lots[2].opening: encontrado "ten", esperado'));
});

Deno.test("GET /checkpoint gives the newest note as text, and says where there is none", async () => {
  const stage = newStage();
  const none = await stage.get("/api/v1/checkpoint");
  assertEquals([none.status, (await none.json()).code], [404, "no_checkpoint"]);
  stage.house.note = "leilao/1 checkpoint ...\n\n— leilao/... ...\n";
  const found = await stage.get("/api/v1/checkpoint");
  assertEquals(found.headers.get("content-type"), "text/plain;charset=UTF-8");
  assertEquals(await found.text(), stage.house.note);
});

Deno.test("GET /counters joins the house's counters with the app's own", async () => {
  const stage = newStage();
  const response = await stage.get("/api/v1/counters");
  const { counters } = v.parse(CountersSchema, await response.json());
  assertEquals(counters, { bad_tag: 3, admin_streams_open: 0, admin_streams_cut: 0 });
  await stage.get("/api/v1/nothing");
  await stage.get("/api/v1/nothing");
  const after = v.parse(
    CountersSchema,
    await (await stage.get("/api/v1/counters")).json(),
  );
  assertEquals(after.counters["http_no_such_page"], 2);
});

Deno.test("GET /healthz needs no token and says no more than whether the house is up", async () => {
  const stage = newStage();
  const withoutToken = { headers: { authorization: null } };
  const up = await stage.request("/healthz", withoutToken);
  assertEquals([up.status, await up.text()], [200, '{"status":"ok"}']);
  stage.house.up = false;
  const down = await stage.request("/healthz", withoutToken);
  assertEquals([down.status, await down.text()], [503, '{"status":"not_ok"}']);
});

Deno.test("onError tells a fault by its kind, and the log in full under the same id", async () => {
  const stage = await stageWithLot();
  const cases: readonly (readonly [Error, number, string])[] = [
    [
      new Fault("ledger_unwritable", "commit: /srv/secret/ledger.db is full"),
      503,
      "ledger_unwritable",
    ],
    [new Error("TypeError at /srv/secret/desk.ts:12"), 500, "internal"],
  ];
  for (const [error, status, code] of cases) {
    stage.reported.length = 0;
    stage.house.nextFault = error;
    const response = await stage.post("/api/v1/lots/7/open");
    const text = await response.clone().text();
    assertEquals([response.status, await problemOf(response)], [status, code]);
    assert(!text.includes("/srv"), text);
    assertEquals(stage.reported.map(({ fault }) => fault.code), [code]);
    assertEquals(stage.reported[0]?.requestId, response.headers.get("x-request-id"));
  }
});

Deno.test("AdminApp.close() ends streams and timer and lets go of the house", () => {
  const stage = newStage();
  assertEquals([stage.house.listeners, stage.house.watchers, stage.timers.size], [2, 1, 2]);
  stage.close();
  assertEquals([stage.house.listeners, stage.house.watchers, stage.timers.size], [0, 0, 0]);
});
