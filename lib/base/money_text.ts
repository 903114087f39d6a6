// Amounts of money and times left as a person reads and types them, in the person's language.
//
// Reading is strict on purpose: "1.250" is one thousand two hundred and fifty in Portuguese and
// no amount at all in English, and a bid must never rest on a guess. What is written here can be
// read back to the same amount. Rounding and arithmetic have no place in this file.

import { type Language, localeOf } from "./language.ts";

/** Which money, for whom. `currency` is ISO 4217 in upper case ("BRL"). */
export interface MoneyFormat {
  readonly currency: string;
  readonly language: Language;
}

/** ISO 4217's code for no currency at all. */
export const NO_CURRENCY = "XXX";

/** The currency to write with while a sale may not be known yet: then no amount is shown. */
export function shownCurrency({ currency }: { readonly currency: string }): string {
  return currency === "" ? NO_CURRENCY : currency;
}

/** How one currency is written in one language. */
interface MoneyStyle {
  readonly formatter: Intl.NumberFormat;
  readonly minorDigits: number;
  readonly pattern: RegExp;
}

const styles = new Map<string, MoneyStyle>();

/** `amount` minor units in words of the language, exactly: "R$ 1.250,00". Spaces do not break. */
export function formatMoney(amount: number, format: MoneyFormat): string {
  const { formatter, minorDigits } = styleOf(format);
  const scale = 10n ** BigInt(minorDigits);
  const minor = BigInt(amount);
  const fraction = (minor % scale).toString().padStart(minorDigits, "0");
  // The whole part goes through Intl as a bigint: a float would be a cent off near 2^53.
  return formatter.formatToParts(minor / scale)
    .map((part) => part.type === "fraction" ? fraction : part.value).join("");
}

/** `amount` minor units for other programs, whatever the language: "1250.00", and no currency. */
export function plainAmount(amount: number, currency: string): string {
  const { minorDigits } = styleOf({ currency, language: "en" });
  const digits = BigInt(amount).toString().padStart(minorDigits + 1, "0");
  if (minorDigits === 0) return digits;
  return `${digits.slice(0, -minorDigits)}.${digits.slice(-minorDigits)}`;
}

/**
 * The minor units that `text` says, or null where it is not exactly an amount of this currency in
 * this language: grouping all or nothing, all minor digits or none, no sign, no leading zero. The
 * currency's sign or code may stand in front. Never trims: the caller decides what surrounds it.
 */
export function parseMoney(text: string, format: MoneyFormat): number | null {
  const { minorDigits, pattern } = styleOf(format);
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) return null;
  const whole = (groups["grouped"] ?? groups["plain"] ?? "").replace(/\D/g, "");
  const digits = whole + (groups["fraction"] ?? "0".repeat(minorDigits));
  const amount = Number(digits);
  return Number.isSafeInteger(amount) ? amount : null; // Past 2^53 - 1 it would not be exact.
}

/**
 * What is left on a clock: "0:07", "12:30", "1:02:03", and from one day on "2 d 3 h". It rounds
 * up, so that "0:00" appears no sooner than the end itself.
 */
export function formatTimeLeft(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return `${days} d ${hours} h`;
  const tail = twoDigits(seconds % 60);
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${tail}` : `${minutes}:${tail}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function styleOf({ currency, language }: MoneyFormat): MoneyStyle {
  const key = `${language} ${currency}`;
  const known = styles.get(key);
  if (known !== undefined) return known;
  const formatter = new Intl.NumberFormat(localeOf(language), { style: "currency", currency });
  const minorDigits = formatter.resolvedOptions().maximumFractionDigits ?? 0;
  const style = { formatter, minorDigits, pattern: amountPattern(formatter, currency) };
  styles.set(key, style);
  return style;
}

function amountPattern(formatter: Intl.NumberFormat, currency: string): RegExp {
  const parts = formatter.formatToParts(1_234_567n);
  const sign = (type: string) =>
    RegExp.escape(parts.find((part) => part.type === type)?.value ?? "");
  const fractionDigits = parts.find((part) => part.type === "fraction")?.value.length ?? 0;
  const group = sign("group");
  const prefix = `(?:(?:${sign("currency")}|${RegExp.escape(currency)})[ \\u00a0\\u202f]?)?`;
  const whole = `(?:(?<grouped>[1-9]\\d{0,2}(?:${group}\\d{3})+)|(?<plain>0|[1-9]\\d*))`;
  const fraction = fractionDigits === 0
    ? ""
    : `(?:${sign("decimal")}(?<fraction>\\d{${fractionDigits}}))?`;
  return new RegExp(`^${prefix}${whole}${fraction}$`);
}
