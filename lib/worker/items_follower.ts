// Brings the items folder into the sale: at the start, and whenever a file becomes good.

import type { Lot } from "../auction/lot.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import { ItemsFolder } from "../catalogue/items_folder.ts";
import { USUAL_WATCH_TIMES, watchItems } from "../catalogue/items_watch.ts";
import { type Problem, problemAt } from "../catalogue/problem.ts";
import type { House } from "./house.ts";

/** What to follow, and how the lots are to be read. */
export interface ItemsFollowing {
  readonly folder: string;
  readonly currency: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Loads the folder, then follows it until the signal aborts. A missing folder is no error. */
export async function followItems(house: House, options: ItemsFollowing): Promise<void> {
  const { folder: path, currency, clock, signal } = options;
  const folder = new ItemsFolder(path, { currency });
  try {
    const { lots, reports } = await folder.readAll();
    for (const { file, problems } of reports) house.report(file, problems);
    await catalogue(house, { file: path, lots });
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") return;
    throw error;
  }
  for await (const change of watchItems(folder, { ...USUAL_WATCH_TIMES, clock, signal })) {
    if (change.type === "refused") house.report(change.file, change.problems);
    if (change.type === "taken") {
      house.report(change.file, []);
      await catalogue(house, { file: change.file, lots: change.lots });
    }
  }
}

/** A lot that has opened stays as it was: a changed file for it is reported, not obeyed. */
async function catalogue(
  house: House,
  { file, lots }: { readonly file: string; readonly lots: readonly Lot[] },
): Promise<void> {
  const problems: Problem[] = [];
  for (const { lot, answer } of await house.catalogue(lots)) {
    if (answer.type === "rejected") {
      problems.push(problemAt(lot, "not_opened", { found: answer.reason }));
    }
  }
  if (problems.length > 0) house.report(file, problems);
}
