// For whom a line is written: the language, the money, the place on earth, and who "you" are.

import type { Paddle } from "../auction/lot.ts";
import type { SaleView } from "../auction/view.ts";
import type { Language } from "../base/language.ts";
import { formatTimeOfDay } from "../base/time_text.ts";
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
  return formatTimeOfDay(atMs, { language, timeZone });
}

/** A paddle as this reader sees it: the own one is "you". */
export function paddleText(
  paddle: Paddle,
  { me, language }: Pick<Reader, "me" | "language">,
): string {
  const texts = BIDDER_TEXTS[language];
  return paddle === me?.paddle ? texts.youAsPaddle : texts.paddle(paddle);
}
