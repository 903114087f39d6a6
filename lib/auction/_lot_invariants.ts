// What is always true of one lot, by its format: how it stands, and to whom it is sold.

import { purchaseOf } from "./_bid_chain.ts";
import type { FoundLot } from "./_lot_state.ts";
import { meetsReserve } from "./contest.ts";
import type { AuctionEvent } from "./event.ts";
import { biddersShown } from "./japanese.ts";
import { CENTS_MAX } from "./money.ts";
import { unitsOf } from "./uniform.ts";

/** What can be found broken; each is a sentence of RULES.md, "What is always true". */
export type Invariant =
  | "one_hammer_a_lot"
  | "ended_lot_changed"
  | "bid_on_lot_not_open"
  | "bid_by_paddle_not_admitted"
  | "bid_on_own_lot"
  | "limit_exceeded"
  | "closed_before_its_end"
  | "end_brought_forward"
  | "price_fell"
  | "price_above_highest_max"
  | "price_below_opening"
  | "ask_not_above_price"
  | "leader_not_highest"
  | "reserve_met_wrong"
  | "sealed_bid_shown"
  | "bidders_miscounted"
  | "winner_not_leader"
  | "winner_banned"
  | "winner_pays_above_max"
  | "winner_pays_another_price"
  | "units_oversold"
  | "order_changed"
  | "opened_lot_moved"
  | "secret_in_public_event"
  | "refusal_changed_something";

/** What is wrong with a lot's standing. */
export function brokenStanding(found: FoundLot): readonly Invariant[] {
  const { format } = found.secret.lot;
  switch (format.type) {
    case "english":
      return brokenEnglish(found);
    case "sealed_first":
    case "vickrey":
      return brokenSealed(found);
    case "japanese":
      return brokenJapanese(found);
    case "dutch":
      return []; // Nothing stands before the one bid that ends it.
    case "uniform":
      return brokenUniform(found);
  }
}

function brokenEnglish({ view, secret }: FoundLot): readonly Invariant[] {
  const { leader, price, ask, reserveMet } = view.standing;
  const highest = leader === null ? undefined : secret.live.get(leader)?.amount;
  const broken: Invariant[] = [];
  if (reserveMet !== meetsReserve(highest ?? null, secret.lot) && purchaseOf(secret) === null) {
    broken.push("reserve_met_wrong");
  }
  if (leader === null || price === null) return broken;
  if (price < view.opening) broken.push("price_below_opening");
  // At the largest amount that numbers hold there is no higher ask; who bought ended the bidding.
  if (ask <= price && price < CENTS_MAX && purchaseOf(secret) === null) {
    broken.push("ask_not_above_price");
  }
  if (highest === undefined || price > highest) broken.push("price_above_highest_max");
  for (const { amount } of secret.live.values()) {
    if (highest === undefined || amount > highest) {
      broken.push("leader_not_highest");
      break;
    }
  }
  return broken;
}

function brokenSealed({ view, secret }: FoundLot): readonly Invariant[] {
  const { leader, price, ask, bids, reserveMet } = view.standing;
  const broken: Invariant[] = [];
  const isShown = leader !== null || price !== null || ask !== view.opening;
  if (isShown || reserveMet !== (secret.lot.reserve === null)) broken.push("sealed_bid_shown");
  if (bids !== secret.live.size) broken.push("bidders_miscounted");
  return broken;
}

function brokenJapanese({ view, secret }: FoundLot): readonly Invariant[] {
  const { leader, price, bids } = view.standing;
  const broken: Invariant[] = [];
  if (bids !== biddersShown(secret.live)) broken.push("bidders_miscounted");
  if (leader !== null) broken.push("leader_not_highest");
  if (price !== null && price < view.opening) broken.push("price_below_opening");
  return broken;
}

function brokenUniform({ view, secret }: FoundLot): readonly Invariant[] {
  const { leader, price } = view.standing;
  const broken: Invariant[] = [];
  const highest = Math.max(0, ...[...secret.live.values()].map(({ amount }) => amount));
  if (leader !== null && secret.live.get(leader)?.amount !== highest) {
    broken.push("leader_not_highest");
  }
  if (price !== null && price < view.opening) broken.push("price_below_opening");
  if (price !== null && price > highest) broken.push("price_above_highest_max");
  return broken;
}

/** What is wrong with `event` where it says who gets the lot `found`, as it stood before. */
export function brokenResult(event: AuctionEvent, found: FoundLot): readonly Invariant[] {
  if (event.type === "UnitsSold") return brokenUnits(event, found);
  if (event.type !== "LotSold") return [];
  const { view, secret } = found;
  const { format } = secret.lot;
  const broken: Invariant[] = [];
  if (view.status === "sold") broken.push("one_hammer_a_lot");
  // Only where the leader is shown is the winner known before the end.
  const { leader, price } = view.standing;
  if (leader !== null && event.paddle !== leader) broken.push("winner_not_leader");
  if (price !== null && leader !== null && event.price !== price) {
    broken.push("winner_pays_another_price");
  }
  const bid = secret.live.get(event.paddle);
  // Who stays in a Japanese lot has said no amount but the first.
  if (bid === undefined || (format.type !== "japanese" && event.price > bid.amount)) {
    broken.push("winner_pays_above_max");
  }
  const least = format.type === "dutch" ? format.floor : view.opening;
  if (event.price < least) broken.push("price_below_opening");
  return broken;
}

function brokenUnits(
  event: Extract<AuctionEvent, { readonly type: "UnitsSold" }>,
  { view, secret }: FoundLot,
): readonly Invariant[] {
  const broken: Invariant[] = [];
  const sold = view.allotments.reduce((sum, { quantity }) => sum + quantity, event.quantity);
  const bid = secret.live.get(event.paddle);
  const isTwice = view.allotments.some(({ paddle }) => paddle === event.paddle);
  if (sold > unitsOf(secret.lot) || isTwice || bid === undefined || event.quantity > bid.quantity) {
    broken.push("units_oversold");
  }
  if (bid === undefined || event.price > bid.amount) broken.push("winner_pays_above_max");
  if (view.allotments.some(({ price }) => price !== event.price)) {
    broken.push("winner_pays_another_price");
  }
  return broken;
}
