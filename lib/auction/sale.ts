// The whole state of a sale in the house: the public view, and beside it what only the house
// knows. A value: `evolve` makes the next one and never changes the old one.

import { evolveSecrets } from "./_lot_secret.ts";
import type { LiveBid } from "./contest.ts";
import { type AuctionEvent, type BidSecret, publicEvent, type Standing } from "./event.ts";
import type { Increments, Lot, LotId, Paddle } from "./lot.ts";
import type { Cents } from "./money.ts";
import { emptyView, evolveView, type SaleView } from "./view.ts";

/**
 * One accepted bid and what undoing it restores. It names what the bid changed instead of keeping
 * whole states: a lot with a hundred thousand bids must not hold as many copies of everyone's bids.
 */
export interface BidNode {
  readonly bid: BidSecret;
  /** Its place among the accepted bids of the lot: higher than that of any before. */
  readonly order: number;
  /** The public standing before the bid. */
  readonly standing: Standing;
  /** The bidder's own bid before this one, or null for a first one. */
  readonly own: LiveBid | null;
  /** What was left on the clock when the bid came, or null where there is none. */
  readonly leftMs: number | null;
  /** How far the bid moved the end. */
  readonly movedEndMs: number;
  /** How far it moved the ends of the lots that share the clock. */
  readonly movedOthers: readonly { readonly lot: LotId; readonly ms: number }[];
  /** How many late bids had moved the end before. */
  readonly extensions: number;
  /** The ask that the auctioneer had set by hand when the bid came, or null. */
  readonly asked: Cents | null;
  /** The increments in force when the bid came. */
  readonly increments: Increments;
  readonly before: BidNode | null;
}

/** What only the house knows of a lot. */
export interface LotSecret {
  readonly lot: Lot;
  /** The bid of each bidder who has one that counts. */
  readonly live: ReadonlyMap<Paddle, LiveBid>;
  /** How many late bids have moved the end. */
  readonly extensions: number;
  /**
   * Up to this place in the chain no bid's extension can be taken back: another lot of the group
   * has moved the clock since. 0: there is no such bid.
   */
  readonly overtakenTo: number;
  /** An ask that the auctioneer set by hand and that no bid has answered yet. */
  readonly asked: Cents | null;
  /** The last accepted bid that stands, or null. */
  readonly last: BidNode | null;
  /** Absentee bids that wait for the opening, in the order of their entry. */
  readonly held: readonly BidSecret[];
}

/** The state that the rules decide upon. */
export interface Sale {
  readonly view: SaleView;
  readonly secrets: ReadonlyMap<LotId, LotSecret>;
  /** What paddles may spend in all, where that is limited. */
  readonly limits: ReadonlyMap<Paddle, Cents>;
}

/** A sale before its first event. */
export function emptySale(): Sale {
  return { view: emptyView(), secrets: new Map(), limits: new Map() };
}

/** The sale after `event`; `sale` itself is left as it was. */
export function evolve(sale: Sale, event: AuctionEvent): Sale {
  return {
    view: evolveView(sale.view, publicEvent(event)),
    secrets: evolveSecrets(sale, event),
    limits: event.type === "LimitSet" ? withLimit(sale.limits, event.secret) : sale.limits,
  };
}

function withLimit(
  limits: ReadonlyMap<Paddle, Cents>,
  { paddle, limit }: { readonly paddle: Paddle; readonly limit: Cents | null },
): ReadonlyMap<Paddle, Cents> {
  const next = new Map(limits);
  if (limit === null) next.delete(paddle);
  else next.set(paddle, limit);
  return next;
}
