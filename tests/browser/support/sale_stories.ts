// Stories of a sale that several states begin with.

import { toCents } from "../../../lib/auction/money.ts";
import type { SaleTerms } from "../../../lib/auction/settlement.ts";
import { ANA, BENTO, CAIO, LIA, type ShownSale } from "./shown_sale.ts";

/** 20 % on what is sold, and 5 % tax on that. */
export const TERMS: SaleTerms = {
  premium: [{ from: toCents(0), rate: 2_000 }],
  taxRate: 500,
  taxOn: "premium",
};

/** The coffee pot is in the ring, four people bid, and Ana leads. */
export function tellBids(sale: ShownSale): void {
  sale.play({ type: "SetTerms", terms: TERMS });
  sale.open("1");
  const steps = [
    [BENTO, 180_000],
    [ANA, 200_000],
    [LIA, 220_000],
    [CAIO, 250_000],
    [ANA, 280_000],
  ] as const;
  for (const [paddle, amount] of steps) {
    sale.wait(4_000);
    sale.bid("1", paddle, { amount, kind: "exact" });
  }
}

/** A whole evening: sold, passed, withdrawn, awarded, units for two, and closed. */
export function tellWholeSale(sale: ShownSale): void {
  tellBids(sale);
  sale.bid("1", BENTO, { amount: 400_000 });
  sale.play({ type: "HammerLot", lot: "1", belowReserve: false });
  sale.open("5");
  sale.bid("5", CAIO, { amount: 900_000 });
  sale.play({ type: "HammerLot", lot: "5", belowReserve: false });
  sale.open("7");
  sale.bid("7", CAIO, { amount: 90_000 });
  sale.bid("7", ANA, { amount: 120_000 });
  sale.play({ type: "HammerLot", lot: "7", belowReserve: false });
  sale.play({ type: "WithdrawLot", lot: "4", reason: null });
  sale.open("12");
  sale.bid("12", ANA, { amount: 7_000, quantity: 25 });
  sale.bid("12", LIA, { amount: 6_500, quantity: 20 });
  sale.wait(1_300_000);
  sale.play({ type: "Tick" }, { type: "CloseSale" });
}
