// What invoices and reports share: one HTML document that needs nothing from outside, and how
// money, rates and times stand in it. Everything that people named is escaped on its way in.

import type { LotCharge } from "../auction/settlement.ts";
import { RATE_MAX } from "../auction/settlement.ts";
import type { LotView } from "../auction/view.ts";
import { toUtf8 } from "../base/bytes.ts";
import { type Language, LANGUAGES, localeOf, textIn } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import { sha256 } from "../secure/digest.ts";
import { fingerprintText } from "../secure/key_set.ts";
import { type Content, type Markup, markup, NOTHING, ownMarkup } from "./_markup.ts";
import { PAPER_CSS } from "./_paper_css.ts";
import { paperWords } from "./_paper_words.ts";
import { isPreliminary, type SettledSale } from "./settled_sale.ts";

/** For whom a paper is written, and what it says beside the record. */
export interface PaperOptions {
  readonly language: Language;
  /** The IANA name of the time zone in which dates are told: "America/Sao_Paulo". */
  readonly timeZone: string;
  /** Who sends the invoices; null: the sale's name stands there alone. */
  readonly issuer: string | null;
  /** How to pay, on every invoice; null: nothing is said. */
  readonly note: string | null;
}

/** The one style sheet of a paper as a source of a Content-Security-Policy. */
export const PAPER_STYLE_SOURCE = `'sha256-${sha256(toUtf8(PAPER_CSS)).toBase64()}'`;

const POLICY = `default-src 'none'; style-src ${PAPER_STYLE_SOURCE}; base-uri 'none'; ` +
  "form-action 'none'";

/** A whole document of `articles`. It is UTF-8 and says so, and it loads nothing. */
export function paperDocument(
  articles: Content,
  { title, language }: { readonly title: string; readonly language: Language },
): string {
  const document = markup`<!DOCTYPE html>
<html lang="${localeOf(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${ownMarkup(PAPER_CSS)}</style>
</head>
<body>
<main>
${articles}
</main>
</body>
</html>
`;
  return document.toString();
}

/** Formats what stands in one paper. */
export class PaperFormat {
  readonly #options: PaperOptions;
  readonly #currency: string;
  readonly #rates: Intl.NumberFormat;
  readonly #dates: Intl.DateTimeFormat;
  readonly #times: Intl.DateTimeFormat;

  constructor(currency: string, options: PaperOptions) {
    const { language, timeZone } = options;
    const locale = localeOf(language);
    this.#options = options;
    this.#currency = currency;
    this.#rates = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
    this.#dates = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone });
    this.#times = new Intl.DateTimeFormat(locale, {
      dateStyle: "short",
      timeStyle: "long",
      timeZone,
    });
  }

  money(amount: number): string {
    return formatMoney(amount, { currency: this.#currency, language: this.#options.language });
  }

  /** `rate` in hundredths of a per cent; "-" where there is none. */
  rate(rate: number | null): string {
    return rate === null ? "-" : this.#rates.format(rate / RATE_MAX);
  }

  date(at: number | null): string {
    return at === null ? "-" : this.#dates.format(at);
  }

  time(at: number | null): string {
    return at === null ? "-" : this.#times.format(at);
  }

  /** The four cells of a charge. */
  charge({ hammer, premium, tax, total }: LotCharge): Markup {
    return markup`${[hammer, premium, tax, total].map((amount) => number(this.money(amount)))}`;
  }

  /** A lot's title with the language that it is in. */
  title({ lot }: LotView): Markup {
    const { language } = this.#options;
    const given = LANGUAGES.find((known) => lot.title[known] !== undefined) ?? language;
    const shown = lot.title[language] === undefined ? given : language;
    return markup`<bdi lang="${localeOf(shown)}">${textIn(lot.title, language)}</bdi>`;
  }
}

/** A cell with a number in it. */
export function number(text: string | number): Markup {
  return markup`<td class="number">${text}</td>`;
}

/** The head cells of columns, those of `numbers` like their cells. */
export function headCells(words: readonly string[], numbers: readonly string[]): readonly Markup[] {
  return [
    ...words.map((word) => markup`<th scope="col">${word}</th>`),
    ...numbers.map((word) => markup`<th scope="col" class="number">${word}</th>`),
  ];
}

/**
 * A table of `rows` that moves in a frame of its own where the screen is too narrow for it, by hand
 * and by keyboard. `name` is what it shows, for who does not see it.
 */
export function tableOf(name: string, rows: Markup): Markup {
  return markup`<div class="table" role="group" tabindex="0" aria-label="${name}"><table>
${rows}
</table></div>`;
}

/** Names with what they name. */
export function facts(pairs: readonly (readonly [string, Content])[]): Markup {
  return markup`<dl>${
    pairs.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)
  }</dl>`;
}

/** A warning on everything that may still change. */
export function preliminaryNotice(sale: SettledSale, language: Language): Markup {
  if (!isPreliminary(sale)) return NOTHING;
  return markup`<p class="preliminary"><strong>${paperWords[language].preliminary}</strong></p>`;
}

/** Which place of which record this paper rests on. */
export function recordSection({ view, place }: SettledSale, language: Language): Markup {
  const words = paperWords[language];
  return markup`<section class="record">
<p>${words.verifyText}</p>
${
    facts([
      [words.saleId, view.sale ?? "-"],
      [words.houseKey, fingerprintText(place.house)],
      [words.recordEvent, place.seq],
      [words.recordHash, place.hash],
    ])
  }
</section>`;
}
