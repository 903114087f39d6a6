// What `unicodeWidth` of @std/cli promises. The same tests must pass with the package itself.
import { assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";

const WIDTHS: readonly (readonly [string, string, number])[] = [
  ["nothing", "", 0],
  ["plain letters", "Lot 7: R$ 1.250,00", 18],
  ["composed accents", "leilão", 6],
  ["accents as marks of their own", "leila\u0303o", 6],
  ["ideographs", "天地玄黃", 8],
  ["Hangul", "경매", 4],
  ["kana and their marks", "せり、カナ", 10],
  ["full-width letters", "ＡＢ", 4],
  ["half-width kana", "ｶﾅ", 2],
  ["box drawing and arrows", "│─→●…", 5],
  ["one emoji", "🔨", 2],
  ["joined emoji, each of its parts", "👩\u200d🔬", 4],
  ["controls", "\0\t\n\r\u0080\u009f", 0],
  ["no-break space and the euro", "€\u00a01", 3],
];

for (const [name, text, width] of WIDTHS) {
  Deno.test(`unicodeWidth() counts the columns of ${name}`, () => {
    assertEquals(unicodeWidth(text), width);
  });
}
