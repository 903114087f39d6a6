// Who may ask the bidder's page for what, and what a malformed request gets.

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { LANGUAGES } from "../../lib/base/language.ts";
import { PAGE_BODY_BYTES_MAX } from "../../lib/web/page_routes.ts";
import { WEB_TEXTS } from "../../lib/web/web_texts.ts";
import { anasLink, ben, bidAccepted, catalogue, join, lot, opened, standing } from "./_sale.ts";
import { type Asked, codeIn, newIntent, orderOf, ORIGIN, PageAtHand } from "./_page_at_hand.ts";

const digest = "ab".repeat(32);
const deeds = ["/bids", "/looked-at-lot"];
const routes = ["/", "/live/bidder", `/pictures/${digest}`, "/amount?text=1", "/sign-in"];

Deno.test("The bidder's page answers only to the names of this very machine", async () => {
  await using page = await stage();
  for (const path of [...routes, "/assets/web/tokens.css"]) {
    for (const host of ["evil.example", "192.168.0.7:7555", "127.0.0.1.evil.example", ""]) {
      const answer = await page.ask(path, { headers: { host } });
      assertEquals([path, host, answer.status], [path, host, 421]);
      await answer.body?.cancel();
    }
  }
  for (const path of deeds) {
    const answer = await page.post(path, orderOf(), { host: "evil.example" });
    assertEquals(answer.status, 421);
  }
  assertEquals(page.link.wishes, []);
});

Deno.test("The bidder's page does nothing that another page asked for, or nobody's page", async () => {
  await using page = await stage();
  const foreign: Asked["headers"][] = [
    { origin: "http://evil.example" },
    { origin: "http://127.0.0.1:7556" }, // Another program of this machine.
    { origin: "null" },
    { origin: null },
    { "sec-fetch-site": "cross-site" },
    { origin: null, "sec-fetch-site": "same-site" },
  ];
  for (const headers of foreign) {
    assertEquals((await page.post("/bids", orderOf(), headers)).status, 403);
    assertEquals((await page.post("/looked-at-lot", { lot: "8" }, headers)).status, 403);
    const language = await page.ask("/language", {
      body: "language=pt",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });
    assertEquals(language.status, 403);
  }
  assertEquals(page.link.wishes, []);
});

Deno.test("The bidder's page shows and does nothing without the session of its own program", async () => {
  await using page = await stage();
  await using other = await PageAtHand.open(anasLink(), { name: "ben" });
  const named = other.cookie.replace("leilao_bidder_ben", "leilao_bidder_ana");
  const forged = `${page.cookie.slice(0, -3)}AAA`;
  for (const cookie of [null, "", other.cookie, named, forged, "leilao_bidder_ana=x.y"]) {
    for (const path of ["/live/bidder", `/pictures/${digest}`, "/amount?text=1"]) {
      assertEquals((await page.ask(path, { headers: { cookie } })).status, 401);
    }
    const first = await page.ask("/", { headers: { cookie } });
    assertEquals([first.status, first.headers.get("location")], [303, "/sign-in"]);
    assertEquals((await page.post("/bids", orderOf(), { cookie })).status, 401);
    assertEquals((await page.post("/looked-at-lot", { lot: "8" }, { cookie })).status, 401);
  }
  assertEquals(page.link.wishes, []);
  // Both pages of one browser: each program reads its own of the two cookies.
  const both = `${other.cookie}; ${page.cookie}`;
  assertEquals((await page.ask("/", { headers: { cookie: both } })).status, 200);
});

Deno.test("A one-time code of the bidder's page signs in once, and no other does", async () => {
  await using page = await stage();
  const used = codeIn(page.opened[0] ?? "");
  const told = codeIn(page.lines[0] ?? "");
  assertEquals((await page.signIn(used)).status, 403);
  for (const code of ["", "x", `${told}A`, "A".repeat(43)]) {
    assertEquals((await page.signIn(code)).status, 403);
  }
  const answer = await page.signIn(told);
  assertEquals(answer.status, 204);
  assertMatch(answer.headers.get("set-cookie") ?? "", /; Path=\/; .*HttpOnly; SameSite=Strict$/);
  assertEquals((await page.signIn(told)).status, 403);
});

Deno.test("Malformed and oversized bodies are refused in words, and nothing is bid", async () => {
  await using page = await stage();
  const order = orderOf();
  const bad: unknown[] = [
    null,
    [],
    [order],
    "text",
    {},
    { ...order, more: 1 },
    { ...order, intent: "1" },
    { ...order, intent: undefined },
    { ...order, lot: "../7" },
    { ...order, kind: "undo" },
    { ...order, amount: 0 },
    { ...order, amount: -5 },
    { ...order, amount: 1.5 },
    { ...order, amount: "100000" },
    { ...order, amount: 2 ** 53 },
    { ...order, quantity: 0 },
    { ...order, quantity: 1e9 },
    { ...order, text: "1,000.00" },
    { ...order, amount: undefined, text: "1".repeat(41) },
    { ...order, amount: undefined, kind: "leave", text: "1" },
    { ...order, seen: null },
    { ...order, seen: { seq: -1, ask: null } },
    { ...order, confirmed: "yes" },
  ];
  for (const body of bad) {
    const answer = await page.post("/bids", body);
    assertEquals([body, answer.status], [body, 400]);
    assertEquals((await answer.json()).code, "malformed");
  }
  for (const body of [null, {}, { lot: 7 }, { lot: "../7" }, { lot: "7", more: 1 }, []]) {
    assertEquals((await page.post("/looked-at-lot", body)).status, 400);
  }
  for (const path of deeds) {
    for (const body of ["{", "", "\u0000", '{"a":'.repeat(500)]) {
      assertEquals((await page.ask(path, { method: "POST", body, headers: {} })).status, 400);
    }
    const type = { "content-type": "text/plain" };
    assertEquals((await page.post(path, order, type)).status, 400);
    const large = " ".repeat(PAGE_BODY_BYTES_MAX + 1);
    assertEquals((await page.ask(path, { body: large })).status, 413);
  }
  assertEquals(page.link.wishes, []);
});

Deno.test("An oversized body to sign in or to choose a language is refused too", async () => {
  await using page = await stage();
  for (const path of ["/session", "/language"]) {
    const answer = await page.ask(path, { body: "x".repeat(PAGE_BODY_BYTES_MAX + 1) });
    assertEquals([path, answer.status], [path, 413]);
  }
});

Deno.test("POST /bids sends what was shown, once, however often it is asked", async () => {
  await using page = await stage();
  const order = orderOf();
  for (let times = 0; times < 3; times++) {
    const answer = await page.post("/bids", order);
    assertEquals([answer.status, (await answer.json()).state], [202, "sent"]);
  }
  assertEquals(page.link.wishes, [{ lot: "7", kind: "max", amount: 100_000, quantity: 1 }]);
});

Deno.test("POST /bids reads a typed amount in the page's language, and says how one is written", async () => {
  await using page = await stage();
  const typed = (text: string) => orderOf({ amount: undefined, text, seen: { seq: 0, ask: null } });
  const wrong = await page.post("/bids", typed("1.250"), { "accept-language": "en" });
  assertEquals(wrong.status, 422);
  const problem = await wrong.json();
  assertEquals(problem.code, "bad_amount");
  assertStringIncludes(problem.title, "R$1,250.00");
  assertEquals((await page.post("/bids", typed("0"))).status, 422);
  assertEquals(page.link.wishes, []);
  const right = await page.post("/bids", typed("1.250"), { "accept-language": "pt-BR" });
  assertEquals(right.status, 202);
  assertEquals(page.link.wishes.map(({ amount }) => amount), [125_000]);
});

Deno.test("POST /bids reads a typed amount as the page is written, though another tab chose a language since", async () => {
  await using page = await stage();
  // Of a currency with three decimals "1.250" is an amount in both languages, and a thousandfold one.
  const events = [...catalogue(lot("7")), opened("7")];
  page.link.happen(
    ...events.map((event) => event.type === "SaleCreated" ? { ...event, currency: "KWD" } : event),
  );
  const typed = orderOf({ amount: undefined, text: "1.250", seen: { seq: 0, ask: null } });
  const cookie = `${page.cookie}; leilao_language=pt`;
  const headers = { cookie, "page-language": "en-US" };
  assertEquals((await page.post("/bids", { ...typed, confirmed: true }, headers)).status, 202);
  assertEquals(page.link.wishes.map(({ amount }) => amount), [1_250]);
  const read = await page.ask("/amount?text=1.250", { headers });
  assertEquals(await read.json(), { cents: 1_250 });
});

Deno.test("GET /live/bidder is no place for a page at another port, which sends the cookie too", async () => {
  await using page = await stage();
  for (const site of ["same-site", "cross-site"]) {
    const answer = await page.ask("/live/bidder", { headers: { "sec-fetch-site": site } });
    assertEquals([site, answer.status], [site, 403]);
    await answer.body?.cancel();
  }
});

Deno.test("POST /bids asks before an unusual amount in words, and sends it with a yes", async () => {
  await using page = await stage();
  const order = orderOf({ amount: 9_000_000, seen: { seq: 0, ask: null } });
  const asked = await page.post("/bids", order, { "accept-language": "pt" });
  assertEquals(asked.status, 409);
  assertEquals(await asked.json(), {
    confirm: "Dar lance de R$\u00a090.000,00 no Lote 7?",
    effects: ["É muito acima do preço agora, R$\u00a01.000,00."],
    verb: "Sim, dar R$\u00a090.000,00",
  });
  assertEquals(page.link.wishes, []);
  assertEquals((await page.post("/bids", { ...order, confirmed: true })).status, 202);
  assertEquals(page.link.wishes.length, 1);
});

Deno.test("POST /bids says what has changed where the amount is not asked any more", async () => {
  await using page = await stage();
  page.link.happen(bidAccepted("7", standing(ben, 100_000)));
  const answer = await page.post("/bids", orderOf());
  assertEquals(answer.status, 409);
  const { code, title } = await answer.json();
  assertEquals(code, "amount_moved");
  assertStringIncludes(title, "R$1,050.00");
});

Deno.test("POST /bids tells why the link refused, and that a bid could not be stored", async () => {
  await using page = await stage();
  page.link.nextBid = { state: "refused", reason: "stale_view" };
  const stale = await page.post("/bids", orderOf());
  assertEquals(stale.status, 409);
  assertStringIncludes((await stale.json()).title, "Nothing was sent");
  page.link.nextBid = new Error("disk full");
  const full = await page.post("/bids", orderOf());
  assertEquals([full.status, (await full.json()).code], [500, "not_kept"]);
});

Deno.test("POST /looked-at-lot shows a lot large, and goes back to the ring", async () => {
  await using page = await stage();
  assertEquals((await page.post("/looked-at-lot", { lot: "8" })).status, 204);
  assertMatch(ringOf(await page.html()), /Lot 8/);
  assertEquals((await page.post("/looked-at-lot", { lot: "99" })).status, 404);
  assertEquals((await page.post("/looked-at-lot", { lot: null })).status, 204);
  assertMatch(ringOf(await page.html()), /Lot 7/);
});

Deno.test("GET /pictures gives the picture of a lot of the sale under its digest, and no other", async () => {
  const link = anasLink();
  const image = { name: "chair.png", mediaType: "image/png", sha256: digest };
  link.happen({ type: "LotCatalogued", at: 0, lot: lot("10", { image }) });
  await using page = await PageAtHand.open(link);
  assertEquals((await page.ask(`/pictures/${digest}`)).status, 404); // Not to be had yet.
  link.pictures.set("10", { bytes: new Uint8Array([1, 2, 3]), mediaType: "image/png" });
  const answer = await page.ask(`/pictures/${digest}`);
  assertEquals(new Uint8Array(await answer.arrayBuffer()), new Uint8Array([1, 2, 3]));
  assertEquals(answer.headers.get("content-type"), "image/png");
  assertStringIncludes(answer.headers.get("content-security-policy") ?? "", "sandbox");
  assertEquals(answer.headers.get("x-content-type-options"), "nosniff");
  for (const path of [`/pictures/${"cd".repeat(32)}`, "/pictures/..%2fkeys", "/pictures/10"]) {
    assertEquals((await page.ask(path)).status, 404);
  }
});

Deno.test("Every answer of the bidder's page forbids what is not its own", async () => {
  await using page = await stage();
  const answers = [
    await page.ask("/"),
    await page.ask("/sign-in"),
    await page.ask("/assets/bidder/bid_form.js"),
    await page.ask("/nothing"),
    await page.post("/bids", {}),
    await page.post("/bids", orderOf({ intent: newIntent() }), { origin: "http://evil.example" }),
  ];
  for (const answer of answers) {
    const policy = answer.headers.get("content-security-policy") ?? "";
    assertStringIncludes(policy, "default-src 'none'");
    assert(!policy.includes("unsafe-inline"), policy);
    assertEquals(answer.headers.get("x-frame-options"), "DENY");
    assertEquals(answer.headers.get("access-control-allow-origin"), null);
    await answer.body?.cancel();
  }
});

Deno.test("HEAD of the event stream leaves no stream open", async () => {
  await using page = await stage();
  const answer = await page.ask("/live/bidder", { method: "HEAD" });
  assertEquals([answer.status, answer.body], [200, null]);
  const open = await page.ask("/live/bidder", { headers: { origin: ORIGIN } });
  assertEquals(open.headers.get("content-type"), "text/event-stream; charset=utf-8");
  await open.body?.cancel();
});

/** Ana is in, and lot 7 is open. */
async function stage(): Promise<PageAtHand> {
  const link = anasLink();
  const page = await PageAtHand.open(link);
  join(link);
  link.happen(opened("7"), opened("8"));
  return page;
}

function ringOf(html: string): string {
  return /<section id="ring"[^]*?<\/section>/.exec(html)?.[0] ?? "";
}

Deno.test("createPageApp() shows a browser a small page with a way back, and scripts get JSON", async () => {
  await using page = await PageAtHand.open(anasLink());
  const browser = { accept: "text/html,*/*;q=0.8" };
  for (const language of LANGUAGES) {
    const headers = { ...browser, "accept-language": language };
    const answer = await page.ask("/nothing", { headers });
    assertEquals(answer.status, 404);
    const html = await answer.text();
    assertStringIncludes(html, WEB_TEXTS[language].problem.nothingHere);
    assertStringIncludes(html, `<a class="button" href="/">`);
  }
  assertEquals((await (await page.ask("/nothing")).json()).code, "nothing_here");
  const elsewhere = await page.ask("/nothing", { headers: { ...browser, host: "evil.example" } });
  assertEquals((await elsewhere.json()).code, "bad_host");
});
