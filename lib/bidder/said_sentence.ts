// What tells a screen reader how the lot that is shown stands for this bidder, and what became of the
// own bids on others. Pure.
//
// It says what matters and leaves out what changes by itself all the time: the clocks. What is said
// once has a name, by which the page knows that it was said (announcer.js): a refusal would else be
// heard again with every bid of the others, and all of the sentence with every step of a price.

import { isSealed } from "../auction/lot.ts";
import { priceClock } from "../auction/price_clock.ts";
import { isLive } from "../auction/ring_lot.ts";
import type { LotView } from "../auction/view.ts";
import { textIn } from "../base/language.ts";
import { unanswered } from "./bid_offer.ts";
import type { BidderView } from "./bidder_view.ts";
import { standingOf } from "./followed_sale.ts";
import { refusalText } from "./happening.ts";
import { moneyOf } from "./moment.ts";
import { ownPosition, type OwnState } from "./own_position.ts";
import { bidName } from "./own_state.tsx";

/** For so long after its end it is said what became of a lot that is not shown. */
const endSaidMs = 60_000;
/** What is said of a lot that is not shown. */
const saidElsewhere: ReadonlySet<OwnState> = new Set(
  ["outbid", "unsure", "won", "lost", "defaulted"],
);

/** A part of what is said; with a name where it is said once. */
export interface SaidPart {
  readonly text: string;
  readonly once?: string;
}

/** What there is to say at this moment. */
export function saidParts(view: BidderView): readonly SaidPart[] {
  const { sale, texts } = view;
  const standing = standingOf(sale);
  // The house cuts off whom it puts out: that is the reason, and not the connection.
  if (standing === "suspended" || standing === "banned") return [{ text: texts.bid.off[standing] }];
  if (sale.connection !== "live") return [{ text: texts.bid.off[sale.connection] }];
  return [
    ...refusedPart(view),
    ...elsewhereParts(view),
    ...movingPart(view),
    { text: lotSentence(view) },
  ];
}

function lotSentence(view: BidderView): string {
  const { lot, sale, texts } = view;
  if (lot === null) {
    return sale.view.phase === "closed" ? texts.ring.saleClosed : texts.ring.nothing;
  }
  return [...ownWords(view, lot), ...callWords(view, lot), ...priceWords(view, lot)].join(" ");
}

function refusedPart(view: BidderView): SaidPart[] {
  const { sale, own: { latest }, texts, moment } = view;
  if (latest?.state !== "refused") return [];
  const why = refusalText(latest, moneyOf(sale, moment));
  return [{ once: `refused-${latest.id}`, text: texts.refused(bidName(view, latest), why) }];
}

// Who cannot see a price that moves has to hear it: it is what the next press agrees to.
function movingPart({ lot, texts, money, moment }: BidderView): SaidPart[] {
  const clock = lot === null || !isLive(lot) ? null : priceClock(lot, moment.nowMs);
  if (lot === null || clock === null) return [];
  const { price } = clock;
  return [{ once: `price-${lot.lot.id}-${price}`, text: texts.say.moving(money(price)) }];
}

// Who looks at one lot is outbid on another, and a lot that ends gives its place to the next at once.
function elsewhereParts({ sale, lot: shown, texts, words, moment }: BidderView): SaidPart[] {
  const ids = new Set(sale.bids.map(({ lot }) => lot));
  return [...ids].flatMap((id) => {
    const lot = sale.view.lots.get(id);
    if (lot === undefined || id === shown?.lot.id) return [];
    if (lot.endedAt !== null && moment.nowMs - lot.endedAt > endSaidMs) return [];
    const { state } = ownPosition(sale, id);
    return saidElsewhere.has(state)
      ? [{ once: `${state}-${id}`, text: texts.say.own[state](words.lot(id)) }]
      : [];
  });
}

function ownWords(view: BidderView, { lot: { id, title } }: LotView): string[] {
  const { sale, own, texts, words, moment } = view;
  const waiting = unanswered({ sale, handedOver: view.source.handedOver() }, id);
  if (waiting !== null) return [texts.onItsWay(bidName(view, waiting))];
  const name = words.lot(id);
  const lot = own.state === "none" ? `${name}, ${textIn(title, moment.language)}` : name;
  return [texts.say.own[own.state](lot)];
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
