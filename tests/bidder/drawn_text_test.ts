// Texts as every terminal draws them alike.

import { assertEquals } from "@std/assert";
import { drawnText } from "../../lib/bidder/drawn_text.ts";
import { columnsOf, fitTo, tailOf, wrapText } from "../../lib/bidder/screen_row.ts";

Deno.test("drawnText() takes apart what terminals draw in different widths", () => {
  const table: readonly (readonly [string, string])[] = [
    ["Vase, 1640", "Vase, 1640"],
    ["👨‍👩‍👧 portrait", "👨👩👧 portrait"],
    ["🇧🇷 🇯🇵", "BR JP"],
    ["👍🏽", "👍"],
    ["❤️ ☎️", "❤ ☎"],
    ["café", "café"],
    ["漆器", "漆器"],
  ];
  for (const [text, drawn] of table) assertEquals(drawnText(text), drawn);
});

Deno.test("drawnText() still shows a joiner that hides in letters and numbers", () => {
  assertEquals(drawnText("1\u200d000"), "1\ufffd000");
  assertEquals(drawnText("a\u202eb\x1b[2J"), "a\ufffdb\ufffd[2J");
});

Deno.test("fitTo() fills or cuts to exactly the columns, and tears no accent from its letter", () => {
  assertEquals(fitTo("Vase", 6), "Vase  ");
  assertEquals(fitTo("漆器の箱", 6), "漆器… ");
  const accents = fitTo("e\u0301e\u0301e\u0301e\u0301", 3);
  assertEquals([accents, columnsOf(accents)], ["e\u0301e\u0301…", 3]);
});

Deno.test("wrapText() breaks a word only where it is longer than a whole line", () => {
  assertEquals(wrapText("漆器の箱と茶碗 ok", 8), ["漆器の箱", "と茶碗", "ok"]);
  assertEquals(wrapText("one two-three", 9), ["one", "two-three"]);
  assertEquals(wrapText("abcdefghij", 4), ["abcd", "efgh", "ij"]);
});

Deno.test("tailOf() leaves no accent behind whose letter did not fit", () => {
  assertEquals(tailOf("aae\u0301b", 1), "b");
  assertEquals(tailOf("aae\u0301b", 2), "e\u0301b");
});
