// What a live page is made of: regions, each a place in the document with the HTML that stands in
// it now. A page renders all of its regions anew whenever something may have changed; only what
// differs from what the browser has goes over the wire (live_streams.ts).

/** One entry of a list. `html` is a whole element whose id is {@link rowId} of the list and `key`. */
export interface Row {
  readonly key: string;
  readonly html: string;
}

/** A place in a page by the id of its element: its inner HTML, or a list of keyed entries. */
export type Region =
  | { readonly id: string; readonly html: string }
  | { readonly id: string; readonly rows: readonly Row[] };

/** The id of the element of an entry. */
export function rowId(list: string, key: string): string {
  return `${list}-${key}`;
}

/** Renders an entry only when what it depends on has changed: a list of 500 lots stays cheap. */
export class RowMemo {
  readonly #rows = new Map<string, { readonly on: readonly unknown[]; readonly row: Row }>();

  /** The entry under `key`, rendered anew where one of `on` is another value than the last time. */
  row(key: string, on: readonly unknown[], render: () => string): Row {
    const known = this.#rows.get(key);
    if (known !== undefined && isSame(known.on, on)) return known.row;
    const row = { key, html: render() };
    this.#rows.set(key, { on, row });
    return row;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}
