// Times of the day as the console tells them: "14:32", with the day where it is another one.

import { localeOf } from "../base/language.ts";
import type { TimePlace } from "../base/time_text.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** `at` (milliseconds since 1970) as seen at `nowMs`; seconds where `precise`. */
export function timeOfDay(
  at: number,
  { nowMs, precise, ...place }: TimePlace & { readonly nowMs: number; readonly precise: boolean },
): string {
  const isToday = dayOf(at, place) === dayOf(nowMs, place);
  const time = formatOf(place, { timeStyle: precise ? "medium" : "short" }).format(at);
  return isToday ? time : `${dayOf(at, place)} ${time}`;
}

function dayOf(at: number, place: TimePlace): string {
  return formatOf(place, { dateStyle: "short" }).format(at);
}

/** Making a format takes longer than using it a thousand times. */
function formatOf(
  { language, timeZone }: TimePlace,
  style: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${style.dateStyle ?? ""} ${style.timeStyle ?? ""}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(localeOf(language), { ...style, timeZone });
  formats.set(key, format);
  return format;
}
