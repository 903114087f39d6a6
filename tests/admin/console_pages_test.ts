// The console's pages of bidders, catalogue, results and log: what they show in which state, in both
// languages, and what a hostile name cannot do in them.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { problemAt } from "../../lib/catalogue/problem.ts";
import { generatePrivateKeySet, publicHalf } from "../../lib/secure/private_key_set.ts";
import { thumbprint } from "../../lib/secure/key_set.ts";
import { forbiddenIn, liveOf, pageOf, signedIn, unlabelledIn } from "./_console.ts";
import { lot7, newStage, type Stage, stageWithLot } from "./stage.ts";

const hostile = "<script>alert(1)</script>";
const escaped = "&lt;script&gt;alert(1)&lt;/script&gt;";
const keySet = publicHalf(await generatePrivateKeySet({ bits: 2048 }));
const pages = ["/bidders", "/catalogue", "/results", "/log"];

/** A stage with a bidder of a hostile name, a floor paddle, and lot 7 as far as `commands` take it. */
async function fullStage(...commands: readonly string[]): Promise<Stage> {
  const stage = await stageWithLot(...commands);
  await stage.house.registerBidder({ name: hostile, paddle: "12", keySet });
  await stage.house.admitFloorPaddle({ paddle: "F1", name: "Dona Rosa" });
  return stage;
}

Deno.test("The console's pages run nothing inline, load nothing foreign, and label every field", async () => {
  const stage = await fullStage("open");
  const { encryption } = keySet;
  const fingerprint = thumbprint(encryption);
  stage.house.knocking = [
    { fingerprint, keySet, isContested: false, atMs: stage.house.nowMs, tries: 2 },
  ];
  const title = { en: hostile, pt: hostile };
  await stage.post("/api/v1/lots", { ...lot7, id: "8", title });
  for (const language of ["en", "pt-BR"]) {
    for (const path of pages) {
      const html = await pageOf(stage, path, language);
      assertEquals([forbiddenIn(html), unlabelledIn(html)], [[], []], path);
      assert(!html.includes("<script>"), `${path}: a name became markup`);
      assert(!/undefined|NaN|\[object/.test(html), path);
      assertStringIncludes(html, `<html lang="${language === "en" ? "en-US" : "pt-BR"}"`);
      const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      const skipped = levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1);
      assertEquals([levels[0], skipped], [1, []], `${path}: headings`);
    }
  }
});

Deno.test("A page's first document holds what its stream brings first", async () => {
  const stage = await fullStage("open");
  for (const path of pages) {
    const html = await pageOf(stage, path, "pt-BR");
    const { regions, lists } = await liveOf(stage, path.slice(1), "pt-BR");
    for (const [id, inner] of Object.entries(regions)) {
      assertStringIncludes(html, `id="${id}"`);
      assertStringIncludes(html, inner, `${path} ${id}`);
    }
    for (const [id, { rows }] of Object.entries(lists)) {
      assertStringIncludes(html, `id="${id}"`);
      for (const row of Object.values(rows)) assertStringIncludes(html, row);
    }
  }
});

Deno.test("/bidders names everyone with what can be done, in the person's language", async () => {
  const stage = await fullStage();
  const english = await pageOf(stage, "/bidders");
  assertStringIncludes(english, `<bdi>${escaped}</bdi>`);
  assertStringIncludes(english, "1 registered · 0 connected · 1 floor paddle");
  assertStringIncludes(english, 'data-action="/api/v1/bidders/12/ban"');
  assertStringIncludes(english, "Dona Rosa");
  await stage.post("/api/v1/bidders/12/suspend");
  const portuguese = await pageOf(stage, "/bidders", "pt");
  assertStringIncludes(portuguese, "1 suspenso ou excluído");
  assertStringIncludes(portuguese, 'data-action="/api/v1/bidders/12/reinstate"');
  assert(!portuguese.includes('data-action="/api/v1/bidders/12/suspend"'));
});

Deno.test("/bidders lists paddles as people count, and the first of many in the document", async () => {
  const stage = await fullStage();
  const [row] = stage.house.bidders();
  assert(row !== undefined);
  const paddles = Array.from({ length: 60 }, (_, at) => String(60 - at));
  stage.house.bidders = () => paddles.map((paddle) => ({ ...row, paddle }));
  const { lists } = await liveOf(stage, "bidders");
  assertEquals(lists["bidder-list"]?.order, paddles.toReversed());
  const html = await pageOf(stage, "/bidders", "pt");
  assertEquals([...html.matchAll(/id="bidder-list-/g)].length, 16);
  assert(html.length < 60_000, `${html.length} characters`);
});

Deno.test("/bidders tells how the sale reaches each bidder, in plain words", async () => {
  const stage = await fullStage();
  const [row] = stage.house.bidders();
  assert(row !== undefined);
  const cases = [
    [
      { joined: true, path: "multicast", lossPercent: 0 },
      "hears the house's broadcast; nothing lost",
    ],
    [{ joined: true, path: "tcp", lossPercent: 2.5 }, "passes no UDP; 2.5% lost on the way"],
    [{ joined: true, path: null, lossPercent: null }, "the way is being found"],
    [{ joined: false, path: null, lossPercent: null, lastSeenMs: null }, "has not been here yet"],
    [{ joined: false, path: null, lossPercent: null, lastSeenMs: stage.house.nowMs }, "last seen"],
  ] as const;
  for (const [link, words] of cases) {
    stage.house.bidders = () => [{ ...row, ...link }];
    const html = await pageOf(stage, "/bidders");
    assertStringIncludes(html.replaceAll("&#39;", "'"), words);
  }
});

Deno.test("/bidders shows who asks to be let in above all, with the fingerprint in groups", async () => {
  const stage = newStage();
  assert(!(await pageOf(stage, "/bidders")).includes("asks to be let in</h2>"));
  const fingerprint = thumbprint(keySet.encryption);
  stage.house.knocking = [
    { fingerprint, keySet, isContested: false, atMs: stage.house.nowMs, tries: 3 },
  ];
  const html = await pageOf(stage, "/bidders");
  assertStringIncludes(html, "Somebody asks to be let in");
  assertStringIncludes(html, `SHA256: ${fingerprint.match(/.{1,4}/g)?.join(" ")}`);
  assertStringIncludes(html, `data-action="/api/v1/knocks/${fingerprint}/approve"`);
  const { regions } = await liveOf(stage, "log");
  assertEquals(regions["knock-count"], " (1)");
});

Deno.test("/catalogue tells what is wrong in the items folder, and the terms until they stand", async () => {
  const stage = await stageWithLot();
  const problem = problemAt("lots[2].opening", "amount", { found: '"ten"' });
  stage.house.problems = [{ file: "<b>.json", problem }];
  const before = await pageOf(stage, "/catalogue", "pt");
  assertStringIncludes(before, "<bdi>&lt;b&gt;.json</bdi>");
  assertStringIncludes(before, "esperado");
  assertStringIncludes(before, 'data-action="/api/v1/sale/terms"');
  assertStringIncludes(before, "ainda pode mudar");
  await stage.post("/api/v1/sale/terms", {
    premium: [{ from: 0, ratePercent: 12.5 }, { from: 500_000, ratePercent: 8 }],
    taxPercent: 5,
    taxOn: "premium",
  });
  const set = await pageOf(stage, "/catalogue", "pt");
  assertStringIncludes(set, "Comissão de 12,5% sobre o lance vencedor");
  assertStringIncludes(set, 'value="12.5"');
  await stage.post("/api/v1/lots/7/open");
  const after = await pageOf(stage, "/catalogue", "pt");
  assert(!after.includes('data-action="/api/v1/sale/terms"'));
  assertStringIncludes(after, "as condições ficam");
  assertStringIncludes(after, "já abriu");
});

Deno.test("/catalogue opens lots with a clock together, and counts those that wait", async () => {
  const stage = await stageWithLot();
  assertStringIncludes(await pageOf(stage, "/catalogue"), "No lot with a clock waits");
  await stage.post("/api/v1/lots", { ...lot7, id: "8", durationSeconds: 60 });
  const html = await pageOf(stage, "/catalogue");
  assertStringIncludes(html, "1 lot waits to open.");
  assertStringIncludes(html, 'data-action="/api/v1/lots/open-timed"');
  assertStringIncludes(html, "runs 1:00");
});

Deno.test("/catalogue brings a long catalogue by its stream, and the first lots in the document", async () => {
  const stage = newStage();
  const lots = Array.from({ length: 60 }, (_, at) => ({ ...lot7, id: String(at + 1) }));
  await stage.post("/api/v1/lots", lots);
  const html = await pageOf(stage, "/catalogue");
  assertEquals([...html.matchAll(/class="lot-row"/g)].length, 16);
  assert(html.length < 60_000, `${html.length} characters`);
  const { lists } = await liveOf(stage, "catalogue");
  assertEquals(lists["lot-list"]?.order?.length, 60);
});

Deno.test("/results shows what the papers say, and what keeps the sale from being closed", async () => {
  const stage = await fullStage("open");
  const open = await pageOf(stage, "/results");
  assertStringIncludes(open, "Lot 7 is still open. End it first.");
  assert(!open.includes('data-action="/api/v1/sale/close"'));
  stage.house.bid("7", "12", 20_000);
  await stage.post("/api/v1/lots/7/hammer");
  const sold = await pageOf(stage, "/results", "pt");
  const results = await (await stage.get("/api/v1/results")).json();
  assertEquals(results.paddles[0].hammer, 10_000);
  assertStringIncludes(sold, "100,00");
  assertStringIncludes(sold, 'href="/api/v1/invoices/12"');
  assertStringIncludes(sold, `placa 12, ${escaped}`);
  assertStringIncludes(sold, 'data-action="/api/v1/sale/close"');
  await stage.post("/api/v1/sale/close");
  const closed = await pageOf(stage, "/results");
  assertStringIncludes(closed, "The sale is closed.");
  assert(!closed.includes('data-action="/api/v1/sale/close"'));
});

Deno.test("/results shows the newest checkpoint as it is, and says where there is none", async () => {
  const stage = newStage();
  assertStringIncludes(await pageOf(stage, "/results"), "not signed a checkpoint yet");
  stage.house.note = "leilao/1 checkpoint\n<&>\n";
  assertStringIncludes(
    await pageOf(stage, "/results"),
    "leilao/1 checkpoint\n&lt;&amp;&gt;\n</pre>",
  );
});

Deno.test("/log tells who did what, newest first, and why something was refused", async () => {
  const stage = await fullStage();
  await stage.post("/api/v1/lots/7/open");
  await stage.post("/api/v1/lots/99/open");
  const { lists, regions } = await liveOf(stage, "log", "pt");
  const rows = lists["log-list"]?.order?.map((key) => lists["log-list"]?.rows[key] ?? "") ?? [];
  assertStringIncludes(rows[0] ?? "", "recusado:");
  assertEquals((rows[0] ?? "").split("recusado").length, 2, "The reason stands in its own column");
  assertStringIncludes(rows[1] ?? "", "Abrir o lote 7");
  assertStringIncludes(rows[1] ?? "", "um programa");
  assertStringIncludes(rows[0] ?? "", 'data-group="api"');
  assertStringIncludes(regions["log-people"] ?? "", '<option value="api">um programa</option>');
  assertStringIncludes(regions["counters"] ?? "", "<dt>bad_tag</dt><dd>3</dd>");
});

Deno.test("A paper opens in the language that was chosen for the page that it hangs on", async () => {
  const stage = newStage();
  const headers = { cookie: "leilao_language=pt", "accept-language": "en" };
  const report = await stage.request("/api/v1/report", { headers });
  assertStringIncludes(await report.text(), '<html lang="pt-BR">');
});

Deno.test("GET /live/floor shows each browser its own language and lot, whatever others have open", async () => {
  const stage = await fullStage("open");
  await stage.post("/api/v1/lots", { ...lot7, id: "8" });
  const headers = await signedIn("en");
  const other = await stage.request("/live/bidders", { headers });
  const open = await stage.request("/live/floor", { headers });
  const portuguese = await liveOf(stage, "floor", "pt");
  assertStringIncludes(portuguese.regions["ring"] ?? "", "Lote 7");
  const chosen = await liveOf(stage, "floor?lot=8");
  assertStringIncludes(chosen.regions["ring"] ?? "", "Lot 8");
  const english = await liveOf(stage, "floor");
  assertStringIncludes(english.regions["ring"] ?? "", "Lot 7");
  for (const { body } of [open, other]) await body?.cancel();
  stage.close();
});
