// The last words at a terminal that was given back: how it ended, what was won, and the sum of it.
//
// Plain lines, for they stay behind when the live screen is gone. Someone who never joined is told
// nothing of lots, for nothing is known.

import { textIn } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import type { FaceEnd } from "./house_link.ts";
import { type Moment, moneyOf } from "./moment.ts";
import { safeText } from "./safe_text.ts";
import type { TerminalModel } from "./terminal_model.ts";
import { owedFor, wonLots } from "./won_lots.ts";

/** The closing summary. Where the person left a running sale without a lot there is none. */
export function endingLines(
  model: TerminalModel,
  { moment, end }: { readonly moment: Moment; readonly end: FaceEnd },
): string[] {
  const texts = BIDDER_TEXTS[moment.language];
  const isClosed = model.view.phase === "closed";
  const how = isClosed ? [texts.saleClosed] : end === "house_ended" ? [texts.house.ended] : [];
  return [...how, ...wonLines(model, { moment, isOver: how.length > 0 })].map(safeText);
}

function wonLines(
  model: TerminalModel,
  { moment, isOver }: { readonly moment: Moment; readonly isOver: boolean },
): string[] {
  const texts = BIDDER_TEXTS[moment.language];
  if (model.me === null) return [];
  const money = moneyOf(model, moment);
  const won = wonLots(model);
  if (won.length === 0) return isOver ? [texts.youWonNothing] : [];
  const lines = won.map(({ lot, price, units }) => {
    const title = textIn(lot.title, moment.language);
    const what = units === null ? title : `${title}, ${texts.wonUnits(units)}`;
    return texts.wonLot(texts.lot(lot.id), what, formatMoney(price, money));
  });
  const { hammer, total } = owedFor(won, model.view);
  const sum = formatMoney(total, money);
  return [
    texts.wonLots,
    ...lines.map((line) => `  ${line}`),
    total === hammer ? texts.wonSum(sum) : texts.wonSumWithCharges(sum, formatMoney(hammer, money)),
  ];
}
