// Own bids and questions about them in words: the amount, how many units, and what is to be done.

import { costOf } from "../auction/uniform.ts";
import { formatMoney, type MoneyFormat } from "../base/money_text.ts";
import type { BidWords } from "./bidder_texts.ts";
import { type CostReader, costText } from "./cost_text.ts";
import type { BidWish } from "./house_link.ts";
import type { Question } from "./terminal_model.ts";

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

/** The question in words, with what a yes may cost. */
export function questionText(
  { type, wish }: Question,
  reader: CostReader,
): string {
  const { texts, money } = reader;
  const lot = texts.lot(wish.lot);
  const cost = costText(costOf(wish), reader);
  const named = bidWords(wish, money);
  const bid = { ...named, money: cost === null ? named.money : `${named.money} (${cost})` };
  const deed = texts.ask.deed(lot, bid);
  const words = {
    ask: () => texts.ask.plain(deed),
    final: () => texts.ask.final(deed),
    unusual: () => texts.ask.unusual(lot, bid.money),
    lot_changed: () => texts.ask.lotChanged(deed),
  };
  // "y = yes" stays together where the question needs two rows.
  return words[type]().replaceAll(" = ", "\u00a0=\u00a0");
}
