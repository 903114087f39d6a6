// Amounts as people write them in spreadsheets, "1,200.00" and "R$ 1.200,00" alike, as cents.
//
// Every way to read the text is tried, and it is taken only where one way is left: "1.200" is a
// price of 1200 to one person and of 1.20 to another, and a price must not rest on a guess. What
// settles it is the currency's own sign, where it has one way of writing, or the caller's word.

import { amountCentsMax } from "./limits.ts";

/** The mark before the cents. */
export type DecimalMark = "." | ",";

/** How amounts of a file are to be read. */
export interface AmountStyle {
  /** ISO 4217: how many decimals there are, and which signs may stand beside an amount. */
  readonly currency: string;
  /** The decimal mark of the whole file, or null where each amount speaks for itself. */
  readonly decimal: DecimalMark | null;
}

/** An amount, or what is wanted instead, with the detail of its words (problem.ts). */
export type CsvAmount =
  | { readonly ok: true; readonly cents: number }
  | {
    readonly ok: false;
    readonly code: "csv_amount" | "csv_ambiguous" | "csv_currency";
    readonly detail: string;
  };

/** Currencies that are written in one way wherever they are at home. */
const markOfSign: ReadonlyMap<string, DecimalMark> = new Map([
  ...["USD", "GBP", "AUD", "NZD", "SGD", "HKD"].map((currency) => [currency, "."] as const),
  ...["BRL", "ARS", "CLP", "COP", "UYU"].map((currency) => [currency, ","] as const),
]);

const charactersMax = 40;
const amountShape =
  /^(?<before>[^\d\s.,'’+-][^\d.,'’+-]*)?(?<number>\d(?:[\d.,'’\s]*\d)?)(?<after>\s*[^\d\s.,'’+-]+)?$/u;
const currencySign = /^(?:[A-Z]{3}|[A-Z]{0,3}\p{Sc})$/u;

/** A way to read the digits: `fine` where it has more decimals than money can have. */
interface Reading {
  readonly mark: DecimalMark;
  readonly whole: string;
  readonly fraction: string;
  readonly isFine: boolean;
}

/** The cents that `text` says, in the minor unit of the currency. */
export function readCsvAmount(text: string, style: AmountStyle): CsvAmount {
  const groups = text.length > charactersMax ? undefined : amountShape.exec(text.trim())?.groups;
  if (groups === undefined) return no("csv_amount", style.currency);
  const signs = [groups["before"], groups["after"]].flatMap((sign) => sign?.trim() ?? []);
  const [sign] = signs;
  if (sign !== undefined && !signsOf(style.currency).has(sign)) {
    return no(currencySign.test(sign) ? "csv_currency" : "csv_amount", style.currency);
  }
  if (signs.length > 1) return no("csv_amount", style.currency);
  const mark = style.decimal ??
    (sign === undefined ? null : markOfSign.get(style.currency) ?? null);
  return chosen(readingsOf(groups["number"] ?? "", style), { ...style, mark });
}

function chosen(
  readings: readonly Reading[],
  style: AmountStyle & { readonly mark: DecimalMark | null },
): CsvAmount {
  const { currency, decimal, mark } = style;
  // The file's own mark holds for all its amounts; a sign decides only where the digits do not.
  const isOpen = new Set(readings.map(({ whole, fraction }) => `${whole}.${fraction}`)).size > 1;
  const left = (decimal !== null || isOpen) && mark !== null
    ? readings.filter((reading) => reading.mark === mark)
    : readings;
  const [first] = left;
  if (first === undefined) return no("csv_amount", currency);
  const other = left.find(({ whole }) => whole !== first.whole);
  if (other !== undefined) {
    const ways = [first, other].map(({ whole, fraction }) =>
      fraction === "" ? whole : `${whole}.${fraction.slice(0, minorDigitsOf(currency))}`
    );
    return no("csv_ambiguous", ways.join(" / "));
  }
  if (first.isFine) return no("csv_amount", currency);
  const cents = Number(first.whole + first.fraction.padEnd(minorDigitsOf(currency), "0"));
  return cents <= amountCentsMax ? { ok: true, cents } : no("csv_amount", currency);
}

function readingsOf(number: string, { currency }: AmountStyle): readonly Reading[] {
  const digits = minorDigitsOf(currency);
  const readings: Reading[] = [];
  for (const mark of [".", ","] as const) {
    for (const group of [mark === "." ? "," : ".", "\\s", "['’]"]) {
      // Three decimals are no money of two, but an amount that may mean them is not clear.
      const fraction = digits === 0
        ? ""
        : `(?:[${mark}](?<fraction>\\d{1,${Math.max(3, digits)}}))?`;
      const whole = `(?<whole>0|[1-9]\\d*|[1-9]\\d{0,2}(?:(?:${
        group.length === 1 ? `[${group}]` : group
      })\\d{3})+)`;
      const found = new RegExp(`^${whole}${fraction}$`).exec(number)?.groups;
      if (found === undefined) continue;
      const part = found["fraction"] ?? "";
      readings.push({
        mark,
        whole: (found["whole"] ?? "").replaceAll(/\D/g, ""),
        fraction: part,
        isFine: part.length > digits,
      });
    }
  }
  return readings;
}

function minorDigitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
    .maximumFractionDigits ?? 0;
}

/** What may stand before or after an amount of this currency: its code and its signs. */
function signsOf(currency: string): ReadonlySet<string> {
  const shown = (["symbol", "narrowSymbol"] as const).flatMap((currencyDisplay) =>
    ["en-US", "pt-BR"].map((locale) =>
      new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay })
        .formatToParts(1).find(({ type }) => type === "currency")?.value ?? currency
    )
  );
  return new Set([currency, ...shown]);
}

function no(
  code: "csv_amount" | "csv_ambiguous" | "csv_currency",
  detail: string,
): CsvAmount {
  return { ok: false, code, detail };
}
