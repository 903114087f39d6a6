// In which language a page is shown, and what it types is read.

import { assertEquals } from "@std/assert";
import { pageLanguage, streamLanguage } from "../../lib/web/page_language.ts";

const cases: readonly (readonly [Record<string, string>, string])[] = [
  [{}, "en"],
  [{ "accept-language": "pt-BR" }, "pt"],
  [{ "accept-language": "pt-BR", cookie: "leilao_language=en" }, "en"],
  [{ "page-language": "pt-BR", cookie: "leilao_language=en", "accept-language": "en" }, "pt"],
  [{ "page-language": "en-US", cookie: "leilao_language=pt" }, "en"],
  [{ "page-language": "xx", cookie: "leilao_language=pt" }, "pt"],
];

Deno.test("pageLanguage() believes the open page before the choice by hand, and that before the browser", () => {
  for (const [headers, wanted] of cases) {
    assertEquals(pageLanguage(new Headers(headers)), wanted, JSON.stringify(headers));
  }
});

Deno.test("streamLanguage() is the language of the page that listens, whatever was chosen since", () => {
  const headers = { cookie: "leilao_language=en" };
  const of = (query: string) =>
    streamLanguage(new Request(`http://127.0.0.1/live/floor${query}`, { headers }));
  assertEquals([of("?language=pt-BR"), of("?lot=7&language=pt-BR"), of("")], ["pt", "pt", "en"]);
  assertEquals(of("?language=xx"), "en");
});
