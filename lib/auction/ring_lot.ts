// Which lot everybody looks at: the lot in the ring.

import type { LotId } from "./lot.ts";
import type { LotView, SaleView } from "./view.ts";

/** Whether bids on the lot are taken, or will be when a pause ends. */
export function isLive({ status }: LotView): boolean {
  return status === "open" || status === "fair_warning" || status === "paused";
}

/** Whether the lot is over for good. */
export function isOver({ status }: LotView): boolean {
  return status === "sold" || status === "passed" || status === "withdrawn";
}

/**
 * The lot in the ring: the one that the person chose until it is over, else the last that the
 * auctioneer opened by hand, else the one whose clock ends first. Null where no lot is live.
 */
export function ringLot(view: SaleView, chosen: LotId | null): LotId | null {
  const chosenView = chosen === null ? undefined : view.lots.get(chosen);
  if (chosenView !== undefined && !isOver(chosenView)) return chosen;
  const live = [...view.lots.values()].filter(isLive);
  live.sort((a, b) => urgency(a) - urgency(b));
  return live[0]?.lot.id ?? null;
}

/** The lot that ended last, or null where none has. */
export function lastEnded(view: SaleView): LotId | null {
  let last: LotView | null = null;
  for (const lot of view.lots.values()) {
    if (lot.endedAt !== null && lot.endedAt >= (last?.endedAt ?? 0)) last = lot;
  }
  return last?.lot.id ?? null;
}

/** The lots that have not opened, in the order in which they come; none comes once the sale is closed. */
export function lotsAhead(view: SaleView): readonly LotView[] {
  if (view.phase === "closed") return [];
  return [...view.lots.values()].filter(({ status }) => status === "catalogued");
}

/** Lower is more urgent. Lots by hand come first, the last opened before the others. */
function urgency({ lot, endsAt, openedAt }: LotView): number {
  if (lot.closing.type === "clerked") return -(openedAt ?? 0);
  return endsAt ?? Number.MAX_SAFE_INTEGER; // A paused clock is not urgent.
}
