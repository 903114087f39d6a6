// What the bidder's page shows, in both languages: its states, its words, and what must not be in it.

import {
  assert,
  assertEquals,
  assertMatch,
  assertNotMatch,
  assertStringIncludes,
} from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { LANGUAGES } from "../../lib/base/language.ts";
import { FIRST_ROWS_MAX } from "../../lib/bidder/lot_lists.tsx";
import { BIDDER_ASSETS } from "../../lib/bidder/page_assets.ts";
import { ORDER_REFUSALS } from "../../lib/bidder/page_bids.ts";
import { PAGE_TEXTS } from "../../lib/bidder/page_texts.ts";
import { FakeLink } from "../support/fake_link.ts";
import { FORMAT_LOTS, openFormats } from "./_formats.ts";
import { PageAtHand } from "./_page_at_hand.ts";
import {
  ana,
  anasLink,
  ben,
  bidAccepted,
  catalogue,
  join,
  lot,
  opened,
  saleStartMs,
  standing,
} from "./_sale.ts";

Deno.test("The page shows the lot in the ring, its price, the next bid and what it costs", async () => {
  const html = await pageOf((link) => {
    link.happen({
      type: "TermsSet",
      at: 0,
      terms: { premium: [{ from: toCents(0), rate: 1000 }], taxRate: 0, taxOn: "premium" },
    });
    link.happen(opened("7"), bidAccepted("7", standing(ben, 100_000)));
  });
  const words = textOf(html);
  assertStringIncludes(words, "Rosewood rocking chair, about 1890");
  assertStringIncludes(words, "R$1,000.00");
  assertMatch(buttonOf(html, "bid-now"), />Bid R\$1,050\.00<.*R\$1,155\.00\u00a0with\u00a0charges/);
});

Deno.test("The page says in Portuguese what it says in English", async () => {
  const happen = (link: FakeLink) => link.happen(opened("7"));
  const html = await pageOf(happen, "pt-BR");
  assertMatch(html, /<html lang="pt-BR"/);
  assertMatch(buttonOf(html, "bid-now"), />Dar lance de R\$\u00a01\.000,00</);
  assertStringIncludes(textOf(html), "Cadeira de balanço em jacarandá, c. 1890");
});

Deno.test("The page does not say to who is not let in that no lot is open or will come", async () => {
  const fingerprint = "A".repeat(43);
  for (
    const [language, wanted] of [
      ["en", "You see the sale as soon as the house has let you in."],
      ["pt", "Você vê o leilão assim que a casa deixar você entrar."],
    ] as const
  ) {
    const words = textOf(
      await pageOf((link) => {
        const waiting = { type: "connection", state: "waiting_approval", path: null } as const;
        link.notify({ ...waiting, fingerprint });
      }, language),
    );
    assertStringIncludes(words, wanted);
    assertNotMatch(words, /No lot is open|No more lots|Nenhum lote aberto|mais lotes/);
  }
});

Deno.test("The page tells the own state of the lot, and reads it out", async () => {
  const outbid = await pageOf(async (link) => {
    link.happen(opened("7"));
    await link.bid({ lot: "7", kind: "max", amount: toCents(100_000), quantity: 1 });
    link.happen(bidAccepted("7", standing(ana, 100_000)));
    link.answer(0, { state: "accepted", seq: link.seq() });
    link.happen(bidAccepted("7", standing(ben, 105_000)));
  });
  assertMatch(partOf(outbid, "own"), /data-tone="bad".*You are outbid/);
  assertEquals(
    textOf(partOf(outbid, "say")),
    "You are outbid on Lot 7. Price R$1,050.00, next bid R$1,100.00.",
  );
});

Deno.test("The page shows a bid on its way after it is loaded again, and takes no other", async () => {
  const html = await pageOf(async (link) => {
    link.happen(opened("7"));
    await link.bid({ lot: "7", kind: "max", amount: toCents(100_000), quantity: 1 });
  });
  assertStringIncludes(textOf(partOf(html, "own")), "Sent: Bid R$1,000.00. Waiting for the house.");
  assertMatch(buttonOf(html, "bid-now"), /aria-disabled="true"/);
  assertNotMatch(html, /<button[^>]*data-bid/);
});

Deno.test("The page says why a bid was refused, and what was asked then", async () => {
  const html = await pageOf(async (link) => {
    link.happen(opened("7"));
    await link.bid({ lot: "7", kind: "max", amount: toCents(100_000), quantity: 1 });
    link.answer(0, { state: "refused", reason: "below_ask", ask: toCents(120_000), seq: 9 });
  });
  assertStringIncludes(
    textOf(partOf(html, "own")),
    "Refused: Bid R$1,000.00: it was too low; at least R$1,200.00 was asked.",
  );
});

Deno.test("The page has a refusal, and what became of a bid elsewhere, read out once each", async () => {
  const html = await pageOf(async (link) => {
    link.happen(opened("7"), opened("8"));
    await link.bid({ lot: "8", kind: "max", amount: toCents(100_000), quantity: 1 });
    link.happen(bidAccepted("8", standing(ana, 100_000)));
    link.answer(0, { state: "accepted", seq: link.seq() });
    link.happen(bidAccepted("8", standing(ben, 105_000)));
    await link.bid({ lot: "7", kind: "max", amount: toCents(1), quantity: 1 });
    link.answer(1, { state: "refused", reason: "bad_amount", seq: 9 });
  });
  const said = partOf(html, "say").matchAll(/<span( data-once="[^"]+")? ?>([^<:.,]*)/g);
  assertEquals([...said].map(([, once, text = ""]) => [once !== undefined, text]), [
    [true, "Refused"],
    [true, "You are outbid on Lot 8"],
    [false, "Lot 7"],
  ]);
});

Deno.test("The page has each new price of a clock read out, and nothing else with it", async () => {
  for (const [language, words] of [["en", "Price now R$1,000.00."], ["pt", "Preço agora R$"]]) {
    const html = await pageOf((link) => openFormats(link, "dutch"), language);
    const [, once, text = ""] = /<span data-once="(price-D-[^"]+)">([^<]*)/.exec(
      partOf(html, "say"),
    ) ?? [];
    assertEquals(once, "price-D-100000");
    assertStringIncludes(text, words ?? "");
  }
});

Deno.test("The page shows for a while how a lot went that has given its place to another", async () => {
  const sold = (laterMs: number, winner: string) =>
    pageOf((link) => {
      link.happen(opened("7"), opened("8"), bidAccepted("7", standing(ana, 100_000)));
      if (winner !== ana) link.happen(bidAccepted("7", standing(winner, 105_000)));
      const at = link.nowMs() - laterMs;
      link.happen({ type: "LotSold", at, lot: "7", paddle: winner, price: toCents(100_000) });
    });
  const notices = async (html: Promise<string>) => textOf(partOf(await html, "notices"));
  assertEquals(await notices(sold(1_000, ana)), "You won Lot 7. Hammer price: R$1,000.00");
  assertEquals(await notices(sold(15_000, ana)), "");
  const lost = pageOf(async (link) => {
    link.happen(opened("7"), opened("8"));
    await link.bid({ lot: "7", kind: "max", amount: toCents(100_000), quantity: 1 });
    link.happen(bidAccepted("7", standing(ana, 100_000)));
    link.answer(0, { state: "accepted", seq: link.seq() });
    link.happen(bidAccepted("7", standing(ben, 105_000)));
    const price = toCents(105_000);
    link.happen({ type: "LotSold", at: link.nowMs(), lot: "7", paddle: ben, price });
  });
  assertEquals(await notices(lost), "Another bidder won Lot 7. Hammer price: R$1,050.00");
  // Who has not bid there is not told of it.
  assertEquals(await notices(sold(1_000, ben)), "");
});

Deno.test("The page lists what was won and what is owed for it", async () => {
  const html = await pageOf((link) => {
    link.happen(opened("7"), bidAccepted("7", standing(ana, 100_000)));
    const sold = { lot: "7", paddle: ana, price: toCents(100_000) };
    link.happen({ type: "LotSold", at: saleStartMs + 20_000, ...sold });
  });
  assertMatch(textOf(partOf(html, "won")), /Lot 7 .*To pay ?R\$1,000\.00/);
  assertStringIncludes(textOf(partOf(html, "own")), "You won this lot");
  assertStringIncludes(textOf(partOf(html, "ring")), "Sold to you");
});

Deno.test("The page tells of no lot to come once the sale is closed", async () => {
  const html = await pageOf((link) => link.happen({ type: "SaleClosed", at: saleStartMs }));
  assertEquals(textOf(partOf(html, "ahead")), "");
  assertStringIncludes(textOf(partOf(html, "ring")), "The sale is closed");
});

Deno.test("The page says plainly that it is not live, and offers no bid", async () => {
  for (
    const [state, words] of [
      ["lagging", "Behind: bidding is off"],
      ["rejoining", "Reconnecting: bidding is off"],
    ] as const
  ) {
    const html = await pageOf((link) => {
      link.happen(opened("7"));
      link.notify({ type: "connection", state, path: null });
    });
    assertStringIncludes(textOf(partOf(html, "connection")), words);
    assertNotMatch(html, /<button[^>]*data-bid/);
    assertStringIncludes(textOf(partOf(html, "say")), "Bidding is off");
  }
});

Deno.test("The page gives the fingerprint to read out while the house has not let this client in", async () => {
  const link = new FakeLink();
  const page = await PageAtHand.open(link);
  const fingerprint = "A".repeat(43);
  link.notify({ type: "connection", state: "waiting_approval", path: null, fingerprint });
  const notices = textOf(partOf(await page.html(), "notices"));
  assertStringIncludes(notices, "SHA256: AAAA AAAA");
  assertMatch(notices, /let you in/);
  await page[Symbol.asyncDispose]();
});

Deno.test("The page says to whom it is not open any more", async () => {
  const html = await pageOf((link) => {
    link.happen(opened("7"), { type: "PaddleBanned", at: 0, paddle: ana });
  });
  assertStringIncludes(textOf(partOf(html, "notices")), "barred");
  assertEquals(
    textOf(partOf(html, "say")).trim(),
    "Your paddle is barred from this sale. Ask the house.",
  );
  assertNotMatch(html, /<button[^>]*data-bid/);
});

Deno.test("The page draws a lot of every format in both languages", async () => {
  for (const language of LANGUAGES) {
    for (const [name, { id }] of Object.entries(FORMAT_LOTS)) {
      const html = await pageOf((link) => openFormats(link, name), language);
      assertMatch(textOf(partOf(html, "ring")), new RegExp(`(Lot|Lote) ${id}\\b`));
      assertNotMatch(html, /undefined|NaN|\[object/);
      const canBid = /data-bid=/.test(partOf(html, "bid") + partOf(html, "amounts"));
      assert(canBid, `${name} in ${language}`);
    }
  }
});

Deno.test("What comes from the network is text: no element, no hidden letters, no other direction", async () => {
  const hostile = `<script>alert(1)</script>"'\u202Egnp\u200B\u0007`;
  const title = { en: hostile, pt: hostile };
  const page = await stage((link) => {
    link.happen({ type: "SaleCreated", at: 0, sale: "5a", name: hostile, currency: "BRL" });
    link.happen(...catalogue().slice(1));
    link.happen({ type: "LotCatalogued", at: 0, lot: lot("7", { title }) });
    link.happen({ type: "LotCatalogued", at: 0, lot: lot("8", { title }) });
    link.happen({ type: "LotCatalogued", at: 0, lot: lot("9", { title }) });
    const described = { language: "en", part: 1, parts: 1, text: `${hostile}\nsecond` } as const;
    link.happen({ type: "LotDescribed", at: 0, lot: "7", ...described });
    link.happen({ type: "Announced", at: saleStartMs, text: hostile });
    link.happen(opened("7"), opened("8"));
    link.self = { paddle: ana, name: hostile };
  });
  const html = await page.html();
  assertStringIncludes(html, "&lt;script&gt;alert(1)");
  const { regions, lists } = await firstPatch(page);
  const rows = Object.values(lists).flatMap((list) => Object.values(list.rows));
  assertEquals(rows.length, 2);
  for (const sent of [...Object.values(regions), ...rows]) {
    for (const hidden of ["<script>", "\u202e", "\u200b", "\u0007"]) assert(!sent.includes(hidden));
  }
  for (const hidden of ["<script>", "\u202e", "\u200b", "\u0007"]) assert(!html.includes(hidden));
  assertNotMatch(html, /<[^>]*\son[a-z]+=/i);
});

Deno.test("The page has nothing inline, and each part that its stream sends has its place", async () => {
  const page = await stage((link) => link.happen(opened("7"), opened("8")));
  const html = await page.html();
  assertNotMatch(html, /<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=/i);
  const { regions, lists } = await firstPatch(page);
  for (const id of [...Object.keys(regions), ...Object.keys(lists)]) {
    assertEquals([id, html.split(` id="${id}"`).length - 1], [id, 1]);
  }
  // A first patch brings nothing new to a page that was just loaded.
  for (const [id, region] of Object.entries(regions)) assertStringIncludes(html, region, id);
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  assertEquals(ids.length, new Set(ids).size);
  await page[Symbol.asyncDispose]();
});

Deno.test("The page loads only files that it has, and little of it", async () => {
  await using page = await stage((link) => {
    for (let number = 10; number < 510; number++) {
      link.happen({ type: "LotCatalogued", at: 0, lot: lot(String(number)) });
    }
    link.happen(opened("7"));
  });
  const html = await page.html();
  const paths = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  let bytes = html.length;
  for (const path of paths) {
    const answer = await page.ask(path ?? "");
    assertEquals([path, answer.status], [path, 200]);
    bytes += (await answer.text()).length;
  }
  // Modules that are loaded by others.
  bytes += BIDDER_ASSETS.find(({ path }) => path === "bidder/bid_press.js")?.text.length ?? 0;
  assert(bytes < 100_000, `${bytes} bytes`);
  assertEquals(html.match(/id="ahead-/g)?.length, FIRST_ROWS_MAX + 1); // With its heading.
  const { lists } = await firstPatch(page);
  assertEquals(lists["ahead"]?.order?.length, 502);
});

Deno.test("Every refusal of an order has words in both languages, each of its own", () => {
  for (const language of LANGUAGES) {
    const said = ORDER_REFUSALS.map((why) => PAGE_TEXTS[language].order[why]("R$1"));
    assertEquals(new Set(said).size, ORDER_REFUSALS.length);
    for (const words of said) assertMatch(words, /[.?]$/);
  }
});

/** Ana is in; then `happen`. */
async function stage(happen: (link: FakeLink) => unknown): Promise<PageAtHand> {
  const link = anasLink();
  const page = await PageAtHand.open(link);
  join(link);
  await happen(link);
  return page;
}

async function pageOf(
  happen: (link: FakeLink) => unknown,
  language = "en",
): Promise<string> {
  await using page = await stage(happen);
  return await page.html(language);
}

interface FirstPatch {
  readonly regions: Readonly<Record<string, string>>;
  readonly lists: Readonly<
    Record<string, {
      readonly order?: readonly string[];
      readonly rows: Readonly<Record<string, string>>;
    }>
  >;
}

/** What the page's stream says first. */
async function firstPatch(page: PageAtHand): Promise<FirstPatch> {
  const answer = await page.ask("/live/bidder");
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!/event: patch\ndata: .*\n\n/.test(text)) {
    page.tick();
    text += (await reader?.read())?.value ?? "";
  }
  await reader?.cancel();
  return JSON.parse(/event: patch\ndata: (.*)\n\n/.exec(text)?.[1] ?? "null");
}

/** The inner HTML of a place, roughly: up to the next place that closes on the same level. */
function partOf(html: string, id: string): string {
  const [, tag = "", rest = ""] = new RegExp(`<(\\w+) id="${id}"[^>]*>([^]*)`).exec(html) ?? [];
  let depth = 1;
  for (const match of rest.matchAll(new RegExp(`<(/?)${tag}\\b`, "g"))) {
    depth += match[1] === "/" ? -1 : 1;
    if (depth === 0) return rest.slice(0, match.index);
  }
  return "";
}

function buttonOf(html: string, id: string): string {
  return new RegExp(`<button[^>]* id="${id}"[^]*?</button>`).exec(html)?.[0] ?? "";
}

function textOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").replaceAll(" .", ".").trim();
}
