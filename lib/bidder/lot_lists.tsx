// The lists beside the ring: lots that are open at the same time, and those that come.

import { isLive, lotsAhead } from "../auction/ring_lot.ts";
import type { LotView } from "../auction/view.ts";
import { textIn } from "../base/language.ts";
import { LotClock, StoppedClock } from "../web/lot_clock.tsx";
import { type Row, rowId, type RowMemo } from "../web/region.ts";
import type { BidderView } from "./bidder_view.ts";
import { priceClock } from "../auction/price_clock.ts";
import { isSealed } from "../auction/lot.ts";
import { OWN_LOOKS } from "./look.ts";
import { type OwnPosition, ownPosition } from "./own_position.ts";
import { PANEL_TEXTS } from "./panel_texts.ts";

/** The first document has this many entries of a list; its stream brings the rest. */
export const FIRST_ROWS_MAX = 40;

/** The live lots but the one that is shown large. */
export function otherLots({ sale, lot }: BidderView): readonly LotView[] {
  const live = [...sale.view.lots.values()].filter(isLive);
  return live.filter((other) => other.lot.id !== lot?.lot.id);
}

/** The entries of the lots that are open too. */
export function otherLotRows(view: BidderView, memo: RowMemo): readonly Row[] {
  return otherLots(view).map((lot) => {
    const own = ownPosition(view.sale, lot.lot.id);
    const price = priceText(view, lot);
    const on = [lot, own.state, own.latest?.state, price, view.moment.language];
    const render = () => String(<OtherLot view={view} lot={lot} own={own} price={price} />);
    return memo.row(lot.lot.id, on, render);
  });
}

/** The entries of the lots that come. */
export function aheadRows(view: BidderView, memo: RowMemo): readonly Row[] {
  return lotsAhead(view.sale.view).map((lot) =>
    memo.row(
      lot.lot.id,
      [lot, view.moment.language],
      () => String(<LotAhead view={view} lot={lot} />),
    )
  );
}

function OtherLot(
  { view, lot, own, price }: {
    readonly view: BidderView;
    readonly lot: LotView;
    readonly own: OwnPosition;
    readonly price: string;
  },
) {
  const { words, texts, moment: { language } } = view;
  const { id } = lot.lot;
  const { table } = PANEL_TEXTS[language];
  const state = own.latest?.state === "sent" ? table.sent : table.own[own.state];
  const look = own.latest?.state === "sent" ? "warn" : OWN_LOOKS[own.state];
  return (
    <li id={rowId("others", id)} class="lot-lists-row">
      <p class="lot-lists-title">
        <strong>{words.lot(id)}</strong> {textIn(lot.lot.title, language)}
      </p>
      <p class="row">
        <span>{price}</span>
        {lot.status === "paused"
          ? <StoppedClock leftMs={lot.remainingMs ?? 0} />
          : lot.endsAt === null
          ? null
          : <LotClock endsAt={lot.endsAt} />}
        {state === "" ? null : <span class="badge" data-tone={look}>{state}</span>}
      </p>
      <button type="button" data-action="/looked-at-lot" data-body={JSON.stringify({ lot: id })}>
        {texts.others.look(words.lot(id))}
      </button>
    </li>
  );
}

function LotAhead({ view, lot }: { readonly view: BidderView; readonly lot: LotView }) {
  const { words, texts, money, moment: { language } } = view;
  const { id, format, estimate, title } = lot.lot;
  const facts = [
    texts.ahead.from(money(lot.opening)),
    words.format[format.type],
    ...(estimate === null ? [] : [
      `${words.labels.estimate} ${words.between(money(estimate.low), money(estimate.high))}`,
    ]),
  ];
  return (
    <li id={rowId("ahead", id)} class="lot-lists-row">
      <p class="lot-lists-title">
        <strong>{words.lot(id)}</strong> {textIn(title, language)}
      </p>
      <p class="soft small">{facts.filter(Boolean).join(" · ")}</p>
    </li>
  );
}

function priceText({ words, money, moment }: BidderView, lot: LotView): string {
  const { price, ask, bids } = lot.standing;
  if (isSealed(lot.lot.format)) return words.sealed(bids);
  const clock = priceClock(lot, moment.nowMs);
  if (clock !== null) return words.brief.now(money(clock.price));
  return price === null ? words.from(money(ask)) : words.brief.now(money(price));
}
