// Cutting a long text into pieces that fit an event, so that joining them gives the text again.

/** The most UTF-8 bytes of text in one LotDescribed: with its frame it stays under 1,200 bytes. */
export const DESCRIPTION_PART_BYTES_MAX = 600;

/**
 * `text` in pieces of at most `bytesMax` UTF-8 bytes, cut after white space where a piece has
 * any, and never within a code point. No text: no pieces. `bytesMax` is at least 4.
 */
export function splitText(text: string, bytesMax = DESCRIPTION_PART_BYTES_MAX): readonly string[] {
  const parts: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOfPart(text, start, bytesMax);
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

function endOfPart(text: string, start: number, bytesMax: number): number {
  let bytes = 0;
  let afterSpace: number | null = null;
  let index = start;
  while (index < text.length) {
    const codePoint = text.codePointAt(index) ?? 0;
    bytes += utf8Length(codePoint);
    if (bytes > bytesMax) return afterSpace ?? index;
    index += codePoint > 0xffff ? 2 : 1;
    if (/\s/.test(text.charAt(index - 1))) afterSpace = index;
  }
  return text.length;
}

// A lone surrogate is written as U+FFFD, which takes three bytes too.
function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
