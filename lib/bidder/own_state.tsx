// Where this bidder stands in the lot, in one glance, and what became of the last bid.

import { costOf, unitsOf } from "../auction/uniform.ts";
import { unanswered } from "./bid_offer.ts";
import { unitsText } from "./bid_text.ts";
import type { BidderView } from "./bidder_view.ts";
import { costText } from "./cost_text.ts";
import { refusalText } from "./happening.ts";
import type { BidWish } from "./house_link.ts";
import { type Look, OWN_LOOKS } from "./look.ts";
import { moneyOf } from "./moment.ts";
import { unitsWon } from "./won_lots.ts";

/** The own state in the lot that is shown. */
export function OwnStateLine({ view }: { readonly view: BidderView }) {
  const { lot, own, sale, texts, words } = view;
  if (lot === null) return null;
  const waiting = unanswered({ sale, handedOver: view.source.handedOver() }, lot.lot.id);
  const refused = own.latest?.state === "refused" ? own.latest : null;
  const money = moneyOf(sale, view.moment);
  return (
    <>
      <p class="own-state" data-tone={toneOf(OWN_LOOKS[own.state])}>
        <span>{words.lot(lot.lot.id)}</span>
        <strong>{texts.own[own.state]}</strong>
        <OwnAmount view={view} />
      </p>
      {waiting === null
        ? null
        : <p class="own-state-bid" data-tone="warn">{texts.onItsWay(bidName(view, waiting))}</p>}
      {refused === null || waiting !== null ? null : (
        <p class="own-state-bid" data-tone="bad">
          {texts.refused(bidName(view, refused), refusalText(refused, money))}
        </p>
      )}
    </>
  );
}

/** A bid as it stood on its button. */
export function bidName({ texts, sale, moment }: BidderView, wish: BidWish): string {
  return texts.bid.button[wish.kind](unitsText(wish, moneyOf(sale, moment)));
}

/** The own amount that counts, with what it costs in all. */
function OwnAmount({ view }: { readonly view: BidderView }) {
  const { lot, own: { state, max, quantity }, words, sale, cost } = view;
  if (lot === null) return null;
  const units = sale.me === null || state !== "won" ? null : unitsWon(lot, sale.me.paddle);
  if (units !== null) return <span>{words.wonUnits(units)}</span>;
  if (max === null || state === "won" || state === "lost") return null;
  const amount = unitsText({ amount: max, quantity }, cost.money);
  const { type } = lot.lot.format;
  const own = unitsOf(lot.lot) > 1
    ? words.yourUnits(amount)
    : type === "english"
    ? words.yourMax(amount)
    : words.yourSealedBid(amount);
  // What has been topped costs nothing.
  const all = state === "outbid" ? null : costText(costOf({ amount: max, quantity }), cost);
  return (
    <>
      <span>{own}</span>
      {all === null ? null : <span>{all}</span>}
    </>
  );
}

/** What a look is called in a style sheet. */
function toneOf(look: Look): string {
  return look === "bold" || look === "dim" ? "plain" : look;
}
