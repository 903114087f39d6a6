// The wall at the moments at which it could tell the hall something wrong.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { pageOf } from "./_console.ts";
import { catalogue, formats } from "./_formats.ts";
import { newStage, type Stage } from "./stage.ts";

Deno.test("/projector names no winner of a lot that was not sold", async () => {
  const stage = offered();
  assertStringIncludes(await pageOf(stage, "/projector"), "Paddle 12");
  hammer(stage);
  const html = await pageOf(stage, "/projector");
  assertStringIncludes(html, "Not sold");
  assert(!html.includes("Paddle 12"));
});

Deno.test("/projector thanks when the sale is closed, and shows no lot any more", async () => {
  const stage = offered();
  hammer(stage);
  stage.house.play({ type: "CloseSale", at: stage.house.nowMs });
  const html = await pageOf(stage, "/projector", "pt");
  assertStringIncludes(html, "<h1>O leilão está encerrado. Obrigado!</h1>");
  assert(!html.includes("Lot 1") && !html.includes("Lot 2"));
});

Deno.test("/projector counts a falling price to its next step", async () => {
  const stage = newStage();
  const { dutch } = formats;
  assert(dutch !== undefined);
  catalogue(stage, "1", { format: dutch });
  stage.house.play({ type: "OpenLot", at: stage.house.nowMs, lot: "1" });
  const openedAt = stage.house.nowMs;
  const html = await pageOf(stage, "/projector");
  assertEquals(/data-ends-at="(\d+)"/.exec(html)?.[1], String(openedAt + 5_000));
});

/** Lot 1 is open below its reserve, with a bid of paddle 12; lot 2 has never opened. */
function offered(): Stage {
  const stage = newStage();
  catalogue(stage, "1", { reserve: toCents(90_000) });
  catalogue(stage, "2", {});
  stage.house.play({ type: "OpenLot", at: stage.house.nowMs, lot: "1" });
  stage.house.bid("1", "12", 10_000);
  return stage;
}

function hammer({ house }: Stage): void {
  house.play({ type: "HammerLot", at: house.nowMs, lot: "1", belowReserve: false });
}
