// Texts from the network, made harmless for a screen.
//
// A title or a message can hold an escape sequence that repaints a terminal, renames its window or
// types for its owner; marks of writing direction can make one amount look like another. A screen
// shows a replacement mark instead; a program's line gets the JSON escape. Both work on the whole
// text just before it is written, so that no text can go around them.

// Controls (C0, DEL, C1), invisible format characters and direction marks (Cf: U+202E, U+2066,
// U+200B ...), line and paragraph separators. The joiners of emoji and scripts go too: an amount
// must read the same for everyone.
const unsafeOnScreen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

// JSON.stringify escapes C0 and lone surrogates by itself; some terminals obey C1 as well.
const unsafeInJson = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** `text` on one line with each control or invisible character shown as U+FFFD. */
export function safeText(text: string): string {
  return text.toWellFormed().replace(unsafeOnScreen, "\ufffd");
}

/** `value` as one line of JSON that no terminal obeys: still the same value when parsed. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    unsafeInJson,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
