// The sale floor: which lot it shows, what it says of it in each format, and what of it changes.

import { assert, assertEquals } from "@std/assert";
import { CONSOLE_ASSETS } from "../../lib/admin/console_assets.ts";
import { floorPage } from "../../lib/admin/floor_page.tsx";
import { toCents } from "../../lib/auction/money.ts";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { LANGUAGES } from "../../lib/base/language.ts";
import { patchBetween } from "../../lib/web/patch.ts";
import type { Region } from "../../lib/web/region.ts";
import { admit, openStage } from "./_clerk.ts";
import { contextOf, cookie, type Look, regionOf, textOf } from "./_floor.ts";
import { catalogue, forAMinute, formats } from "./_formats.ts";
import { newStage, type Stage } from "./stage.ts";

function open(stage: Stage, lot: string): void {
  stage.house.nowMs += 1;
  stage.house.play({ type: "OpenLot", at: stage.house.nowMs, lot });
}

function hammer(stage: Stage, lot: string): void {
  stage.house.nowMs += 1;
  stage.house.play({ type: "HammerLot", at: stage.house.nowMs, lot, belowReserve: false });
}

function titleOf(stage: Stage, chosen: string | null = null): string {
  return /<h2>(.*?)<\/h2>/.exec(regionOf(stage, "ring", { chosen }))?.[1] ?? "";
}

Deno.test("The floor shows the lot in the ring, then the one that ended, then the next one by itself", () => {
  const stage = newStage();
  assert(regionOf(stage, "ring").includes("There are no lots yet"));
  for (const id of ["1", "2", "3"]) catalogue(stage, id, {});
  assert(titleOf(stage).startsWith("Lot 1 "));
  open(stage, "2");
  assert(titleOf(stage).startsWith("Lot 2 "));
  stage.house.bid("2", "9", 10_000);
  hammer(stage, "2");
  assert(titleOf(stage).startsWith("Lot 2 "), "what became of it is seen");
  open(stage, "3");
  assert(titleOf(stage).startsWith("Lot 3 "));
});

Deno.test("The floor stays with the lot of its address until the sale has gone on after its end", () => {
  const stage = newStage();
  for (const id of ["1", "2", "3"]) catalogue(stage, id, {});
  open(stage, "1");
  assert(titleOf(stage, "2").startsWith("Lot 2 "));
  assert(
    regionOf(stage, "floor-live", { chosen: "2" }).includes('href="/"'),
    "and there is a way back",
  );
  assertEquals(regionOf(stage, "floor-live"), "");
  open(stage, "2");
  stage.house.bid("2", "9", 10_000);
  hammer(stage, "2");
  assert(titleOf(stage, "2").startsWith("Lot 2 "));
  open(stage, "3");
  assert(titleOf(stage, "2").startsWith("Lot 3 "));
  assert(titleOf(stage, "70").startsWith("Lot 3 "), "a lot that is not there is nobody's wish");
});

Deno.test("The floor offers a way to each lot that is open where there are several", () => {
  const stage = newStage();
  for (const id of ["1", "2"]) catalogue(stage, id, {});
  open(stage, "1");
  open(stage, "2");
  const links = regionOf(stage, "floor-live", { chosen: "1" });
  assert(/href="\/\?lot=1" aria-current="page"/.test(links), links);
  assert(/href="\/\?lot=2" ?>/.test(links), links);
});

Deno.test("The floor tells of each format what matters in it", () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    english: ["Ascending bids", "Opening bid R$100.00", "Buy now R$900.00", "No bids yet"],
    sealed: ["Sealed bids", "0 sealed bids", "At least R$100.00"],
    vickrey: ["Sealed bids, second price", "0 sealed bids"],
    dutch: ["Falling price", "R$100.00", "Next price R$90.00"],
    japanese: ["Rising price", "0 bidders in", "Next price R$105.00", "Left to enter"],
    uniform: ["Several units, one price", "R$100.00 each", "Units 3"],
  };
  for (const [id, format] of Object.entries(formats)) {
    const stage = newStage();
    catalogue(stage, id, { format });
    open(stage, id);
    const text = textOf(regionOf(stage, "ring"));
    for (const part of expected[id] ?? []) assert(text.includes(part), `${id}: ${part} in ${text}`);
    const portuguese = textOf(regionOf(stage, "ring", { language: "pt" }));
    assert(portuguese.includes("Aberto") && !portuguese.includes("undefined"), portuguese);
  }
});

Deno.test("The floor tells the price, the leader by name, the next bid and what the reserve does", async () => {
  const stage = newStage();
  catalogue(stage, "1", {
    reserve: toCents(15_000),
    estimate: { low: toCents(20_000), high: toCents(30_000) },
  });
  await stage.house.admitFloorPaddle({ paddle: "12", name: "Ana" });
  open(stage, "1");
  stage.house.bid("1", "12", 12_000);
  const low = textOf(regionOf(stage, "ring"));
  for (
    const part of [
      "R$100.00 Paddle 12 · Ana",
      "Next bid R$105.00",
      "Bids 1",
      "Reserve not met",
      "R$200.00 to R$300.00",
    ]
  ) {
    assert(low.includes(part), `${part} in ${low}`);
  }
  stage.house.bid("1", "12", 20_000);
  assert(textOf(regionOf(stage, "ring")).includes("Reserve met"));
  hammer(stage, "1");
  const sold = textOf(regionOf(stage, "ring", { language: "pt" }));
  assert(sold.includes("Vendido: Placa 12 · Ana"), sold);
});

Deno.test("The floor counts warnings, and shows the clock that stands and the one that runs", () => {
  const stage = newStage();
  catalogue(stage, "1", {});
  catalogue(stage, "2", { closing: forAMinute });
  open(stage, "1");
  for (let call = 0; call < 2; call++) {
    stage.house.play({ type: "GiveFairWarning", at: stage.house.nowMs, lot: "1", text: null });
  }
  assert(textOf(regionOf(stage, "ring")).includes("Fair warning: twice"));
  open(stage, "2");
  const running = regionOf(stage, "ring", { chosen: "2" });
  assert(running.includes(`data-ends-at="${stage.house.nowMs + 60_000}"`), running);
  stage.house.play({ type: "PauseLot", at: stage.house.nowMs, lot: "2" });
  assert(textOf(regionOf(stage, "ring", { chosen: "2" })).includes("Time left 1:00"));
});

Deno.test("The floor says in one sentence how the lot stands", async () => {
  const stage = newStage();
  catalogue(stage, "1", {});
  assertEquals(regionOf(stage, "say"), "");
  await stage.house.admitFloorPaddle({ paddle: "12", name: "Ana" });
  open(stage, "1");
  assertEquals(regionOf(stage, "say"), "Lot 1 is open.");
  stage.house.bid("1", "12", 12_000);
  assertEquals(regionOf(stage, "say"), "Lot 1: paddle 12 · Ana leads at R$100.00.");
  stage.house.play({ type: "GiveFairWarning", at: stage.house.nowMs, lot: "1", text: null });
  assertEquals(regionOf(stage, "say", { language: "pt" }), "Lote 1: dou-lhe uma.");
  hammer(stage, "1");
  assertEquals(regionOf(stage, "say"), "Lot 1 is sold to paddle 12 · Ana for R$100.00.");
});

Deno.test("The floor lists what happens with the newest first, thirty entries at most", () => {
  const stage = newStage();
  catalogue(stage, "1", {});
  open(stage, "1");
  for (let bid = 0; bid < 40; bid++) {
    stage.house.bid("1", bid % 2 === 0 ? "12" : "9", 10_000 + bid * 1_000);
  }
  stage.house.play({ type: "UndoLastBid", at: stage.house.nowMs, lot: "1" });
  const entries = regionOf(stage, "ticker").split("\n");
  assertEquals(entries.length, 30);
  assert(textOf(entries[0] ?? "").includes("Lot 1 bid undone"), entries[0]);
  assert(textOf(entries[1] ?? "").includes("Lot 1 bid Paddle 9"), entries[1]);
});

Deno.test("The floor tells who came just after the hammer, and offers the lot again for them", async () => {
  const stage = newStage();
  for (const id of ["1", "2"]) catalogue(stage, id, {});
  catalogue(stage, "3", { closing: forAMinute });
  await stage.house.admitFloorPaddle({ paddle: "9", name: "Bento" });
  open(stage, "3");
  open(stage, "1");
  stage.house.bid("1", "12", 12_000);
  hammer(stage, "1");
  assertEquals(regionOf(stage, "after-hammer"), "");
  const missed = { lot: "1", paddle: "9", at: stage.house.nowMs + 800, lateMs: 800 };
  stage.house.missed = [{ ...missed, reachedAsk: true }];
  const hint = regionOf(stage, "after-hammer");
  assert(
    textOf(hint).includes(
      "A bid of paddle 9 · Bento came 0.8 s after lot 1 had ended, and would have counted.",
    ),
    hint,
  );
  assert(hint.includes('data-action="/api/v1/lots/1/reopen"'), hint);
  const portuguese = textOf(regionOf(stage, "after-hammer", { language: "pt" }));
  assert(portuguese.includes("Um lance da placa 9 · Bento chegou 0,8 s depois"), portuguese);
  stage.house.missed = [{ ...missed, reachedAsk: false }];
  assert(textOf(regionOf(stage, "after-hammer")).includes("It was too low."));
});

/** What the page's stream would send, from one look to the next. */
function changesOf(stage: Stage, look: Look = {}) {
  const live = floorPage.live(contextOf(stage, look));
  let before: readonly Region[] = [];
  return () => {
    const after = live.regions(stage.house.nowMs);
    const patch = patchBetween(before, after);
    before = after;
    return patch;
  };
}

Deno.test("The floor sends one line of order when a lot is moved, and one entry when one opens", () => {
  const stage = newStage();
  for (let id = 1; id <= 500; id++) catalogue(stage, String(id), {});
  const next = changesOf(stage);
  next();
  stage.house.play({ type: "MoveLot", at: stage.house.nowMs, lot: "300", before: "2" });
  const moved = next();
  assertEquals(Object.keys(moved?.lists ?? {}), ["queue"]);
  assertEquals(moved?.lists["queue"]?.rows, {});
  assertEquals(moved?.lists["queue"]?.order?.slice(0, 3), ["1", "300", "2"]);
  stage.house.play({ type: "PassLot", at: stage.house.nowMs, lot: "1" });
  stage.house.play({ type: "WithdrawLot", at: stage.house.nowMs, lot: "9", reason: null });
  const gone = next();
  assertEquals(gone?.lists["queue"]?.rows, {});
  assertEquals(Object.keys(gone?.lists["over"]?.rows ?? {}), ["9"]);
});

Deno.test("The floor sends less than 8 KB for a bid on one lot of 500, however many came before", () => {
  for (const language of LANGUAGES) {
    const stage = newStage();
    for (let id = 1; id <= 500; id++) {
      catalogue(stage, String(id), { reserve: toCents(9_000_000), title: { en: "T".repeat(120) } });
    }
    for (const id of ["1", "200", "400"]) open(stage, id);
    const next = changesOf(stage, { language, chosen: "1" });
    const bid = (number: number) => {
      const paddle = number % 2 === 0 ? "12" : "7";
      const answer = stage.house.bid("1", paddle, 10_000 + number * 500);
      stage.house.nowMs += 1_000 * (1 + number % 7);
      return answer.type;
    };
    for (let number = 0; number < 600; number++) assertEquals(bid(number), "done");
    next();
    assertEquals(bid(600), "done");
    const patch = next();
    assertEquals(Object.keys(patch?.lists ?? {}), ["ticker"]);
    const { length } = toUtf8(JSON.stringify(patch));
    assert(length < 8_192, `${language}: ${length} bytes`);
  }
});

Deno.test("The floor lists the lots that are over with their result, and what can still be done", async () => {
  const stage = await openStage();
  catalogue(stage, "8", {});
  stage.house.bid("7", "1", 12_000);
  hammer(stage, "7");
  const over = regionOf(stage, "over");
  assert(textOf(over).includes("Sold for R$100.00 to Paddle 1"), over);
  assert(over.includes("/7/reopen") && over.includes("/7/award"), over);
  open(stage, "8");
  const later = regionOf(stage, "over");
  assert(!later.includes("/7/reopen") && later.includes("/7/award"), later);
  assert(
    over.includes('href="/?lot=7"') && !later.includes("href="),
    "there is no more to be seen",
  );
  stage.house.play({ type: "WithdrawLot", at: stage.house.nowMs, lot: "8", reason: null });
  const gone = textOf(regionOf(stage, "ring"));
  assert(gone.includes("Withdrawn") && !gone.includes("No bids yet"), gone);
});

Deno.test("The floor lets a lot with a clock be awarded from the list, and reopened where it is shown", () => {
  const stage = newStage();
  catalogue(stage, "1", { closing: forAMinute });
  open(stage, "1");
  stage.house.bid("1", "9", 12_000);
  stage.house.nowMs += 60_000;
  stage.house.play({ type: "Tick", at: stage.house.nowMs });
  const over = regionOf(stage, "over");
  assert(over.includes("/1/award") && !over.includes("/1/reopen"), over);
  assert(regionOf(stage, "ring-do").includes("/1/reopen"));
});

Deno.test("The floor escapes what comes from outside, and keeps its direction to itself", async () => {
  const stage = newStage();
  const hostile = `<script>alert(1)</script>"'\u202e`;
  catalogue(stage, "1", { title: { en: hostile }, description: { en: hostile } });
  await stage.house.admitFloorPaddle({ paddle: "9", name: hostile });
  admit(stage, "1");
  open(stage, "1");
  stage.house.bid("1", "9", 10_000);
  stage.house.play({ type: "Announce", at: stage.house.nowMs, text: hostile });
  stage.house.missed = [{ lot: "1", paddle: "9", at: 0, lateMs: 1, reachedAsk: true }];
  const body = String(floorPage.body(contextOf(stage, { chosen: hostile })));
  assert(!body.includes("<script>alert"), body);
  const bare = body.replaceAll(/<[^>]*>/g, (tag) => /^<\/?bdi>/.test(tag) ? tag : "");
  const outside = bare.replaceAll(/<bdi>.*?<\/bdi>/gs, "").replaceAll(
    /Lot 1: paddle 9.*?leads/g,
    "",
  );
  assert(!outside.includes("\u202e"), outside);
  hammer(stage, "1");
  for (const part of ["ring", "ring-do", "over", "ticker"]) {
    assert(!regionOf(stage, part).includes("<script>alert"), part);
  }
});

Deno.test("GET / is small, whole, and holds no more than forty of five hundred lots", async () => {
  const stage = newStage();
  for (let id = 1; id <= 500; id++) {
    catalogue(stage, String(id), {
      title: { en: `Half share in a Mangalarga filly, number ${id}` },
    });
  }
  const response = await stage.request("/", {
    headers: { cookie: await cookie(), authorization: null },
  });
  const html = await response.text();
  assertEquals(response.status, 200);
  assertEquals([...html.matchAll(/ id="queue-\d+"/g)].length, 40);
  const loaded = [...html.matchAll(/(?:href|src)="\/assets\/([^"]+)"/g)].map(([, path]) => path);
  assert(loaded.length > 15);
  const files = CONSOLE_ASSETS.filter(({ path }) => loaded.includes(path));
  assertEquals(files.length, loaded.length);
  const bytes = files.reduce((sum, { text }) => sum + text.length, html.length);
  // With what headers add to twenty answers the first paint stays below 100 kB.
  assert(bytes < 80_000, `${bytes} bytes`);
  assert(!/ style=| on[a-z]+="/.test(html), "the policy forbids what is inline");
  assert(response.headers.get("content-security-policy")?.includes("style-src 'self'"));
});

Deno.test("GET / and its stream are for who has signed in, and take any lot for a wish", async () => {
  const stage = newStage();
  catalogue(stage, "1", {});
  const signedOut = { headers: { authorization: null } };
  const page = await stage.request("/", signedOut);
  assertEquals([page.status, page.headers.get("location")], [303, "/sign-in"]);
  const stream = await stage.request("/live/floor", signedOut);
  assertEquals(stream.status, 401);
  await stream.body?.cancel();
  const headers = { cookie: await cookie(), authorization: null };
  const odd = encodeURIComponent(`"><script>alert(1)</script>`);
  const html = await (await stage.request(`/?lot=${odd}`, { headers })).text();
  assert(!html.includes("<script>alert"), "the address is a stranger's word");
  assert(html.includes(`data-live="/live/floor?lot=%22%3E%3Cscript`), html.slice(0, 300));
  const live = await stage.request(`/live/floor?lot=${odd}`, { headers });
  assertEquals([live.status, live.headers.get("content-type")], [
    200,
    "text/event-stream; charset=utf-8",
  ]);
  const reader = live.body?.getReader();
  const first = new TextDecoder().decode((await reader?.read())?.value);
  assert(first.startsWith("retry:") || first.includes("event: hello"), first);
  await reader?.cancel();
  stage.close();
});
