// How open lots stand by the house's word, ahead of the events that are still missing.

import type { SaleView } from "../auction/view.ts";
import type { LotState } from "../wire/signed_message.ts";

/**
 * The view with the lots as the house tells them. Lots that the view does not know yet stay away:
 * there is no title to show. What is not told stays as it was.
 */
export function withBeacon(view: SaleView, lots: readonly LotState[]): SaleView {
  const shown = new Map(view.lots);
  for (const { lot, status, endsAt, standing } of lots) {
    const known = shown.get(lot);
    if (known !== undefined) shown.set(lot, { ...known, status, endsAt, standing });
  }
  return { ...view, lots: shown };
}
