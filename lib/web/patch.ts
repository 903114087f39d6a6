// What changed in a page since the browser last heard, as one message of the page's event stream.
//
// A region is sent whole where its HTML differs. Of a list only the entries that differ are sent,
// and the order of the keys where it is another: a bid on one lot of 500 costs one entry.

import type { Region, Row } from "./region.ts";

/** The change of one list. */
export interface ListPatch {
  /** All keys in their order; absent where it is as before. */
  readonly order?: readonly string[];
  /** The entries that are new or different, by key. */
  readonly rows: Readonly<Record<string, string>>;
}

/** One message: the data of an SSE event `patch`. */
export interface Patch {
  /** The house's time, milliseconds since 1970: the page's clocks follow it. */
  readonly now: number;
  readonly regions: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, ListPatch>>;
}

/**
 * What makes `after` of a browser that has `before`; null where nothing differs. One that has
 * nothing yet has no regions.
 */
export function patchBetween(
  before: readonly Region[],
  after: readonly Region[],
): Omit<Patch, "now"> | null {
  const known = new Map(before.map((region) => [region.id, region]));
  const regions: Record<string, string> = {};
  const lists: Record<string, ListPatch> = {};
  for (const region of after) {
    const old = known.get(region.id);
    if ("html" in region) {
      const isSame = old !== undefined && "html" in old && old.html === region.html;
      if (!isSame) regions[region.id] = region.html;
    } else {
      const list = listPatch(old !== undefined && "rows" in old ? old.rows : null, region.rows);
      if (list !== null) lists[region.id] = list;
    }
  }
  const isEmpty = Object.keys(regions).length + Object.keys(lists).length === 0;
  return isEmpty ? null : { regions, lists };
}

function listPatch(before: readonly Row[] | null, after: readonly Row[]): ListPatch | null {
  const known = new Map((before ?? []).map((row) => [row.key, row.html]));
  const different = after.filter(({ key, html }) => known.get(key) !== html);
  const isSameOrder = before !== null && before.length === after.length &&
    before.every(({ key }, index) => key === after[index]?.key);
  if (isSameOrder && different.length === 0) return null;
  const rows = Object.fromEntries(different.map(({ key, html }) => [key, html]));
  return isSameOrder ? { rows } : { order: after.map(({ key }) => key), rows };
}
