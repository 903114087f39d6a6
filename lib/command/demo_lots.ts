// The lots of the demo: copies of the samples in the items folder, with times that fit a minute.
//
// In the copies a minute of soft close takes a second, and a lot with a clock runs for a few
// seconds. Everything else is as it was: texts, images, prices, reserves, increments, policies.

import { extname, join } from "@std/path";
import * as v from "valibot";
import { SOFT_CLOSE_PRESETS, type SoftClosePreset } from "../auction/soft_close.ts";
import { Fault } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import { CatalogueSchema, type Item } from "../catalogue/item_schema.ts";
import { itemFileBytesMax } from "../catalogue/limits.ts";
import { hasSoftClose } from "../catalogue/lot_format.ts";
import { parseCatalogue } from "../catalogue/lot_schema.ts";
import { describeProblem } from "../catalogue/problem.ts";
import { readBoundedFile } from "../secure/atomic_file.ts";
import { toJsonText } from "../secure/key_file.ts";

type SoftCloseTerms = Exclude<NonNullable<Item["softClose"]>, string>;

/** Seconds that a lot with a clock runs for, where no late bid adds to them. */
export const timedSeconds = 5;

const minuteSeconds = 60;
const images = [".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif"];

/** The lots that come with the house, one a file. */
export const SAMPLE_LOT_FILES: readonly string[] = [
  "1-coffee-pot.json",
  "2-canoe.json",
  "3-shirt.json",
  "4-record.json",
  "5-foal.json",
  "6-viola.json",
  "7-dinner.json",
  "8-armchair.json",
];

/** Which lots to copy. */
export interface LotsWishes {
  /** Their folder. */
  readonly from: string;
  /** What becomes of each lot. */
  readonly change: (item: Item) => Item;
  /** No more than this many; null for all. */
  readonly countMax: number | null;
}

/**
 * Copies the sample lots of folder `from`, with their images, to the folder `to`, which is there.
 * Whatever else lies there is somebody's sale and is left alone; a folder without any sample is
 * taken whole.
 *
 * Throws a Fault `not_found` where there is no lot, and `bad_file` with the file, the field and
 * what it wants where one cannot be read.
 */
export async function copyLots(
  { from, change, countMax }: LotsWishes,
  { to, language }: { readonly to: string; readonly language: Language },
): Promise<void> {
  let copied = 0;
  const names = await fileNames(from);
  const hasSamples = names.some((name) => SAMPLE_LOT_FILES.includes(name));
  for (const name of names) {
    const ending = extname(name).toLowerCase();
    if (ending === ".json") {
      if (hasSamples && !SAMPLE_LOT_FILES.includes(name)) continue;
      const left = countMax === null ? undefined : countMax - copied;
      if (left === 0) continue;
      const items = (await readItems(join(from, name), language)).slice(0, left);
      await Deno.writeTextFile(join(to, name), toJsonText(items.map(change)));
      copied += items.length;
    } else if (images.includes(ending)) await Deno.copyFile(join(from, name), join(to, name));
  }
  if (copied === 0) {
    throw new Fault("not_found", `items folder "${from}": found no lot, want at least one *.json`);
  }
}

/** Whether a clock ends the lot. */
export function isTimed({ durationSeconds, endsAt, softClose }: Item): boolean {
  // The preset br_10024 brings a duration of its own.
  return durationSeconds !== undefined || endsAt !== undefined || softClose === "br_10024";
}

/** The same lot with its times cut down to the demo's. */
export function shortened(item: Item): Item {
  const { durationSeconds: _long, endsAt: _late, softClose, ...rest } = item;
  if (!isTimed(item)) return rest;
  const type = typeof rest.format === "object" ? rest.format.type : rest.format ?? "english";
  const timed = { ...rest, durationSeconds: timedSeconds };
  return hasSoftClose(type) ? { ...timed, softClose: shortSoftClose(softClose) } : timed;
}

function shortSoftClose(softClose: Item["softClose"]): NonNullable<Item["softClose"]> {
  if (softClose === "none") return softClose;
  const terms = typeof softClose === "object" ? softClose : presetTerms(softClose ?? "default");
  const { policy, windowSeconds, extensionSeconds, hardEndSeconds } = terms;
  return {
    policy,
    windowSeconds: short(windowSeconds),
    extensionSeconds: typeof extensionSeconds === "number"
      ? short(extensionSeconds)
      : extensionSeconds.map(short),
    ...(hardEndSeconds === undefined
      ? {}
      : { hardEndSeconds: Math.max(timedSeconds, short(hardEndSeconds)) }),
  };
}

function presetTerms(preset: SoftClosePreset): SoftCloseTerms {
  const terms = SOFT_CLOSE_PRESETS[preset];
  if (terms.type === "none") throw new Fault("internal", `soft close "${preset}" has no terms`);
  const { type: policy, windowMs, extensionsMs } = terms;
  return {
    policy,
    windowSeconds: windowMs / 1_000,
    extensionSeconds: extensionsMs.map((ms) => ms / 1_000),
  };
}

/** A minute as a second, in tenths: the least that an item may name. */
function short(seconds: number): number {
  return Math.max(1, Math.round(seconds * 10 / minuteSeconds)) / 10;
}

async function fileNames(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && !name.startsWith(".")) names.push(name);
    }
  } catch (cause) {
    throw new Fault("file_unreadable", `items folder "${folder}": cannot be read`, { cause });
  }
  return names.sort();
}

async function readItems(path: string, language: Language): Promise<readonly Item[]> {
  const { text } = await readBoundedFile(path, { bytesMax: itemFileBytesMax });
  const value = jsonIn(text, path);
  // The house's own check: its words name the field, where the schema alone has only codes.
  const checked = parseCatalogue(value);
  const problem = checked.ok ? undefined : checked.problems[0];
  if (problem !== undefined) {
    throw new Fault("bad_file", `"${path}": ${describeProblem(problem, language)}`);
  }
  const items = v.parse(CatalogueSchema, value);
  if (Array.isArray(items)) return items;
  return "lots" in items ? items.lots : [items];
}

function jsonIn(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault("bad_file", `"${path}": found no JSON`, { cause });
  }
}
