// The own bids of this sale, the latest first: what was bid, when, and what became of it.

import type { LotId } from "../auction/lot.ts";
import { textIn } from "../base/language.ts";
import { unitsText } from "./bid_text.ts";
import type { FollowedSale } from "./followed_sale.ts";
import { refusalText } from "./happening.ts";
import type { BidTicket } from "./house_link.ts";
import type { Look } from "./look.ts";
import { type Moment, moneyOf } from "./moment.ts";
import { PANEL_TEXTS } from "./panel_texts.ts";

/** One own bid in words. */
export interface PastBid {
  readonly lot: LotId;
  readonly title: string;
  /** The house's time, or null where the bid is from before and its answer was not seen. */
  readonly at: number | null;
  /** How it was meant, with its amount. */
  readonly bid: string;
  /** What became of it, and why where it was refused. */
  readonly outcome: string;
  readonly look: Look;
}

/** What the history is made of. */
export type HistoryFacts = Pick<FollowedSale, "me" | "view" | "bids" | "bidTimes" | "retracted">;

/** All own bids, the latest first. */
export function bidHistory(
  facts: HistoryFacts,
  moment: Pick<Moment, "language">,
): readonly PastBid[] {
  return facts.bids.map((ticket) => pastBid(facts, ticket, moment)).reverse();
}

function pastBid(
  facts: HistoryFacts,
  ticket: BidTicket,
  { language }: Pick<Moment, "language">,
): PastBid {
  const { history } = PANEL_TEXTS[language];
  const money = moneyOf(facts, { language });
  const base = {
    lot: ticket.lot,
    title: textIn(facts.view.lots.get(ticket.lot)?.lot.title ?? {}, language),
    at: facts.bidTimes.get(ticket.id) ?? null,
    bid: history.bid[ticket.kind](unitsText(ticket, money)),
  };
  if (ticket.state === "sent") return { ...base, outcome: history.sent, look: "warn" };
  if (ticket.state === "refused") {
    return { ...base, outcome: history.refused(refusalText(ticket, money)), look: "bad" };
  }
  return isVoid(facts, ticket)
    ? { ...base, outcome: history.void, look: "bad" }
    : { ...base, outcome: history.accepted, look: "good" };
}

/** Whether all of the bidder's bids on the lot were made void after this one. */
function isVoid({ me, retracted }: HistoryFacts, { lot, seq }: BidTicket): boolean {
  const voidedAt = me === null ? undefined : retracted.get(lot)?.get(me.paddle);
  return voidedAt !== undefined && (seq ?? 0) < voidedAt;
}
