// The own bids, the latest first: when, on what, how much, and what became of each.

import { type Row, rowId, type RowMemo } from "../web/region.ts";
import { bidHistory, type PastBid } from "./bid_history.ts";
import type { BidderView } from "./bidder_view.ts";
import type { Look } from "./look.ts";
import { timeOfDay } from "./reader.ts";

/** The entries of the own bids. */
export function historyRows(view: BidderView, memo: RowMemo): readonly Row[] {
  const { sale, moment } = view;
  const tickets = sale.bids.toReversed();
  return bidHistory(sale, moment).map((bid, index) => {
    const id = tickets[index]?.id ?? "";
    const on = [bid.at, bid.outcome, bid.title, moment.language];
    return memo.row(id, on, () => String(<Past view={view} bid={bid} id={id} />));
  });
}

function Past(
  { view, bid, id }: { readonly view: BidderView; readonly bid: PastBid; readonly id: string },
) {
  const { words, texts, moment } = view;
  return (
    <li id={rowId("history", id)} class="bid-history-row">
      <p class="row apart">
        <span>
          <strong>{words.lot(bid.lot)}</strong> {bid.bid}
        </span>
        {bid.at === null
          ? <span class="soft small">{texts.history.unknownTime}</span>
          : <time class="soft small">{timeOfDay(bid.at, moment)}</time>}
      </p>
      <p class="small" data-tone={toneOf(bid.look)}>{bid.outcome}</p>
    </li>
  );
}

function toneOf(look: Look): string {
  return look === "bold" || look === "dim" ? "plain" : look;
}
