// The terms of a sale in one sentence: what is added to a hammer price, tier by tier, and the tax.

import type { SaleTerms } from "../auction/settlement.ts";
import type { Language } from "../base/language.ts";
import { paperWords } from "./_paper_words.ts";
import type { PaperFormat } from "./paper.ts";

/** `terms` in words; null says the same as terms that add nothing. */
export function termsText(
  terms: SaleTerms | null,
  { format, language }: { readonly format: PaperFormat; readonly language: Language },
): string {
  const words = paperWords[language];
  const parts = [...premiumParts(terms?.premium ?? [], { format, language })];
  if (terms !== null && terms.taxRate > 0) {
    const rate = format.rate(terms.taxRate);
    parts.push(terms.taxOn === "premium" ? words.taxOnPremium(rate) : words.taxOnAll(rate));
  }
  if (parts.length === 0) return words.noCharges;
  const sentence = parts.join("; ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function* premiumParts(
  tiers: SaleTerms["premium"],
  { format, language }: { readonly format: PaperFormat; readonly language: Language },
): Generator<string> {
  const words = paperWords[language];
  for (const [index, tier] of tiers.entries()) {
    const rate = format.rate(tier.rate);
    const from = format.money(tier.from);
    const next = tiers[index + 1];
    const until = next === undefined ? null : format.money(next.from);
    if (index > 0) {
      yield until === null
        ? words.premiumAbove(rate, from)
        : words.premiumBetween(rate, { from, until });
    } else yield until === null ? words.premiumOfAll(rate) : words.premiumUpTo(rate, until);
  }
}
