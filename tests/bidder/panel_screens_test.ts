// The lists that a person opens: what was won, the own bids, the connection; their pages, and how
// long an answer stays. Expected text in screens/ (see screen_test.ts).

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import type { Language } from "../../lib/base/language.ts";
import type { LinkQuality } from "../../lib/bidder/house_link.ts";
import { messageReadMs, messageShownMs } from "../../lib/bidder/terminal_model.ts";
import { openFormats, seen } from "./_formats.ts";
import { ana, ben, bidAccepted, join, opened, saleStartMs, standing } from "./_sale.ts";
import { checkScreens, Watcher } from "./_watcher.ts";

const amounts: Readonly<Record<Language, (units: string) => string>> = {
  en: (units) => units,
  pt: (units) => units.replace(",", "."),
};

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { won: "won", history: "history", connection: "connection", help: "help" },
  pt: { won: "arrematados", history: "historico", connection: "conexao", help: "ajuda" },
};

const quality: LinkQuality = {
  offsetMs: -3_250,
  roundTripMs: 4.25,
  lossPermille: 62,
  frames: { multicast: 0, unicast: 900, tcp: 0 },
};

/** Ana wins lot 7 and three units of lot U, in a sale with premium and tax. */
function win({ link }: Watcher): void {
  link.happen({
    type: "TermsSet",
    at: saleStartMs,
    terms: { premium: [{ from: toCents(0), rate: 2_000 }], taxRate: 500, taxOn: "premium" },
  });
  openFormats(link, "uniform");
  link.happen(opened("7"), bidAccepted("7", standing(ana, 100_000)), seen("U", standing(ana, 0)));
  const at = saleStartMs + 20_000;
  const price = toCents(100_000);
  link.happen(
    { type: "LotSold", at, lot: "7", paddle: ana, price },
    { type: "UnitsSold", at, lot: "U", paddle: ana, quantity: 3, price },
    { type: "LotSold", at, lot: "U", paddle: ana, price },
  );
}

/** One bid each that was accepted and made void, refused, accepted, and sent. */
async function bidOften(watcher: Watcher): Promise<void> {
  const { link, language } = watcher;
  const type = (text: string) => watcher.type(amounts[language](text));
  join(link);
  link.happen(opened("7"), opened("9"));
  await watcher.type(language === "en" ? "bid 7 1,000.00" : "lance 7 1.000,00");
  link.answer(0, { state: "accepted", seq: link.seq() + 1 });
  link.happen(bidAccepted("7", standing(ana, 100_000)));
  link.happen({
    type: "BidsRetracted",
    at: saleStartMs + 11_000,
    lot: "7",
    paddle: ana,
    cause: "retracted",
    reason: null,
    standing: standing(ben, 100_000),
  });
  link.now = saleStartMs + 12_000;
  await type("1,000");
  link.answer(1, { state: "refused", reason: "below_ask", ask: toCents(105_000) });
  link.now = saleStartMs + 13_000;
  await watcher.type("+1");
  link.answer(2, { state: "accepted", seq: link.seq() + 1 });
  link.happen(bidAccepted("9", standing(ana, 105_000), 13_000));
  link.now = saleStartMs + 14_000;
  await watcher.type(language === "en" ? "exact 1,500" : "exato 1.500");
}

const stories: Readonly<Record<string, (watcher: Watcher) => void | Promise<void>>> = {
  panel_won: async (watcher) => {
    win(watcher);
    await watcher.type(words[watcher.language]["won"] ?? "");
  },
  panel_history: async (watcher) => {
    await bidOften(watcher);
    await watcher.type(words[watcher.language]["history"] ?? "");
  },
  panel_connection: async (watcher) => {
    watcher.link.measured = quality;
    join(watcher.link);
    watcher.link.notify({ type: "connection", state: "live", path: "unicast" });
    await watcher.type(words[watcher.language]["connection"] ?? "");
  },
  panel_connection_lost: async (watcher) => {
    join(watcher.link);
    watcher.link.notify({ type: "connection", state: "rejoining", path: null });
    await watcher.type(words[watcher.language]["connection"] ?? "");
  },
};

for (const [story, tell] of Object.entries(stories)) {
  Deno.test(`renderScreen() draws ${story} in both languages and sizes`, () => {
    return checkScreens(story, tell);
  });
}

Deno.test("renderScreen() says so where nothing was won and nothing was bid", async () => {
  const watcher = new Watcher("en");
  join(watcher.link);
  await watcher.type("won");
  assert(watcher.lines(80, 24).join("\n").includes("You have won no lot yet."));
  await watcher.type("history");
  assert(watcher.lines(80, 24).join("\n").includes("You have not bid yet."));
});

Deno.test("renderScreen() turns the pages of every list, and loses no row between them", async () => {
  const watcher = new Watcher("en");
  win(watcher);
  for (const list of ["help", "lots", "won", "history", "connection"]) {
    await watcher.type(list);
    const whole = watcher.lines(60, 60).map((line) => line.trimEnd());
    const pages: string[] = [];
    for (let page = 1; page <= 12; page++) {
      await watcher.type(`${list} ${page}`);
      const lines = watcher.lines(60, 12).map((line) => line.trimEnd());
      if (!lines.some((line) => line.includes(`page ${page} of`)) && page > 1) break;
      pages.push(...lines);
    }
    const wanted = whole.slice(8, -1).filter((line) => line !== "");
    assertEquals(wanted.filter((line) => !pages.includes(line)), [], list);
  }
});

Deno.test("renderScreen() drops an answer after ten seconds, or at news once it was read", async () => {
  const watcher = new Watcher("en");
  const { link } = watcher;
  join(link);
  link.happen(opened("7"));
  const isShown = () => watcher.lines(80, 24).join("\n").includes("Unknown command");
  await watcher.type("xyz");
  link.now += messageShownMs - 1;
  assertEquals(isShown(), true);
  link.now += 1;
  assertEquals(isShown(), false);
  await watcher.type("xyz");
  link.now += messageReadMs - 1;
  link.happen(bidAccepted("7", standing(ben, 100_000)));
  assertEquals(isShown(), true);
  link.now += 1;
  link.happen({ type: "PaddleAdmitted", at: saleStartMs, paddle: "99" });
  assertEquals(isShown(), true); // That is no news to anyone.
  link.happen(bidAccepted("7", standing(ben, 105_000)));
  assertEquals(isShown(), false);
});
