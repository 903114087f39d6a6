// The commands that a program writes to the client, one JSON object a line (NDJSON.md).
//
// Strict: an unknown field, a missing one, a number in quotes or a fraction is an error that names
// the field. A bid must never rest on what a program may have meant.

import * as v from "valibot";
import { type Cents, isCents } from "../auction/money.ts";
import type { LotId } from "../auction/lot.ts";
import type { BidWish } from "./house_link.ts";

/** The most units that one bid can name: far above those of any lot. */
export const quantityMax = 1_000_000;

const ref = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64)));
const lot = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,32}$/));
const amount = v.custom<Cents>((value) => isCents(value) && value >= 1);
const quantity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(quantityMax));

const commandSchema = v.variant("do", [
  v.strictObject({
    do: v.literal("bid"),
    lot,
    max: v.optional(amount),
    exact: v.optional(amount),
    quantity: v.optional(quantity),
    ref,
  }),
  v.strictObject({ do: v.literal("buy"), lot, amount, ref }),
  v.strictObject({ do: v.literal("enter"), lot, amount, ref }),
  v.strictObject({ do: v.literal("withdraw"), lot, ref }),
  v.strictObject({ do: v.literal("lots"), ref }),
  v.strictObject({ do: v.literal("status"), ref }),
  v.strictObject({ do: v.literal("leave"), ref }),
]);

/** What each field must be, for the answer to a line that is not so. */
const wanted: Readonly<Record<string, string>> = {
  do: 'one of "bid", "buy", "enter", "withdraw", "lots", "status", "leave"',
  lot: "1 to 32 letters, digits and hyphens",
  max: "a whole number of minor units from 1 to 9007199254740991",
  exact: "a whole number of minor units from 1 to 9007199254740991",
  amount: "a whole number of minor units from 1 to 9007199254740991",
  quantity: `a whole number from 1 to ${quantityMax}`,
  ref: "a text of 1 to 64 characters",
};

/** A command in the words of the program. `ref` comes back in its answers. */
export type JsonCommand =
  | { readonly do: "bid"; readonly wish: BidWish; readonly ref: string | null }
  /** Leaving a lot for good: its amount is the price shown, which this file does not know. */
  | { readonly do: "withdraw"; readonly lot: LotId; readonly ref: string | null }
  | { readonly do: "lots" | "status" | "leave"; readonly ref: string | null };

/** Why a line is no command. `field` is the one at fault, where there is one. */
export interface CommandProblem {
  readonly error: "not_json" | "bad_command";
  readonly field: string | null;
  readonly message: string;
  /** The line's own `ref`, where one could be read. */
  readonly ref: string | null;
}

/** The command that `line` holds, or what is wrong with it. */
export function readCommand(line: string): JsonCommand | CommandProblem {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The parser's own words would echo the line and differ between versions.
    return problem("not_json", "Cannot read the line: not JSON, wanted one object a line");
  }
  const result = v.safeParse(commandSchema, value);
  if (!result.success) return schemaProblem(result.issues[0], value);
  return understood(result.output);
}

function understood(command: v.InferOutput<typeof commandSchema>): JsonCommand | CommandProblem {
  const ref = command.ref ?? null;
  switch (command.do) {
    case "bid":
      return bidOf(command, ref);
    case "buy":
    case "enter": {
      const { lot, amount, do: kind } = command;
      return { do: "bid", wish: { lot, kind, amount, quantity: 1 }, ref };
    }
    case "withdraw":
      return { do: "withdraw", lot: command.lot, ref };
    default:
      return { do: command.do, ref };
  }
}

function bidOf(
  { lot, max, exact, quantity = 1 }: Extract<v.InferOutput<typeof commandSchema>, { do: "bid" }>,
  ref: string | null,
): JsonCommand | CommandProblem {
  if (max !== undefined && exact === undefined) {
    return { do: "bid", wish: { lot, kind: "max", amount: max, quantity }, ref };
  }
  if (exact !== undefined && max === undefined) {
    return { do: "bid", wish: { lot, kind: "exact", amount: exact, quantity }, ref };
  }
  const message = 'Cannot read the command: a bid is wanted with either "max" or "exact"';
  return problem("bad_command", message, { field: "max", ref });
}

function schemaProblem(issue: v.BaseIssue<unknown>, value: unknown): CommandProblem {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return problem("bad_command", "Cannot read the line: wanted one JSON object");
  }
  const named = v.safeParse(ref, "ref" in value ? value.ref : undefined);
  const where = { field: fieldOf(issue), ref: named.success ? named.output ?? null : null };
  // "never" is what the strict schema expects of a field that it does not know.
  const message = issue.expected === "never"
    ? `Cannot read the command: unknown field "${where.field}"`
    : `Cannot read the command: "${where.field}" is wanted as ${wanted[where.field]}`;
  return problem("bad_command", message, where);
}

function fieldOf(issue: v.BaseIssue<unknown>): string {
  return (v.getDotPath(issue) ?? "").slice(0, 64);
}

function problem(
  error: CommandProblem["error"],
  message: string,
  where: { readonly field?: string; readonly ref?: string | null } = {},
): CommandProblem {
  return { error, field: where.field ?? null, message, ref: where.ref ?? null };
}
