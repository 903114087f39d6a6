// Several things that one command does, each in the sale as the ones before have left it.

import type { AuctionEvent } from "./event.ts";
import { evolve, type Sale } from "./sale.ts";

/** The events of all `items` in their order: a limit, for one, counts what those before cost. */
export function inTurn<T>(
  sale: Sale,
  items: Iterable<T>,
  eventsOf: (sale: Sale, item: T) => readonly AuctionEvent[],
): readonly AuctionEvent[] {
  const events: AuctionEvent[] = [];
  let next = sale;
  for (const item of items) {
    const more = eventsOf(next, item);
    for (const event of more) next = evolve(next, event);
    events.push(...more);
  }
  return events;
}
