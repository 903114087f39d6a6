// For whom a line is written: the language, the money, the place on earth, and who "you" are.

import type { Paddle } from "../auction/lot.ts";
import type { SaleView } from "../auction/view.ts";
import { type Language, localeOf } from "../base/language.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import type { Me } from "./house_link.ts";

/** For whom the line is written. */
export interface Reader {
  readonly language: Language;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name, for times of the day. */
  readonly timeZone: string;
  readonly me: Me | null;
  /** For the titles of lots. */
  readonly view: SaleView;
}

/** The time of the day where the person is: "14:03:22". */
export function timeOfDay(
  atMs: number,
  { language, timeZone }: Pick<Reader, "language" | "timeZone">,
): string {
  return timeFormat(language, timeZone).format(atMs);
}

/** A paddle as this reader sees it: the own one is "you". */
export function paddleText(
  paddle: Paddle,
  { me, language }: Pick<Reader, "me" | "language">,
): string {
  const texts = BIDDER_TEXTS[language];
  return paddle === me?.paddle ? texts.youAsPaddle : texts.paddle(paddle);
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();

function timeFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const format = timeFormats.get(key) ?? new Intl.DateTimeFormat(localeOf(language), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  timeFormats.set(key, format);
  return format;
}
