// What every program with pages serves beside them: assets, the language, signing in, amounts.

import { gunzipSync } from "node:zlib";
import { assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import { fromUtf8 } from "../../lib/base/bytes.ts";
import { buildOf } from "../../lib/web/assets.ts";
import { PAGE_BODY_BYTES_MAX, pageRoutes } from "../../lib/web/page_routes.ts";
import { PageSessions } from "../../lib/web/page_sessions.ts";

const own = "http://127.0.0.1:7300";
const clock = { nowMs: () => 1_000_000 };
const secret = new Uint8Array(32).fill(7);
const assets = [{ path: "web/a.js", text: "export {};" }, { path: "web/a.css", text: "a{}" }];

async function newStage() {
  const sessions = await PageSessions.over({ secret, cookie: "leilao_test", clock });
  const routes = pageRoutes({ sessions, assets, currency: () => "BRL" });
  const ask = async (
    path: string,
    init: RequestInit & { readonly origin?: string | null } = {},
  ) => {
    const { origin = own, headers, ...rest } = init;
    const all = new Headers({ host: "127.0.0.1:7300", ...(headers as Record<string, string>) });
    if (origin !== null) all.set("origin", origin);
    return await routes.request(new Request(`${own}${path}`, { ...rest, headers: all }));
  };
  return { sessions, ask };
}

function form(fields: Readonly<Record<string, string>>): RequestInit {
  const body = new URLSearchParams(fields);
  return { method: "POST", body };
}

Deno.test("GET /assets serves each file with its type and policy, and nothing where it is the same", async () => {
  const { ask } = await newStage();
  const first = await ask("/assets/web/a.js");
  assertEquals(first.headers.get("content-type"), "text/javascript; charset=utf-8");
  assertStringIncludes(first.headers.get("content-security-policy") ?? "", "default-src 'none'");
  assertEquals(await first.text(), "export {};");
  const etag = first.headers.get("etag") ?? "";
  const again = await ask("/assets/web/a.js", { headers: { "if-none-match": etag } });
  assertEquals([again.status, await again.text()], [304, ""]);
  assertEquals((await ask("/assets/web/b.js")).status, 404);
  assertEquals((await ask("/assets/../web/a.js")).status, 404);
});

Deno.test("GET /assets packs a file for who can unpack it, and for nobody else", async () => {
  const { ask } = await newStage();
  const cases: readonly (readonly [string, string | null])[] = [
    ["gzip, deflate, br, zstd", "gzip"],
    ["GZIP", "gzip"],
    ["gzip;q=0, br", null],
    ["gzip;q=0, *", null],
    ["br", null],
    ["", null],
  ];
  const tags = new Map<string | null, string | null>();
  for (const [accepted, encoding] of cases) {
    const response = await ask("/assets/web/a.js", { headers: { "accept-encoding": accepted } });
    assertEquals(response.headers.get("content-encoding"), encoding, accepted);
    assertEquals(response.headers.get("vary"), "Accept-Encoding");
    const bytes = new Uint8Array(await response.arrayBuffer());
    assertEquals(fromUtf8(encoding === null ? bytes : gunzipSync(bytes)), "export {};");
    tags.set(encoding, response.headers.get("etag"));
  }
  // Who has kept one form is not told that it is the other.
  assertNotEquals(tags.get("gzip"), tags.get(null));
});

Deno.test("buildOf() is another one for every change of a file or its name", () => {
  const builds = new Set([
    buildOf(assets),
    buildOf([]),
    buildOf([{ path: "web/a.js", text: "export { };" }]),
    buildOf([{ path: "web/b.js", text: "export {};" }]),
  ]);
  assertEquals(builds.size, 4);
});

Deno.test("POST /session signs in with a code once, and only from an own page", async () => {
  const { sessions, ask } = await newStage();
  const code = sessions.newCode("Lia");
  const post = (body: string, origin: string | null = own) =>
    ask("/session", {
      method: "POST",
      body,
      origin,
      headers: { "content-type": "application/json" },
    });
  const text = JSON.stringify({ code });
  assertEquals((await post(text, "http://evil.example")).status, 403);
  assertEquals((await post(text, null)).status, 403);
  const good = await post(text);
  assertEquals(good.status, 204);
  const cookie = good.headers.get("set-cookie")?.split(";")[0];
  assertEquals((await sessions.read(cookie))?.name, "Lia");
  const replayed = await post(text);
  assertEquals([replayed.status, replayed.headers.get("set-cookie")], [403, null]);
  assertStringIncludes((await replayed.json()).title, "used already");
});

Deno.test("POST /session refuses bodies of every other shape without a fault", async () => {
  const { ask } = await newStage();
  const bodies = ["", "{", "null", "[]", '"x"', '{"code":7}', '{"code":null}', '{"other":"x"}'];
  for (const body of bodies) {
    const response = await ask("/session", { method: "POST", body });
    assertEquals([response.status, response.headers.get("set-cookie")], [403, null], body);
  }
  const large = await ask("/session", {
    method: "POST",
    body: "x".repeat(PAGE_BODY_BYTES_MAX + 1),
  });
  assertEquals(large.status, 413);
});

Deno.test("POST /language keeps the choice and comes back to an own path only", async () => {
  const { ask } = await newStage();
  const chosen = await ask("/language", form({ language: "pt", back: "/bidders" }));
  assertEquals([chosen.status, chosen.headers.get("location")], [303, "/bidders"]);
  assertMatch(chosen.headers.get("set-cookie") ?? "", /^leilao_language=pt;/);
  for (const back of ["//evil.example", "https://evil.example", "/a/../b", "/x\r\nA: b", "\\\\x"]) {
    const response = await ask("/language", form({ language: "en", back }));
    assertEquals(response.headers.get("location"), "/", back);
  }
  const unknown = await ask("/language", form({ language: "de", back: "/" }));
  assertEquals(unknown.headers.get("set-cookie"), null);
  const foreign = await ask("/language", {
    ...form({ language: "pt", back: "/" }),
    origin: "http://evil.example",
  });
  assertEquals([foreign.status, foreign.headers.get("set-cookie")], [403, null]);
});

Deno.test("GET /amount reads money as the person writes it, for who is signed in", async () => {
  const { sessions, ask } = await newStage();
  const cookie = (await sessions.begin("Lia")).split(";")[0] ?? "";
  const amount = async (text: string, language: string) => {
    const headers = { cookie, "accept-language": language };
    const response = await ask(`/amount?text=${encodeURIComponent(text)}`, { headers });
    return [response.status, (await response.json()).cents ?? null];
  };
  assertEquals(await amount("1.250,00", "pt-BR"), [200, 125_000]);
  assertEquals(await amount(" R$ 300 ", "pt-BR"), [200, 30_000]);
  assertEquals(await amount("1,250", "en"), [200, 125_000]);
  for (const text of ["1.250,00", "-5", "", "abc", "1e9", "9".repeat(60)]) {
    assertEquals(await amount(text, "en"), [422, null], text);
  }
  const signedOut = await ask("/amount?text=5");
  assertEquals(signedOut.status, 401);
  await signedOut.body?.cancel();
});
