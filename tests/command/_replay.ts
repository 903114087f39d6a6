// Replays for the tests: lots of any format, commands in short, and transcripts as short rows.

import { assert } from "@std/assert";
import type { Format, Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import type { ReplayLine } from "../../lib/command/replay_line.ts";
import { replayLines } from "../../lib/command/replay_lines.ts";
import { parseScript } from "../../lib/command/replay_script.ts";

/** A lot from 10.00 that the hand ends. */
export function lot(id: string, format: Format, change: Partial<Lot> = {}): Lot {
  const isPaced = format.type === "dutch" || format.type === "japanese";
  return {
    id,
    format,
    title: { en: `Lot ${id}` },
    description: {},
    opening: toCents(1_000),
    increments: { type: "fixed", step: toCents(100) },
    reserve: null,
    closing: isPaced ? { type: "paced" } : { type: "clerked" },
    image: null,
    estimate: null,
    consignor: null,
    ...change,
  };
}

/** English without a fixed price. */
export const english: Format = { type: "english", buyNow: null };

/** A command of a script; its time may be left out. */
export type Command = Readonly<Record<string, unknown>>;

/** The transcript of commands that come one second apart where they name no time. */
export function play(lots: readonly Lot[], ...commands: readonly Command[]): readonly ReplayLine[] {
  const paced = commands.map((command, index) => ({ at: index * 1_000, ...command }));
  const parsed = parseScript({ lots: [{ id: "x", title: "x", opening: 1 }], commands: paced });
  assert(parsed.ok, parsed.ok ? "" : parsed.problem.words.en);
  return replayLines({ lots, steps: parsed.script.steps });
}

/** The lines as short rows: "BidAccepted 1 ana: leader price ask", with what the line adds. */
export function rows(lines: readonly ReplayLine[]): readonly string[] {
  return lines.map((line) => {
    const { type, by, reason, leader, price, ask, winner, quantity, absentee } = line;
    const who = by === undefined ? "" : ` ${by}`;
    const why = reason ?? absentee;
    const end = winner === undefined
      ? ""
      : ` -> ${winner}${quantity === undefined ? "" : ` x ${quantity}`}`;
    const what = `${type}${why === undefined ? "" : ` ${why}`}${
      line.lot === null ? "" : ` ${line.lot}`
    }`;
    return `${what}${who}: ${leader ?? "-"} ${price ?? "-"} ${ask ?? "-"}${end}`;
  });
}

/** Lot 1 opens. */
export const open = { do: "open", lot: "1" };
/** The hammer falls on lot 1. */
export const hammer = { do: "hammer", lot: "1" };

/** A bid on lot 1. */
export function bid(by: string, max: number, change: Command = {}): Command {
  return { do: "bid", lot: "1", by, max, ...change };
}
