// The names of every refusal. A refusal is a value, changes nothing, and is shown to the person
// in words of their own language; programs and tests compare these names.

/** Why the rules refuse a fair request. */
export type Rejection =
  | "below_ask" // less than the ask (the opening price, while there is no bid)
  | "not_above_own_max" // the leader's raise does not exceed the own maximum
  | "lot_closed" // the lot has ended: sold, passed, withdrawn, or the bid came at or past its end
  | "lot_not_open" // the lot has not opened yet
  | "lot_paused" // the lot is paused
  | "lot_open" // the request needs a lot that is not open (replacing, opening again)
  | "unknown_lot" // the sale has no such lot
  | "unknown_paddle" // the sale has not admitted this paddle
  | "suspended" // the paddle is suspended
  | "bad_amount" // not a whole amount of at least 1 and at most 2^53 - 1
  | "wrong_currency" // the bid names another currency than the sale's
  | "not_clerked" // the lot's own clock ends it, not the auctioneer's hand
  | "no_bids" // there is nobody to sell to
  | "nothing_to_undo" // no accepted bid stands
  | "not_paused" // only a paused lot can be resumed
  | "bad_end" // the lot's announced end would lie in the past
  | "lots_open" // the sale cannot close while a lot is open or paused
  | "sale_closed" // the sale is over
  | "sale_exists" // the sale was created already
  | "no_sale" // nothing can be done before the sale is created
  | "banned" // the paddle is banned
  | "own_lot" // the bidder brought this lot
  | "above_limit" // more than the bidder may spend in this sale
  | "wrong_format" // the lot's format has no such thing
  | "bad_quantity" // not a whole number of units from 1 to those of the lot
  | "bad_ask" // not above the price
  | "sale_open" // too late: a lot has opened
  | "not_ended" // the request needs a lot that was sold or passed
  | "next_opened" // too late: another lot has opened since
  | "not_winner" // that paddle has not won the lot
  | "no_under_bidder" // nobody else's bid is left
  | "no_lots" // there is no lot that it could be done to
  | "no_buy_now" // the lot is not offered at a fixed price, or not any more
  | "entry_over" // a Japanese lot is entered before its price goes up, or not at all
  | "in_already" // the bidder entered this Japanese lot before, and may have left it for good
  | "not_in" // the bidder is not in this Japanese lot (any more)
  | "group_full"; // too many lots share this clock

/** All names, for checks that each has its words and its place in the documents. */
export const REJECTIONS: readonly Rejection[] = [
  "below_ask",
  "not_above_own_max",
  "lot_closed",
  "lot_not_open",
  "lot_paused",
  "lot_open",
  "unknown_lot",
  "unknown_paddle",
  "suspended",
  "bad_amount",
  "wrong_currency",
  "not_clerked",
  "no_bids",
  "nothing_to_undo",
  "not_paused",
  "bad_end",
  "lots_open",
  "sale_closed",
  "sale_exists",
  "no_sale",
  "banned",
  "own_lot",
  "above_limit",
  "wrong_format",
  "bad_quantity",
  "bad_ask",
  "sale_open",
  "not_ended",
  "next_opened",
  "not_winner",
  "no_under_bidder",
  "no_lots",
  "no_buy_now",
  "entry_over",
  "in_already",
  "not_in",
  "group_full",
];
