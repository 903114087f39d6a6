// How one lot, as bidders see it, changes with each public event that names it.

import type { PublicEvent, PublicLot } from "./event.ts";
import type { LotId } from "./lot.ts";
import type { LotView } from "./view.ts";

/** A public event about one lot that is in the catalogue already. */
export type LotEvent = Extract<PublicEvent, { readonly lot: LotId }>;

/** A lot as it enters the catalogue. */
export function cataloguedLot(lot: PublicLot): LotView {
  return {
    lot,
    description: {},
    status: "catalogued",
    standing: {
      leader: null,
      price: null,
      ask: lot.opening,
      bids: 0,
      reserveMet: !lot.hasReserve,
    },
    openedAt: null,
    endsAt: null,
    remainingMs: null,
    warnings: 0,
    winner: null,
    passReason: null,
  };
}

/** The lot after `event`. The announced end stays on a lot that has ended: it tells how late a bid is. */
export function evolveLot(view: LotView, event: LotEvent): LotView {
  switch (event.type) {
    case "LotDescribed":
      return described(view, event);
    case "LotOpened":
      return {
        ...view,
        status: "open",
        standing: { ...view.standing, ask: event.ask },
        openedAt: event.at,
        endsAt: event.endsAt,
      };
    case "BidAccepted":
      return { ...view, status: "open", standing: event.standing, warnings: 0 };
    case "LotExtended":
      return { ...view, endsAt: event.endsAt };
    case "FairWarningGiven":
      return { ...view, status: "fair_warning", warnings: event.call };
    case "LotPaused":
      return {
        ...view,
        status: "paused",
        endsAt: null,
        remainingMs: event.remainingMs,
        warnings: 0,
      };
    case "LotResumed":
      return { ...view, status: "open", endsAt: event.endsAt, remainingMs: null };
    case "BidUndone":
      return {
        ...view,
        status: view.status === "paused" ? "paused" : "open",
        standing: event.standing,
        endsAt: event.endsAt,
        warnings: 0,
      };
    case "LotSold":
      return {
        ...view,
        status: "sold",
        winner: { paddle: event.paddle, price: event.price },
        passReason: null,
      };
    case "LotPassed":
      return { ...view, status: "passed", passReason: event.reason };
    case "LotWithdrawn":
      return { ...view, status: "withdrawn" };
  }
}

// The parts come in order, as all events do, and a lot that is catalogued anew has none.
function described(
  view: LotView,
  event: Extract<LotEvent, { readonly type: "LotDescribed" }>,
): LotView {
  const soFar = view.description[event.language] ?? "";
  return {
    ...view,
    description: { ...view.description, [event.language]: soFar + event.text },
  };
}
