// A text as every terminal draws it in the same number of columns: harmless, and plain in its emoji.
//
// Terminals disagree about joined emoji, skin tones, flags and emoji that a variation selector
// makes of letters: one draws two columns, another six. In a table each such title would push its
// row out of line, so that they are taken apart: a family is shown as its people, a flag as its
// two letters.

import { safeText } from "./safe_text.ts";

const onlyAscii = /^[\x20-\x7e]*$/;
const selectorsAndTones = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\p{Emoji_Modifier}]/gu;
const emojiJoiner =
  /(?<=\p{Extended_Pictographic})\u200d(?=\p{Extended_Pictographic}|[\u2640\u2642])/gu;
const flagLetter = /[\u{1f1e6}-\u{1f1ff}]/gu;
const flagLetterFirst = 0x1f1e6;

/** `text` on one line, harmless, as it is drawn and measured. */
export function drawnText(text: string): string {
  if (onlyAscii.test(text)) return text;
  const plain = text.toWellFormed().replace(selectorsAndTones, "").replace(emojiJoiner, "")
    .replace(flagLetter, letterOf);
  return safeText(plain);
}

function letterOf(indicator: string): string {
  return String.fromCodePoint(
    0x41 + (indicator.codePointAt(0) ?? flagLetterFirst) - flagLetterFirst,
  );
}
