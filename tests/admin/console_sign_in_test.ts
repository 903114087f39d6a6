// Who sits down at the console: with the token, with a link that works once, and with nothing else.

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { TOKEN_FAILURES_MAX } from "../../lib/admin/admin_limits.ts";
import { consoleSessions } from "../../lib/admin/console_sessions.ts";
import { FAKE_NOW_MS } from "../support/fake_house.ts";
import { newStage, ORIGIN, problemOf, sessions, type Stage, stageWithLot, TOKEN } from "./stage.ts";

const pages = ["/bidders", "/catalogue", "/results", "/log", "/projector"];
const clock = { nowMs: () => FAKE_NOW_MS };

/** A request as the person's browser sends it: no bearer token, an origin, a cookie. */
function browse(
  stage: Stage,
  path: string,
  { cookie = null, origin = ORIGIN, form, ...rest }: {
    readonly cookie?: string | null;
    readonly origin?: string | null;
    readonly form?: Readonly<Record<string, string>>;
    readonly method?: string;
    readonly json?: unknown;
  } = {},
) {
  const headers = { authorization: null, cookie, origin };
  const body = form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) };
  return stage.request(path, { ...rest, ...body, headers });
}

/** The cookie of a browser that has signed in. */
async function cookieOf(setCookie: Promise<string> | string | null): Promise<string> {
  return (await setCookie ?? "").split(";")[0] ?? "";
}

Deno.test("The console shows its pages to who has signed in, and sends others to the door", async () => {
  const stage = newStage();
  const cookie = await cookieOf(sessions.begin("Lia"));
  for (const path of pages) {
    const stranger = await browse(stage, path);
    assertEquals([stranger.status, stranger.headers.get("location")], [303, "/sign-in"], path);
    const person = await browse(stage, path, { cookie });
    assertEquals(person.status, 200, path);
    assertStringIncludes(person.headers.get("content-security-policy") ?? "", "script-src 'self'");
    assertStringIncludes(await person.text(), "<!DOCTYPE html>");
    const live = await browse(stage, `/live${path}`);
    assertEquals(await problemOf(live), "no_token", path);
  }
});

Deno.test("POST /sign-in gives a session for the token, under the person's name", async () => {
  const stage = newStage();
  const response = await browse(stage, "/sign-in", { form: { token: ` ${TOKEN}\n`, name: "Lia" } });
  assertEquals([response.status, response.headers.get("location")], [303, "/"]);
  const header = response.headers.get("set-cookie");
  assertMatch(header ?? "", /HttpOnly; SameSite=Strict$/);
  const session = await sessions.read(await cookieOf(header));
  assertEquals(session?.name, "Lia");
  const nameless = await browse(stage, "/sign-in", { form: { token: TOKEN, name: "a\u202eb" } });
  const cookie = await cookieOf(nameless.headers.get("set-cookie"));
  assertEquals((await sessions.read(cookie))?.name, "");
});

Deno.test("POST /sign-in refuses wrong tokens, the eleventh for a while, and still the right one never", async () => {
  const stage = newStage();
  for (let wrong = 0; wrong < TOKEN_FAILURES_MAX; wrong += 1) {
    const response = await browse(stage, "/sign-in", { form: { token: `x${wrong}`, name: "" } });
    assertEquals([response.status, response.headers.get("set-cookie")], [401, null]);
    assertStringIncludes(await response.text(), 'role="alert"');
  }
  const calmed = await browse(stage, "/sign-in", { form: { token: "x", name: "" } });
  assertEquals([calmed.status, await problemOf(calmed)], [429, "too_many_failures"]);
  const right = await browse(stage, "/sign-in", { form: { token: TOKEN, name: "" } });
  assertEquals(right.status, 303);
});

Deno.test("POST /sign-in and /sign-out refuse pages of other origins and bodies that are no form", async () => {
  const stage = newStage();
  for (const origin of ["http://evil.example", null]) {
    for (const path of ["/sign-in", "/sign-out"]) {
      const response = await browse(stage, path, { origin, form: { token: TOKEN, name: "" } });
      assertEquals(await problemOf(response), "bad_origin", `${path} ${origin}`);
    }
  }
  const json = await browse(stage, "/sign-in", { method: "POST", json: { token: TOKEN } });
  assertEquals([json.status, json.headers.get("set-cookie")], [401, null]);
  await json.body?.cancel();
  const out = await browse(stage, "/sign-out", { form: {} });
  assertMatch(out.headers.get("set-cookie") ?? "", /Max-Age=0/);
});

Deno.test("POST /console-links makes a code that signs in once", async () => {
  const stage = newStage();
  const { path } = await (await stage.post("/api/v1/console-links", { name: "Lia" })).json();
  const code = /^\/sign-in#([\w-]{43})$/.exec(path)?.[1];
  const take = () => browse(stage, "/session", { method: "POST", json: { code } });
  const first = await take();
  const cookie = await cookieOf(first.headers.get("set-cookie"));
  assertEquals([first.status, (await sessions.read(cookie))?.name], [204, "Lia"]);
  assertEquals((await take()).status, 403);
  const bare = await stage.post("/api/v1/console-links");
  assertEquals(bare.status, 200);
  for (const body of [{ name: "x".repeat(41) }, { name: 7 }, { more: 1 }]) {
    assertEquals((await stage.post("/api/v1/console-links", body)).status, 422);
  }
  const stranger = await browse(stage, "/api/v1/console-links", { method: "POST" });
  assertEquals(await problemOf(stranger), "no_token");
});

Deno.test("A cookie of the console opens the API for its own pages and for no other", async () => {
  const stage = await stageWithLot();
  const cookie = await cookieOf(sessions.begin("Lia"));
  const open = (origin: string | null) =>
    browse(stage, "/api/v1/lots/7/open", { method: "POST", json: {}, cookie, origin });
  assertEquals(await problemOf(await open("http://evil.example")), "bad_origin");
  // A request that says nothing of its page may be one that a foreign page has sent.
  assertEquals(await problemOf(await open(null)), "no_token");
  assertEquals((await open(ORIGIN)).status, 200);
  const [entry] = stage.house.actions().filter(({ operation }) => operation === "openLot").slice(
    -1,
  );
  assertEquals([entry?.actor, entry?.outcome], ["Lia", "done"]);
});

Deno.test("A cookie of another house, of an old token or of a past day opens nothing", async () => {
  const stage = newStage();
  const otherHouse = await consoleSessions(TOKEN, { clock, house: "other" });
  const oldToken = await consoleSessions("another token", { clock, house: "stage" });
  const yesterday = { nowMs: () => FAKE_NOW_MS - 25 * 60 * 60 * 1000 };
  const past = await consoleSessions(TOKEN, { clock: yesterday, house: "stage" });
  for (const from of [otherHouse, oldToken, past]) {
    const cookie = await cookieOf(from.begin("Lia"));
    const page = await browse(stage, "/bidders", { cookie });
    assertEquals(page.headers.get("location"), "/sign-in");
    const command = { method: "POST", json: {}, cookie };
    assertEquals(await problemOf(await browse(stage, "/api/v1/rekey", command)), "no_token");
  }
  assertEquals(stage.house.rekeys, 0);
});

Deno.test("GET /pictures gives a lot's picture to who has signed in, in a sandbox of its own", async () => {
  const stage = newStage();
  const sha256 = "ab".repeat(32);
  const bytes = new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>");
  stage.house.pictures.set(sha256, { bytes, mediaType: "image/svg+xml" });
  const cookie = await cookieOf(sessions.begin(""));
  const shown = await browse(stage, `/pictures/${sha256}`, { cookie });
  assertEquals(shown.headers.get("content-type"), "image/svg+xml");
  assertStringIncludes(shown.headers.get("content-security-policy") ?? "", "sandbox");
  assertEquals(shown.headers.get("x-content-type-options"), "nosniff");
  assertStringIncludes(shown.headers.get("cache-control") ?? "", "immutable");
  assertEquals(new Uint8Array(await shown.arrayBuffer()), bytes);
  assertEquals(await problemOf(await browse(stage, `/pictures/${sha256}`)), "no_token");
  for (const path of ["AB".repeat(32), "ab", `${sha256}0`]) {
    assertEquals((await browse(stage, `/pictures/${path}`, { cookie })).status, 404, path);
  }
  const unknown = await browse(stage, `/pictures/${"cd".repeat(32)}`, { cookie });
  assertEquals(await problemOf(unknown), "no_such_page");
});

Deno.test("GET /live is no place for a page at another port, which sends the cookie too", async () => {
  const stage = newStage();
  const cookie = await cookieOf(sessions.begin("Lia"));
  for (const site of ["same-site", "cross-site"]) {
    const headers = { authorization: null, cookie, "sec-fetch-site": site };
    const answer = await stage.request("/live/floor", { headers });
    assertEquals(await problemOf(answer), "bad_origin");
  }
});

Deno.test("Who signs in under the name of programs is not taken for one in the log", async () => {
  const stage = newStage();
  for (const name of ["api", "API", "\uff41\uff50\uff49"]) {
    const cookie = await cookieOf(sessions.begin(name));
    await (await browse(stage, "/api/v1/rekey", { method: "POST", cookie })).body?.cancel();
    assertEquals(stage.house.actions().at(-1)?.actor, "Auctioneer's console", name);
  }
});
