// How one lot, as bidders see it, changes with each public event that names it.

import type { PublicEvent, PublicLot, Standing } from "./event.ts";
import type { LotId, Paddle } from "./lot.ts";
import type { LotView } from "./view.ts";

/** A public event that changes one lot of the catalogue; its place there is no part of it. */
export type LotEvent = Exclude<
  Extract<PublicEvent, { readonly lot: LotId }>,
  { readonly type: "LotMoved" }
>;

type EventOf<T extends LotEvent["type"]> = Extract<LotEvent, { readonly type: T }>;

/** The standing of a lot on which nobody has bid. */
export function unbidStanding(
  { opening, hasReserve }: Pick<PublicLot, "opening" | "hasReserve">,
): Standing {
  return { leader: null, price: null, ask: opening, bids: 0, reserveMet: !hasReserve };
}

/** A lot as it enters the catalogue. */
export function cataloguedLot(lot: PublicLot): LotView {
  return {
    lot,
    description: {},
    status: "catalogued",
    standing: unbidStanding(lot),
    opening: lot.opening,
    openedAt: null,
    endedAt: null,
    endsAt: null,
    remainingMs: null,
    warnings: 0,
    winner: null,
    allotments: [],
    defaulters: [],
    left: [],
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
    case "AskSet":
      return asked(view, event);
    case "IncrementsSet":
      return {
        ...view,
        lot: { ...view.lot, increments: event.increments },
        standing: { ...view.standing, ask: event.ask },
      };
    case "BidderLeft":
      return withoutBidder(view, event.paddle);
    case "PriceRaised":
      return { ...view, standing: event.standing, endsAt: event.endsAt };
    case "BidsRetracted":
      return { ...view, status: running(view), standing: event.standing, warnings: 0 };
    case "LotPaused":
      return paused(view, event);
    case "LotResumed":
      return { ...view, status: "open", endsAt: event.endsAt, remainingMs: null };
    case "BidUndone":
      return {
        ...view,
        status: running(view),
        standing: event.standing,
        endsAt: event.endsAt,
        warnings: 0,
      };
    case "UnitsSold": {
      const { paddle, quantity, price } = event;
      return { ...view, allotments: [...view.allotments, { paddle, quantity, price }] };
    }
    case "LotSold":
    case "LotAwarded":
      return sold(view, event);
    case "LotPassed":
      return { ...view, status: "passed", endedAt: event.at, passReason: event.reason };
    case "LotWithdrawn":
      return { ...view, status: "withdrawn", endedAt: event.at };
    case "LotReopened":
      return reopened(view, event);
  }
}

function withoutBidder(view: LotView, paddle: Paddle): LotView {
  const { standing, left } = view;
  return {
    ...view,
    left: [...left, paddle],
    standing: { ...standing, bids: standing.bids - 1 },
  };
}

function paused(view: LotView, { remainingMs }: EventOf<"LotPaused">): LotView {
  return { ...view, status: "paused", endsAt: null, remainingMs, warnings: 0 };
}

function running(view: LotView): LotView["status"] {
  return view.status === "paused" ? "paused" : "open";
}

// While nobody has bid, what the auctioneer asks is what the first bid must reach.
function asked(view: LotView, { ask }: EventOf<"AskSet">): LotView {
  const opening = view.standing.leader === null ? ask : view.opening;
  return { ...view, opening, standing: { ...view.standing, ask } };
}

function sold(view: LotView, event: EventOf<"LotSold"> | EventOf<"LotAwarded">): LotView {
  const { paddle, price } = event;
  const defaulters = event.type === "LotAwarded"
    ? [...view.defaulters, event.defaulter]
    : view.defaulters;
  const endedAt = event.type === "LotAwarded" ? view.endedAt : event.at;
  return {
    ...view,
    status: "sold",
    endedAt,
    winner: { paddle, price },
    defaulters,
    passReason: null,
  };
}

function reopened(view: LotView, event: EventOf<"LotReopened">): LotView {
  return {
    ...view,
    status: "open",
    standing: event.standing,
    endsAt: event.endsAt,
    endedAt: null,
    remainingMs: null,
    warnings: 0,
    winner: null,
    allotments: [],
    passReason: null,
  };
}

// The parts come in order, as all events do, and a lot that is catalogued anew has none.
function described(view: LotView, event: EventOf<"LotDescribed">): LotView {
  const soFar = view.description[event.language] ?? "";
  return {
    ...view,
    description: { ...view.description, [event.language]: soFar + event.text },
  };
}
