// What is owed on top of a hammer price, as flags of the house: `--premium 25,500000:20 --tax 10
// --tax-on premium`. A tier's FROM is in minor units, as every amount that the house is given.

import { toCents } from "../auction/money.ts";
import { NO_CHARGES, type PremiumTier, RATE_MAX, type SaleTerms } from "../auction/settlement.ts";
import { Fault } from "../base/fault.ts";
import { PREMIUM_TIERS_MAX } from "../wire/limits.ts";

/** The three flags, null where one is left out. */
export interface TermsFlags {
  readonly premium: string | null;
  readonly tax: string | null;
  readonly taxOn: SaleTerms["taxOn"] | null;
}

/** The terms that the flags name, or null where they name none. Fault: `bad_config`. */
export function termsInFlags({ premium, tax, taxOn }: TermsFlags): SaleTerms | null {
  if (premium === null && tax === null && taxOn === null) return null;
  return {
    premium: premium === null ? NO_CHARGES.premium : parsePremium(premium),
    taxRate: tax === null ? NO_CHARGES.taxRate : parseTax(tax),
    taxOn: taxOn ?? NO_CHARGES.taxOn,
  };
}

/** Whether the sale has just these terms. */
export function isSameTerms(terms: SaleTerms, standing: SaleTerms | null): boolean {
  if (standing === null) return false;
  const spelled = ({ premium, taxRate, taxOn }: SaleTerms) =>
    JSON.stringify([premium.map(({ from, rate }) => [from, rate]), taxRate, taxOn]);
  return spelled(terms) === spelled(standing);
}

function parsePremium(text: string): readonly PremiumTier[] {
  const tiers: PremiumTier[] = [];
  for (const [index, part] of text.split(",").entries()) {
    const tier = parseTier(part, index === 0);
    const before = tiers.at(-1);
    const rises = tier !== null && (before === undefined || tier.from > before.from);
    if (!rises || index === PREMIUM_TIERS_MAX) throw unfitPremium(text);
    tiers.push(tier);
  }
  return tiers;
}

/** The first tier is a rate alone, as it begins at nothing; each other one says where it begins. */
function parseTier(part: string, isFirst: boolean): PremiumTier | null {
  const [, from, percent = ""] = /^(?:(\d{1,15}):)?([\d.]+)$/.exec(part) ?? [];
  const rate = parseRate(percent);
  if (rate === null || isFirst !== (from === undefined)) return null;
  return { from: toCents(Number(from ?? 0)), rate };
}

/** Hundredths of a per cent, or null where `percent` is none from 0 to 100. */
function parseRate(percent: string): number | null {
  const [, whole, decimals = ""] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(percent) ?? [];
  if (whole === undefined) return null;
  const rate = Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
  return rate <= RATE_MAX ? rate : null;
}

function unfitPremium(text: string): Fault {
  const wanted = "PERCENT[,FROM:PERCENT...], FROM rising, in cents";
  return new Fault("bad_config", `--premium: found ${shown(text)}, want ${wanted}`);
}

function parseTax(text: string): number {
  const rate = parseRate(text);
  if (rate !== null) return rate;
  const wanted = "a percentage from 0 to 100 with at most two decimals";
  throw new Fault("bad_config", `--tax: found ${shown(text)}, want ${wanted}`);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
