// The house's answers to a bid, as numbers on the wire (PROTOCOL §7.3).

import type { Rejection } from "../auction/rejection.ts";

/** What the house says to a bid: taken, refused by the rules, or an id used for two bids. */
export type Verdict = "accepted" | Rejection | "conflict";

/** The codes. One is never reused for another meaning. */
export const VERDICT_CODES: { readonly [V in Verdict]: number } = {
  accepted: 0,
  conflict: 1,
  below_ask: 2,
  not_above_own_max: 3,
  lot_closed: 4,
  lot_not_open: 5,
  lot_paused: 6,
  lot_open: 7,
  unknown_lot: 8,
  unknown_paddle: 9,
  suspended: 10,
  bad_amount: 11,
  wrong_currency: 12,
  not_clerked: 13,
  no_bids: 14,
  nothing_to_undo: 15,
  not_paused: 16,
  bad_end: 17,
  lots_open: 18,
  sale_closed: 19,
  sale_exists: 20,
  no_sale: 21,
  banned: 22,
  own_lot: 23,
  above_limit: 24,
  wrong_format: 25,
  bad_quantity: 26,
  bad_ask: 27,
  sale_open: 28,
  not_ended: 29,
  next_opened: 30,
  not_winner: 31,
  no_under_bidder: 32,
  no_lots: 33,
  no_buy_now: 34,
  entry_over: 35,
  in_already: 36,
  not_in: 37,
  group_full: 38,
};

const verdictsByCode: ReadonlyMap<number, Verdict> = new Map(
  Object.entries(VERDICT_CODES).map(([verdict, code]) => [code, verdict as Verdict]),
);

/** The verdict of `code`, or null where there is none. */
export function verdictOf(code: number): Verdict | null {
  return verdictsByCode.get(code) ?? null;
}
