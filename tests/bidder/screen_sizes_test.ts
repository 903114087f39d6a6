// The screen in windows from 40x12 to 200x60: no row is broken, whatever is on it, and nothing is
// told by colour alone.

import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { toCents } from "../../lib/auction/money.ts";
import { LANGUAGES } from "../../lib/base/language.ts";
import { OWN_LOOKS } from "../../lib/bidder/look.ts";
import { PANEL_TEXTS } from "../../lib/bidder/panel_texts.ts";
import { FakeLink } from "../support/fake_link.ts";
import { FORMAT_LOTS } from "./_formats.ts";
import { ana, ben, bidAccepted, catalogue, join, lot, opened, standing } from "./_sale.ts";
import { Watcher } from "./_watcher.ts";

const sizes = [[40, 12], [40, 60], [60, 16], [75, 20], [76, 20], [80, 24], [99, 30], [100, 30]]
  .concat([[132, 43], [200, 12], [200, 60]]);

const titles = [
  "Família 👨‍👩‍👧‍👦 e bandeira 🇧🇷 num quadro a óleo de 1890",
  "漆器の箱と茶碗、江戸時代後期、蒔絵、保存状態良好、共箱付き、来歴あり",
  "👍🏽 ❤️ 1️⃣ ☎️ e\u0301tagère en acajou".repeat(3),
  "Vaso",
  "A".repeat(150),
];

/** A sale of strange titles where Ana leads, is outbid, has won and has lost. */
async function busy(language: "en" | "pt"): Promise<Watcher> {
  const watcher = new Watcher(language, new FakeLink());
  const { link } = watcher;
  const lots = titles.map((title, index) => lot(`${index + 1}`, { title: { en: title } }));
  link.happen(...catalogue(...lots, ...Object.values(FORMAT_LOTS)));
  join(link);
  for (const id of ["1", "2", "3", "4", "5"]) link.happen(opened(id));
  for (const id of ["1", "2", "3", "4"]) {
    await watcher.type(language === "en" ? `bid ${id} 1,500` : `lance ${id} 1.500`);
    const nth = link.wishes.length - 1;
    link.answer(nth, { state: "accepted", seq: link.seq() + 1 });
    link.happen(bidAccepted(id, standing(ana, 100_000)));
  }
  link.happen(bidAccepted("2", standing(ben, 123_456_700)));
  const sold = { type: "LotSold", at: link.now } as const;
  link.happen({ ...sold, lot: "3", paddle: ana, price: toCents(100_000) });
  link.happen(bidAccepted("4", standing(ben, 155_000)));
  link.happen({ ...sold, lot: "4", paddle: ben, price: toCents(155_000) });
  return watcher;
}

const lists = ["", "lots", "won", "history", "connection", "help", "lot 1", "lot 3"];

Deno.test("renderScreen() breaks no row from 40x12 to 200x60, whatever the titles", async () => {
  for (const language of LANGUAGES) {
    const watcher = await busy(language);
    for (const list of lists) {
      if (list !== "") await watcher.type(list);
      for (const [width = 0, height = 0] of sizes) {
        const lines = watcher.lines(width, height);
        const where = `${language} ${list} ${width}x${height}`;
        assertEquals(lines.length, height, where);
        assert(lines.every((line) => unicodeWidth(line) <= width), where);
        assert(lines.every((line) => !/[\ufe0f\u200d\u{1f3fb}-\u{1f3ff}]/u.test(line)), where);
        assert(lines.at(-1)?.startsWith("> "), where);
      }
    }
  }
});

// deno-lint-ignore no-control-regex
const colourMarks = /\x1b\[[0-9;]*m/g;

Deno.test("renderScreen() tells the same without colour, in every size and list", async () => {
  const watcher = await busy("pt");
  for (const list of lists) {
    if (list !== "") await watcher.type(list);
    for (const [width = 0, height = 0] of sizes) {
      const coloured = watcher.lines(width, height, true);
      const bare = coloured.map((line) => line.replace(colourMarks, ""));
      assertEquals(bare, watcher.lines(width, height));
    }
  }
});

Deno.test("PANEL_TEXTS has a word for each own place that has a colour", () => {
  for (const language of LANGUAGES) {
    const { own } = PANEL_TEXTS[language].table;
    const silent = Object.entries(own).filter(([, word]) => word === "").map(([state]) => state);
    assertEquals(silent, ["none"]);
    // Two places of different colours never share their word.
    const seen = new Map<string, string>();
    for (const [state, look] of Object.entries(OWN_LOOKS)) {
      const word = own[state as keyof typeof own];
      assertEquals(seen.get(word) ?? look, look, word);
      seen.set(word, look);
    }
  }
});

Deno.test("renderScreen() names the own place of each lot in its row, wide and narrow", async () => {
  const watcher = await busy("en");
  await watcher.type("lots");
  const places = (width: number) =>
    ["1", "2", "3", "4"].map((id) => {
      const line = watcher.lines(width, 60).find((each) => each.startsWith(` ${id} `)) ?? "";
      return /you lead|outbid|you won|not won/.exec(line)?.[0];
    });
  for (const width of [40, 60, 80, 120, 200]) {
    assertEquals(places(width), ["you lead", "outbid", "you won", "not won"], `${width}`);
  }
});

Deno.test("renderScreen() shows what happened from its beginning, never a tail of it", async () => {
  const watcher = await busy("pt");
  for (const [width = 0, height = 0] of sizes) {
    const lines = watcher.lines(width, height);
    const title = lines.findIndex((line) => line.startsWith("O que aconteceu"));
    if (title >= 0) assert(/^\d\d:\d\d:\d\d /.test(lines[title + 1] ?? ""), `${width}x${height}`);
  }
});

Deno.test("renderScreen() shows the own place in the ring in the smallest window", async () => {
  for (const [language, words] of [["en", "you lead"], ["pt", "você está na frente"]] as const) {
    const watcher = await busy(language);
    await watcher.type(language === "en" ? "lot 1" : "lote 1");
    await watcher.type("");
    watcher.model = { ...watcher.model, message: null, question: null };
    assert(watcher.lines(40, 12).join("\n").includes(words), language);
  }
});

Deno.test("renderScreen() keeps the columns where they are while prices and clocks move", async () => {
  const watcher = await busy("en");
  await watcher.type("lots");
  const headOf = () => watcher.lines(100, 40).find((line) => line.includes("Next bid  Time"));
  const before = headOf();
  assert(before !== undefined);
  watcher.link.happen(bidAccepted("1", standing(ana, 999_900)));
  watcher.link.happen({ type: "LotPaused", at: 0, lot: "1", remainingMs: null });
  assertEquals(headOf(), before);
});
