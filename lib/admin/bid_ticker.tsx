// What has happened to prices, newest first, as entries of a list.

import type { BidEntry } from "../auction/bid_book.ts";
import { formatTimeOfDay } from "../base/time_text.ts";
import { type Row, rowId } from "../web/region.ts";
import type { FloorScene } from "./floor_scene.ts";

/** The list's id in the page. */
export const TICKER = "ticker";

/** How many entries are shown. */
export const TICKER_ROWS_MAX = 30;

/** The newest of `entries`, which come oldest first. */
export function tickerRows(
  entries: readonly BidEntry[],
  scene: FloorScene,
): readonly Row[] {
  const newest = entries.slice(-TICKER_ROWS_MAX).toReversed();
  return newest.map((entry) => ({
    key: String(entry.seq),
    html: String(<Entry entry={entry} scene={scene} />),
  }));
}

function Entry({ entry, scene }: { readonly entry: BidEntry; readonly scene: FloorScene }) {
  const { texts, money, who } = scene;
  const { seq, at, lot, cause, price, leader } = entry;
  return (
    <li id={rowId(TICKER, String(seq))} class="bid-ticker-entry" data-cause={cause}>
      <time class="soft small">{formatTimeOfDay(at, scene)}</time>
      <span class="bid-ticker-what">
        <strong>{texts.ring.lot(lot)}</strong> {texts.ticker.cause[cause]}
        {leader === null ? null : (
          <span class="bid-ticker-who">
            <bdi>{who(leader)}</bdi>
          </span>
        )}
      </span>
      <span class="number">{price === null ? "" : money(price)}</span>
    </li>
  );
}
