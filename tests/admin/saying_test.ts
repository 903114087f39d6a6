// What the auctioneer says of the sale and of bidders: announcements, terms, paddles of the room,
// limits and bans; and what the answers tell of every format.

import { assert, assertEquals } from "@std/assert";
import * as v from "valibot";
import { PaddleDoneSchema, SaleSchema } from "../../lib/admin/answer_schemas.ts";
import { admit, done, lotNow, lots, misshapen, openStage } from "./_clerk.ts";
import { catalogue, formats } from "./_formats.ts";
import { newStage, problemOf, stageWithLot } from "./stage.ts";

// --- the sale as a whole, and paddles -----------------------------------------------------------

Deno.test("POST /sale/announce says a word to all, and GET /sale shows the last one", async () => {
  const stage = newStage();
  for (const text of ["Bem-vindos", "O lote 3 vem por último"]) {
    assertEquals((await stage.post("/api/v1/sale/announce", { text })).status, 200);
  }
  const { announcement } = v.parse(SaleSchema, await (await stage.get("/api/v1/sale")).json());
  assertEquals(announcement, { at: stage.house.nowMs, text: "O lote 3 vem por último" });
  for (
    const body of [undefined, { text: "" }, { text: " " }, { text: "a\u202eb" }, {
      text: "a\u200bb",
    }, { text: "x".repeat(201) }]
  ) {
    const response = await stage.post("/api/v1/sale/announce", body);
    assert(["bad_body", "bad_media_type"].includes(await problemOf(response)));
  }
  await stage.post("/api/v1/sale/close");
  const late = await stage.post("/api/v1/sale/announce", { text: "Boa noite" });
  assertEquals(await problemOf(late), "sale_closed");
});

Deno.test("POST /sale/terms sets premium and tax before the first lot opens", async () => {
  const stage = await stageWithLot();
  const terms = {
    premium: [{ from: 0, ratePercent: 25 }, { from: 500_000, ratePercent: 12.55 }],
    taxPercent: 9.25,
    taxOn: "premium",
  };
  assertEquals((await stage.post("/api/v1/sale/terms", terms)).status, 200);
  const sale = v.parse(SaleSchema, await (await stage.get("/api/v1/sale")).json());
  assertEquals(sale.terms, terms as typeof sale.terms);
  assertEquals(stage.house.snapshot().view.terms?.premium.map(({ rate }) => rate), [2_500, 1_255]);
  await stage.post(`${lots}/7/open`);
  const late = await stage.post("/api/v1/sale/terms", terms);
  assertEquals([late.status, await problemOf(late)], [409, "sale_open"]);
});

Deno.test("POST /sale/terms refuses rates and tiers that cannot be", async () => {
  const stage = newStage();
  const tier = (from: unknown, ratePercent: unknown) => ({ from, ratePercent });
  const rest = { taxPercent: 0, taxOn: "premium" };
  const cases: readonly (readonly [object, string])[] = [
    [{ premium: [tier(0, 101)], ...rest }, "/premium/0/ratePercent"],
    [{ premium: [tier(0, -1)], ...rest }, "/premium/0/ratePercent"],
    [{ premium: [tier(0, 12.345)], ...rest }, "/premium/0/ratePercent"],
    [{ premium: [tier(1, 10)], ...rest }, "/premium"],
    [{ premium: [tier(0, 10), tier(0, 5)], ...rest }, "/premium"],
    [{ premium: [tier(0, 10), tier(9, 5), tier(8, 5)], ...rest }, "/premium"],
    [{ premium: [tier(0.5, 10)], ...rest }, "/premium/0/from"],
    [{ premium: Array.from({ length: 11 }, (_, i) => tier(i, 1)), ...rest }, "/premium"],
    [{ premium: [], taxPercent: 0 }, "/taxOn"],
    [{ premium: [], taxPercent: 0, taxOn: "hammer" }, "/taxOn"],
    [{ ...rest }, "/premium"],
  ];
  for (const [body, pointer] of cases) {
    const pointers = await misshapen(stage, "/api/v1/sale/terms", body);
    assert(pointers.includes(pointer), `${JSON.stringify(body)}: ${pointers}`);
  }
});

Deno.test("POST /paddles admits someone without keys, once", async () => {
  const stage = await openStage();
  const admitted = await stage.post("/api/v1/paddles", { paddle: "40", name: " Dona Lia " });
  assertEquals(admitted.status, 201);
  const { seq, ...rest } = v.parse(PaddleDoneSchema, await admitted.json());
  assertEquals([seq, rest], [stage.house.snapshot().seq, { paddle: "40", name: "Dona Lia" }]);
  await done(await stage.post(`${lots}/7/floor-bids`, { paddle: "40", amount: 10_000 }));
  for (const paddle of ["40", "1"]) {
    const again = await stage.post("/api/v1/paddles", { paddle, name: null });
    assertEquals([again.status, await problemOf(again)], [409, "already_registered"]);
  }
  const cases: readonly (readonly [unknown, string])[] = [
    [{ name: "Lia" }, "/paddle"],
    [{ paddle: "-1", name: null }, "/paddle"],
    [{ paddle: "41", name: "" }, "/name"],
    [{ paddle: "41", name: "a\u200bb" }, "/name"],
    [{ paddle: "41", keySet: {} }, "/keySet"],
  ];
  for (const [body, pointer] of cases) {
    assert((await misshapen(stage, "/api/v1/paddles", body)).includes(pointer), pointer);
  }
  await stage.post(`${lots}/7/pass`);
  await stage.post("/api/v1/sale/close");
  const late = await stage.post("/api/v1/paddles", { paddle: "42" });
  assertEquals(await problemOf(late), "sale_closed");
});

Deno.test("POST /bidders/{paddle}/limit sets and lifts a limit that nobody is shown", async () => {
  const stage = await openStage();
  const limit = (paddle: string, body: unknown) =>
    stage.post(`/api/v1/bidders/${paddle}/limit`, body);
  assertEquals((await limit("1", { limit: 11_111 })).status, 200);
  const floor = (amount: number) => stage.post(`${lots}/7/floor-bids`, { paddle: "1", amount });
  assertEquals(await problemOf(await floor(11_112)), "above_limit");
  for (const path of ["/api/v1/sale", "/api/v1/bidders", `${lots}/7`]) {
    assert(!(await (await stage.get(path)).text()).includes("11111"), path);
  }
  assertEquals((await limit("1", { limit: null })).status, 200);
  assertEquals((await done(await floor(11_112))).leader, "1");
  assertEquals(await problemOf(await limit("9", { limit: 1 })), "unknown_paddle");
  for (const body of [{}, { limit: 0 }, { limit: "1" }, { limit: 1.5 }, { limit: 1, salt: "" }]) {
    assertEquals((await misshapen(stage, "/api/v1/bidders/1/limit", body)).length, 1);
  }
});

Deno.test("POST /bidders/{paddle}/ban makes the leading bid void; reinstated, it stays void", async () => {
  const stage = await openStage();
  stage.house.bid("7", "1", 15_000);
  stage.house.bid("7", "2", 20_000);
  assertEquals((await stage.post("/api/v1/bidders/2/ban")).status, 200);
  assertEquals((await lotNow(stage, "7")).standing.leader, "1");
  assertEquals(await problemOf(await stage.post("/api/v1/bidders/9/ban")), "unknown_paddle");
  assertEquals(await misshapen(stage, "/api/v1/bidders/2/ban", { reason: "x" }), ["/reason"]);
  const bid = { paddle: "2", amount: 30_000 };
  assertEquals(await problemOf(await stage.post(`${lots}/7/floor-bids`, bid)), "banned");
  assertEquals((await stage.post("/api/v1/bidders/2/reinstate")).status, 200);
  assertEquals((await lotNow(stage, "7")).standing.leader, "1");
  assertEquals((await done(await stage.post(`${lots}/7/floor-bids`, bid))).leader, "2");
});

// --- what is read -------------------------------------------------------------------------------

Deno.test("GET /lots/{id} tells the price that a Dutch clock shows at the moment", async () => {
  const stage = newStage();
  const { dutch } = formats;
  assert(dutch !== undefined);
  catalogue(stage, "d", { format: dutch });
  await done(await stage.post(`${lots}/d/open`));
  const asks: number[] = [];
  for (const ms of [0, 4_999, 5_000, 12_000, 60_000]) {
    stage.clock.ms = stage.house.nowMs + ms;
    const lot = await lotNow(stage, "d");
    assertEquals(lot.standing.ask, 10_000);
    asks.push(lot.askNow);
    const { lots: all } = v.parse(SaleSchema, await (await stage.get("/api/v1/sale")).json());
    assertEquals(all[0]?.askNow, lot.askNow);
  }
  assertEquals(asks, [10_000, 10_000, 9_000, 8_000, 4_000]);
});

Deno.test("GET /lots/{id} tells who won how many units, and what a format offers", async () => {
  const stage = newStage();
  for (const paddle of ["1", "2"]) admit(stage, paddle);
  const { uniform, english } = formats;
  assert(uniform !== undefined && english !== undefined);
  catalogue(stage, "u", { format: uniform });
  catalogue(stage, "e", { format: english });
  assertEquals((await lotNow(stage, "e")).format, { type: "english", buyNow: 90_000 });
  await done(await stage.post(`${lots}/u/open`));
  await stage.post(`${lots}/u/floor-bids`, { paddle: "1", amount: 12_000, quantity: 2 });
  await stage.post(`${lots}/u/floor-bids`, { paddle: "2", amount: 11_000, quantity: 2 });
  const sold = await done(await stage.post(`${lots}/u/hammer`));
  const allotments = [
    { paddle: "1", quantity: 2, price: 11_000 },
    { paddle: "2", quantity: 1, price: 11_000 },
  ];
  assertEquals([sold.allotments, (await lotNow(stage, "u")).allotments], [allotments, allotments]);
});
