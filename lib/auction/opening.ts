// A lot opens: by itself, or with all timed lots of the catalogue, or again after it had ended.
// The bids that were held for people who are absent play at once.

import { purchaseOf } from "./_bid_chain.ts";
import { inTurn } from "./_in_turn.ts";
import { findLot, type FoundLot, foundLot, whyNotAhead } from "./_lot_state.ts";
import { heldBidEvents } from "./absentee.ts";
import type { Command, LotCommand } from "./command.ts";
import { accept, type Decision, reject, type Rejected } from "./decision.ts";
import { dutchMs } from "./dutch.ts";
import type { AuctionEvent } from "./event.ts";
import { rulesOf } from "./format_rules.ts";
import type { Lot } from "./lot.ts";
import { retracted } from "./retract.ts";
import { evolve, type Sale } from "./sale.ts";
import type { LotView, SaleView } from "./view.ts";

type CommandOf<T extends Command["type"]> = Extract<Command, { readonly type: T }>;

/** Opens a catalogued lot for bids; the first one to open opens the sale. */
export function openLot(sale: Sale, command: LotCommand): Decision {
  const { at } = command;
  const found = findLot(sale, command.lot);
  if (found === null) return reject("unknown_lot");
  const why = whyNotAhead(found.view);
  if (why !== null) return why;
  const { lot } = found.secret;
  const endsAt = announcedEnd(lot, at);
  if (endsAt !== null && endsAt <= at) return reject("bad_end");
  return accept(...saleOpened(sale, at), ...opened(sale, { lot, at, endsAt }));
}

/** Opens every timed lot of the catalogue, each `staggerMs` later in its end than the one before. */
export function openTimedLots(sale: Sale, command: CommandOf<"OpenTimedLots">): Decision {
  const { at, staggerMs } = command;
  const lots = timedLots(sale);
  if (lots.length === 0) return reject("no_lots");
  const ends = lots.map((lot, index) => (announcedEnd(lot, at) ?? at) + index * staggerMs);
  if (ends.some((end) => end <= at || !Number.isSafeInteger(end))) return reject("bad_end");
  // A limit counts what the bids held for the lots before cost.
  const openings = inTurn(sale, lots.entries(), (next, [index, lot]) => {
    return opened(next, { lot, at, endsAt: ends[index] ?? at });
  });
  return accept(...saleOpened(sale, at), ...openings);
}

/** Offers a lot again that was sold or passed, until another lot opens; its bids stand. */
export function reopenLot(sale: Sale, command: CommandOf<"ReopenLot">): Decision {
  const { at, lot, durationMs } = command;
  const found = findLot(sale, lot);
  if (found === null) return reject("unknown_lot");
  const { status } = found.view;
  if (status !== "sold" && status !== "passed") return reject("not_ended");
  if (!rulesOf(found.secret.lot.format).folds) return reject("wrong_format");
  if (hasOpenedSince(sale.view, found.view)) return reject("next_opened");
  const endsAt = endOfReopened(found.secret.lot, { at, durationMs });
  if (typeof endsAt === "object" && endsAt !== null) return endsAt;
  const again = { type: "LotReopened", at, lot, standing: standingAgain(found), endsAt } as const;
  return accept(again, ...voidedSince(evolve(sale, again), { at, lot }));
}

// Whoever was banned after the lot's end has bids on it still, and so has who won it and did not
// pay: they count no more from now on.
function voidedSince(
  reopened: Sale,
  { at, lot }: { readonly at: number; readonly lot: string },
): readonly AuctionEvent[] {
  return inTurn(reopened, foundLot(reopened, lot).secret.live.keys(), (next, paddle) => {
    const found = foundLot(next, lot);
    const isBanned = next.view.paddles.get(paddle) === "banned";
    if (!isBanned && !found.view.defaulters.includes(paddle)) return [];
    const cause = isBanned ? "banned" : "defaulted";
    return [retracted(found, { at, paddle, cause, reason: null })];
  });
}

function endOfReopened(
  { closing }: Lot,
  { at, durationMs }: { readonly at: number; readonly durationMs: number | null },
): number | null | Rejected {
  if (closing.type !== "timed") return durationMs === null ? null : reject("bad_end");
  const isFair = durationMs !== null && durationMs > 0 && Number.isSafeInteger(at + durationMs);
  return isFair ? at + durationMs : reject("bad_end");
}

// What was taken at a fixed price is offered again: that bid is none to be beaten.
function standingAgain({ view, secret }: FoundLot) {
  return purchaseOf(secret)?.standing ?? view.standing;
}

/**
 * Whether another lot has opened since this one ended. Two things of one millisecond may have come in
 * either order: then it has, and the lot stays as it is.
 */
export function hasOpenedSince(view: SaleView, { lot, endedAt }: LotView): boolean {
  if (endedAt === null) return false;
  return view.lots.values().some((other) =>
    other.lot.id !== lot.id && other.openedAt !== null && other.openedAt >= endedAt
  );
}

function timedLots(sale: Sale): readonly Lot[] {
  const lots: Lot[] = [];
  for (const { lot: { id }, status } of sale.view.lots.values()) {
    const lot = sale.secrets.get(id)?.lot;
    if (lot?.closing.type === "timed" && status === "catalogued") lots.push(lot);
  }
  return lots;
}

function saleOpened(sale: Sale, at: number): readonly AuctionEvent[] {
  return sale.view.phase === "draft" ? [{ type: "SaleOpened", at }] : [];
}

function opened(
  sale: Sale,
  { lot, at, endsAt }: {
    readonly lot: Lot;
    readonly at: number;
    readonly endsAt: number | null;
  },
): readonly AuctionEvent[] {
  const event: AuctionEvent = { type: "LotOpened", at, lot: lot.id, ask: lot.opening, endsAt };
  return [event, ...heldBidEvents(sale, { opened: event, lot, at })];
}

/** When a lot that opens at `at` ends by its own clock; null where a hand ends it. */
export function announcedEnd(
  { format, closing, opening }: Pick<Lot, "format" | "closing" | "opening">,
  at: number,
): number | null {
  if (format.type === "dutch") return at + dutchMs({ ...format, opening });
  if (format.type === "japanese") return at + format.entryMs;
  if (closing.type !== "timed") return null;
  return closing.end.type === "after" ? at + closing.end.durationMs : closing.end.atMs;
}
