// What a browser is shown by the console where there is nothing, where something failed, and where
// another site asked; and that programs get JSON as ever.

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { LANGUAGES } from "../../lib/base/language.ts";
import { WEB_TEXTS } from "../../lib/web/web_texts.ts";
import { forbiddenIn, signedIn } from "./_console.ts";
import { newStage, problemOf, type RequestOptions, type Stage } from "./stage.ts";

const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const foreign = { ...browser, origin: "https://evil.example" };

const CASES: readonly (readonly [string, RequestOptions, number, "nothingHere" | "foreign"])[] = [
  ["/nothing", { headers: browser }, 404, "nothingHere"],
  ["/pictures/none", { headers: browser }, 404, "nothingHere"],
  ["/sign-out", { method: "POST", headers: foreign }, 403, "foreign"],
  ["/language", { method: "POST", headers: foreign }, 403, "foreign"],
];

Deno.test("A browser is shown a small page with a way back, in its language", async () => {
  const stage = newStage();
  for (const language of LANGUAGES) {
    for (const [path, options, status, words] of CASES) {
      const html = await pageOf(stage, { path, options, status, language });
      assertStringIncludes(html, WEB_TEXTS[language].problem[words], path);
    }
  }
});

Deno.test("A browser is shown a small page where a page failed, and the house hears of it", async () => {
  const stage = newStage();
  const headers = { ...await signedIn("pt"), ...browser };
  stage.house.snapshot = () => {
    throw new Error("planted secret");
  };
  const html = await pageOf(stage, {
    path: "/",
    options: { headers },
    status: 500,
    language: "pt",
  });
  assertStringIncludes(html, WEB_TEXTS.pt.problem.failed);
  assert(!html.includes("planted"));
  assertEquals(stage.reported.length, 1);
});

Deno.test("A program gets JSON, and so does whoever asks below /api or under a foreign host", async () => {
  const stage = newStage();
  const host = { ...browser, host: "evil.example" };
  const cases: readonly (readonly [string, RequestOptions, string])[] = [
    ["/nothing", { headers: { accept: "*/*" } }, "no_such_page"],
    ["/nothing", {}, "no_such_page"],
    ["/api/v1/nothing", { headers: browser }, "no_such_page"],
    ["/nothing", { headers: host }, "bad_host"],
  ];
  for (const [path, options, code] of cases) {
    assertEquals(await problemOf(await stage.request(path, options)), code, path);
  }
});

interface Wanted {
  readonly path: string;
  readonly options: RequestOptions;
  readonly status: number;
  readonly language: "en" | "pt";
}

async function pageOf(stage: Stage, { path, options, status, language }: Wanted): Promise<string> {
  const headers = { ...options.headers, "accept-language": language };
  const response = await stage.request(path, { ...options, headers });
  const html = await response.text();
  assertEquals([path, response.status], [path, status]);
  assertMatch(response.headers.get("content-type") ?? "", /^text\/html/);
  assertStringIncludes(html, `<html lang="${language === "en" ? "en-US" : "pt-BR"}"`);
  assertMatch(html, /<a class="button" href="\/">/);
  assertEquals(forbiddenIn(html), []);
  return html;
}
