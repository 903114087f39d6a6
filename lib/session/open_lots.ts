// The lots under way as a heartbeat tells them (PROTOCOL §5.3).

import type { LotView } from "../auction/view.ts";
import type { LotState } from "../wire/signed_message.ts";

/** The lots that are under way, those that end first come first, the hand's and the paused last. */
export function openLots(lots: Iterable<LotView>): readonly LotState[] {
  const open: LotState[] = [];
  for (const { lot, status, endsAt, standing } of lots) {
    if (status !== "open" && status !== "fair_warning" && status !== "paused") continue;
    open.push({ lot: lot.id, status, endsAt, standing });
  }
  return open.sort((a, b) => (a.endsAt ?? Infinity) - (b.endsAt ?? Infinity));
}
