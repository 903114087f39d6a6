// How an item's lot is sold: its format with the terms of that format, and which other terms a lot
// of the format may not have. A term that the rules would pass over is refused, not dropped: who
// wrote it expected something of it.

import { dutchMs } from "../auction/dutch.ts";
import type { Format } from "../auction/lot.ts";
import { toCents } from "../auction/money.ts";
import { millisecondsOf } from "./_milliseconds.ts";
import type { Item } from "./item_schema.ts";
import { dutchHoursMax, dutchStepsMax } from "./limits.ts";
import type { Report } from "./problem.ts";

type FormatType = Format["type"];
type DutchItem = Extract<Item["format"], { readonly type: "dutch" }>;

/** Terms that a lot has by its format alone; all other fields belong to every lot. */
const formatFields = [
  ...["reserve", "buyNow", "increments", "quantity"] as const,
  ...["durationSeconds", "endsAt", "softClose", "group"] as const,
];
type FormatField = typeof formatFields[number];

const sealedFields: readonly FormatField[] = ["reserve", "durationSeconds", "endsAt", "group"];
const raisedFields: readonly FormatField[] = [
  ...["increments", "durationSeconds", "endsAt", "softClose", "group"] as const,
];
/** What the rules of each format look at (RULES.md): nothing moves the end of a sealed lot. */
const fieldsOf: Readonly<Record<FormatType, readonly FormatField[]>> = {
  english: [...raisedFields, "reserve", "buyNow"],
  sealed_first: sealedFields,
  vickrey: sealedFields,
  dutch: [],
  japanese: ["reserve"],
  uniform: [...raisedFields, "quantity"],
};

/** Whether a late bid may move the end of a lot of this format. */
export function hasSoftClose(type: FormatType): boolean {
  return fieldsOf[type].includes("softClose");
}

/** The format of `item`; terms that it cannot have, and terms out of place, are reported. */
export function formatOf(item: Item, report: Report): Format {
  const given = item.format ?? "english";
  const type = typeof given === "string" ? given : given.type;
  for (const field of formatFields) {
    const isOutOfPlace = item[field] !== undefined && !fieldsOf[type].includes(field);
    if (isOutOfPlace) report(field, item[field], "not_with_format", type);
  }
  if (typeof given === "object") {
    const everyMs = millisecondsOf("format.everySeconds", given.everySeconds, report);
    const step = toCents(given.step);
    if (given.type === "dutch") return dutchOf(item, { given, everyMs, report });
    const entryMs = millisecondsOf("format.entrySeconds", given.entrySeconds, report);
    return { type: given.type, step, everyMs, entryMs };
  }
  if (given === "uniform") {
    if (item.quantity === undefined) report("quantity", undefined, "quantity");
    return { type: given, quantity: item.quantity ?? 0 };
  }
  return given === "english" ? englishOf(item, report) : { type: given };
}

function englishOf({ buyNow, opening, reserve }: Item, report: Report): Format {
  if (buyNow === undefined) return { type: "english", buyNow: null };
  // Below the reserve the house would sell at once what it would not sell to the highest bid.
  const least = Math.max(opening, reserve ?? 0);
  if (buyNow < least) report("buyNow", buyNow, "buy_now", String(least));
  return { type: "english", buyNow: toCents(buyNow) };
}

function dutchOf(
  { opening }: Item,
  { given, everyMs, report }: {
    readonly given: DutchItem;
    readonly everyMs: number;
    readonly report: Report;
  },
): Format {
  const { floor, step } = given;
  const format = { type: "dutch", floor: toCents(floor), step: toCents(step), everyMs } as const;
  if (floor >= opening) {
    report("format.floor", floor, "floor", String(opening));
    return format;
  }
  const steps = Math.ceil((opening - floor) / step);
  const wholeMs = dutchMs({ ...format, opening: toCents(opening) });
  if (steps > dutchStepsMax || wholeMs > dutchHoursMax * 3_600_000) {
    report("format.step", step, "dutch_clock");
  }
  return format;
}
