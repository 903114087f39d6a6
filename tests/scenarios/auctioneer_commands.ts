// What the auctioneer says in a scenario.

import type { Command as SaleCommand } from "../../lib/auction/command.ts";
import { toCents } from "../../lib/auction/money.ts";
import { paddleOf } from "./bidder_commands.ts";
import type { ScenarioStage } from "./scenario_stage.ts";
import type { Command, Words } from "./scenario_words.ts";

const LOT = "(?<lot>\\w+)";
const SEAT = "(?<seat>\\w+)";
const salt = "00".repeat(16);

type Made = (words: Words, stage: ScenarioStage) => SaleCommand;

/** Everything that can be said to a sale by hand. */
export const AUCTIONEER_COMMANDS: readonly Command[] = [
  ...(["OpenLot", "PassLot", "PauseLot", "ResumeLot", "UndoLastBid"] as const).map((type) =>
    said(`${type} ${LOT}`, (words, stage) => ({ type, ...onLot(words, stage) }))
  ),
  said(`MoveLot ${LOT} (?:before (?<before>\\w+)|behind all)`, (words, stage) => {
    const before = words.has("before") ? words.text("before") : null;
    return { type: "MoveLot", ...onLot(words, stage), before };
  }),
  said(`GiveFairWarning ${LOT}`, (words, stage) => (
    { type: "GiveFairWarning", ...onLot(words, stage), text: null }
  )),
  said(`HammerLot ${LOT}(?<below> below its reserve)?`, (words, stage) => (
    { type: "HammerLot", ...onLot(words, stage), belowReserve: words.has("below") }
  )),
  said("CloseSale", (_, stage) => ({ type: "CloseSale", at: now(stage) })),
  said("OpenTimedLots (?<seconds>\\d+)s apart", (words, stage) => (
    { type: "OpenTimedLots", at: now(stage), staggerMs: words.number("seconds") * 1_000 }
  )),
  said(`SetAsk (?<ask>\\d+) on ${LOT}`, (words, stage) => (
    { type: "SetAsk", ...onLot(words, stage), ask: toCents(words.number("ask")) }
  )),
  said(`SetIncrements (?<step>\\d+) on ${LOT}`, (words, stage) => {
    const step = toCents(words.number("step"));
    return { type: "SetIncrements", ...onLot(words, stage), increments: { type: "fixed", step } };
  }),
  said(`PlaceFloorBid (?<amount>\\d+) on ${LOT} for ${SEAT}`, (words, stage) => (
    { type: "PlaceFloorBid", ...entered(words, stage), kind: "exact" }
  )),
  said(`HoldAbsenteeBid (?<amount>\\d+) on ${LOT} for ${SEAT}`, (words, stage) => (
    { type: "HoldAbsenteeBid", ...entered(words, stage) }
  )),
  said(`RetractBids of ${SEAT} on ${LOT}`, (words, stage) => {
    const paddle = paddleOf(stage, words);
    return { type: "RetractBids", ...onLot(words, stage), paddle, reason: "a slip", salt };
  }),
  said(`ReopenLot ${LOT}(?: for (?<seconds>\\d+)s)?`, (words, stage) => {
    const durationMs = words.has("seconds") ? words.number("seconds") * 1_000 : null;
    return { type: "ReopenLot", ...onLot(words, stage), durationMs };
  }),
  said(`AwardLot ${LOT} as ${SEAT} does not pay`, (words, stage) => (
    { type: "AwardLot", ...onLot(words, stage), defaulter: paddleOf(stage, words) }
  )),
  said("Announce (?<text>.+)", (words, stage) => (
    { type: "Announce", at: now(stage), text: words.text("text") }
  )),
  said(`SetLimit (?<limit>\\d+) for ${SEAT}`, (words, stage) => {
    const limit = toCents(words.number("limit"));
    return { type: "SetLimit", at: now(stage), paddle: paddleOf(stage, words), limit, salt };
  }),
  ...(["SuspendPaddle", "ReinstatePaddle", "BanPaddle"] as const).map((type) =>
    said(`${type} of ${SEAT}`, (words, stage) => (
      { type, at: now(stage), paddle: paddleOf(stage, words) }
    ))
  ),
];

/** Says `command` to the house; a refusal is noted. */
export function tell(stage: ScenarioStage, command: SaleCommand): void {
  const { house, trace } = stage;
  if (house.run === null) return trace.note(`auctioneer: ${command.type} finds no house`);
  house.run.command(command, (answer) => {
    if (typeof answer === "string") trace.note(`auctioneer: ${command.type} refused, ${answer}`);
  });
}

function said(pattern: string, commandOf: Made): Command {
  return [`auctioneer ${pattern}`, (stage, words) => tell(stage, commandOf(words, stage))];
}

function onLot(words: Words, stage: ScenarioStage) {
  return { at: now(stage), lot: words.text("lot") };
}

function entered(words: Words, stage: ScenarioStage) {
  const paddle = paddleOf(stage, words);
  return { ...onLot(words, stage), paddle, amount: words.number("amount"), quantity: 1, salt };
}

function now({ time }: ScenarioStage): number {
  return time.nowMs();
}
