// Lots of a scenario, each in one line.

import { closingOf } from "../../lib/auction/dutch.ts";
import type { Closing, Format, Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { tell } from "./auctioneer_commands.ts";
import type { Command, Words } from "./scenario_words.ts";

const HEAD = "lot (?<lot>\\w+)";
const RESERVE = "(?: reserve (?<reserve>\\d+))?";
const RUNS = "(?: runs (?<runs>\\d+)s(?: soft (?<soft>\\d+)s)?(?: by clock (?<group>\\w+))?)?";
const EVERY = "by (?<step>\\d+) every (?<every>\\d+)s";

/** Lots enter the catalogue; steps are 100. */
export const LOT_COMMANDS: readonly Command[] = [
  lotCommand(
    `${HEAD} opens at (?<opening>\\d+)${RESERVE}(?: or is had for (?<buyNow>\\d+))?${RUNS}`,
    (words) => ({
      type: "english",
      buyNow: words.has("buyNow") ? toCents(words.number("buyNow")) : null,
    }),
  ),
  lotCommand(
    `${HEAD} takes sealed bids from (?<opening>\\d+)(?<second> for the second price)?${RESERVE}${RUNS}`,
    (words) => ({ type: words.has("second") ? "vickrey" : "sealed_first" }),
  ),
  lotCommand(
    `${HEAD} falls from (?<opening>\\d+) to (?<floor>\\d+) ${EVERY}`,
    (words) => ({ type: "dutch", floor: toCents(words.number("floor")), ...pace(words) }),
  ),
  lotCommand(
    `${HEAD} rises from (?<opening>\\d+) ${EVERY} after (?<entry>\\d+)s${RESERVE}`,
    (words) => ({ type: "japanese", ...pace(words), entryMs: words.number("entry") * 1_000 }),
  ),
  lotCommand(
    `${HEAD} has (?<units>\\d+) units from (?<opening>\\d+)${RUNS}`,
    (words) => ({ type: "uniform", quantity: words.number("units") }),
  ),
];

function lotCommand(pattern: string, formatOf: (words: Words) => Format): Command {
  return [pattern, (stage, words) => {
    const at = stage.time.nowMs();
    const lot = lotOf(words, formatOf(words));
    tell(stage, { type: "CatalogueLot", at, lot, salt: "00".repeat(16) });
  }];
}

function pace(words: Words) {
  return { step: toCents(words.number("step")), everyMs: words.number("every") * 1_000 };
}

function lotOf(words: Words, format: Format): Lot {
  const id = words.text("lot");
  return {
    id,
    format,
    title: { en: `Lot ${id}` },
    description: {},
    opening: toCents(words.number("opening")),
    increments: { type: "fixed", step: toCents(100) },
    reserve: words.has("reserve") ? toCents(words.number("reserve")) : null,
    closing: closingOf(format, clockOf(words)),
    image: null,
    estimate: null,
    consignor: null,
  };
}

function clockOf(words: Words): Closing {
  if (!words.has("runs")) return { type: "clerked" };
  const soft = words.number("soft", 0) * 1_000;
  return {
    type: "timed",
    end: { type: "after", durationMs: words.number("runs") * 1_000 },
    softClose: soft === 0
      ? { type: "none" }
      : { type: "from_bid", windowMs: soft, extensionsMs: [soft], hardEndMs: null },
    group: words.has("group") ? words.text("group") : null,
  };
}
