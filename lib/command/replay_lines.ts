// Running a replay script through the rules: no network, no clock, only the times in the script.
//
// Every event and every refusal becomes one line of plain data. What only sets the stage (the
// sale, its catalogue, its paddles) is left out.

import { assert } from "@std/assert";
import type { Command } from "../auction/command.ts";
import { decide } from "../auction/decide.ts";
import type { AuctionEvent } from "../auction/event.ts";
import { emptySale, evolve, type Sale } from "../auction/sale.ts";
import { nextDeadline } from "../auction/sale_clock.ts";
import { Fault } from "../base/fault.ts";
import { NO_CURRENCY } from "../base/money_text.ts";
import { eventLine, refusalLine, type ReplayLine } from "./replay_line.ts";
import type { ReplayScript } from "./replay_script.ts";

/** What a replay has come to. */
interface Run {
  sale: Sale;
  readonly lines: ReplayLine[];
}

const STAGE: ReadonlySet<AuctionEvent["type"]> = new Set(
  ["SaleCreated", "SaleOpened", "LotCatalogued", "LotDescribed", "PaddleAdmitted"] as const,
);

/** How often clocks may strike between two commands: far more than any sale needs. */
export const ticksMax = 100_000;

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
  apply(run, 0, { type: "CreateSale", at, sale: zeros, name: "replay", currency: NO_CURRENCY });
  for (const lot of lots) apply(run, 0, { type: "CatalogueLot", at, lot, salt: zeros });
  assert(run.lines.length === 0, "a checked catalogue is never refused");
  return run.sale;
}

// Each lot ends at its own time, not at the time of the command that happens to come next.
function applyDueTicks(run: Run, index: number, at: number): void {
  let deadline = nextDeadline(run.sale.view);
  for (let ticks = 0; deadline !== null && deadline <= at; ticks++) {
    // Nobody leaves, and the price of a Japanese lot rises until the end of time.
    if (ticks === ticksMax) throw tooManyTicks(index);
    apply(run, index, { type: "Tick", at: deadline });
    deadline = nextDeadline(run.sale.view);
  }
}

function tooManyTicks(index: number): Fault {
  return new Fault(
    "bad_file",
    `the script cannot be run: before commands[${index}] clocks strike more than ${ticksMax} times`,
    { hint: "Bring its commands closer together in time, or let bidders leave a rising price." },
  );
}

function apply(run: Run, index: number, command: Command): void {
  const decision = decide(run.sale, command);
  if (decision.type === "rejected") {
    // Nobody wrote this one down: the command that named the paddle gets its own refusal.
    if (command.type === "AdmitPaddle") return;
    run.lines.push(refusalLine(run.sale, index, { command, refusal: decision }));
    return;
  }
  for (const event of decision.events) run.sale = evolve(run.sale, event);
  for (const event of decision.events) {
    if (!STAGE.has(event.type)) run.lines.push(eventLine(run.sale, index, event));
  }
}
