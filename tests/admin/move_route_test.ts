// POST /lots/{id}/move: the auctioneer changes the order of the lots ahead.

import { assertEquals, assertStringIncludes } from "@std/assert";
import * as v from "valibot";
import { LotsSchema, SaleSchema } from "../../lib/admin/answer_schemas.ts";
import { done, lots } from "./_clerk.ts";
import { catalogue } from "./_formats.ts";
import { newStage, problemOf, type Stage } from "./stage.ts";

function stageWith(...ids: readonly string[]): Stage {
  const stage = newStage();
  for (const id of ids) catalogue(stage, id, {});
  return stage;
}

async function order(stage: Stage): Promise<string> {
  const list = v.parse(LotsSchema, await (await stage.get(lots)).json());
  const sale = v.parse(SaleSchema, await (await stage.get("/api/v1/sale")).json());
  assertEquals(sale.lots.map(({ id }) => id), list.lots.map(({ id }) => id));
  return list.lots.map(({ id }) => id).join(" ");
}

Deno.test("POST /lots/{id}/move puts a lot before another one, or behind all others", async () => {
  const stage = stageWith("7", "8", "9");
  const moved = await done(await stage.post(`${lots}/9/move`, { before: "8" }));
  assertEquals([moved.id, moved.status, await order(stage)], ["9", "catalogued", "7 9 8"]);
  await done(await stage.post(`${lots}/7/move`, { before: null }));
  assertEquals(await order(stage), "9 8 7");
});

Deno.test("POST /lots/{id}/move of a lot that stands there already records nothing", async () => {
  const stage = stageWith("7", "8");
  const { seq } = stage.house.snapshot();
  for (const [lot, before] of [["7", "8"], ["8", null], ["8", "8"]]) {
    await done(await stage.post(`${lots}/${lot}/move`, { before }));
  }
  assertEquals([stage.house.snapshot().seq, await order(stage)], [seq, "7 8"]);
});

Deno.test("POST /lots/{id}/move is refused by the rules, and says which of the two lots is meant", async () => {
  const stage = stageWith("7", "8", "9");
  await done(await stage.post(`${lots}/7/open`));
  await done(await stage.post(`${lots}/9/withdraw`));
  const ofBefore = "the lot in before";
  const cases = [
    ["7", "8", 409, "lot_open", "before it has opened"],
    ["8", "7", 409, "lot_open", ofBefore],
    ["9", "8", 409, "lot_closed", "another lot"],
    ["8", "9", 409, "lot_closed", ofBefore],
    ["10", "8", 404, "unknown_lot", "list of lots"],
    ["8", "10", 404, "unknown_lot", ofBefore],
  ] as const;
  for (const [lot, before, status, code, words] of cases) {
    const response = await stage.post(`${lots}/${lot}/move`, { before });
    assertStringIncludes((await response.clone().json()).detail, words);
    assertEquals([response.status, await problemOf(response)], [status, code]);
  }
  assertEquals(await order(stage), "7 8 9");
});

Deno.test("POST /lots/{id}/move is refused once the sale is closed, of whatever lot it is said", async () => {
  const stage = stageWith("7", "8");
  await (await stage.post("/api/v1/sale/close")).body?.cancel();
  const response = await stage.post(`${lots}/8/move`, { before: "7" });
  assertStringIncludes((await response.clone().json()).detail, "sale");
  assertEquals(await problemOf(response), "sale_closed");
});
