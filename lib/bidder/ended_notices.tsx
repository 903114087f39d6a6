// What became of a lot in which this bidder took part, for a while after its end, where another lot
// stands on the page by then: one that ends gives its place to the next at once.

import { isOver } from "../auction/ring_lot.ts";
import type { BidderView } from "./bidder_view.ts";
import { ownPosition } from "./own_position.ts";

/** For so long after its end a lot's result stays in sight. */
const shownMs = 15_000;

/** A line for each such lot; mostly there is none. */
export function EndedNotices({ view }: { readonly view: BidderView }) {
  const { sale, lot: shown, texts, words, money, moment } = view;
  const ended = [...sale.view.lots.values()].filter((lot) =>
    isOver(lot) && lot.lot.id !== shown?.lot.id && lot.endedAt !== null &&
    moment.nowMs - lot.endedAt < shownMs
  );
  return (
    <>
      {ended.map(({ lot: { id, format }, winner }) => {
        const { state } = ownPosition(sale, id);
        if (winner === null || (state !== "won" && state !== "lost")) return null;
        const name = format.type === "uniform" ? texts.ring.priceEach : texts.ring.hammerPrice;
        return (
          <p class="notice" data-tone={state === "won" ? "good" : "plain"}>
            {texts.say.own[state](words.lot(id))} {name}: {money(winner.price)}
          </p>
        );
      })}
    </>
  );
}
