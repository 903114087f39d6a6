// The accepted bids of a lot as a chain, the last one first: each link knows what it changed, so
// that the last can be undone and those of one bidder can be taken out as if they had never been.

import { assert } from "@std/assert";
import { askFor } from "./english.ts";
import { contestOf, rulesOf } from "./format_rules.ts";
import type { FairBid, LiveBid } from "./contest.ts";
import type { BidSecret, Standing } from "./event.ts";
import { biddersShown } from "./japanese.ts";
import type { FoundLot } from "./_lot_state.ts";
import { unbidStanding } from "./_lot_view.ts";
import type { Lot, Paddle } from "./lot.ts";
import { type Cents, toCents } from "./money.ts";
import type { BidNode, LotSecret } from "./sale.ts";

/** The secrets of the lot `view` after one more accepted bid, received at `at`. */
export function withBid(
  { view, secret }: FoundLot,
  { bid, at }: { readonly bid: BidSecret; readonly at: number },
): LotSecret {
  const own = secret.live.get(bid.paddle) ?? null;
  const order = (secret.last?.order ?? 0) + 1;
  const node: BidNode = {
    bid,
    order,
    standing: view.standing,
    own,
    leftMs: view.endsAt === null ? null : view.endsAt - at,
    movedEndMs: 0,
    movedOthers: [],
    extensions: secret.extensions,
    asked: secret.asked,
    increments: view.lot.increments,
    before: secret.last,
  };
  const live = new Map(secret.live).set(bid.paddle, liveBid(node));
  return { ...secret, live, last: node };
}

/** The secrets of a lot without its last accepted bid. */
export function withoutLastBid(secret: LotSecret): LotSecret {
  const { last } = secret;
  assert(last !== null, "Undo follows an accepted bid");
  const live = new Map(secret.live);
  if (last.own === null) live.delete(last.bid.paddle);
  else live.set(last.bid.paddle, last.own);
  const { extensions, asked, before } = last;
  return { ...secret, live, extensions, asked, ...endingAt(secret, before) };
}

// The chain with another last bid: a bid that comes after it may be taken back with its extension.
function endingAt(
  { overtakenTo }: LotSecret,
  last: BidNode | null,
): Pick<LotSecret, "last" | "overtakenTo"> {
  return { last, overtakenTo: Math.min(overtakenTo, last?.order ?? 0) };
}

/** The bid that bought the lot at once, where that is how it ended; else null. */
export function purchaseOf({ last }: LotSecret): BidNode | null {
  return last?.bid.kind === "buy" ? last : null;
}

/** The secrets of a lot that is offered again: its new clock owes nothing to the old one. */
export function offeredAgain(secret: LotSecret): LotSecret {
  const kept = purchaseOf(secret) === null ? secret : withoutLastBid(secret);
  let last: BidNode | null = null;
  for (const node of chainOf(kept.last)) {
    last = { ...node, movedEndMs: 0, movedOthers: [], extensions: 0, before: last };
  }
  return { ...kept, extensions: 0, overtakenTo: 0, last };
}

/**
 * The lot as if `paddle` had never bid on it: every other bid stands as it was made, in its order.
 * The end stays where it is.
 */
export function withoutPaddle(
  { view, secret }: FoundLot,
  paddle: Paddle,
): { readonly secret: LotSecret; readonly standing: Standing } {
  if (!rulesOf(secret.lot.format).folds) {
    const live = new Map(secret.live);
    live.delete(paddle);
    // The price of a clock is not made by bids: only the number of those who are in changes. Who
    // has said to leave is counted still, as leaving is silent until the price goes up.
    const standing = { ...view.standing, bids: biddersShown(live) };
    return { secret: { ...secret, live }, standing };
  }
  const { opening, lot } = view;
  let folded: FoundLot = {
    view: { ...view, standing: unbidStanding({ ...lot, opening }) },
    secret: { ...secret, live: new Map(), last: null, asked: null },
  };
  for (const node of chainOf(secret.last)) {
    if (node.bid.paddle !== paddle) folded = again(folded, node);
  }
  const { format } = secret.lot;
  const standing = asking(folded.view.standing, { format, opening, increments: lot.increments });
  return { secret: { ...folded.secret, ...endingAt(secret, folded.secret.last) }, standing };
}

/** A recorded bid as the rules of its format take it. Its amount was found fair before. */
export function fairBid({ paddle, kind, amount, quantity }: BidSecret): FairBid {
  return { paddle, kind, amount: toCents(amount), quantity };
}

// The same bid in its old place, by the increments of its time; what it did to the clock belongs to
// it still.
function again({ view, secret }: FoundLot, node: BidNode): FoundLot {
  const { increments, asked } = node;
  const inForce = { ...view, lot: { ...view.lot, increments } };
  const contest = contestOf({ view: inForce, secret: { ...secret, asked } }, 0);
  const standing = rulesOf(secret.lot.format).fold(contest, fairBid(node.bid));
  const link: BidNode = {
    ...node,
    standing: asking(view.standing, { ...contest.terms, asked }),
    own: secret.live.get(node.bid.paddle) ?? null,
    before: secret.last,
  };
  const live = new Map(secret.live).set(node.bid.paddle, liveBid(link));
  return { view: { ...view, standing }, secret: { ...secret, live, last: link, asked: null } };
}

// What an English lot asks follows from its price alone, unless the auctioneer has said it.
function asking(
  standing: Standing,
  { format, opening, increments, asked = null }:
    & Pick<Lot, "format" | "opening" | "increments">
    & { readonly asked?: Cents | null },
): Standing {
  if (format.type !== "english") return standing;
  return { ...standing, ask: asked ?? askFor(standing.price, { opening, increments }) };
}

// Leaving a Japanese lot keeps the place that entering gave.
function liveBid({ bid, order, own }: BidNode): LiveBid {
  const { kind, quantity } = bid;
  if (kind === "leave" && own !== null) return { ...own, leaving: true };
  return { kind, amount: toCents(bid.amount), quantity, order, leaving: false, stayedTo: null };
}

function chainOf(last: BidNode | null): readonly BidNode[] {
  const nodes: BidNode[] = [];
  for (let node = last; node !== null; node = node.before) nodes.push(node);
  return nodes.reverse();
}
