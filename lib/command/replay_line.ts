// One line of a replay's transcript: what an event or a refusal says, as plain data.

import type { Command } from "../auction/command.ts";
import { ranked } from "../auction/contest.ts";
import type { Rejected } from "../auction/decision.ts";
import { askAt } from "../auction/dutch.ts";
import type { AuctionEvent, PassReason, RetractionCause } from "../auction/event.ts";
import type { LotId, Paddle } from "../auction/lot.ts";
import type { Rejection } from "../auction/rejection.ts";
import type { Sale } from "../auction/sale.ts";

/** One line of the transcript. Amounts in cents, times in the script's milliseconds. */
export interface ReplayLine {
  /** The command that caused it, or that revealed it: a lot's end shows at the next command. */
  readonly index: number;
  readonly at: number;
  readonly type: AuctionEvent["type"] | "Rejected";
  readonly lot: LotId | null;
  /** Of bids, and false on each refusal. */
  readonly accepted?: boolean;
  /** What became of a bid for someone absent, where it is kept or taken back. */
  readonly absentee?: "held" | "released";
  /** Why: a refusal, a pass, or bids that became void. */
  readonly reason?: Rejection | PassReason | RetractionCause;
  readonly lateMs?: number;
  /** Of a lot that is moved: before which other one it stands now; null: behind all. */
  readonly before?: LotId | null;
  /** The bidder; of an award who did not pay. */
  readonly by?: Paddle;
  /** Who left a rising price with this step. */
  /** Which fair warning it is. */
  readonly call?: number;
  readonly leader: Paddle | null;
  /** The price now; on a lot's last line what the winner pays, or null where nobody won. */
  readonly price: number | null;
  /** What must be bid; on a lot whose price falls what its clock shows. */
  readonly ask: number | null;
  readonly reserveMet: boolean | null;
  readonly endsAt: number | null;
  readonly bids: number | null;
  /** On a lot's last line only, and for each share of a multi-unit lot before it. */
  readonly winner?: Paddle | null;
  /** How many units the winner gets, of a multi-unit lot. */
  readonly quantity?: number;
  /** On the last line of a sealed lot: all bids, best first. Before the end nobody sees them. */
  readonly sealed?: readonly { readonly by: Paddle; readonly amount: number }[];
}

/** A refused command, as it was in the script. */
export interface Refused {
  readonly command: Command;
  readonly refusal: Rejected;
}

/** The line of a refusal, with the lot as it stands. */
export function refusalLine(sale: Sale, index: number, { command, refusal }: Refused): ReplayLine {
  const lot = "lot" in command && typeof command.lot === "string" ? command.lot : null;
  const { at } = command;
  return {
    index,
    at,
    type: "Rejected",
    lot,
    accepted: false,
    reason: refusal.reason,
    ...(refusal.lateMs === undefined ? {} : { lateMs: refusal.lateMs }),
    ...("paddle" in command ? { by: command.paddle } : {}),
    ...standing(sale, lot, at),
  };
}

/** The line of `event`; `sale` is the sale after the whole command. */
export function eventLine(sale: Sale, index: number, event: AuctionEvent): ReplayLine {
  const lot = lotOf(event);
  return {
    index,
    at: event.at,
    type: event.type,
    lot,
    ...saidBefore(event),
    ...standing(sale, lot, event.at),
    ...saidOfTheEnd(sale, event),
  };
}

// What an event says beside the lot's standing.
function saidBefore(event: AuctionEvent): Partial<ReplayLine> {
  switch (event.type) {
    case "BidAccepted":
      return { accepted: true, by: event.secret.paddle };
    case "BidRecorded":
      return recorded(event);
    case "LotMoved":
      return { before: event.before };
    case "FairWarningGiven":
      return { call: event.call };
    case "BidderLeft":
      return { by: event.paddle };
    case "BidsRetracted":
      return { reason: event.cause, by: event.paddle };
    case "LotPassed":
      return { reason: event.reason };
    case "LotAwarded":
      return { by: event.defaulter };
    case "LimitSet":
      return { by: event.secret.paddle };
    case "PaddleSuspended":
    case "PaddleReinstated":
    case "PaddleBanned":
      return { by: event.paddle };
    default:
      return {};
  }
}

function recorded(
  { secret: { paddle, verdict } }: Extract<AuctionEvent, { readonly type: "BidRecorded" }>,
): Partial<ReplayLine> {
  if (verdict === "accepted") return { accepted: true, by: paddle };
  if (verdict === "held") return { accepted: true, absentee: "held", by: paddle };
  if (verdict === "released") return { absentee: "released", by: paddle };
  return { accepted: false, reason: verdict, by: paddle };
}

// The last word on a lot stands above how it stood before.
function saidOfTheEnd(sale: Sale, event: AuctionEvent): Partial<ReplayLine> {
  switch (event.type) {
    case "UnitsSold":
      return { winner: event.paddle, quantity: event.quantity, price: event.price };
    case "LotSold":
      return { winner: event.paddle, price: event.price, ...sealedBids(sale, event.lot) };
    case "LotAwarded":
      return { winner: event.paddle, price: event.price };
    case "LotPassed":
      return { winner: null, price: null, ...sealedBids(sale, event.lot) };
    case "LotWithdrawn":
      return { winner: null, price: null };
    default:
      return {};
  }
}

function sealedBids(sale: Sale, id: LotId): Partial<ReplayLine> {
  const secret = sale.secrets.get(id);
  const type = secret?.lot.format.type;
  if (secret === undefined || (type !== "sealed_first" && type !== "vickrey")) return {};
  return { sealed: ranked(secret.live).map(({ paddle, amount }) => ({ by: paddle, amount })) };
}

function lotOf(event: AuctionEvent): LotId | null {
  if (event.type === "BidRecorded") return event.secret.lot;
  return "lot" in event && typeof event.lot === "string" ? event.lot : null;
}

function standing(sale: Sale, id: LotId | null, at: number) {
  const lot = id === null ? undefined : sale.view.lots.get(id);
  return {
    leader: lot?.standing.leader ?? null,
    price: lot?.standing.price ?? null,
    ask: lot === undefined ? null : askAt(lot, at),
    reserveMet: lot?.standing.reserveMet ?? null,
    endsAt: lot?.endsAt ?? null,
    bids: lot?.standing.bids ?? null,
  };
}
