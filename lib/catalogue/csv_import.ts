// Whether lots from a CSV file fit the items folder that they are to join: their pictures are there,
// and no other file has their numbers. The folder is read as the house reads it.

import type { LotId } from "../auction/lot.ts";
import { toUtf8 } from "../base/bytes.ts";
import type { CsvLot } from "./csv_catalogue.ts";
import type { CsvField } from "./csv_columns.ts";
import type { CsvProblem } from "./csv_report.ts";
import { readImage } from "./image.ts";
import { ItemsFolder } from "./items_folder.ts";
import { itemFileBytesMax, lotsMax, problemsMax } from "./limits.ts";
import { foundIn, type Problem, problemAt } from "./problem.ts";

/** The content of the items file that holds `lots`, in the order of their rows. */
export function itemsFileOf(lots: readonly CsvLot[]): string {
  return `${JSON.stringify({ lots: lots.map(({ item }) => item) }, null, 2)}\n`;
}

/**
 * What keeps `lots` from standing as the file `file` in the items folder, in place of a file of that
 * name. Throws `not_found` or `file_unreadable` where there is no folder to read.
 */
export async function importProblems(
  lots: readonly CsvLot[],
  { folder, file }: { readonly folder: string; readonly file: string },
): Promise<readonly CsvProblem[]> {
  const owners = await lotsOfOthers(folder, file);
  const problems: CsvProblem[] = [];
  for (const { row, lot, imageName } of lots) {
    const owner = owners.get(lot.id);
    const at = (column: CsvField, problem: Problem) => {
      problems.push({ row, lot: lot.id, column, header: column, problem });
    };
    if (owner !== undefined) {
      const rest = { found: foundIn(lot.id), detail: foundIn(owner) };
      at("LotNum", problemAt("", "unique_id", rest));
    }
    const image = imageName === null ? null : await readImage(folder, imageName);
    if (image !== null && !image.ok) at("ImageFile.1", { ...image.problem, field: "" });
  }
  return [...problems, ...wholeProblems(lots, owners)].slice(0, problemsMax);
}

function wholeProblems(
  lots: readonly CsvLot[],
  owners: ReadonlyMap<LotId, string>,
): readonly CsvProblem[] {
  const problems: Problem[] = [];
  const count = new Set([...owners.keys(), ...lots.map(({ lot }) => lot.id)]).size;
  if (count > lotsMax) problems.push(problemAt("", "lots_in_sale", { found: `${count}` }));
  const bytes = toUtf8(itemsFileOf(lots)).length;
  if (bytes > itemFileBytesMax) {
    problems.push(problemAt("", "file_bytes", { found: `${bytes} bytes` }));
  }
  return problems.map((problem) => ({ row: null, lot: null, column: null, header: null, problem }));
}

/** The lots of all other files; one that cannot be read is the house's to report, and has none. */
async function lotsOfOthers(folder: string, file: string): Promise<ReadonlyMap<LotId, string>> {
  const items = new ItemsFolder(folder);
  const owners = new Map<LotId, string>();
  for (const name of (await items.list()).items) {
    if (name === file) continue;
    const reading = await items.read(name);
    for (const { id } of reading.ok ? reading.lots : []) owners.set(id, name);
  }
  return owners;
}
