// The shape of a lot in items/*.json and in the admin API, as a valibot schema.
//
// The schema holds what JSON Schema can say too, so that the API's OpenAPI is made from this very
// object. What depends on two fields, on bytes or on the sale is checked in lot_terms.ts. Each
// message here is a code of problem.ts, not a text.

import * as v from "valibot";
import {
  amountCentsMax,
  descriptionUnitsMax,
  extensionsMax,
  incrementStepsMax,
  lotsMax,
  secondsMax,
  secondsMin,
} from "./limits.ts";
import { paceSecondsMax, paceSecondsMin, quantityMax, quantityMin } from "./limits.ts";
import type { Wanted } from "./problem.ts";
import { lotIdPattern, paddlePattern } from "../wire/lot_codec.ts";

// The control characters stand in these patterns in order to be refused; so do the overrides of
// the direction of writing, with which a title could show another price than it holds.
// deno-lint-ignore no-control-regex
const textOnOneLine = /^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/;
const textWithLineBreaks =
  // deno-lint-ignore no-control-regex
  /^[^\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$/;

const Title = v.pipe(
  v.string(code("title")),
  v.minLength(1, code("title")),
  v.regex(textOnOneLine, code("title")),
);
const Description = v.pipe(
  v.string(code("description")),
  v.minLength(1, code("description")),
  v.maxLength(descriptionUnitsMax, code("description")),
  v.regex(textWithLineBreaks, code("description")),
);
const Amount = wholeCents(1, "amount");
const Seconds = v.pipe(
  v.number(code("seconds")),
  v.minValue(secondsMin, code("seconds")),
  v.maxValue(secondsMax, code("seconds")),
);
const ExtensionList = v.pipe(
  v.array(Seconds, code("extensions")),
  v.minLength(1, code("extensions")),
  v.maxLength(extensionsMax, code("extensions")),
);

const TitleTexts = object({ en: v.exactOptional(Title), pt: v.exactOptional(Title) });
const DescriptionTexts = object({
  en: v.exactOptional(Description),
  pt: v.exactOptional(Description),
});

const IncrementFixed = object({ fixed: Amount });
const IncrementPercent = object({
  percent: v.pipe(
    v.number(code("percent")),
    v.minValue(0.01, code("percent")),
    v.maxValue(100, code("percent")),
  ),
  roundTo: Amount,
});
const IncrementTable = object({
  table: v.pipe(
    v.array(object({ from: wholeCents(0, "from"), step: Amount }), code("table")),
    v.minLength(1, code("table")),
    v.maxLength(incrementStepsMax, code("table")),
  ),
});

const Pace = v.pipe(
  v.number(code("pace")),
  v.minValue(paceSecondsMin, code("pace")),
  v.maxValue(paceSecondsMax, code("pace")),
);
const DutchTerms = object({
  type: v.literal("dutch", code("format")),
  floor: Amount,
  step: Amount,
  everySeconds: Seconds,
});
const JapaneseTerms = object({
  type: v.literal("japanese", code("format")),
  step: Amount,
  everySeconds: Pace,
  entrySeconds: Pace,
});

const SoftCloseTerms = object({
  policy: v.picklist(["from_bid", "add_to_end"], code("policy")),
  windowSeconds: Seconds,
  extensionSeconds: v.union([Seconds, ExtensionList], code("extensions")),
  hardEndSeconds: v.exactOptional(Seconds),
});

/** One lot as people write it (items/README.md). Unknown fields are refused. */
export const ItemSchema = object({
  id: v.pipe(v.string(code("id")), v.regex(lotIdPattern, code("id"))),
  title: v.union([Title, TitleTexts], code("texts")),
  description: v.exactOptional(v.union([Description, DescriptionTexts], code("texts"))),
  opening: Amount,
  reserve: v.exactOptional(Amount),
  buyNow: v.exactOptional(Amount),
  estimate: v.exactOptional(object({ low: Amount, high: Amount })),
  increments: v.exactOptional(
    v.union([
      v.picklist(["ebay_us", "ebay_uk", "house_258"], code("increments")),
      IncrementFixed,
      IncrementPercent,
      IncrementTable,
    ], code("increments")),
  ),
  format: v.exactOptional(
    v.union([
      v.picklist(["english", "sealed_first", "vickrey", "uniform"], code("format")),
      DutchTerms,
      JapaneseTerms,
    ], code("format")),
  ),
  quantity: v.exactOptional(
    v.pipe(
      v.number(code("quantity")),
      v.integer(code("quantity")),
      v.minValue(quantityMin, code("quantity")),
      v.maxValue(quantityMax, code("quantity")),
    ),
  ),
  currency: v.exactOptional(
    v.pipe(v.string(code("currency")), v.regex(/^[A-Z]{3}$/, code("currency"))),
  ),
  durationSeconds: v.exactOptional(Seconds),
  endsAt: v.exactOptional(
    v.pipe(
      v.string(code("ends_at")),
      v.regex(
        /^20\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/,
        code("ends_at"),
      ),
    ),
  ),
  softClose: v.exactOptional(
    v.union([
      v.picklist(["none", "default", "br_cnj236", "br_10024"], code("soft_close")),
      SoftCloseTerms,
    ], code("soft_close")),
  ),
  group: v.exactOptional(
    v.pipe(v.string(code("group")), v.regex(lotIdPattern, code("group"))),
  ),
  consignor: v.exactOptional(
    v.pipe(v.string(code("consignor")), v.regex(paddlePattern, code("consignor"))),
  ),
  image: v.exactOptional(
    v.pipe(
      v.string(code("image_name")),
      v.regex(
        /^[0-9A-Za-z_-][0-9A-Za-z._-]{0,58}\.(?:svg|png|jpg|jpeg|webp|avif)$/,
        code("image_name"),
      ),
    ),
  ),
});

/** What the admin endpoint and an items file take: one lot, a list of lots, or {"lots": [...]}. */
export const CatalogueSchema = v.union([
  ItemSchema,
  v.pipe(v.array(ItemSchema), v.minLength(1), v.maxLength(lotsMax)),
  v.strictObject({ lots: v.pipe(v.array(ItemSchema), v.minLength(1), v.maxLength(lotsMax)) }),
]);

/** A lot that has the right shape; the rest is checked in lot_terms.ts. */
export type Item = v.InferOutput<typeof ItemSchema>;

/**
 * The alternative of a field with several shapes that its author most likely meant, or null where
 * nothing points to one: it lets a problem name the inner field instead of the whole union.
 */
export function meantSchema(field: string, input: unknown): v.GenericSchema | null {
  if (field === "extensionSeconds") return Array.isArray(input) ? ExtensionList : Seconds;
  const isText = typeof input === "string";
  if (field === "title") return isText ? Title : plainObject(input) ? TitleTexts : null;
  if (field === "description") {
    return isText ? Description : plainObject(input) ? DescriptionTexts : null;
  }
  if (!plainObject(input)) return null;
  if (field === "softClose") return SoftCloseTerms;
  if (field === "format") return meantFormat(input);
  return field === "increments" ? meantIncrements(input) : null;
}

function meantIncrements(input: object): v.GenericSchema | null {
  if (Object.hasOwn(input, "fixed")) return IncrementFixed;
  if (Object.hasOwn(input, "table")) return IncrementTable;
  const percent = Object.hasOwn(input, "percent") || Object.hasOwn(input, "roundTo");
  return percent ? IncrementPercent : null;
}

function meantFormat(input: object): v.GenericSchema | null {
  const type: unknown = Reflect.get(input, "type");
  if (type === "dutch") return DutchTerms;
  return type === "japanese" ? JapaneseTerms : null;
}

function plainObject(input: unknown): input is object {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}

function wholeCents(least: number, wanted: Wanted) {
  return v.pipe(
    v.number(code(wanted)),
    v.integer(code(wanted)),
    v.minValue(least, code(wanted)),
    v.maxValue(amountCentsMax, code(wanted)),
  );
}

/** A strict object whose issues say `required`, `known_field:<names>` or `object`. */
function object<const Entries extends v.ObjectEntries>(entries: Entries) {
  const names = Object.keys(entries).join(", ");
  return v.strictObject(entries, (issue) => {
    if (issue.expected === "never") return `known_field:${names}`;
    return code(issue.path === undefined ? "object" : "required");
  });
}

/** Keeps the messages within the codes of problem.ts: a misspelt one does not compile. */
function code(wanted: Wanted): string {
  return wanted;
}
