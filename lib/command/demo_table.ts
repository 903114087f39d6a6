// Rows of cells under one another, as wide as the widest of each column needs.

import { columnsOf, padTo } from "../bidder/screen_row.ts";

/** Writes rows with the columns of `table`; those named in `right` end at their right edge. */
export function alignedTo(
  table: readonly (readonly string[])[],
  right: readonly number[],
): (cells: readonly string[]) => string {
  const columns = Math.max(0, ...table.map((cells) => cells.length));
  const widths = Array.from(
    { length: columns },
    (_, at) => Math.max(...table.map((cells) => columnsOf(cells[at] ?? ""))),
  );
  return (cells) =>
    cells.map((cell, at) => {
      const width = widths[at] ?? 0;
      const missing = " ".repeat(Math.max(0, width - columnsOf(cell)));
      return right.includes(at) ? missing + cell : padTo(cell, width);
    }).join("  ").trimEnd();
}
