// What a bidder has won so far, and what is owed for it with premium and tax.

import type { PublicLot } from "../auction/event.ts";
import { wonAt } from "../auction/exposure.ts";
import type { Paddle } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import { chargeFor, type LotCharge, NO_CHARGES } from "../auction/settlement.ts";
import type { LotView, SaleView } from "../auction/view.ts";
import { sumOfCharges } from "../settlement/charge_sum.ts";
import type { Me } from "./house_link.ts";

/** A lot that this bidder has won, and for how much in all. */
export interface WonLot {
  readonly lot: PublicLot;
  /** The hammer price; of a multi-unit lot that of all the units won. */
  readonly price: Cents;
  /** How many units, of a multi-unit lot; else null. */
  readonly units: number | null;
}

/** What this bidder has won so far, in the order of the catalogue. */
export function wonLots(
  { view, me }: { readonly view: SaleView; readonly me: Me | null },
): readonly WonLot[] {
  if (me === null) return [];
  return [...view.lots.values()].flatMap((lotView) => {
    const price = wonAt(lotView, me.paddle);
    return price === 0 ? [] : [{ lot: lotView.lot, price, units: unitsWon(lotView, me.paddle) }];
  });
}

/** How many units of a multi-unit lot a paddle has won; null on every other lot. */
export function unitsWon({ allotments }: LotView, paddle: Paddle): number | null {
  if (allotments.length === 0) return null;
  const own = allotments.filter((units) => units.paddle === paddle);
  return own.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** What one won lot costs under the sale's terms. */
export function chargeOf({ price }: WonLot, { terms }: Pick<SaleView, "terms">): LotCharge {
  return chargeFor(price, terms ?? NO_CHARGES);
}

/** What all of them cost under the sale's terms: the sum that the invoice will name. */
export function owedFor(won: readonly WonLot[], view: Pick<SaleView, "terms">): LotCharge {
  return sumOfCharges(won.map((lot) => chargeOf(lot, view)));
}
