// Brings the items folder into the sale: at the start, and whenever a file becomes good.

import type { Lot } from "../auction/lot.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import { ItemsFolder } from "../catalogue/items_folder.ts";
import { USUAL_WATCH_TIMES, watchItems } from "../catalogue/items_watch.ts";
import { type Problem, problemAt } from "../catalogue/problem.ts";
import type { House } from "./house.ts";

type FirstReading = Awaited<ReturnType<ItemsFolder["readAll"]>>;

/** The folder as it was read before the house started, and who follows it from there. */
export class ItemsFollower {
  readonly #folder: ItemsFolder;
  readonly #first: FirstReading | null;

  private constructor(folder: ItemsFolder, first: FirstReading | null) {
    this.#folder = folder;
    this.#first = first;
  }

  /**
   * Reads the folder, before anything is begun: a house that cannot read its items does not start.
   * A folder that is not there holds none. Fault: `file_unreadable`.
   */
  static async read(path: string, currency: string): Promise<ItemsFollower> {
    const folder = new ItemsFolder(path, { currency });
    try {
      return new ItemsFollower(folder, await folder.readAll());
    } catch (error) {
      if (error instanceof Fault && error.code === "not_found") {
        return new ItemsFollower(folder, null);
      }
      throw error;
    }
  }

  /** Brings what was read into the sale. */
  async load(house: House): Promise<void> {
    for (const { file, problems } of this.#first?.reports ?? []) house.report(file, problems);
    await this.#catalogue(house, { file: this.#folder.path, lots: this.#first?.lots ?? [] });
  }

  /** Follows the folder until the signal aborts. */
  async follow(
    house: House,
    { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  ): Promise<void> {
    if (this.#first === null) return;
    const times = { ...USUAL_WATCH_TIMES, clock, signal };
    for await (const change of watchItems(this.#folder, times)) {
      if (change.type === "refused") house.report(change.file, change.problems);
      if (change.type === "taken") {
        house.report(change.file, []);
        await this.#catalogue(house, { file: change.file, lots: change.lots });
      }
    }
  }

  /** A lot that has opened stays as it was: a changed file for it is reported, not obeyed. */
  async #catalogue(
    house: House,
    { file, lots }: { readonly file: string; readonly lots: readonly Lot[] },
  ): Promise<void> {
    // Before their lots are told: who hears of a picture may ask for it at once.
    await house.keepPictures(this.#folder.path, lots);
    const problems: Problem[] = [];
    for (const { lot, answer } of await house.catalogue(lots)) {
      if (answer.type === "rejected") {
        problems.push(problemAt(lot, "not_opened", { found: answer.reason }));
      }
    }
    if (problems.length > 0) house.report(file, problems);
  }
}
