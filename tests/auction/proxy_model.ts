// A second opinion on English bidding: slow, from all bids that stand, and in another manner.
//
// The rules keep a price and move it bid by bid. This model has no price to move: it says in
// closed form what the price must be, given who bid what in which order.

import { nextPrice } from "../../lib/auction/increments.ts";
import type { Increments, Paddle } from "../../lib/auction/lot.ts";
import { type Cents, toCents } from "../../lib/auction/money.ts";

export interface ModelBid {
  readonly paddle: Paddle;
  readonly kind: "max" | "exact";
  readonly amount: number;
}

export interface ModelTerms {
  readonly opening: Cents;
  readonly reserve: Cents | null;
  readonly increments: Increments;
}

export interface ModelStanding {
  readonly leader: Paddle | null;
  readonly price: number | null;
  readonly ask: number;
  readonly bids: number;
  readonly reserveMet: boolean;
}

/** Whether `bid` may join `standing` bids. */
export function modelAccepts(bids: readonly ModelBid[], bid: ModelBid, terms: ModelTerms): boolean {
  const { leader, ask } = modelStanding(bids, terms);
  if (bid.paddle !== leader) return bid.amount >= ask;
  return bids.every(({ paddle, amount }) => paddle !== leader || amount < bid.amount);
}

/** What everyone sees once all of `bids`, each accepted in its turn, stand. */
export function modelStanding(bids: readonly ModelBid[], terms: ModelTerms): ModelStanding {
  const highest = Math.max(...bids.map(({ amount }) => amount));
  const leader = bids.find(({ amount }) => amount === highest)?.paddle ?? null;
  const price = leader === null ? null : priceOf(bids, { leader, highest }, terms);
  return {
    leader,
    price,
    ask: price === null ? terms.opening : nextPrice(toCents(price), terms.increments),
    bids: visible(bids, terms),
    reserveMet: terms.reserve === null || highest >= terms.reserve,
  };
}

function priceOf(
  bids: readonly ModelBid[],
  top: { readonly leader: Paddle; readonly highest: number },
  terms: ModelTerms,
): number {
  const rivals = bids.filter(({ paddle }) => paddle !== top.leader);
  const rival = Math.max(...rivals.map(({ amount }) => amount));
  const demanded = rivals.length === 0
    ? terms.opening
    : Math.min(top.highest, nextPrice(toCents(rival), terms.increments));
  const called = bids.filter(({ kind, amount }, index) =>
    kind === "exact" && bids.slice(0, index).every((earlier) => earlier.amount < amount)
  ).map(({ amount }) => amount);
  const met = terms.reserve !== null && top.highest >= terms.reserve ? [terms.reserve] : [];
  return Math.max(demanded, ...called, ...met);
}

function visible(bids: readonly ModelBid[], terms: ModelTerms): number {
  if (bids.length === 0) return 0;
  const before = bids.slice(0, -1);
  const earlier = visible(before, terms);
  return earlier + (sameFace(before, bids, terms) ? 0 : 1);
}

function sameFace(a: readonly ModelBid[], b: readonly ModelBid[], terms: ModelTerms): boolean {
  if (a.length === 0) return false;
  const [one, other] = [a, b].map((bids) => {
    const highest = Math.max(...bids.map(({ amount }) => amount));
    const leader = bids.find(({ amount }) => amount === highest)?.paddle ?? "";
    return `${leader} ${priceOf(bids, { leader, highest }, terms)}`;
  });
  return one === other;
}
