// The person and the moment: in which language, where on earth, and when.

import type { SaleView } from "../auction/view.ts";
import type { Language } from "../base/language.ts";
import { type MoneyFormat, shownCurrency } from "../base/money_text.ts";

/** The person and the moment. */
export interface Moment {
  readonly language: Language;
  /** IANA name, for times of the day. */
  readonly timeZone: string;
  /** The house's time. */
  readonly nowMs: number;
}

/** How this person reads and writes the sale's money. */
export function moneyOf(
  { view }: { readonly view: Pick<SaleView, "currency"> },
  { language }: Pick<Moment, "language">,
): MoneyFormat {
  return { currency: shownCurrency(view), language };
}
