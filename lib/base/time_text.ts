// Times of the day as a person reads them, in the person's language and place.

import { type Language, localeOf } from "./language.ts";

/** Whose clock on the wall. `timeZone` is an IANA name ("America/Sao_Paulo"). */
export interface TimePlace {
  readonly language: Language;
  readonly timeZone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The time of day at `atMs`, milliseconds since 1970: "14:03:22". */
export function formatTimeOfDay(atMs: number, { language, timeZone }: TimePlace): string {
  const key = `${language} ${timeZone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(localeOf(language), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  formats.set(key, format);
  return format.format(atMs);
}
