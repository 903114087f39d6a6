// Changes to text: pieces out, doubled, put in from another text or from a list of odd ones.

import type { Change } from "./_mutator.ts";

/** Pieces that text formats trip over: separators, quotes, escapes, marks, halves of characters. */
const oddPieces: readonly string[] = [
  ...["", " ", "\t", "\n", "\r\n", "\0", '"', "'", "\\", "/", "..", ".", ",", ";", ":", "=", "&"],
  ...["%", "%00", "%ff", "?", "#", "--", "-", "+", "0", "-1", "1e9", "99999999999999999999", "é"],
  ...[
    "\ud800",
    "\udc00",
    "\ufeff",
    "\u202e",
    "\u200b",
    "\u2028",
    "e\u0301",
    "١",
    "\x1b[2J",
    "\x03",
  ],
  ...["__proto__", "constructor", "<", ">", "<!--", "]]>", "&#x0;", "[", "]", "{", "}", "$&", "*"],
];

/** A text with a piece out, in, doubled, replaced, cut off or spliced. */
export const changedText: Change<string> = (text, chance, other) => {
  const at = chance.below(text.length + 1);
  const to = Math.min(text.length, at + 1 + chance.below(12));
  switch (chance.below(7)) {
    case 0:
      return text.slice(0, at) + chance.one(oddPieces) + text.slice(at);
    case 1:
      return text.slice(0, at) + chance.one(oddPieces) + text.slice(to);
    case 2:
      return text.slice(0, at) + text.slice(to);
    case 3:
      return text.slice(0, at);
    case 4:
      return text.slice(0, at) + text.slice(at, to).repeat(1 + chance.below(60)) + text.slice(to);
    case 5:
      return text.slice(0, at) + other.slice(chance.below(other.length + 1));
    default:
      return chance.seldom(2) ? text.toUpperCase() : [...text].toReversed().join("");
  }
};
