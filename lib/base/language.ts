// The two languages of the house, and how a person's wish becomes one of them.

/** A language that every text of ours exists in. */
export type Language = "en" | "pt";

/** Both, in the order of preference where nothing is known. */
export const LANGUAGES: readonly Language[] = ["en", "pt"];

/** The BCP 47 tag that Intl formats money and times with. */
export function localeOf(language: Language): string {
  return language === "pt" ? "pt-BR" : "en-US";
}

/**
 * The first language that `wishes` ask for, in order: a flag, LANG ("pt_BR.UTF-8"), a browser's
 * tag ("pt-BR"). Anything else, "C" and "POSIX" too, is passed over; English where none fits.
 */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const tag = /^([a-z]{2})(?:[-_.@]|$)/i.exec(wish ?? "")?.[1]?.toLowerCase();
    if (tag === "pt" || tag === "en") return tag;
  }
  return "en";
}

/** The text of `texts` in `language`, else in the other one, else nothing. */
export function textIn(
  texts: { readonly en?: string; readonly pt?: string },
  language: Language,
): string {
  return texts[language] ?? texts.en ?? texts.pt ?? "";
}
