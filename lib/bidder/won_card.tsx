// What this bidder has won and owes: each lot with its price, and the sum that the invoice will name.

import { textIn } from "../base/language.ts";
import type { BidderView } from "./bidder_view.ts";
import { PANEL_TEXTS } from "./panel_texts.ts";
import { chargeOf, owedFor, type WonLot, wonLots } from "./won_lots.ts";

/** The won lots and their sum. */
export function WonCard({ view }: { readonly view: BidderView }) {
  const { sale, texts: { won: texts }, moment: { language } } = view;
  const won = wonLots(sale);
  if (won.length === 0) return <p class="soft">{texts.none}</p>;
  const owed = owedFor(won, sale.view);
  const { won: names } = PANEL_TEXTS[language];
  const hasCharges = owed.total !== owed.hammer;
  return (
    <>
      <ul role="list" class="won-card-lots">
        {won.map((lot) => <Won view={view} lot={lot} />)}
      </ul>
      <dl class="won-card-sum">
        {hasCharges
          ? (
            <>
              <Sum view={view} name={names.hammer} cents={owed.hammer} />
              <Sum view={view} name={names.premium} cents={owed.premium} />
              <Sum view={view} name={names.tax} cents={owed.tax} />
            </>
          )
          : null}
        <Sum view={view} name={texts.toPay} cents={owed.total} isTotal />
      </dl>
    </>
  );
}

function Won({ view, lot }: { readonly view: BidderView; readonly lot: WonLot }) {
  const { texts, words, sale, money, moment: { language } } = view;
  const { total } = chargeOf(lot, sale.view);
  const units = lot.units === null ? "" : ` · ${texts.units(lot.units)}`;
  return (
    <li>
      <p>
        <strong>{words.lot(lot.lot.id)}</strong> {textIn(lot.lot.title, language)}
        {units}
      </p>
      <p class="soft">
        {total === lot.price ? money(total) : texts.won.lotPrice(money(lot.price), money(total))}
      </p>
    </li>
  );
}

function Sum(
  { view, name, cents, isTotal = false }: {
    readonly view: BidderView;
    readonly name: string;
    readonly cents: number;
    readonly isTotal?: boolean;
  },
) {
  if (cents === 0 && !isTotal) return null;
  return (
    <div class={isTotal ? "won-card-total" : undefined}>
      <dt>{name}</dt>
      <dd class="number">{view.money(cents)}</dd>
    </div>
  );
}
