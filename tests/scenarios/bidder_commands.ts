// What bidders do in a scenario on lots of every format.

import type { BidKind } from "../../lib/auction/command.ts";
import type { BidderMachine } from "../simulation/bidder_machine.ts";
import type { ScenarioStage } from "./scenario_stage.ts";
import type { Command, Words } from "./scenario_words.ts";

const SEAT = "(?<seat>\\w+)";
const LOT = "(?<lot>\\w+)";

/** Bids of every kind. */
export const BIDDER_COMMANDS: readonly Command[] = [
  [
    `${SEAT} bids (?:(?<quantity>\\d+) x )?(?<amount>\\d+) on ${LOT}(?<exact> exactly)?`,
    (stage, words) => bid(stage, words, words.has("exact") ? "exact" : "max"),
  ],
  [`${SEAT} buys ${LOT} for (?<amount>\\d+)`, (stage, words) => bid(stage, words, "buy")],
  [`${SEAT} enters ${LOT} at (?<amount>\\d+)`, (stage, words) => bid(stage, words, "enter")],
  [`${SEAT} leaves lot ${LOT}`, (stage, words) => bid(stage, words, "leave")],
];

/** The bidder whom a command names. */
export function seated(stage: ScenarioStage, words: Words): BidderMachine {
  const bidder = stage.bidders.get(words.text("seat"));
  if (bidder === undefined) throw new Error(`Nobody is called "${words.text("seat")}"`);
  return bidder;
}

/** The paddle of the bidder whom a command names. */
export function paddleOf(stage: ScenarioStage, words: Words): string {
  return seated(stage, words).parts.paddle;
}

function bid(stage: ScenarioStage, words: Words, kind: BidKind): void {
  const { run, parts } = seated(stage, words);
  const lot = words.text("lot");
  const wish = {
    lot,
    kind,
    amount: words.number("amount", 1),
    quantity: words.number("quantity", 1),
  };
  if (run?.bid(wish) === null) stage.trace.note(`${parts.seat} may not bid: ${run.state}`);
}
