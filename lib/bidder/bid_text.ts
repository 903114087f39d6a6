// Own bids in words: the amount, and how many units.

import { formatMoney, type MoneyFormat } from "../base/money_text.ts";
import type { BidWords } from "./bidder_texts.ts";
import type { BidWish } from "./house_link.ts";

/** An amount, or "3 × R$12.50" where it is for several units. */
export function unitsText(
  { amount, quantity }: Pick<BidWish, "amount" | "quantity">,
  money: MoneyFormat,
): string {
  const each = formatMoney(amount, money);
  return quantity === 1 ? each : `${quantity}\u00a0×\u00a0${each}`;
}

/** A bid as the texts name it. */
export function bidWords(bid: Omit<BidWish, "lot">, money: MoneyFormat): BidWords {
  return { kind: bid.kind, money: unitsText(bid, money) };
}

/** An amount as this person would type it, for texts that show how. */
export function exampleAmount(money: MoneyFormat): string {
  return formatMoney(125_000, money).replace(/^[^\d]+/u, "");
}
