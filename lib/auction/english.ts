// The price of an English ascending lot with proxy bids: pure arithmetic over maxima.
//
// Each bidder tells the house the most that one would pay; the house bids for everyone, no more
// than is needed. Whether a bid may be placed at all (state, paddle, currency) is not asked here.

import {
  belowAsk,
  bestBidOf,
  type Contest,
  type FairBid,
  type FormatRules,
  meetsReserve,
  NOBODY,
  stands,
  takes,
  wonBy,
} from "./contest.ts";
import { reject } from "./decision.ts";
import type { Standing } from "./event.ts";
import { nextPrice } from "./increments.ts";
import type { Lot, Paddle } from "./lot.ts";
import { type Cents, toCents } from "./money.ts";

/** The rules of English lots (RULES.md, English ascending with proxy bids). */
export const englishRules: FormatRules = {
  kinds: ["max", "exact", "buy"],
  extends: true,
  folds: true,
  bid(contest, bid) {
    if (bid.kind === "buy") return buyNow(contest, bid);
    const { leader, ask } = contest.standing;
    if (bid.paddle === leader) {
      if (bid.amount <= maxOf(contest, leader)) return reject("not_above_own_max");
    } else if (bid.amount < ask) return belowAsk(ask);
    return stands(standingAfter(contest, bid));
  },
  fold: standingAfter,
  ending({ standing: { leader, price, reserveMet } }) {
    return leader === null || price === null
      ? NOBODY
      : wonBy({ paddle: leader, price, reserveMet });
  },
  underBidder: bestBidOf,
  commitment(contest, paddle) {
    const { leader, price } = contest.standing;
    if (leader !== paddle) return toCents(0);
    // Who buys at once pays the fixed price, whatever was offered above it.
    const isBought = contest.live.get(paddle)?.kind === "buy";
    return isBought ? price ?? toCents(0) : maxOf(contest, paddle);
  },
};

/** The least that another bidder's next bid must reach: the opening price before the first. */
export function askFor(
  price: Cents | null,
  terms: Pick<Lot, "opening" | "increments">,
): Cents {
  return price === null ? terms.opening : nextPrice(price, terms.increments);
}

// While nobody has bid the lot may be had at once, for its fixed price whatever was offered above.
function buyNow(contest: Contest, bid: FairBid) {
  const { format } = contest.terms;
  const price = format.type === "english" ? format.buyNow : null;
  const { leader, ask } = contest.standing;
  // Where the auctioneer begins above the fixed price, that is no longer offered.
  if (price === null || leader !== null || price < ask) return reject("no_buy_now");
  if (bid.amount < price) return belowAsk(price);
  return takes({ leader: bid.paddle, price, ask: price, bids: 1, reserveMet: true });
}

// Rules 1 to 6 of RULES.md. The bid was found fair or stood before: its amount is not questioned.
function standingAfter(contest: Contest, bid: FairBid): Standing {
  const { standing, terms } = contest;
  const { leader, price } = outcome(contest, bid);
  const highest = leader === bid.paddle ? bid.amount : maxOf(contest, leader);
  if (leader === standing.leader && price === standing.price) return standing;
  return {
    leader,
    price,
    ask: askFor(price, terms),
    bids: standing.bids + 1,
    reserveMet: meetsReserve(highest, terms),
  };
}

interface Outcome {
  readonly leader: Paddle;
  readonly price: Cents;
}

function outcome(contest: Contest, bid: FairBid): Outcome {
  const { terms, asked, standing: { leader, price } } = contest;
  if (leader === null || price === null) return firstBid(contest, bid);
  const highest = maxOf(contest, leader);
  if (bid.paddle === leader) return raise(contest, { bid, leader, price });
  if (bid.amount > highest) {
    // Rule 3: the new leader pays one increment above the one overtaken, or what the auctioneer
    // asked where that is more, or the own maximum.
    const needed = greatest(nextPrice(highest, terms.increments), asked ?? price);
    const called = bid.kind === "exact" ? bid.amount : least(bid.amount, needed);
    return { leader: bid.paddle, price: withReserve(called, bid.amount, terms) };
  }
  // Rule 4: the leader's proxy answers; at b = H it is a tie and the earlier bid holds it. Of a
  // bid that was held for someone absent the answer may lie below the price, which never falls.
  const answered = least(highest, nextPrice(bid.amount, terms.increments));
  return { leader, price: withReserve(greatest(price, answered), highest, terms) };
}

// Rule 1: the first bidder has nobody to bid against. Where the bids before are void now, an ask
// that the auctioneer had set by hand is what the bid answered.
function firstBid(
  { terms, asked }: Contest,
  { paddle, kind, amount }: FairBid,
): Outcome {
  const price = kind === "exact" ? amount : least(amount, asked ?? terms.opening);
  return { leader: paddle, price: withReserve(price, amount, terms) };
}

// Rule 5: the leader bids against the others' highest maximum, never against oneself; an exact
// amount is called aloud and becomes the price.
function raise(
  { live, terms }: Contest,
  { bid, leader, price }: Outcome & { readonly bid: FairBid },
): Outcome {
  const { kind, amount } = bid;
  // Where the rival in between is void now, the later call of the same bidder still stands.
  if (kind === "exact") {
    return { leader, price: greatest(price, withReserve(amount, amount, terms)) };
  }
  let rival: Cents | null = null;
  for (const [owner, { amount: max }] of live) {
    if (owner !== leader && (rival === null || max > rival)) rival = max;
  }
  const needed = rival === null ? price : least(amount, nextPrice(rival, terms.increments));
  return { leader, price: withReserve(greatest(price, needed), amount, terms) };
}

// Rule 6: once the highest maximum reaches the reserve the price is at least the reserve.
function withReserve(price: Cents, highest: Cents, terms: Lot): Cents {
  if (terms.reserve === null || highest < terms.reserve) return price;
  return greatest(price, terms.reserve);
}

function maxOf({ live }: Contest, paddle: Paddle): Cents {
  return live.get(paddle)?.amount ?? toCents(0);
}

function least(a: Cents, b: Cents): Cents {
  return a < b ? a : b;
}

function greatest(a: Cents, b: Cents): Cents {
  return a > b ? a : b;
}
