// What the auctioneer asks, the bids that the clerk enters, and what puts a lot right again: each
// route with what it does, what it does not take, and what the rules refuse.

import { assert, assertEquals } from "@std/assert";
import * as v from "valibot";
import { DoneSchema } from "../../lib/admin/answer_schemas.ts";
import { amountCentsMax } from "../../lib/catalogue/limits.ts";
import { STAGGER_MS_MAX, UNITS_MAX } from "../../lib/wire/limits.ts";
import { admit, done, lotNow, lots, misshapen, openStage } from "./_clerk.ts";
import { catalogue, forAMinute, formats } from "./_formats.ts";
import { newStage, problemOf, stageWithLot } from "./stage.ts";

// --- asking -------------------------------------------------------------------------------------

Deno.test("POST /lots/{id}/ask sets the next ask, and the opening price before the first bid", async () => {
  const stage = await openStage();
  const lower = await done(await stage.post(`${lots}/7/ask`, { ask: 8_000 }));
  assertEquals([lower.ask, (await lotNow(stage, "7")).opening], [8_000, 8_000]);
  stage.house.bid("7", "1", 8_000);
  assertEquals((await done(await stage.post(`${lots}/7/ask`, { ask: 12_000 }))).ask, 12_000);
  assertEquals((await lotNow(stage, "7")).opening, 8_000);
  const refused = await stage.post(`${lots}/7/ask`, { ask: 8_000 });
  assertEquals([refused.status, await problemOf(refused)], [409, "bad_ask"]);
  assertEquals(await problemOf(await stage.post(`${lots}/8/ask`, { ask: 1 })), "unknown_lot");
});

Deno.test("POST /lots/{id}/increments takes the items' own way of writing", async () => {
  const tables = ["house_258", { fixed: 700 }, { percent: 5.25, roundTo: 100 }, {
    table: [{ from: 0, step: 100 }, { from: 9_000, step: 250 }],
  }];
  const asks: number[] = [];
  for (const increments of tables) {
    const stage = await openStage();
    stage.house.bid("7", "1", 20_000);
    asks.push((await done(await stage.post(`${lots}/7/increments`, { increments }))).ask);
  }
  assertEquals(asks, [11_000, 10_700, 10_500, 10_250]);
});

Deno.test("POST /lots/{id}/increments says of a table what the items folder would say", async () => {
  const stage = await openStage();
  const cases: readonly (readonly [unknown, readonly string[]])[] = [
    [{ increments: { percent: 5.255, roundTo: 1 } }, ["/increments/percent"]],
    [{ increments: { table: [{ from: 5, step: 1 }] } }, ["/increments/table/0/from"]],
    [{ increments: { fixed: 0 } }, ["/increments/fixed"]],
    [{ increments: "sotheby" }, ["/increments"]],
    [{ increments: { fixed: 1, "a b": 1 } }, ["/increments"]],
    [{}, ["/increments"]],
    [{ increments: "ebay_uk", lot: "8" }, ["/lot"]],
  ];
  for (const [body, pointers] of cases) {
    assertEquals(await misshapen(stage, `${lots}/7/increments`, body), pointers);
  }
  const response = await stage.request(`${lots}/7/increments`, {
    method: "POST",
    json: { increments: { percent: 101, roundTo: 1 } },
    headers: { "accept-language": "pt" },
  });
  assert((await response.json()).errors[0].expected.includes("uma porcentagem de 0.01 a 100"));
  const notThere = await stage.post(`${lots}/9/increments`, { increments: "ebay_us" });
  assertEquals(await problemOf(notThere), "unknown_lot");
});

// --- bids that the clerk enters -----------------------------------------------------------------

Deno.test("POST /lots/{id}/floor-bids enters a bid, a maximum where no kind is said", async () => {
  const stage = await openStage();
  const first = await done(
    await stage.post(`${lots}/7/floor-bids`, { paddle: "1", amount: 15_000 }),
  );
  assertEquals([first.leader, first.price, first.ask], ["1", 10_000, 10_500]);
  const called = { paddle: "2", kind: "exact", amount: 18_000, quantity: 1 };
  const second = await done(await stage.post(`${lots}/7/floor-bids`, called));
  assertEquals([second.leader, second.price], ["2", 18_000]);
});

Deno.test("POST /lots/{id}/floor-bids passes on the ask that a bid lies below", async () => {
  const stage = await openStage();
  stage.house.bid("7", "1", 30_000);
  const response = await stage.post(`${lots}/7/floor-bids`, { paddle: "2", amount: 10_499 });
  assertEquals([response.status, (await response.clone().json()).ask], [409, 10_500]);
  assertEquals(await problemOf(response), "below_ask");
});

Deno.test("POST /lots/{id}/floor-bids plays every format", async () => {
  const cases: readonly (readonly [string, object, string])[] = [
    ["english", { kind: "buy", amount: 90_000 }, "sold 1 90000"],
    ["sealed", { amount: 44_444 }, "open null null"],
    ["vickrey", { amount: 44_444 }, "open null null"],
    ["dutch", { kind: "buy", amount: 10_000 }, "sold 1 10000"],
    ["japanese", { kind: "enter", amount: 10_000 }, "open null null"],
    ["uniform", { amount: 12_000, quantity: 3 }, "open 1 10000"],
  ];
  for (const [name, bid, outcome] of cases) {
    const stage = newStage();
    admit(stage, "1");
    catalogue(stage, name, { format: formats[name] ?? { type: "vickrey" } });
    await done(await stage.post(`${lots}/${name}/open`));
    const lot = await done(await stage.post(`${lots}/${name}/floor-bids`, { paddle: "1", ...bid }));
    assertEquals(`${lot.status} ${lot.leader} ${lot.price}`, outcome, name);
  }
});

Deno.test("POST /lots/{id}/floor-bids needs no amount to enter or to leave, and for all else", async () => {
  const stage = newStage();
  admit(stage, "1");
  catalogue(stage, "j", { format: formats["japanese"] ?? { type: "vickrey" } });
  catalogue(stage, "7", {});
  await done(await stage.post(`${lots}/j/open`));
  await done(await stage.post(`${lots}/7/open`));
  await done(
    await stage.post(`${lots}/j/floor-bids`, { paddle: "1", kind: "enter" }),
  );
  await done(await stage.post(`${lots}/j/floor-bids`, { paddle: "1", kind: "leave" }));
  const again = await stage.post(`${lots}/j/floor-bids`, { paddle: "1", kind: "leave" });
  assertEquals(await problemOf(again), "not_in");
  const unknown = await stage.post(`${lots}/x/floor-bids`, { paddle: "1", kind: "enter" });
  assertEquals(await problemOf(unknown), "unknown_lot");
  for (const kind of ["max", "exact", "buy"]) {
    assertEquals(await misshapen(stage, `${lots}/7/floor-bids`, { paddle: "1", kind }), [
      "/amount",
    ]);
  }
});

Deno.test("A body's error says in words that a field is not known", async () => {
  const stage = await openStage();
  for (const [language, words] of [["en", "is not known"], ["pt-BR", "não é conhecido"]] as const) {
    const response = await stage.request(`${lots}/7/ask`, {
      method: "POST",
      json: { ask: 12_000, price: 5 },
      headers: { "accept-language": language },
    });
    const { errors } = await response.json();
    assertEquals(errors[0].pointer, "/price");
    assert(errors[0].expected.includes(words), errors[0].expected);
  }
});

Deno.test("POST /lots/{id}/floor-bids is refused by the rules, by name", async () => {
  const stage = await openStage();
  catalogue(stage, "8", { consignor: "1" });
  const cases: readonly (readonly [string, object, number, string])[] = [
    ["7", { paddle: "9", amount: 10_000 }, 404, "unknown_paddle"],
    ["9", { paddle: "1", amount: 10_000 }, 404, "unknown_lot"],
    ["8", { paddle: "1", amount: 10_000 }, 409, "lot_not_open"],
    ["7", { paddle: "1", amount: 10_000, quantity: 2 }, 422, "bad_quantity"],
    ["7", { paddle: "1", amount: 10_000, kind: "enter" }, 409, "wrong_format"],
    ["7", { paddle: "1", amount: 10_000, kind: "buy" }, 409, "no_buy_now"],
  ];
  for (const [lot, bid, status, code] of cases) {
    const response = await stage.post(`${lots}/${lot}/floor-bids`, bid);
    assertEquals([response.status, await problemOf(response)], [status, code]);
  }
  await done(await stage.post(`${lots}/8/open`));
  const own = await stage.post(`${lots}/8/floor-bids`, { paddle: "1", amount: 10_000 });
  assertEquals(await problemOf(own), "own_lot");
});

Deno.test("POST /lots/{id}/absentee-bids keeps a maximum that plays when the lot opens", async () => {
  const stage = await stageWithLot();
  for (const paddle of ["1", "2"]) admit(stage, paddle);
  const hold = (body: object) => stage.post(`${lots}/7/absentee-bids`, body);
  const held = await done(await hold({ paddle: "1", max: 33_333 }));
  assertEquals([held.status, held.price], ["catalogued", null]);
  await done(await hold({ paddle: "2", max: 22_222, quantity: 1 }));
  const opened = await done(await stage.post(`${lots}/7/open`));
  assertEquals([opened.leader, opened.price], ["1", 22_722]);
  assertEquals(await problemOf(await hold({ paddle: "1", max: 44_444 })), "lot_open");
  const below = await stageWithLot();
  admit(below, "1");
  const refused = await below.post(`${lots}/7/absentee-bids`, { paddle: "1", max: 9_999 });
  assertEquals((await refused.clone().json()).ask, 10_000);
  assertEquals(await problemOf(refused), "below_ask");
});

// --- putting right ------------------------------------------------------------------------------

Deno.test("POST /lots/{id}/retract makes a paddle's bids void, with a reason for all", async () => {
  const stage = await openStage();
  stage.house.bid("7", "1", 15_000);
  stage.house.bid("7", "2", 20_000);
  const lot = await done(
    await stage.post(`${lots}/7/retract`, { paddle: "2", reason: "Engano do licitante" }),
  );
  assertEquals([lot.leader, lot.price], ["1", 10_000]);
  const none = await stage.post(`${lots}/7/retract`, { paddle: "2" });
  assertEquals([none.status, await problemOf(none)], [409, "no_bids"]);
});

Deno.test("POST /lots/{id}/reopen offers a lot again until another lot opens", async () => {
  const stage = await openStage();
  stage.house.bid("7", "1", 15_000);
  await done(await stage.post(`${lots}/7/hammer`));
  const again = await done(await stage.post(`${lots}/7/reopen`));
  assertEquals([again.status, again.leader, again.winner], ["open", "1", null]);
  await done(await stage.post(`${lots}/7/hammer`));
  catalogue(stage, "8", {});
  stage.house.nowMs++;
  await done(await stage.post(`${lots}/8/open`));
  assertEquals(await problemOf(await stage.post(`${lots}/7/reopen`)), "next_opened");
  assertEquals(await problemOf(await stage.post(`${lots}/8/reopen`)), "not_ended");
});

Deno.test("POST /lots/{id}/reopen needs the time of a timed lot, and says so", async () => {
  const stage = newStage();
  catalogue(stage, "t", { closing: forAMinute });
  await done(await stage.post(`${lots}/t/open`));
  stage.house.nowMs += 60_000;
  stage.house.play({ type: "Tick", at: stage.house.nowMs });
  const untimed = await stage.post(`${lots}/t/reopen`, { durationSeconds: null });
  assert((await untimed.clone().json()).detail.includes("durationSeconds"));
  assertEquals(await problemOf(untimed), "bad_end");
  const lot = await done(await stage.post(`${lots}/t/reopen`, { durationSeconds: 90.5 }));
  assertEquals([lot.status, lot.endsAt], ["open", stage.house.nowMs + 90_500]);
});

Deno.test("POST /lots/{id}/award gives the lot to the under-bidder", async () => {
  const stage = await openStage();
  stage.house.bid("7", "1", 15_000);
  stage.house.bid("7", "2", 20_000);
  await done(await stage.post(`${lots}/7/hammer`));
  const award = (defaulter: string) => stage.post(`${lots}/7/award`, { defaulter });
  assertEquals(await problemOf(await award("1")), "not_winner");
  assertEquals((await done(await award("2"))).winner, { paddle: "1", price: 15_000 });
  assertEquals((await lotNow(stage, "7")).defaulters, ["2"]);
  assertEquals(await problemOf(await award("1")), "no_under_bidder");
});

Deno.test("POST /lots/open-timed opens all timed lots, their ends apart", async () => {
  const stage = newStage();
  for (const id of ["a", "b", "c"]) catalogue(stage, id, { closing: forAMinute });
  catalogue(stage, "by-hand", {});
  const response = await stage.post(`${lots}/open-timed`, { staggerSeconds: 1.5 });
  const { seq } = v.parse(DoneSchema, await response.json());
  assertEquals(seq, stage.house.snapshot().seq);
  const views = [...stage.house.snapshot().view.lots.values()];
  assertEquals(views.map(({ endsAt }) => endsAt === null ? null : endsAt - stage.house.nowMs), [
    60_000,
    61_500,
    63_000,
    null,
  ]);
  assertEquals(await problemOf(await stage.post(`${lots}/open-timed`)), "no_lots");
});

Deno.test("GET and POST /lots/open-timed/... still name a lot of that id", async () => {
  const stage = newStage();
  catalogue(stage, "open-timed", {});
  assertEquals((await done(await stage.post(`${lots}/open-timed/open`))).status, "open");
  assertEquals((await lotNow(stage, "open-timed")).id, "open-timed");
});

// --- bodies -------------------------------------------------------------------------------------

Deno.test("The clerk's bodies refuse what is no amount, paddle, number or word, and change nothing", async () => {
  const stage = await openStage();
  const bid = { paddle: "1", amount: 10_000 };
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["ask", undefined, "/ask"],
    ["ask", { ask: 0 }, "/ask"],
    ["ask", { ask: "10" }, "/ask"],
    ["ask", { ask: 10.5 }, "/ask"],
    ["ask", { ask: amountCentsMax + 1 }, "/ask"],
    ["ask", { ask: null }, "/ask"],
    ["ask", { ask: 1, at: 5 }, "/at"],
    ["floor-bids", { amount: 10_000 }, "/paddle"],
    ["floor-bids", { ...bid, paddle: "../1" }, "/paddle"],
    ["floor-bids", { ...bid, paddle: 1 }, "/paddle"],
    ["floor-bids", { ...bid, amount: -1 }, "/amount"],
    ["floor-bids", { ...bid, amount: 0 }, "/amount"],
    ["floor-bids", { ...bid, kind: "proxy" }, "/kind"],
    ["floor-bids", { ...bid, quantity: 0 }, "/quantity"],
    ["floor-bids", { ...bid, quantity: UNITS_MAX + 1 }, "/quantity"],
    ["floor-bids", { ...bid, salt: "00" }, "/salt"],
    ["absentee-bids", { paddle: "1", amount: 1 }, "/max"],
    ["absentee-bids", { paddle: "1", max: 1.5 }, "/max"],
    ["absentee-bids", { paddle: "1", max: 1, kind: "max" }, "/kind"],
    ["retract", { reason: "x" }, "/paddle"],
    ["retract", { paddle: "1", reason: "a\nb" }, "/reason"],
    ["retract", { paddle: "1", reason: "x".repeat(201) }, "/reason"],
    ["reopen", { durationSeconds: 0 }, "/durationSeconds"],
    ["reopen", { durationSeconds: 1.0005 }, "/durationSeconds"],
    ["reopen", { durationSeconds: "90" }, "/durationSeconds"],
    ["reopen", { durationMs: 1000 }, "/durationMs"],
    ["move", {}, "/before"],
    ["move", { before: 8 }, "/before"],
    ["move", { before: "" }, "/before"],
    ["move", { before: "x".repeat(33) }, "/before"],
    ["move", { before: null, lot: "8" }, "/lot"],
    ["award", {}, "/defaulter"],
    ["award", { defaulter: "" }, "/defaulter"],
  ];
  for (const [command, body, pointer] of cases) {
    const pointers = await misshapen(stage, `${lots}/7/${command}`, body);
    assert(pointers.includes(pointer), `${command} ${JSON.stringify(body)}: ${pointers}`);
  }
  for (const staggerSeconds of [-1, STAGGER_MS_MAX / 1000 + 1, 0.0001, null]) {
    assertEquals(await misshapen(stage, `${lots}/open-timed`, { staggerSeconds }), [
      "/staggerSeconds",
    ]);
  }
});

Deno.test("POST /lots/open-timed takes a negative zero for none, as the record will", async () => {
  const stage = newStage();
  catalogue(stage, "a", { closing: forAMinute });
  let stagger = NaN;
  stage.house.command = (command) => {
    if (command.type === "OpenTimedLots") stagger = command.staggerMs;
    return Promise.resolve({ type: "done", seq: 1 });
  };
  const headers = { "content-type": "application/json" };
  const body = '{"staggerSeconds":-0}';
  await stage.request(`${lots}/open-timed`, { method: "POST", headers, body });
  assert(Object.is(stagger, 0));
});
