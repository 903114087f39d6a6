// What became of each lot, and what its winners owe for it. A lot of several units has a share for
// each winner, every other sold lot one, every unsold lot none.

import type { LotId, Paddle } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import { chargeFor, type LotCharge, NO_CHARGES, type SaleTerms } from "../auction/settlement.ts";
import { costOf } from "../auction/uniform.ts";
import type { LotView } from "../auction/view.ts";
import type { SettledSale } from "./settled_sale.ts";

/** What one winner of a lot has got and owes. */
export interface Share {
  readonly lot: LotId;
  readonly paddle: Paddle;
  readonly quantity: number;
  /** For one unit; `charge.hammer` is for all of them. */
  readonly unitPrice: Cents;
  /** Rounded once, for this share as a whole. */
  readonly charge: LotCharge;
}

/** One lot at the end, or as it stands now. */
export interface LotResult {
  readonly view: LotView;
  readonly shares: readonly Share[];
  /** Whether it is an under-bidder's, because the winner did not pay. */
  readonly isAward: boolean;
  /** Why it was withdrawn, in the auctioneer's words, or null. */
  readonly withdrawalReason: string | null;
}

/** All lots in the catalogue's order. */
export function lotResults({ view, notes }: Pick<SettledSale, "view" | "notes">): LotResult[] {
  const terms = view.terms ?? NO_CHARGES;
  return [...view.lots.values()].map((lot) => ({
    view: lot,
    shares: sharesOf(lot, terms),
    isAward: notes.awarded.has(lot.lot.id),
    withdrawalReason: notes.withdrawals.get(lot.lot.id) ?? null,
  }));
}

function sharesOf(view: LotView, terms: SaleTerms): Share[] {
  if (view.winner === null) return []; // Also of a lot that was sold and runs again.
  const { winner: { paddle, price }, allotments } = view;
  const won = allotments.length > 0 ? allotments : [{ paddle, quantity: 1, price }];
  return won.map((part) => ({
    lot: view.lot.id,
    paddle: part.paddle,
    quantity: part.quantity,
    unitPrice: part.price,
    charge: chargeFor(costOf({ amount: part.price, quantity: part.quantity }), terms),
  }));
}
