// Reading lots that people wrote: JSON values in, checked lots or named problems out.
//
// One entry for all who take lots from outside: the items folder, the admin API, the replay of a
// script. A catalogue is taken whole or not at all. JSON.parse keeps the last of two fields with
// the same name and says nothing, so a doubled field cannot be seen here.

import * as v from "valibot";
import type { Lot, LotId } from "../auction/lot.ts";
import { announcedBytes, announcedBytesMax } from "./announced_size.ts";
import { ItemSchema, meantSchema } from "./item_schema.ts";
import { lotsMax, problemsMax } from "./limits.ts";
import { lotOf } from "./lot_terms.ts";
import { foundIn, isWanted, type Problem, problemAt } from "./problem.ts";

export { ItemSchema };
export type { Problem };

/** What the sale already settled. */
export interface ParseOptions {
  /** The sale's currency, ISO 4217; a lot that names another is refused. Left out: any. */
  readonly currency?: string;
}

/** A lot, or everything that is wrong with it. */
export type ParsedLot =
  | {
    readonly ok: true;
    /** Its `image` is null: a name alone proves nothing (see `checkImage` in image.ts). */
    readonly lot: Lot;
    /** The image that the lot names, or null. */
    readonly imageName: string | null;
  }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** All lots of a catalogue in their order, or everything that is wrong (the first 100 problems). */
export type ParsedCatalogue =
  | {
    readonly ok: true;
    readonly lots: readonly Lot[];
    /** The images that lots name. */
    readonly imageNames: ReadonlyMap<LotId, string>;
  }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The lot that the JSON value `value` describes (items/README.md). Never throws. */
export function parseLot(value: unknown, options: ParseOptions = {}): ParsedLot {
  const misshapen = problemsOf(ItemSchema, value, "");
  if (misshapen.length > 0) return { ok: false, problems: misshapen };
  const item = v.parse(ItemSchema, value);
  const { lot, problems } = lotOf(item, options.currency ?? null);
  if (problems.length > 0) return { ok: false, problems };
  const imageName = item.image ?? null;
  const bytes = announcedBytes(lot, imageName);
  if (bytes > announcedBytesMax) {
    const detail = String(announcedBytesMax);
    return { ok: false, problems: [problemAt("", "lot_bytes", { found: `${bytes}`, detail })] };
  }
  return { ok: true, lot, imageName };
}

/**
 * The lots of `value`: one lot, a list of lots, or `{"lots": [...]}`. One bad lot or one id that
 * comes twice refuses them all. Never throws.
 */
export function parseCatalogue(value: unknown, options: ParseOptions = {}): ParsedCatalogue {
  const { entries, prefix, problems: outer } = entriesOf(value);
  if (outer.length > 0) return { ok: false, problems: outer };
  const lots = new Map<LotId, Lot>();
  const paths = new Map<LotId, string>();
  const imageNames = new Map<LotId, string>();
  const problems: Problem[] = [];
  for (const [index, entry] of entries.entries()) {
    if (problems.length >= problemsMax) break;
    const path = prefix === null ? "" : `${prefix}[${index}]`;
    const parsed = parseLot(entry, options);
    if (!parsed.ok) {
      problems.push(...parsed.problems.map((problem) => under(path, problem)));
      continue;
    }
    const { id } = parsed.lot;
    const holder = paths.get(id);
    if (holder !== undefined) {
      const found = foundIn(id);
      problems.push(problemAt(joined(path, "id"), "unique_id", { found, detail: holder }));
    } else paths.set(id, path);
    lots.set(id, parsed.lot);
    if (parsed.imageName !== null) imageNames.set(id, parsed.imageName);
  }
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, problemsMax) };
  return { ok: true, lots: [...lots.values()], imageNames };
}

/** The entries of a catalogue; `prefix` is the list's path, or null where `value` is one lot. */
function entriesOf(value: unknown): {
  readonly entries: readonly unknown[];
  readonly prefix: string | null;
  readonly problems: readonly Problem[];
} {
  const isList = Array.isArray(value);
  const holdsLots = !isList && typeof value === "object" && value !== null &&
    Object.hasOwn(value, "lots");
  if (!isList && !holdsLots) return { entries: [value], prefix: null, problems: [] };
  const wrapper = v.strictObject({ lots: v.unknown() }, "known_field:lots");
  const problems = isList ? [] : problemsOf(wrapper, value, "");
  const list: unknown = isList ? value : Reflect.get(value, "lots");
  const field = isList ? "" : "lots";
  if (!Array.isArray(list) || list.length === 0 || list.length > lotsMax) {
    const problem = problemAt(field, "catalogue", { found: foundIn(list) });
    return { entries: [], prefix: field, problems: [...problems, problem] };
  }
  return { entries: list, prefix: field, problems };
}

/** The problems that `schema` finds; a field of several shapes is judged by the one meant. */
function problemsOf(schema: v.GenericSchema, value: unknown, path: string): readonly Problem[] {
  if (Array.isArray(value) && schema.type === "strict_object") {
    return [problemAt(path, "object", { found: foundIn(value) })];
  }
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  // A list of a hundred thousand wrong entries has as many issues: nobody reads on past the first.
  return (result.issues ?? []).slice(0, problemsMax).flatMap((issue) => {
    const field = pathOf(path, issue);
    const last = issue.path?.at(-1);
    const meant = issue.type === "union" ? meantSchema(String(last?.key), issue.input) : null;
    if (meant !== null) return problemsOf(meant, issue.input, field);
    return [problemOf(field, issue)];
  });
}

function problemOf(field: string, issue: v.BaseIssue<unknown>): Problem {
  const [code = "", detail = ""] = issue.message.split(":", 2);
  const isUnknownField = code === "known_field";
  // For a field that should not be there valibot gives its name as the input.
  const input = isUnknownField ? issue.path?.at(-1)?.value : issue.input;
  return problemAt(field, isWanted(code) ? code : "object", { found: foundIn(input), detail });
}

function pathOf(start: string, issue: v.BaseIssue<unknown>): string {
  let path = start;
  for (const { key } of issue.path ?? []) {
    path = typeof key === "number" ? `${path}[${key}]` : joined(path, fieldName(key));
  }
  return path;
}

/** A field's name as a path shows it: a name that is no plain word is quoted and shortened. */
function fieldName(key: unknown): string {
  const name = String(key);
  return /^\w{1,40}$/.test(name) ? name : foundIn(name);
}

function under(path: string, problem: Problem): Problem {
  return { ...problem, field: problem.field === "" ? path : joined(path, problem.field) };
}

function joined(path: string, field: string): string {
  return path === "" ? field : `${path}.${field}`;
}
