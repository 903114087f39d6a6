// Which language a caller reads, from the header Accept-Language (RFC 9110 §12.5.4).

import { chooseLanguage, type Language } from "../base/language.ts";

const headerCharsMax = 256;
const quality = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

interface Wish {
  readonly tag: string;
  readonly weight: number;
}

/** The language of `header` with the highest weight that we speak; English where there is none. */
export function acceptableLanguage(header: string | undefined): Language {
  // A longer header is nobody's browser: it is not read at all, so that it cannot cost anything.
  if (header === undefined || header.length > headerCharsMax) return "en";
  const wishes = header.split(",").map(parseWish).filter((wish) => wish.weight > 0);
  // The sort is stable: among equal weights the order of the header stands.
  return chooseLanguage(wishes.sort((a, b) => b.weight - a.weight).map((wish) => wish.tag));
}

function parseWish(text: string): Wish {
  const [tag = "", ...parameters] = text.split(";").map((part) => part.trim());
  const stated = parameters.map((part) => quality.exec(part)?.[1]).find((q) => q !== undefined);
  return { tag, weight: stated === undefined ? 1 : Number.parseFloat(stated) };
}
