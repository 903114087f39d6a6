// Lots of an upload with the pictures that came with them: looked into, kept, and put together.

import type { FileProblem, LotLoad } from "../admin/house_port.ts";
import type { Lot } from "../auction/lot.ts";
import { checkImage } from "../catalogue/image.ts";
import { foundIn, problemAt } from "../catalogue/problem.ts";
import { keepImage } from "./house_folders.ts";

/** What became of an upload: whole lots, or problems and nothing kept. */
export type UploadedLots =
  | { readonly type: "whole"; readonly lots: readonly Lot[] }
  | { readonly type: "refused"; readonly problems: readonly FileProblem[] };

/** Checks the pictures of `load` and keeps them in the data folder, under their digests. */
export async function keepUploaded(
  { lots, images }: LotLoad,
  dataFolder: string,
): Promise<UploadedLots> {
  const problems: FileProblem[] = [];
  const checked = new Map<string, Lot["image"]>();
  for (const { name, bytes } of images) {
    const result = await checkImage(name, bytes);
    if (result.ok) checked.set(name, result.image);
    else problems.push({ file: name, problem: result.problem });
  }
  for (const { lot, imageName } of lots) {
    if (imageName === null || checked.has(imageName)) continue;
    if (problems.some(({ file }) => file === imageName)) continue;
    const found = foundIn(imageName);
    const problem = problemAt("image", "image_present", { found, detail: found });
    // Its file is not known any more: the lot is told by its number.
    problems.push({ file: "", problem, cell: { row: null, lot: lot.id, column: "image" } });
  }
  if (problems.length > 0) return { type: "refused", problems };
  for (const { name, bytes } of images) {
    await keepImage(dataFolder, { sha256: checked.get(name)?.sha256 ?? "", name, bytes });
  }
  const whole = lots.map(({ lot, imageName }) => ({
    ...lot,
    image: imageName === null ? null : checked.get(imageName) ?? null,
  }));
  return { type: "whole", lots: whole };
}
