// The one sentence that tells a screen reader how the lot in the ring stands for this bidder. Pure.
//
// It says what matters and leaves out what changes by itself all the time: clocks and moving prices.

import { isSealed } from "../auction/lot.ts";
import { isLive } from "../auction/ring_lot.ts";
import type { LotView } from "../auction/view.ts";
import { textIn } from "../base/language.ts";
import { unanswered } from "./bid_offer.ts";
import type { BidderView } from "./bidder_view.ts";
import { refusalText } from "./happening.ts";
import { moneyOf } from "./moment.ts";
import { bidName } from "./own_state.tsx";

/** The sentence at this moment. */
export function saidSentence(view: BidderView): string {
  const { lot, sale, texts } = view;
  if (sale.connection !== "live") return texts.bid.off[sale.connection];
  if (lot === null) {
    return sale.view.phase === "closed" ? texts.ring.saleClosed : texts.ring.nothing;
  }
  return [...ownWords(view, lot), ...callWords(view, lot), ...priceWords(view, lot)].join(" ");
}

function ownWords(view: BidderView, { lot: { id, title } }: LotView): string[] {
  const { sale, own, texts, words, moment } = view;
  const waiting = unanswered({ sale, handedOver: view.source.handedOver() }, id);
  if (waiting !== null) return [texts.onItsWay(bidName(view, waiting))];
  const refused = own.latest?.state === "refused" ? own.latest : null;
  const why = refused === null ? [] : [
    texts.refused(bidName(view, refused), refusalText(refused, moneyOf(sale, moment))),
  ];
  const name = words.lot(id);
  const lot = own.state === "none" ? `${name}, ${textIn(title, moment.language)}` : name;
  return [...why, texts.say.own[own.state](lot)];
}

function callWords({ texts, words }: BidderView, { status, warnings, lot }: LotView): string[] {
  return status === "fair_warning" ? [texts.say.fairWarning(words.lot(lot.id), warnings)] : [];
}

function priceWords(view: BidderView, lot: LotView): string[] {
  const { texts, words, money } = view;
  if (lot.winner !== null) return [`${words.brief.sold(money(lot.winner.price))}.`];
  const { type } = lot.lot.format;
  if (!isLive(lot)) return [`${words.status[lot.status]}.`];
  if (isSealed(lot.lot.format) || type === "dutch" || type === "japanese") return [];
  const { price, ask } = lot.standing;
  if (price === null) return [`${texts.ring.opening} ${money(ask)}.`];
  return [texts.say.price(money(price), money(ask))];
}
