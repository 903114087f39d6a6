// A list of entries that were rendered already, as the event stream would bring them.

import type { Row } from "../web/region.ts";
import { renderedRows } from "../web/rendered.ts";

/** How many entries of a long list stand in the first document: the stream brings the others. */
export const FIRST_ROWS = 16;

/** The list `id` with its entries. */
export function ListOf(
  { id, rows, class: name }: {
    readonly id: string;
    readonly rows: readonly Row[];
    readonly class: string;
  },
) {
  // A list without marks loses its role in some browsers unless it says it.
  return (
    <ul
      id={id}
      class={name}
      role="list"
    >
      {renderedRows(rows)}
    </ul>
  );
}
