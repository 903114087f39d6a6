// One lot in the list of the catalogue: picture, number, title, on which terms, and where it is.

import type { LotView } from "../auction/view.ts";
import { type Language, textIn } from "../base/language.ts";
import { formatMoney, formatTimeLeft } from "../base/money_text.ts";
import { LotPicture } from "../web/lot_picture.tsx";
import { rowId } from "../web/region.ts";
import type { CatalogueTexts } from "./catalogue_texts.ts";
import { timeOfDay } from "./time_of_day.ts";

/** The id of the list. */
export const LOT_LIST = "lot-list";

/** For whom, and in which money. */
export interface LotRowPlace {
  readonly language: Language;
  readonly timeZone: string;
  readonly currency: string;
  readonly nowMs: number;
}

/** The entry of a lot. */
export function LotRow(
  { lot, texts, place }: {
    readonly lot: LotView;
    readonly texts: CatalogueTexts["lots"];
    readonly place: LotRowPlace;
  },
) {
  const { id } = lot.lot;
  const title = textIn(lot.lot.title, place.language);
  return (
    <li id={rowId(LOT_LIST, id)} class="lot-row" data-words={`${id} ${title}`}>
      <LotPicture lot={lot.lot} language={place.language} />
      <div>
        <h3>
          {texts.lot(id)} · <bdi>{title}</bdi>
        </h3>
        <p class="soft small">{termsWords(lot, { texts, place }).join(" · ")}</p>
      </div>
      <div class="lot-row-state">
        <p>
          <span class="badge" data-tone={lot.status === "sold" ? "good" : "plain"}>
            {texts.status[lot.status]}
          </span>{" "}
          {resultWords(lot, { texts, place })}
        </p>
        <p class="soft small">{lot.status === "catalogued" ? texts.mayChange : texts.isFixed}</p>
      </div>
    </li>
  );
}

interface Telling {
  readonly texts: CatalogueTexts["lots"];
  readonly place: LotRowPlace;
}

/** On which terms the lot is sold. */
function termsWords({ lot, opening }: LotView, { texts, place }: Telling): readonly string[] {
  const money = (cents: number) => formatMoney(cents, place);
  const { format, estimate, hasReserve } = lot;
  return [
    texts.formats[format.type],
    ...(format.type === "uniform" ? [texts.units(format.quantity)] : []),
    texts.opening(money(opening)),
    ...(estimate === null ? [] : [texts.estimate(money(estimate.low), money(estimate.high))]),
    ...(hasReserve ? [texts.reserve] : []),
    ...closingWords(lot.closing, { texts, place }),
  ];
}

function closingWords(
  closing: LotView["lot"]["closing"],
  { texts, place }: Telling,
): readonly string[] {
  if (closing.type === "clerked") return [texts.byHand];
  if (closing.type === "paced") return [];
  const { end, group } = closing;
  const when = end.type === "after"
    ? texts.runs(formatTimeLeft(end.durationMs))
    : texts.endsAt(timeOfDay(end.atMs, { ...place, precise: false }));
  return group === null ? [when] : [when, texts.group(group)];
}

function resultWords({ winner }: LotView, { texts, place }: Telling): string {
  return winner === null ? "" : texts.soldFor(formatMoney(winner.price, place), winner.paddle);
}
