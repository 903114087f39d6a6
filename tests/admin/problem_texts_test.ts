// The words of refusals, and the choice of a language.

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { acceptableLanguage } from "../../lib/web/acceptable_language.ts";
import { HttpProblem, problemResponse, STATUS_OF } from "../../lib/admin/http_problem.ts";
import { problemCodes, problemText } from "../../lib/admin/problem_texts.ts";
import { toCents } from "../../lib/auction/money.ts";
import { REJECTIONS } from "../../lib/auction/rejection.ts";

Deno.test("problemText() has a title and an advice for each code, in two languages", () => {
  const codes = problemCodes();
  assertEquals(codes.toSorted(), Object.keys(STATUS_OF).toSorted());
  for (const code of codes) {
    const en = problemText(code, "en");
    const pt = problemText(code, "pt");
    assertNotEquals(en.title, pt.title);
    assertNotEquals(en.advice, pt.advice);
    // One word per thing: the pages' own, in which bidders take part.
    assert(!/licitante/i.test(`${pt.title} ${pt.advice}`), pt.title);
    for (const text of [en, pt]) {
      assert(!text.title.endsWith("."), text.title);
      assert(text.advice.endsWith("."), text.advice);
    }
  }
});

Deno.test("problemText() names no path of the API where a page shows it to a person too", () => {
  for (
    const code of [...REJECTIONS, "already_registered", "no_such_knock", "no_invoice"] as const
  ) {
    for (const language of ["en", "pt"] as const) {
      const { advice } = problemText(code, language);
      assert(!/\b(GET|POST)\b|\/api\//.test(advice), advice);
    }
  }
});

Deno.test("problemText() gives no two rejections the same title", () => {
  const titles = REJECTIONS.map((reason) => problemText(reason, "en").title);
  assertEquals(new Set(titles).size, titles.length);
});

Deno.test("problemResponse() writes problem details with an ask in cents where there is one", async () => {
  const problem = new HttpProblem("below_ask", { ask: toCents(10_500) });
  const response = problemResponse(problem, { language: "en", requestId: "r1" });
  assertEquals(response.status, 409);
  assertEquals(response.headers.get("vary"), "Accept-Language");
  assertEquals(await response.json(), {
    type: "/problems/below_ask",
    title: "The amount is below the ask",
    status: 409,
    detail: "Offer at least the ask: the next bid of the lot.",
    code: "below_ask",
    requestId: "r1",
    ask: 10_500,
  });
});

Deno.test("acceptableLanguage() takes the best weight that we speak, else English", () => {
  const cases: readonly (readonly [string | undefined, string])[] = [
    [undefined, "en"],
    ["", "en"],
    ["pt", "pt"],
    ["pt-BR,pt;q=0.9,en;q=0.8", "pt"],
    ["en;q=0.8,pt-BR", "pt"],
    ["fr, de;q=0.9, pt;q=0.3", "pt"],
    ["pt;q=0, en;q=0.1", "en"],
    ["pt;q=0", "en"],
    ["pt;q=0.4, en;q=0.6", "en"],
    ["pt;q=7, en;q=0.5", "pt"],
    ["PT-br", "pt"],
    ["*", "en"],
    ["ptx", "en"],
    [",,;;=,", "en"],
    [`pt,${"x".repeat(256)}`, "en"],
  ];
  for (const [header, language] of cases) {
    assertEquals(acceptableLanguage(header), language, header);
  }
});
