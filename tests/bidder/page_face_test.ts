// The life of the bidder's page: how it comes to a browser, what it hears, and when it ends.

import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { runPageFace } from "../../lib/bidder/page_face.ts";
import { PageSessions } from "../../lib/web/page_sessions.ts";
import { codeIn, orderOf, PageAtHand } from "./_page_at_hand.ts";
import { anasLink, ben, bidAccepted, join, opened, standing } from "./_sale.ts";

Deno.test("runPageFace() opens one link and shows another, each of which works once", async () => {
  await using page = await PageAtHand.open(anasLink());
  assertEquals(page.opened.length, 1);
  const [shown = ""] = page.lines;
  assertMatch(shown, /http:\/\/127\.0\.0\.1:7555\/sign-in#[A-Za-z0-9_-]{43}$/);
  assertNotEquals(codeIn(shown), codeIn(page.opened[0] ?? ""));
  assertEquals((await page.signIn(codeIn(shown))).status, 204);
});

Deno.test("runPageFace() gives a new link each time that the person asks for one", async () => {
  const asking = new ReadableStream<string>({
    start(controller) {
      controller.enqueue("");
      controller.enqueue("");
      controller.close();
    },
  });
  await using page = await PageAtHand.open(anasLink(), { asked: asking });
  for (let turn = 0; turn < 20 && page.lines.length < 4; turn++) await Promise.resolve();
  const codes = page.lines.map(codeIn).filter((code) => code !== "");
  assertEquals(new Set(codes).size, 3);
  for (const code of codes) assertEquals((await page.signIn(code)).status, 204);
});

Deno.test("runPageFace() patches an open page when something happens, and not before", async () => {
  const page = await PageAtHand.open(anasLink());
  const { link } = page;
  join(link);
  link.happen(opened("7"));
  const reader = (await page.ask("/live/bidder")).body?.getReader();
  assert(reader !== undefined);
  assertMatch(await textFrom(reader), /event: hello/);
  assertMatch(await textFrom(reader), /"ring":.*no bids yet/);
  const next = textFrom(reader);
  page.tick(); // Nothing has happened: the next patch is that of the bid.
  link.happen(bidAccepted("7", standing(ben, 100_000)));
  page.tick();
  const patch = await next;
  assertMatch(patch, /paddle 15 · 1 bid/);
  assert(!patch.includes('"connection"'), "What has not changed is not sent again");
  await page[Symbol.asyncDispose]();
  assertEquals((await reader.read()).done, true);
});

Deno.test("runPageFace() shows each page its own language, whichever was opened first", async () => {
  await using page = await PageAtHand.open(anasLink());
  join(page.link);
  page.link.happen(opened("7"));
  for (const [language, words] of [["en", /no bids yet/], ["pt", /sem lances/]] as const) {
    const headers = { "accept-language": language };
    const reader = (await page.ask("/live/bidder", { headers })).body?.getReader();
    assert(reader !== undefined);
    await textFrom(reader);
    assertMatch(await textFrom(reader), words);
  }
});

Deno.test("runPageFace() shows a bid as on its way before the link has stored it", async () => {
  await using page = await PageAtHand.open(anasLink());
  const { link } = page;
  join(link);
  link.happen(opened("7"));
  let during = Promise.resolve("");
  link.whileBidding = () => during = page.html();
  assertEquals((await page.post("/bids", orderOf())).status, 202);
  assertMatch(await during, /Waiting for the house/);
});

Deno.test("runPageFace() ends when the person leaves, and leaves nothing behind", async () => {
  const page = await PageAtHand.open(anasLink());
  assert(page.timers > 0 && page.link.listeners > 0);
  page.leave();
  assertEquals(await page.ended, "left");
  assertEquals([page.timers, page.link.listeners, page.stopped], [0, 0, true]);
});

Deno.test("runPageFace() ends at once where the house never let this client in", async () => {
  const page = await PageAtHand.open(anasLink());
  page.link.notify({ type: "connection", state: "ended", path: null });
  assertEquals(await page.ended, "disconnected");
});

Deno.test("runPageFace() stays to be read when the house has ended, and says so", async () => {
  const page = await PageAtHand.open(anasLink());
  join(page.link);
  page.link.notify({ type: "house", state: "ended" });
  page.link.notify({ type: "connection", state: "ended", path: null });
  assertMatch(await page.html(), /The house has ended this session/);
  assertMatch(page.lines.at(-1) ?? "", /disconnected|stays open/);
  page.leave();
  assertEquals(await page.ended, "house_ended");
});

Deno.test("runPageFace() says to who is put out how they stand, though they never read the event", async () => {
  for (const [putOut, words] of [["banned", /barred/], ["suspended", /is suspended/]] as const) {
    await using page = await PageAtHand.open(anasLink());
    join(page.link);
    page.link.notify({ type: "connection", state: "ended", path: null, putOut });
    const html = await page.html();
    assertMatch(html, words);
    // Bids of who is banned do not stand.
    assertEquals(html.includes("accepted bids stand"), putOut === "suspended");
  }
});

Deno.test("runPageFace() tells troubles at the terminal, made harmless", async () => {
  await using page = await PageAtHand.open(anasLink());
  page.link.notify({ type: "problem", code: "unreachable", message: "no\u001b[2J answer" });
  assertMatch(page.lines.at(-1) ?? "", /^Trouble \(unreachable\)/);
  assert(!page.lines.join("").includes("\u001b"));
});

Deno.test("runPageFace() serves nothing where the person has left already", async () => {
  const signal = AbortSignal.abort();
  const end = await runPageFace(anasLink(), {
    sessions: await PageSessions.over({
      secret: new Uint8Array(32),
      cookie: "leilao_bidder_ana",
      clock: { nowMs: () => 0 },
    }),
    serve: () => {
      throw new Error("served");
    },
    open: () => Promise.resolve(false),
    say: () => {},
    asked: null,
    timers: { every: () => () => {} },
    fingerprint: "",
    language: "en",
    timeZone: "UTC",
    signal,
  });
  assertEquals(end, "left");
});

async function textFrom(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  return new TextDecoder().decode((await reader.read()).value);
}
