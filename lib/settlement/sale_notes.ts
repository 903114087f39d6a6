// What the papers of a sale say and a view does not keep: its times, why a lot was withdrawn, and
// which lots are an under-bidder's. Folded from the same public events as the view.

import type { PublicEvent } from "../auction/event.ts";
import type { LotId } from "../auction/lot.ts";

/** What was noted so far. Times are the house's, in milliseconds since 1970. */
export interface SaleNotes {
  readonly openedAt: number | null;
  readonly closedAt: number | null;
  /** The time of the last event. */
  readonly lastAt: number | null;
  /** The withdrawn lots, each with the auctioneer's reason where one was given. */
  readonly withdrawals: ReadonlyMap<LotId, string | null>;
  /** The sold lots that went to an under-bidder because the winner did not pay. */
  readonly awarded: ReadonlySet<LotId>;
}

/** Notes before the first event. */
export const NO_NOTES: SaleNotes = {
  openedAt: null,
  closedAt: null,
  lastAt: null,
  withdrawals: new Map(),
  awarded: new Set(),
};

/** The notes after `event`; `notes` itself is left as it was. */
export function evolveNotes(notes: SaleNotes, event: PublicEvent): SaleNotes {
  return { ...notes, ...changeBy(notes, event), lastAt: event.at };
}

function changeBy(notes: SaleNotes, event: PublicEvent): Partial<SaleNotes> {
  switch (event.type) {
    case "SaleOpened":
      return { openedAt: event.at };
    case "SaleClosed":
      return { closedAt: event.at };
    case "LotWithdrawn":
      return { withdrawals: new Map(notes.withdrawals).set(event.lot, event.reason) };
    case "LotAwarded":
      return { awarded: new Set(notes.awarded).add(event.lot) };
    case "LotReopened": // It is sold anew, perhaps to somebody who is nobody's under-bidder.
      return { awarded: notes.awarded.difference(new Set([event.lot])) };
    default:
      return {};
  }
}
