// From an item of the right shape to a lot of the rules: units, defaults and presets, and the
// checks that need two fields or more than a pattern.
//
// Seconds become milliseconds here, a plain text becomes the English one (textIn falls back to
// it), and texts take the composed form of Unicode (NFC), so that equal titles are equal bytes.

import { closingOf } from "../auction/dutch.ts";
import type {
  Closing,
  Estimate,
  Format,
  Increments,
  IncrementStep,
  Lot,
  SoftClose,
  Texts,
} from "../auction/lot.ts";
import { toCents } from "../auction/money.ts";
import { SOFT_CLOSE_PRESETS } from "../auction/soft_close.ts";
import { toUtf8 } from "../base/bytes.ts";
import { millisecondsOf } from "./_milliseconds.ts";
import type { Item } from "./item_schema.ts";
import { descriptionUnitsMax, titleBytesMax, titleCharactersMax } from "./limits.ts";
import { formatOf, hasSoftClose } from "./lot_format.ts";
import { foundIn, type Problem, problemAt, type Report } from "./problem.ts";

type ItemSoftClose = NonNullable<Item["softClose"]>;
type ItemIncrements = NonNullable<Item["increments"]>;

/** A lot whose rules preset names its own duration (Decreto 10.024: ten minutes). */
const presetDurationMs: ReadonlyMap<unknown, number> = new Map([["br_10024", 600_000]]);

/**
 * The lot that `item` describes, without its image, and what is wrong with it. The lot may be
 * used only where there are no problems. `currency` is the sale's, or null where there is none.
 */
export function lotOf(
  item: Item,
  currency: string | null,
): { readonly lot: Lot; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (field, value, wanted, detail = "") => {
    problems.push(problemAt(field, wanted, { found: foundIn(value), detail }));
  };
  if (currency !== null && item.currency !== undefined && item.currency !== currency) {
    report("currency", item.currency, "sale_currency", currency);
  }
  if (item.reserve !== undefined && item.reserve < item.opening) {
    report("reserve", item.reserve, "reserve", String(item.opening));
  }
  const format = formatOf(item, report);
  const lot: Lot = {
    id: item.id,
    format,
    title: titleOf(item.title, report),
    description: descriptionOf(item.description, report),
    opening: toCents(item.opening),
    increments: incrementsOf(item.increments ?? "ebay_us", report),
    reserve: item.reserve === undefined ? null : toCents(item.reserve),
    closing: closingTerms(item, { format, report }),
    image: null,
    estimate: estimateOf(item.estimate, report),
    consignor: item.consignor ?? null,
  };
  return { lot, problems };
}

function titleOf(title: Item["title"], report: Report): Texts {
  const texts = composed(title, "title", report);
  for (const [path, text] of pathsOf(title, texts, "title")) {
    const isFair = text.trim() !== "" && text.isWellFormed() &&
      [...text].length <= titleCharactersMax && toUtf8(text).length <= titleBytesMax;
    if (!isFair) report(path, text, "title");
  }
  return texts;
}

function descriptionOf(description: Item["description"], report: Report): Texts {
  if (description === undefined) return {};
  const texts = composed(description, "description", report);
  for (const [path, text] of pathsOf(description, texts, "description")) {
    const isFair = text.trim() !== "" && text.isWellFormed() &&
      text.length <= descriptionUnitsMax;
    if (!isFair) report(path, text, "description");
  }
  return texts;
}

function composed(given: Item["title"], field: string, report: Report): Texts {
  const texts = typeof given === "string" ? { en: given } : given;
  if (texts.en === undefined && texts.pt === undefined) report(field, given, "texts");
  return {
    ...(texts.en === undefined ? {} : { en: composedText(texts.en) }),
    ...(texts.pt === undefined ? {} : { pt: composedText(texts.pt) }),
  };
}

/** The marks U+FEFF go: nobody sees one, and the wire carries none at the start of a text. */
function composedText(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  return lines.replaceAll("\ufeff", "").normalize("NFC");
}

/** Each text with the path under which its author finds it. */
function pathsOf(given: Item["title"], texts: Texts, field: string): readonly [string, string][] {
  const dotted = typeof given !== "string";
  return Object.entries(texts).map(([key, text]) => [dotted ? `${field}.${key}` : field, text]);
}

function incrementsOf(given: ItemIncrements, report: Report): Increments {
  if (typeof given === "string") return { type: given };
  if ("fixed" in given) return { type: "fixed", step: toCents(given.fixed) };
  if ("table" in given) return { type: "table", steps: stepsOf(given.table, report) };
  const hundredths = given.percent * 100;
  // 4.35 * 100 is 434.99999999999994: a decimal is judged with the tolerance of its own noise.
  if (Math.abs(hundredths - Math.round(hundredths)) > 1e-9) {
    report("increments.percent", given.percent, "percent");
  }
  // Without its noise, as the record holds it: a restart must reckon with the very same number.
  const percent = Math.round(hundredths) / 100;
  return { type: "percent", percent, roundTo: toCents(given.roundTo) };
}

function stepsOf(
  table: readonly { readonly from: number; readonly step: number }[],
  report: Report,
): readonly IncrementStep[] {
  let before = -1;
  return table.map(({ from, step }, index) => {
    const path = `increments.table[${index}].from`;
    if (index === 0 && from !== 0) report(path, from, "first_from");
    if (from <= before) report(path, from, "ascending", String(before));
    before = from;
    // JSON can write -0, which is no amount: adding 0 makes it a plain zero.
    return { from: toCents(from + 0), step: toCents(step) };
  });
}

function estimateOf(given: Item["estimate"], report: Report): Estimate | null {
  if (given === undefined) return null;
  const { low, high } = given;
  if (high < low) report("estimate.high", high, "estimate_high", String(low));
  return { low: toCents(low), high: toCents(high) };
}

function closingTerms(
  item: Item,
  { format, report }: { readonly format: Format; readonly report: Report },
): Closing {
  const byFormat = closingOf(format, { type: "clerked" });
  if (byFormat.type === "paced") return byFormat;
  const { durationSeconds, endsAt, group } = item;
  const softClose = hasSoftClose(format.type) ? item.softClose : "none";
  if (durationSeconds !== undefined && endsAt !== undefined) report("endsAt", endsAt, "one_end");
  const durationMs = durationSeconds === undefined
    ? presetDurationMs.get(softClose)
    : millisecondsOf("durationSeconds", durationSeconds, report);
  if (durationMs === undefined && endsAt === undefined) {
    if (hasSoftClose(format.type) && item.softClose !== undefined) {
      report("softClose", softClose, "timed_only");
    }
    if (group !== undefined) report("group", group, "group_timed");
    return { type: "clerked" };
  }
  return {
    type: "timed",
    end: endsAt === undefined
      ? { type: "after", durationMs: durationMs ?? 0 }
      : { type: "at", atMs: momentOf(endsAt, report) },
    softClose: softCloseOf(softClose ?? "default", durationSeconds, report),
    group: group ?? null,
  };
}

function softCloseOf(
  given: ItemSoftClose,
  durationSeconds: number | undefined,
  report: Report,
): SoftClose {
  if (given === "none") return { type: "none" };
  if (typeof given === "string") return SOFT_CLOSE_PRESETS[given];
  const { policy, windowSeconds, extensionSeconds, hardEndSeconds } = given;
  const hardEnd = hardEndSeconds ?? Infinity;
  if (durationSeconds !== undefined && hardEnd < durationSeconds) {
    report("softClose.hardEndSeconds", hardEndSeconds, "hard_end", String(durationSeconds));
  }
  const extensions = typeof extensionSeconds === "number"
    ? [millisecondsOf("softClose.extensionSeconds", extensionSeconds, report)]
    : extensionSeconds.map((seconds, index) =>
      millisecondsOf(`softClose.extensionSeconds[${index}]`, seconds, report)
    );
  return {
    type: policy,
    windowMs: millisecondsOf("softClose.windowSeconds", windowSeconds, report),
    extensionsMs: extensions,
    hardEndMs: hardEndSeconds === undefined
      ? null
      : millisecondsOf("softClose.hardEndSeconds", hardEndSeconds, report),
  };
}

function momentOf(endsAt: string, report: Report): number {
  const atMs = Date.parse(endsAt);
  // The platform takes February 30 for March 2; a date that does not read back is none.
  const day = endsAt.slice(0, 10);
  const dayMs = Date.parse(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(dayMs) && new Date(dayMs).toISOString().slice(0, 10) === day;
  if (Number.isNaN(atMs) || !exists) {
    report("endsAt", endsAt, "ends_at");
    return 0;
  }
  return atMs;
}
