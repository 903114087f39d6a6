// Which words of the other language a page shows: found by the tables that pages are made of.

import type { Language } from "../../lib/base/language.ts";
import { PAGE_TABLES } from "./page_tables.ts";
import { ARGUMENT_MARK, textsIn } from "./texts_in.ts";

/** Shorter pieces of texts stand in other words, or are words of both languages. */
const lettersMin = 4;

const pieces: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: piecesOf("en"),
  pt: piecesOf("pt"),
};

const foreign: Readonly<Record<Language, readonly string[]>> = {
  en: foreignTo("en", "pt"),
  pt: foreignTo("pt", "en"),
};

/**
 * The pieces of the other language's texts that stand in `texts`, which a page in `language` shows.
 * `given` are texts that the page did not make: names, and what people wrote.
 */
export function foreignWords(
  texts: readonly string[],
  { language, given }: { readonly language: Language; readonly given: readonly string[] },
): readonly string[] {
  const shown = texts.map((text) => without(text.replaceAll(/\s+/g, " "), given));
  return foreign[language].flatMap((piece) => {
    const found = shown.find((text) => holds(text, piece));
    return found === undefined ? [] : [`"${piece}" in "${found.slice(0, 120)}"`];
  });
}

function without(text: string, given: readonly string[]): string {
  return given.reduce((left, one) => left.replaceAll(one, " "), text);
}

/** What is certain of each text, whatever its arguments. */
function piecesOf(language: Language): ReadonlySet<string> {
  const texts = Object.values(PAGE_TABLES).flatMap((table) => [
    ...textsIn(table[language]).values(),
  ]);
  return new Set(
    texts.flatMap((text) => text.split(ARGUMENT_MARK))
      .map((piece) => piece.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "").replaceAll(/\s+/g, " "))
      .filter((piece) => (piece.match(/\p{L}/gu) ?? []).length >= lettersMin),
  );
}

/** The pieces of `other` that no text of `own` holds: those are words of both. */
function foreignTo(own: Language, other: Language): readonly string[] {
  const known = [...pieces[own]];
  return [...pieces[other]].filter((piece) => !known.some((text) => holds(text, piece)));
}

/** Whether `piece` stands in `text` as whole words. */
function holds(text: string, piece: string): boolean {
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
    const before = text[at - 1] ?? "";
    const after = text[at + piece.length] ?? "";
    if (!/\p{L}/u.test(before) && !/\p{L}/u.test(after)) return true;
  }
  return false;
}
