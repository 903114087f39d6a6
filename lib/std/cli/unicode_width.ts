// How many columns of a terminal a text takes, so that tables with names in them stay straight.
// Wide characters (Chinese, Japanese, Korean, most emoji) take two, marks that sit on the letter
// before and control characters none, all others one. Joined emoji count each of their parts.

const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}\u1160-\u11ff\u{d7b0}-\u{d7ff}]$/u;

/** Format characters that are drawn all the same. */
const DRAWN = /^[\u00ad\u0600-\u0605\u06dd\u070f\u08e2\u{110bd}\u{110cd}]$/u;

/** Blocks that Unicode's East Asian Width calls wide or full (UAX #11), but for the emoji. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f202],
  [0x1f210, 0x1f23b],
  [0x1f240, 0x1f248],
  [0x20000, 0x3fffd],
];

/** The number of columns; does not know escape sequences, which must be taken out before. */
export function unicodeWidth(str: string): number {
  let columns = 0;
  for (const character of str) columns += widthOf(character);
  return columns;
}

function widthOf(character: string): number {
  if (character >= " " && character <= "~") return 1;
  if (NOTHING.test(character) && !DRAWN.test(character)) return 0;
  const code = character.codePointAt(0) ?? 0;
  if (/^\p{Emoji_Presentation}$/u.test(character)) return 2;
  return WIDE.some(([from, to]) => from <= code && code <= to) ? 2 : 1;
}
