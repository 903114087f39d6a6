// Bids that become void: by retraction on one lot, by a ban on all of them. The price is then what
// it would be had that bidder never bid; the bid before is not revived.

import { withoutPaddle } from "./_bid_chain.ts";
import { findLiveLot, findLot, type FoundLot, foundLot } from "./_lot_state.ts";
import { releasedBid } from "./absentee.ts";
import type { Command, PaddleCommand } from "./command.ts";
import { accept, type Decision, isRejected, reject } from "./decision.ts";
import type { AuctionEvent, RetractionCause } from "./event.ts";
import type { Paddle } from "./lot.ts";
import { isLive } from "./ring_lot.ts";
import type { Sale } from "./sale.ts";

type CommandOf<T extends Command["type"]> = Extract<Command, { readonly type: T }>;

/** Makes all bids of a paddle on a lot void, those too that wait for its opening. */
export function retractBids(sale: Sale, command: CommandOf<"RetractBids">): Decision {
  const { at, lot, paddle, reason } = command;
  const waiting = findLot(sale, lot);
  const held = waiting === null ? [] : releasedBids(waiting, { paddle, at });
  if (held.length > 0) return accept(...held);
  const found = findLiveLot(sale, lot, at);
  if (isRejected(found)) return found;
  if (!hasBid(found, paddle)) return reject("no_bids");
  return accept(retracted(found, { at, paddle, cause: "retracted", reason }));
}

/** Bars a paddle for good: it may not bid, and its bids on lots that are not over are void. */
export function banPaddle(sale: Sale, command: PaddleCommand): Decision {
  const { at, paddle } = command;
  const state = sale.view.paddles.get(paddle);
  if (state === undefined) return reject("unknown_paddle");
  if (state === "banned") return accept();
  const voided: AuctionEvent[] = [];
  for (const { lot: { id } } of sale.view.lots.values()) {
    const found = foundLot(sale, id);
    voided.push(...releasedBids(found, { paddle, at }));
    if (!isLive(found.view) || !hasBid(found, paddle)) continue;
    voided.push(retracted(found, { at, paddle, cause: "banned", reason: null }));
  }
  return accept({ type: "PaddleBanned", at, paddle }, ...voided);
}

/** The event that makes all bids of `paddle` on a lot void. */
export function retracted(
  found: FoundLot,
  { at, paddle, cause, reason }: {
    readonly at: number;
    readonly paddle: Paddle;
    readonly cause: RetractionCause;
    readonly reason: string | null;
  },
): AuctionEvent {
  const { standing } = withoutPaddle(found, paddle);
  const lot = found.view.lot.id;
  return { type: "BidsRetracted", at, lot, paddle, cause, reason, standing };
}

function releasedBids(
  { secret }: FoundLot,
  { paddle, at }: { readonly paddle: Paddle; readonly at: number },
): readonly AuctionEvent[] {
  return secret.held.filter((bid) => bid.paddle === paddle).map((bid) => releasedBid(bid, at));
}

function hasBid({ secret }: FoundLot, paddle: Paddle): boolean {
  return secret.live.has(paddle);
}
