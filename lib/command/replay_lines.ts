// Running a replay script through the rules: no network, no clock, only the times in the script.
//
// Every event and every refusal becomes one line of plain data. What only sets the stage (the
// sale, its catalogue, its paddles) is left out.

import { assert } from "@std/assert";
import type { Command } from "../auction/command.ts";
import { decide } from "../auction/decide.ts";
import type { Rejected } from "../auction/decision.ts";
import type { AuctionEvent, PassReason } from "../auction/event.ts";
import type { LotId, Paddle } from "../auction/lot.ts";
import type { Rejection } from "../auction/rejection.ts";
import { emptySale, evolve, type Sale } from "../auction/sale.ts";
import { nextDeadline } from "../auction/sale_clock.ts";
import type { ReplayScript } from "./replay_script.ts";

/** One line of the transcript. Amounts in cents, times in the script's milliseconds. */
export interface ReplayLine {
  /** The command that caused it, or that revealed it: a lot's end shows at the next command. */
  readonly index: number;
  readonly at: number;
  readonly type: AuctionEvent["type"] | "Rejected";
  readonly lot: LotId | null;
  /** Of bids, and false on each refusal. */
  readonly accepted?: boolean;
  readonly reason?: Rejection | PassReason;
  readonly lateMs?: number;
  /** The bidder. */
  readonly by?: Paddle;
  /** Which fair warning it is. */
  readonly call?: number;
  readonly leader: Paddle | null;
  /** The price now; on a lot's last line what the winner pays, or null where nobody won. */
  readonly price: number | null;
  readonly ask: number | null;
  readonly reserveMet: boolean | null;
  readonly endsAt: number | null;
  readonly bids: number | null;
  /** On a lot's last line only. */
  readonly winner?: Paddle | null;
}

/** What a replay has come to. */
interface Run {
  sale: Sale;
  readonly lines: ReplayLine[];
}

const STAGE: ReadonlySet<AuctionEvent["type"]> = new Set(
  ["SaleCreated", "SaleOpened", "LotCatalogued", "LotDescribed", "PaddleAdmitted"] as const,
);

/** The transcript of `script`. Each line shows the lot as it stands after the whole command. */
export function replayLines(script: ReplayScript): readonly ReplayLine[] {
  const run: Run = { sale: stage(script), lines: [] };
  for (const [index, { command, bidder }] of script.steps.entries()) {
    applyDueTicks(run, index, command.at);
    if (bidder !== null && !run.sale.view.paddles.has(bidder)) {
      apply(run, index, { type: "AdmitPaddle", at: command.at, paddle: bidder, identity: "" });
    }
    apply(run, index, command);
  }
  return run.lines;
}

function stage({ lots, steps }: ReplayScript): Sale {
  const at = steps[0]?.command.at ?? 0;
  const run: Run = { sale: emptySale(), lines: [] };
  // Nothing here is random, so that the same script always gives the same transcript.
  const zeros = "0".repeat(32);
  apply(run, 0, { type: "CreateSale", at, sale: zeros, name: "replay", currency: "XXX" });
  for (const lot of lots) apply(run, 0, { type: "CatalogueLot", at, lot, salt: zeros });
  assert(run.lines.length === 0, "a checked catalogue is never refused");
  return run.sale;
}

// Each lot ends at its own time, not at the time of the command that happens to come next.
function applyDueTicks(run: Run, index: number, at: number): void {
  let deadline = nextDeadline(run.sale.view);
  while (deadline !== null && deadline <= at) {
    apply(run, index, { type: "Tick", at: deadline });
    deadline = nextDeadline(run.sale.view);
  }
}

function apply(run: Run, index: number, command: Command): void {
  const decision = decide(run.sale, command);
  if (decision.type === "rejected") {
    run.lines.push(refusalLine(run.sale, index, { command, refusal: decision }));
    return;
  }
  for (const event of decision.events) run.sale = evolve(run.sale, event);
  for (const event of decision.events) {
    if (!STAGE.has(event.type)) run.lines.push(eventLine(run.sale, index, event));
  }
}

function refusalLine(
  sale: Sale,
  index: number,
  { command, refusal }: { readonly command: Command; readonly refusal: Rejected },
): ReplayLine {
  const lot = "lot" in command && typeof command.lot === "string" ? command.lot : null;
  return {
    index,
    at: command.at,
    type: "Rejected",
    lot,
    accepted: false,
    reason: refusal.reason,
    ...(refusal.lateMs === undefined ? {} : { lateMs: refusal.lateMs }),
    ...(command.type === "PlaceBid" ? { by: command.paddle } : {}),
    ...standing(sale, lot),
  };
}

function eventLine(sale: Sale, index: number, event: AuctionEvent): ReplayLine {
  const lot = lotOf(event);
  const common = { index, at: event.at, type: event.type, lot };
  switch (event.type) {
    case "BidAccepted":
    case "BidRecorded":
      return { ...common, accepted: true, by: event.secret.paddle, ...standing(sale, lot) };
    case "FairWarningGiven":
      return { ...common, call: event.call, ...standing(sale, lot) };
    case "LotSold":
      return { ...common, ...standing(sale, lot), winner: event.paddle, price: event.price };
    case "LotPassed":
      return { ...common, reason: event.reason, ...standing(sale, lot), winner: null, price: null };
    case "LotWithdrawn":
      return { ...common, ...standing(sale, lot), winner: null, price: null };
    default:
      return { ...common, ...standing(sale, lot) };
  }
}

function lotOf(event: AuctionEvent): LotId | null {
  if (event.type === "BidRecorded") return event.secret.lot;
  return "lot" in event && typeof event.lot === "string" ? event.lot : null;
}

function standing(sale: Sale, id: LotId | null) {
  const lot = id === null ? undefined : sale.view.lots.get(id);
  return {
    leader: lot?.standing.leader ?? null,
    price: lot?.standing.price ?? null,
    ask: lot?.standing.ask ?? null,
    reserveMet: lot?.standing.reserveMet ?? null,
    endsAt: lot?.endsAt ?? null,
    bids: lot?.standing.bids ?? null,
  };
}
