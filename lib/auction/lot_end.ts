// How a lot ends: sold to whom its format's rules name, or passed with the reason.

import type { Ending } from "./contest.ts";
import type { AuctionEvent } from "./event.ts";
import { contestOf, rulesOf } from "./format_rules.ts";
import type { FoundLot } from "./_lot_state.ts";

/** The events that end a lot at `at`; `belowReserve` sells although the reserve is not met. */
export function endOfLot(
  found: FoundLot,
  { at, belowReserve }: { readonly at: number; readonly belowReserve: boolean },
): readonly AuctionEvent[] {
  const { lot } = found.secret;
  const ending = rulesOf(lot.format).ending(contestOf(found, at));
  return endingEvents(ending, { lot: lot.id, at, belowReserve });
}

/** The events of an ending that is known. */
export function endingEvents(
  ending: Ending,
  { lot, at, belowReserve }: {
    readonly lot: string;
    readonly at: number;
    readonly belowReserve: boolean;
  },
): readonly AuctionEvent[] {
  if (ending.type === "nobody") return [{ type: "LotPassed", at, lot, reason: "no_bids" }];
  const { paddle, price, reserveMet, units } = ending;
  if (!reserveMet && !belowReserve) {
    return [{ type: "LotPassed", at, lot, reason: "reserve_not_met" }];
  }
  return [
    ...units.map((unit) => ({ type: "UnitsSold", at, lot, ...unit, price }) as const),
    { type: "LotSold", at, lot, paddle, price },
  ];
}
