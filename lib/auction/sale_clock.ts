// What passing time does: lots end, Japanese prices go up, and lots get back what an outage took.

import { inTurn } from "./_in_turn.ts";
import { type FoundLot, foundLot, lotsWithClock } from "./_lot_state.ts";
import type { Command } from "./command.ts";
import { meetsReserve } from "./contest.ts";
import { accept, type Decision } from "./decision.ts";
import type { AuctionEvent } from "./event.ts";
import { isAboveLimit } from "./exposure.ts";
import { contestOf } from "./format_rules.ts";
import { biddersIn, leavers, priceNext, resolve } from "./japanese.ts";
import { endingEvents, endOfLot } from "./lot_end.ts";
import type { Sale } from "./sale.ts";
import type { SaleView } from "./view.ts";

/**
 * The earliest end of a lot whose clock runs, or null. The shell sends a Tick then, and before any
 * command that is not earlier: the rules never tick by themselves.
 */
export function nextDeadline(view: SaleView): number | null {
  let earliest: number | null = null;
  for (const { endsAt } of lotsWithClock(view)) {
    if (earliest === null || endsAt < earliest) earliest = endsAt;
  }
  return earliest;
}

/** Ends each lot that is due, or moves its price; in the order of their ends, then of the catalogue. */
export function tick(sale: Sale, at: number): Decision {
  const due = lotsWithClock(sale.view).filter((lot) => lot.endsAt <= at);
  // Stable, so equal ends keep the catalogue's order.
  const inOrder = due.toSorted((a, b) => a.endsAt - b.endsAt);
  // A limit counts what the prices of the lots before are now.
  return accept(...inTurn(sale, inOrder, (next, { view }) => {
    return atItsEnd(next, foundLot(next, view.lot.id), at);
  }));
}

function atItsEnd(sale: Sale, found: FoundLot, at: number): readonly AuctionEvent[] {
  const { lot } = found.secret;
  if (lot.format.type !== "japanese") return endOfLot(found, { at, belowReserve: false });
  const contest = contestOf(found, at);
  const ending = resolve(contest);
  if (ending !== null) return endingEvents(ending, { lot: lot.id, at, belowReserve: false });
  const price = priceNext(contest);
  const inside = biddersIn(contest.live);
  const out = leavers(contest.live).map((paddle) => (
    { type: "BidderLeft", at, lot: lot.id, paddle } as const
  ));
  return [...out, {
    type: "PriceRaised",
    at,
    lot: lot.id,
    standing: {
      leader: null,
      price,
      ask: price,
      bids: inside.length,
      reserveMet: meetsReserve(price, lot),
    },
    // From this moment on, however late the tick: everyone sees each price for a whole interval.
    endsAt: at + lot.format.everyMs,
    secret: {
      leaving: inside.filter((paddle) => isAboveLimit(sale, { paddle, lot: lot.id, cost: price })),
    },
  }];
}

/** Moves the end of each lot whose clock runs, to as much as was left when the house went down. */
export function returnLostTime(
  sale: Sale,
  command: Extract<Command, { readonly type: "ReturnLostTime" }>,
): Decision {
  const { at, downSince } = command;
  const moved = lotsWithClock(sale.view).flatMap(({ view, endsAt }) => {
    const end = at + Math.max(0, endsAt - downSince);
    // A clock that says the outage ended before it began must not bring an end forward.
    return end > endsAt ? [{ lot: view.lot.id, endsAt: end }] : [];
  });
  return accept(
    ...moved.map(({ lot, endsAt }) => (
      { type: "LotExtended", at, lot, endsAt, cause: "outage" } as const
    )),
  );
}
