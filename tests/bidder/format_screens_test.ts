// The bidder's screen on lots of every format, against expected text in screens/ (see screen_test.ts).

import { assertEquals } from "@std/assert";
import type { PublicEvent } from "../../lib/auction/event.ts";
import { toCents } from "../../lib/auction/money.ts";
import type { Language } from "../../lib/base/language.ts";
import { FORMAT_LOTS, hidden, openFormats, raised, seen } from "./_formats.ts";
import { ana, ben, saleStartMs, standing } from "./_sale.ts";
import { checkScreens, Watcher } from "./_watcher.ts";

const amounts: Readonly<Record<Language, (units: string) => string>> = {
  en: (units) => units,
  pt: (units) => units.replace(",", "."),
};

/** Bids, is accepted, and everyone sees `now`. */
async function bids(watcher: Watcher, typed: string, id: string, now = standing(ana, 100_000)) {
  const { link } = watcher;
  await watcher.type(amounts[watcher.language](typed));
  link.answer(link.wishes.length - 1, { state: "accepted", seq: link.seq() + 1 });
  link.happen(seen(id, now));
}

const stories: Readonly<Record<string, (watcher: Watcher) => void | Promise<void>>> = {
  sealed_bid_in: async (watcher) => {
    openFormats(watcher.link, "sealed");
    watcher.link.happen(seen("S", hidden(1)));
    await bids(watcher, "1,500", "S", hidden(2));
  },
  price_falling: ({ link }) => {
    openFormats(link, "dutch");
    link.now = saleStartMs + 12_200;
  },
  price_fallen: ({ link }) => {
    openFormats(link, "dutch");
    link.now = saleStartMs + 34_000;
  },
  asked_to_buy: async (watcher) => {
    openFormats(watcher.link, "dutch");
    watcher.link.now = saleStartMs + 12_200;
    await watcher.type("");
  },
  price_entering: async (watcher) => {
    openFormats(watcher.link, "japanese");
    watcher.link.happen(seen("J", hidden(1)));
    await bids(watcher, "enter", "J", hidden(2));
    watcher.link.now = saleStartMs + 12_200;
  },
  price_rising: async (watcher) => {
    const { link } = watcher;
    openFormats(link, "japanese");
    await bids(watcher, "enter", "J", hidden(3));
    link.happen(raised(105_000, 3, 30_000), raised(110_000, 2, 40_000));
    link.now = saleStartMs + 41_500;
    await watcher.type("leave");
  },
  units_winning: async (watcher) => {
    openFormats(watcher.link, "uniform");
    await bids(watcher, "3 x 1,500", "U", standing(ana, 100_000, { ask: toCents(100_000) }));
  },
  units_sold: async (watcher) => {
    const { link } = watcher;
    openFormats(link, "uniform", "sealed");
    await bids(watcher, "bid U 3 x 1,500", "U", standing(ben, 120_000, { bids: 2 }));
    const at = saleStartMs + 60_000;
    const price = toCents(120_000);
    link.happen(
      { type: "UnitsSold", at, lot: "U", paddle: ben, quantity: 8, price },
      { type: "UnitsSold", at, lot: "U", paddle: ana, quantity: 2, price },
      { type: "LotSold", at, lot: "U", paddle: ben, price },
    );
    await watcher.type("lots");
  },
  buy_now_offered: ({ link }) => openFormats(link, "buyNow"),
  announced_and_barred: ({ link }) => {
    openFormats(link, "vickrey");
    link.happen(
      {
        type: "Announced",
        at: saleStartMs + 5_000,
        text: "The hall is closed for ten minutes because of the rain; bidding goes on afterwards.",
      },
      { type: "PaddleBanned", at: saleStartMs + 6_000, paddle: ana },
    );
    link.now = saleStartMs + 7_000;
  },
  all_formats: async (watcher) => {
    const { link } = watcher;
    openFormats(link, ...Object.keys(FORMAT_LOTS));
    link.happen(seen("J", hidden(4)), seen("V", hidden(2)));
    link.now = saleStartMs + 6_000;
    await watcher.type("lots");
  },
};

/** The rows of Ana's screen after a story. */
async function rowsAfter(tell: (watcher: Watcher) => void | Promise<void>): Promise<string[]> {
  const watcher = new Watcher("en");
  await tell(watcher);
  return watcher.lines(60, 30).map((line) => line.trimEnd());
}

Deno.test("renderScreen() shows an announcement for two minutes, and at most three rows of it", async () => {
  const shownAfter = async (ms: number) => {
    const rows = await rowsAfter(({ link }) => {
      openFormats(link, "vickrey");
      link.happen({ type: "Announced", at: saleStartMs, text: "again and ".repeat(40) });
      link.now = saleStartMs + ms;
    });
    return rows.slice(2, rows.indexOf(""));
  };
  assertEquals((await shownAfter(119_999)).length, 3);
  assertEquals((await shownAfter(120_000)).length, 0);
});

Deno.test("renderScreen() offers the fixed price no more after the first bid", async () => {
  const isOffered = async (...bids: readonly PublicEvent[]) => {
    const rows = await rowsAfter(({ link }) => {
      openFormats(link, "buyNow");
      link.happen(...bids);
    });
    return rows.some((line) => line.startsWith("Buy now"));
  };
  assertEquals(await isOffered(), true);
  assertEquals(await isOffered(seen("B", standing(ben, 100_000))), false);
});

Deno.test("renderScreen() tells in a narrow list how many units are one's own, if any", async () => {
  const soldTo = async (...paddles: readonly string[]) => {
    const rows = await rowsAfter(async (watcher) => {
      openFormats(watcher.link, "uniform");
      const at = saleStartMs;
      const price = toCents(120_000);
      for (const paddle of paddles) {
        watcher.link.happen({ type: "UnitsSold", at, lot: "U", paddle, quantity: 2, price });
      }
      watcher.link.happen({ type: "LotSold", at, lot: "U", paddle: paddles[0] ?? ben, price });
      await watcher.type("lots");
    });
    return rows.find((line) => line.startsWith(" U"))?.replace(/^.*each/, "");
  };
  assertEquals(await soldTo(ben, "16", "17"), "");
  assertEquals(await soldTo(ben, "16", ana), " · you × 2");
});

for (const [story, tell] of Object.entries(stories)) {
  Deno.test(`renderScreen() draws ${story} in both languages and sizes`, () => {
    return checkScreens(story, tell);
  });
}
