// The bidder's screen in each state, language and size, against expected text in screens/.
// After a wanted change: `deno test --allow-read --allow-write tests/bidder/screen_test.ts -- --update`,
// then read the diff.

import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { toCents } from "../../lib/auction/money.ts";
import { type Language, LANGUAGES } from "../../lib/base/language.ts";
import { FakeLink } from "../support/fake_link.ts";
import {
  ana,
  ben,
  bidAccepted,
  catalogue,
  join,
  lot,
  opened,
  saleStartMs,
  standing,
} from "./_sale.ts";
import { checkScreens, Watcher } from "./_watcher.ts";

const amounts: Readonly<Record<Language, (units: string) => string>> = {
  en: (units) => units,
  pt: (units) => units.replace(",", "."),
};

/** The house says much about lot 9, in both languages. */
function describe(link: FakeLink): void {
  const texts = {
    en: "Engraved in Amsterdam after the siege, coloured by hand.\nFramed behind glass; " +
      "a fold in the middle and two small tears at the lower edge. ".repeat(6),
    pt: "Gravado em Amsterdã depois do cerco, colorido à mão.\nEmoldurado com vidro; " +
      "uma dobra no meio e dois pequenos rasgos na borda de baixo. ".repeat(6),
  };
  for (const language of LANGUAGES) {
    const part = { lot: "9", language, part: 1, parts: 1, text: texts[language] };
    link.happen({ type: "LotDescribed", at: saleStartMs, ...part });
  }
}

/** What a screen is drawn after, by the name of its file. */
const stories: Readonly<Record<string, (watcher: Watcher) => void | Promise<void>>> = {
  joining: () => {},
  waiting: ({ link }) => join(link),
  leading: async (watcher) => {
    const { link } = watcher;
    join(link);
    link.happen({ type: "SaleOpened", at: saleStartMs }, opened("7"));
    await watcher.type(amounts[watcher.language]("1,500"));
    link.answer(0, { state: "accepted", seq: 9 });
    link.happen(bidAccepted("7", standing(ana, 100_000)));
  },
  outbid_with_a_clock: async (watcher) => {
    const { link } = watcher;
    join(link);
    link.happen(opened("8"));
    await watcher.type(amounts[watcher.language]("1,050"));
    link.answer(0, { state: "accepted", seq: 8 });
    link.happen(bidAccepted("8", standing(ana, 100_000, { reserveMet: false })));
    link.happen(bidAccepted("8", standing(ben, 110_000, { bids: 2, reserveMet: false })));
    link.now = saleStartMs + 95_000;
    watcher.prompt = "bid 1";
  },
  sent: async (watcher) => {
    join(watcher.link);
    watcher.link.happen(opened("7"));
    await watcher.type(amounts[watcher.language]("1,500"));
  },
  refused: async (watcher) => {
    const { link } = watcher;
    join(link);
    link.happen(opened("7"), bidAccepted("7", standing(ben, 120_000)));
    await watcher.type(amounts[watcher.language]("1,200"));
    link.answer(0, { state: "refused", reason: "below_ask", ask: toCents(125_000), seq: 9 });
  },
  asked_back: async (watcher) => {
    join(watcher.link);
    watcher.link.happen(opened("7"), bidAccepted("7", standing(ben, 120_000)));
    await watcher.type(amounts[watcher.language]("150,000"));
  },
  fair_warning: ({ link }) => {
    join(link);
    link.happen(opened("7"), bidAccepted("7", standing(ben, 120_000)));
    for (const call of [1, 2]) {
      link.happen({
        type: "FairWarningGiven",
        at: saleStartMs + 20_000,
        lot: "7",
        call,
        text: null,
      });
    }
  },
  paused_and_lagging: ({ link }) => {
    join(link);
    link.happen(opened("8"));
    link.happen({ type: "LotPaused", at: saleStartMs + 20_000, lot: "8", remainingMs: 100_000 });
    link.notify({ type: "connection", state: "lagging", path: "multicast" });
  },
  lots: async (watcher) => {
    const { link } = watcher;
    join(link);
    link.happen(opened("7"), bidAccepted("7", standing(ana, 100_000)));
    link.happen({
      type: "LotSold",
      at: saleStartMs,
      lot: "7",
      paddle: ana,
      price: toCents(100_000),
    });
    link.happen(opened("8", 60_000));
    await watcher.type("lots");
  },
  looked_at: async (watcher) => {
    const { link } = watcher;
    describe(link);
    join(link);
    link.happen(opened("7"));
    await watcher.type("lot 9");
  },
  looked_at_sold: async (watcher) => {
    const { link } = watcher;
    describe(link);
    join(link);
    link.happen(opened("9"), bidAccepted("9", standing(ben, 100_000)));
    link.happen({
      type: "LotSold",
      at: saleStartMs,
      lot: "9",
      paddle: ben,
      price: toCents(100_000),
    });
    link.happen(opened("7"), bidAccepted("7", standing(ben, 120_000)));
    await watcher.type("lot 9");
  },
  help: async (watcher) => {
    join(watcher.link);
    await watcher.type("help");
  },
  closed_and_won: ({ link }) => {
    join(link);
    link.happen(opened("7"), bidAccepted("7", standing(ana, 100_000)));
    link.happen({
      type: "LotSold",
      at: saleStartMs,
      lot: "7",
      paddle: ana,
      price: toCents(100_000),
    });
    link.happen({ type: "LotPassed", at: saleStartMs, lot: "8", reason: "no_bids" });
    link.happen({ type: "LotWithdrawn", at: saleStartMs, lot: "9", reason: "damaged" });
    link.happen({ type: "SaleClosed", at: saleStartMs });
  },
};

for (const [story, tell] of Object.entries(stories)) {
  Deno.test(`renderScreen() draws ${story} in both languages and sizes`, () => {
    return checkScreens(story, tell);
  });
}

const columnsOf = (line: string) => unicodeWidth(line);
// deno-lint-ignore no-control-regex
const colourMarks = /\x1b\[[0-9;]*m/g;

Deno.test("renderScreen() fills any window exactly and keeps the prompt in its last line", async () => {
  const watcher = new Watcher("pt");
  const { link } = watcher;
  join(link);
  link.happen(opened("7"), opened("8"), bidAccepted("7", standing(ben, 120_000)));
  await watcher.type("150.000");
  watcher.prompt = "lance 7 1.234";
  for (let width = 2; width <= 130; width += 7) {
    for (let height = 1; height <= 40; height += 3) {
      const lines = watcher.lines(width, height);
      assertEquals(lines.length, height);
      assert(lines.every((line) => columnsOf(line) <= width), `${width}x${height}`);
      assert(lines.at(-1)?.startsWith("> ".slice(0, width - 1)));
    }
  }
});

Deno.test("renderScreen() with colour shows the same text as without", async () => {
  const watcher = new Watcher("en");
  await stories["leading"]?.(watcher);
  const coloured = watcher.lines(80, 24, true);
  assert(coloured.join("").includes("\x1b[1;32m"));
  assertEquals(coloured.map((line) => line.replace(colourMarks, "")), watcher.lines(80, 24));
});

const attack = "\x1b]0;owned\x07\x1b[2J\u009b31m\u202e99,1\u2066\n\r\t\u2028";

Deno.test("renderScreen() neutralises every text that comes from the network", async () => {
  const link = new FakeLink();
  const title = { en: `Vase ${attack}`, pt: `Vaso ${attack}` };
  const [created, ...rest] = catalogue(
    lot("7", { title }),
    lot("8", { title }),
    lot("9", { title }),
  );
  assert(created?.type === "SaleCreated");
  link.happen({ ...created, name: `Sale ${attack}` }, ...rest);
  const watcher = new Watcher("en", link);
  link.self = { paddle: ana, name: `Ana ${attack}` };
  link.notify({ type: "connection", state: "live", path: "multicast" });
  link.happen(opened("7"), {
    type: "FairWarningGiven",
    at: saleStartMs,
    lot: "7",
    call: 1,
    text: attack,
  });
  link.notify({ type: "problem", code: "bad_protocol", message: attack });
  for (const panel of ["", "lots", "help"]) {
    if (panel !== "") await watcher.type(panel);
    watcher.prompt = attack;
    const text = watcher.lines(200, 40, true).join("").replace(colourMarks, "");
    // deno-lint-ignore no-control-regex
    assert(!/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u2069]/.test(text));
    assert(text.includes("Vase \ufffd]0;owned\ufffd"));
  }
});

Deno.test("renderScreen() measures wide characters as the terminal draws them", () => {
  const link = new FakeLink();
  link.happen(...catalogue(lot("7", { title: { en: "漆器".repeat(40) } })));
  const watcher = new Watcher("en", link);
  join(link);
  link.happen(opened("7"));
  watcher.prompt = "漆".repeat(60);
  const lines = watcher.lines(40, 20);
  assert(lines.every((line) => columnsOf(line) <= 40));
  assertEquals(lines[4], `${"漆器".repeat(9)}漆…`);
});

Deno.test("renderScreen() gives the other lots each free row and counts those that do not fit", () => {
  const link = new FakeLink();
  link.happen(...catalogue(...Array.from({ length: 30 }, (_, index) => lot(`${index + 1}`))));
  const watcher = new Watcher("en", link);
  join(link);
  const rows = (height: number) => {
    const lines = watcher.lines(80, height);
    const shown = lines.filter((line) => line.trimEnd().endsWith("to come")).length;
    return [shown, lines.find((line) => line.includes("more: type"))?.trim() ?? null];
  };
  // Head, ring, titles and prompt take 9 rows, and the one happening has its own.
  assertEquals(rows(40), [30, null]);
  assertEquals(rows(39), [28, "… and 2 more: type lots"]);
  assertEquals(rows(20), [9, "… and 21 more: type lots"]);
});

Deno.test("renderScreen() shows the next page of many lots, and the last page past the end", async () => {
  const link = new FakeLink();
  link.happen(...catalogue(...Array.from({ length: 60 }, (_, index) => lot(`${index + 1}`))));
  const watcher = new Watcher("en", link);
  join(link);
  await watcher.type("lots 2");
  const second = watcher.lines(80, 24);
  assert(second.some((line) => line.includes("page 2 of 4")));
  assert(second.some((line) => line.startsWith(" 18 ")));
  await watcher.type("lots 99");
  assert(watcher.lines(80, 24).some((line) => line.includes("page 4 of 4")));
});
