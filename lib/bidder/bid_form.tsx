// What can be pressed: one large button with the next bid and what it costs, quick steps above it,
// and an amount of one's own. bid_form.js sends what was shown, once.

import type { LotView } from "../auction/view.ts";
import { costOf } from "../auction/uniform.ts";
import { type AmountField, bidOffer } from "./bid_offer.ts";
import { unitsText } from "./bid_text.ts";
import type { BidderView } from "./bidder_view.ts";
import { costText } from "./cost_text.ts";
import type { BidWish } from "./house_link.ts";
import { bidName } from "./own_state.tsx";

interface FormProps {
  readonly view: BidderView;
}

/** The one large button, or why there is none. */
export function BidButton({ view }: FormProps) {
  const { lot } = view;
  if (lot === null) return null;
  const { main, off, buyNow, leave, isActive } = offerOf(view, lot);
  const common = { view, lot, isActive };
  return (
    <>
      {main === null ? null : <Press {...common} wish={main} id="bid-now" isMain />}
      {off === null || off === "over"
        ? null
        : <p class="bid-form-off">{view.texts.bid.off[off]}</p>}
      {buyNow === null ? null : <Press {...common} wish={buyNow} id="buy-now" />}
      {leave === null ? null : <Press {...common} wish={leave} id="leave" />}
    </>
  );
}

/** The fields and steps of the lot, if it takes amounts. */
export function BidAmounts({ view }: FormProps) {
  const { lot, texts, cost } = view;
  if (lot === null) return null;
  const { amount, steps, isActive } = offerOf(view, lot);
  if (amount === null) return null;
  return (
    <>
      <AmountForm view={view} lot={lot} field={amount} />
      {steps.length === 0 ? null : (
        <fieldset class="bid-form-steps">
          <legend>{texts.bid.steps}</legend>
          <div class="button-row">
            {steps.map((wish, index) => (
              <button
                type="button"
                id={`step-${index}`}
                {...pressOf(lot, { wish, isActive })}
                aria-describedby="maximum-help"
              >
                {texts.bid.upTo(unitsText(wish, cost.money))}
              </button>
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}

function offerOf({ sale, source, moment }: BidderView, lot: LotView) {
  return bidOffer(lot, { sale, handedOver: source.handedOver(), nowMs: moment.nowMs });
}

function Press(
  { view, lot, wish, id, isActive, isMain = false }: {
    readonly view: BidderView;
    readonly lot: LotView;
    readonly wish: BidWish;
    readonly isActive: boolean;
    readonly id: string;
    readonly isMain?: boolean;
  },
) {
  const { texts, money } = view;
  const words = id === "buy-now" ? texts.bid.buyNow(money(wish.amount)) : bidName(view, wish);
  const cost = wish.kind === "leave" ? null : costText(costOf(wish), view.cost);
  return (
    <button
      type="button"
      id={id}
      class={isMain ? "primary bid-form-main" : undefined}
      data-tone={wish.kind === "leave" ? "bad" : undefined}
      {...pressOf(lot, { wish, isActive })}
      data-key={isMain ? "b" : undefined}
    >
      <span>{words}</span>
      {cost === null ? null : <span class="small">{cost}</span>}
    </button>
  );
}

/**
 * What a press of the button sends: the amounts of this very moment. One that cannot be pressed now
 * stays where it is, and keeps the focus.
 */
function pressOf(
  { standing }: LotView,
  { wish: { lot, kind, amount, quantity }, isActive }: {
    readonly wish: BidWish;
    readonly isActive: boolean;
  },
): Readonly<Record<string, string>> {
  if (!isActive) return { "aria-disabled": "true" };
  return { "data-bid": JSON.stringify({ lot, kind, amount, quantity, ask: standing.ask }) };
}

function AmountForm(
  { view, lot, field }: FormProps & { readonly lot: LotView; readonly field: AmountField },
) {
  const { texts: { bid } } = view;
  const { id, format } = lot.lot;
  const hint = field.type === "maximum"
    ? bid.maximumHint
    : field.type === "units"
    ? bid.eachHint
    : bid.sealedHint[format.type === "vickrey" ? "vickrey" : "sealed_first"];
  const label = { maximum: bid.maximum, units: bid.each, sealed: bid.sealed }[field.type];
  const send = { maximum: bid.setMaximum, units: bid.sendUnits, sealed: bid.sendSealed };
  // Each lot has fields of its own: what was typed for one must not stand beside another.
  const name = `maximum-${id}`;
  return (
    <form
      id={`form-${name}`}
      class="bid-form-amount"
      data-bid={JSON.stringify({ lot: id, kind: "max" })}
    >
      {field.type === "units" ? <UnitsField view={view} lot={lot} field={field} /> : null}
      <div>
        <label for={name}>{label}</label>
        <input
          id={name}
          name="text"
          inputmode="decimal"
          autocomplete="off"
          required
          maxlength={40}
          aria-describedby="maximum-help"
          data-key="m"
        />
      </div>
      <button type="submit" class={field.type === "sealed" ? "primary" : undefined}>
        {send[field.type]}
      </button>
      <p id="maximum-help" class="soft small">{hint}</p>
    </form>
  );
}

function UnitsField(
  { view, lot, field }: FormProps & { readonly lot: LotView; readonly field: AmountField },
) {
  const { texts: { bid } } = view;
  const name = `units-${lot.lot.id}`;
  return (
    <div>
      <label for={name}>
        {bid.quantity} <span class="soft">{bid.quantityHint(field.units)}</span>
      </label>
      <input
        id={name}
        name="quantity"
        type="number"
        min="1"
        max={String(field.units)}
        step="1"
        required
        value={String(field.quantity)}
      />
    </div>
  );
}
