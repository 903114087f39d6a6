// What a price comes to for who pays it: with the premium and the tax of the sale's terms.
//
// A bid names a hammer price, but an invoice asks for more. Whoever is shown an amount to bid is
// shown beside it what it costs. A sale without premium and tax has nothing to add.

import type { Cents } from "../auction/money.ts";
import { chargeFor, NO_CHARGES } from "../auction/settlement.ts";
import type { SaleView } from "../auction/view.ts";
import { formatMoney, type MoneyFormat } from "../base/money_text.ts";
import type { BidderTexts } from "./bidder_texts.ts";

/** The sale's terms, and how this person reads its money. */
export interface CostReader {
  readonly view: Pick<SaleView, "terms">;
  readonly texts: BidderTexts;
  readonly money: MoneyFormat;
}

/** What `hammer` costs in all; null where nothing comes on top. Rows do not break within it. */
export function costText(hammer: Cents, { view, texts, money }: CostReader): string | null {
  const { total } = chargeFor(hammer, view.terms ?? NO_CHARGES);
  if (total === hammer) return null;
  return texts.withCharges(formatMoney(total, money)).replaceAll(" ", "\u00a0");
}

/** `text`, which names the price `hammer`, and behind it what that costs in all. */
export function withCost(
  text: string,
  { hammer, reader }: { readonly hammer: Cents; readonly reader: CostReader },
): string {
  const cost = costText(hammer, reader);
  return cost === null ? text : `${text} · ${cost}`;
}
