// How this bidder is connected, in plain words, and what to do about it: a name and a text each.

import { type Language, localeOf } from "../base/language.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import { CHECK_TEXTS } from "./check_texts.ts";
import { adviceOn } from "./connection_check.ts";
import type { FollowedSale } from "./followed_sale.ts";
import type { LinkQuality } from "./house_link.ts";
import type { LotFact } from "./lot_facts.ts";
import { PANEL_TEXTS } from "./panel_texts.ts";

/** A clock that is off by less is right for a person. */
const clockOffMsTold = 100;

/** State, path, loss, way, clock and advice; what is not measured yet says so. */
export function connectionFacts(
  { connection, path, quality }: Pick<FollowedSale, "connection" | "path" | "quality">,
  language: Language,
): readonly LotFact[] {
  const isLive = connection === "live";
  const { connection: texts } = PANEL_TEXTS[language];
  const check = CHECK_TEXTS[language];
  const measured = measuredTexts(quality, language);
  const advice = connection === "live"
    ? quality === null
      ? [check.advice.not_measured]
      : adviceOn({ path, quality }).map((each) => check.advice[each])
    : [texts.advice[connection]];
  const plain = (name: string, text: string): LotFact => ({ name, text, look: "plain" });
  return [
    {
      name: texts.state,
      text: BIDDER_TEXTS[language].connection[connection],
      look: isLive ? "good" : "warn",
    },
    plain(check.labels.path, isLive && path !== null ? check.path[path] : check.noPath),
    plain(check.labels.loss, measured.loss),
    plain(check.labels.roundTrip, measured.roundTrip),
    plain(check.labels.clock, measured.clock),
    ...advice.map((text) => plain(check.labels.advice, text)),
  ];
}

/** What was measured in words; "not known" before it was. */
function measuredTexts(
  quality: LinkQuality | null,
  language: Language,
): { readonly loss: string; readonly roundTrip: string; readonly clock: string } {
  const { connection: texts } = PANEL_TEXTS[language];
  const { unknown, behind, ahead } = CHECK_TEXTS[language];
  if (quality === null) return { loss: unknown, roundTrip: unknown, clock: unknown };
  const { lossPermille, roundTripMs, offsetMs } = quality;
  const number = (value: number, digits: number) =>
    value.toLocaleString(localeOf(language), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const off = number(Math.abs(offsetMs) / 1_000, 1);
  return {
    loss: lossPermille === null
      ? unknown
      : lossPermille === 0
      ? texts.noLoss
      : texts.lossOf(`${number(lossPermille / 10, 1)}\u00a0%`),
    roundTrip: roundTripMs === null ? unknown : `${number(roundTripMs, 1)}\u00a0ms`,
    clock: Math.abs(offsetMs) < clockOffMsTold
      ? texts.clockRight
      : offsetMs > 0
      ? behind(off)
      : ahead(off),
  };
}
