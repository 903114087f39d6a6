// In which language a page is shown: as the person chose by hand, else as their browser asks. A page
// that is open states its own language: the choice is one of the whole browser and may change in
// another page, and "1.250" must be read as it was meant where it was typed.

import { type Language, LANGUAGES, localeOf } from "../base/language.ts";
import { acceptableLanguage } from "./acceptable_language.ts";
import { cookieOf } from "./page_sessions.ts";

/** The cookie that keeps a choice by hand. It is not secret, and all pages of a machine share it. */
export const LANGUAGE_COOKIE = "leilao_language";

/** The header in which a page that is open states its language, as its document's `lang`. */
export const PAGE_LANGUAGE_HEADER = "page-language";

const yearSeconds = 365 * 24 * 60 * 60;

/** The language for a request with these headers. */
export function pageLanguage(headers: Headers): Language {
  const stated = ofLocale(headers.get(PAGE_LANGUAGE_HEADER));
  if (stated !== undefined) return stated;
  const chosen = cookieOf(headers.get("cookie") ?? undefined, LANGUAGE_COOKIE);
  const known = LANGUAGES.find((language) => language === chosen);
  return known ?? acceptableLanguage(headers.get("accept-language") ?? undefined);
}

/** The language of a page's event stream: no header can be set there, so the page states it as "?language=". */
export function streamLanguage({ url, headers }: Request): Language {
  return ofLocale(new URL(url).searchParams.get("language")) ?? pageLanguage(headers);
}

function ofLocale(locale: string | null): Language | undefined {
  return LANGUAGES.find((language) => localeOf(language) === locale);
}

/** The Set-Cookie header that keeps the choice of `language`. */
export function languageCookie(language: Language): string {
  return `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=${yearSeconds}; SameSite=Strict`;
}
