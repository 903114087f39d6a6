// The papers of a sale over the admin API: results, invoices and report, with the token and without,
// while the sale runs and after.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as v from "valibot";
import { ResultsSchema } from "../../lib/settlement/results_json.ts";
import { PAPER_STYLE_SOURCE } from "../../lib/settlement/paper.ts";
import { ANA, CID } from "../settlement/_sold_sale.ts";
import { NAMED_BIDDER, settledStage } from "./settled_stage.ts";
import { problemOf } from "./stage.ts";

const PATHS = ["results", "results.csv", "invoices", `invoices/${ANA}`, "report"]
  .map((path) => `/api/v1/${path}`);

Deno.test("GET /results answers what the schema says, with names and the record's end", async () => {
  const stage = settledStage({ isClosed: true });
  const json = v.parse(ResultsSchema, await (await stage.get("/api/v1/results")).json());
  const { place } = stage.house.settlement();
  assertEquals(json.record, place);
  assertEquals(json.record.seq, stage.house.snapshot().seq);
  assertEquals([json.isPreliminary, json.totals.sold, json.totals.total], [false, 4, 339_514]);
  assertEquals(json.paddles.map(({ name }) => name), [NAMED_BIDDER.name, null, null]);
});

Deno.test("GET /results, /invoices and /report say what is preliminary", async () => {
  for (const isClosed of [true, false]) {
    const stage = settledStage({ isClosed });
    const results = await (await stage.get("/api/v1/results")).json();
    assertEquals(results.isPreliminary, !isClosed);
    for (const path of PATHS.slice(2)) {
      const html = await (await stage.get(path)).text();
      assertEquals(html.includes("Preliminary:"), !isClosed, path);
    }
  }
});

Deno.test("GET of each paper names its type, its file, and the one style sheet", async () => {
  const stage = settledStage({ isClosed: true });
  const wanted = [
    ["application/json", 'inline; filename="results.json"'],
    ["text/csv; charset=utf-8; header=present", 'attachment; filename="results.csv"'],
    ["text/html; charset=UTF-8", 'inline; filename="invoices.html"'],
    ["text/html; charset=UTF-8", `inline; filename="invoice-${ANA}.html"`],
    ["text/html; charset=UTF-8", 'inline; filename="report.html"'],
  ];
  for (const [index, path] of PATHS.entries()) {
    const { status, headers, body } = await stage.get(path);
    await body?.cancel();
    const got = [headers.get("content-type"), headers.get("content-disposition")];
    assertEquals([status, ...got], [200, ...wanted[index] ?? []], path);
    const policy = headers.get("content-security-policy") ?? "";
    assertStringIncludes(policy, "default-src 'none'");
    assertStringIncludes(policy, `style-src ${PAPER_STYLE_SOURCE}`);
    assertEquals(headers.get("cache-control"), "no-store");
  }
});

Deno.test("GET of a paper without the token is refused, as is an invoice that nobody owes", async () => {
  const stage = settledStage({ isClosed: true });
  for (const path of PATHS) {
    const response = await stage.request(path, { headers: { authorization: null } });
    assertEquals([response.status, await problemOf(response)], [401, "no_token"], path);
  }
  for (const paddle of [CID, "77"]) {
    const response = await stage.get(`/api/v1/invoices/${paddle}`);
    assertEquals([response.status, await problemOf(response)], [404, "no_invoice"]);
  }
  assertEquals((await stage.get("/api/v1/invoices/a.b")).status, 404);
});

Deno.test("GET of a paper speaks the language asked for, and escapes a name", async () => {
  const stage = settledStage({ isClosed: true });
  const headers = { "accept-language": "pt-BR" };
  const invoice = await (await stage.request(`/api/v1/invoices/${ANA}`, { headers })).text();
  assertStringIncludes(invoice, "A pagar");
  assertStringIncludes(invoice, "Ana &quot;&lt;b&gt;&quot; Lima");
  const csv = await (await stage.request("/api/v1/results.csv", { headers })).text();
  assertStringIncludes(csv, '1,Pote de barro,sold,9,"Ana ""<b>"" Lima",1,');
  assert(!csv.startsWith("\ufeff"));
});
