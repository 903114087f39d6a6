// Following the items folder while the house runs: what is new or bad is told once, when it is
// complete.
//
// Each look lists the whole folder and compares; the system's notices only say when to look. So a
// notice that is lost, doubled or names a temporary file costs nothing, and a slow regular look
// serves the file systems that send none.

import { join } from "@std/path";
import type { Lot } from "../auction/lot.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import { FolderNotices } from "./folder_notices.ts";
import type { ItemsFolder } from "./items_folder.ts";
import type { Problem } from "./problem.ts";
import { SettlingFiles, type SettlingTimes, type Stamp } from "./settling_files.ts";

/** What became of a file. */
export type ItemsChange =
  /** The file is good: its lots that are new or changed. None: a refused file is good again. */
  | { readonly type: "taken"; readonly file: string; readonly lots: readonly Lot[] }
  /** The file is bad and changes nothing; told once for each set of problems. */
  | { readonly type: "refused"; readonly file: string; readonly problems: readonly Problem[] }
  /** The file is gone, which changes nothing either: its lots stay in the sale. */
  | { readonly type: "removed"; readonly file: string };

/** What is remembered of a file between looks. */
interface Told {
  /** The problems as told, or null where the file was taken. */
  readonly problems: string | null;
  readonly imageNames: ReadonlySet<string>;
}

/** The folder between looks. Time is an argument; the disk is real. */
export class ItemsWatch {
  readonly #folder: ItemsFolder;
  readonly #files: SettlingFiles;
  readonly #told = new Map<string, Told>();

  constructor(folder: ItemsFolder, times: SettlingTimes) {
    this.#folder = folder;
    this.#files = new SettlingFiles(times);
  }

  /** Looks at every file. `lookAtMs` is when to look again even if nothing is heard, or null. */
  async look(
    nowMs: number,
  ): Promise<{ readonly changes: readonly ItemsChange[]; readonly lookAtMs: number | null }> {
    const { items, images } = await this.#list();
    const known = this.#files.names().filter((name) => !images.includes(name));
    const changes: ItemsChange[] = [];
    let lookAtMs = Infinity;
    // Images first: a lot that comes in the same look is then judged by its settled image.
    for (const name of new Set([...images, ...items, ...known])) {
      const advice = this.#files.looked(name, await this.#stamp(name), nowMs);
      if (advice.type === "look") lookAtMs = Math.min(lookAtMs, advice.atMs);
      if (advice.type === "rest" || advice.type === "look") continue;
      const change = await this.#follow(name, advice);
      if (change === "retry") lookAtMs = nowMs;
      else if (change !== null) {
        changes.push(change);
        // A file that was refused for another's sake may be good now.
        if (change.type !== "refused" && this.#retry(null)) lookAtMs = nowMs;
      }
    }
    return { changes, lookAtMs: lookAtMs === Infinity ? null : lookAtMs };
  }

  async #follow(
    name: string,
    advice: { readonly type: "read"; readonly last: boolean } | { readonly type: "gone" },
  ): Promise<ItemsChange | "retry" | null> {
    if (!name.endsWith(".json")) {
      this.#files.wasRead(name, "done");
      return this.#retry(name) ? "retry" : null;
    }
    if (advice.type === "gone") {
      this.#folder.forget(name);
      this.#told.delete(name);
      return { type: "removed", file: name };
    }
    return await this.#read(name, advice.last);
  }

  async #read(file: string, isLast: boolean): Promise<ItemsChange | null> {
    const reading = await this.#folder.read(file);
    const isUnfinished = !reading.ok && reading.mayBeUnfinished && !isLast;
    this.#files.wasRead(file, isUnfinished ? "unfinished" : "done");
    if (isUnfinished) return null;
    const before = this.#told.get(file);
    if (reading.ok) {
      this.#told.set(file, { problems: null, imageNames: reading.imageNames });
      const wasRefused = before !== undefined && before.problems !== null;
      if (reading.newLots.length === 0 && !wasRefused) return null;
      return { type: "taken", file, lots: reading.newLots };
    }
    const problems = JSON.stringify(reading.problems);
    this.#told.set(file, { problems, imageNames: before?.imageNames ?? new Set() });
    if (problems === before?.problems) return null;
    return { type: "refused", file, problems: reading.problems };
  }

  /** Wants refused files read again, and those that show `image`; whether there are any. */
  #retry(image: string | null): boolean {
    let isAny = false;
    for (const [file, { problems, imageNames }] of this.#told) {
      if (problems === null && (image === null || !imageNames.has(image))) continue;
      this.#files.again(file);
      isAny = true;
    }
    return isAny;
  }

  async #list() {
    try {
      return await this.#folder.list();
    } catch (error) {
      // The folder may be away for a moment (remounted, replaced): then all its files are gone.
      if (error instanceof Fault && error.code === "not_found") return { items: [], images: [] };
      throw error;
    }
  }

  async #stamp(name: string): Promise<Stamp | null> {
    try {
      const { size, mtime } = await Deno.lstat(join(this.#folder.path, name));
      return { size, mtimeMs: mtime?.getTime() ?? 0 };
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  }
}

/** How {@link watchItems} goes about it. */
export interface WatchOptions extends SettlingTimes {
  readonly clock: Clock;
  /** Looks at least this often, for file systems that send no notices. */
  readonly rescanMs: number;
  /** Ends the watch: the loop over it ends then, and only then. */
  readonly signal: AbortSignal;
}

/** Fit for people who save files by hand and programs that copy them. */
export const USUAL_WATCH_TIMES = { lookMs: 150, settleMs: 2_000, rescanMs: 5_000 } as const;

/**
 * Yields what becomes of the folder's files until the signal aborts. Call `readAll` first: lots
 * that `folder` already gave out are not given again; a file that is still bad is told once more.
 * Throws `not_found` where there is no such folder at the start.
 */
export async function* watchItems(
  folder: ItemsFolder,
  options: WatchOptions,
): AsyncGenerator<ItemsChange, void> {
  if (options.signal.aborted) return;
  await folder.list(); // Names a missing folder before anything is opened.
  await using notices = new FolderNotices(folder.path, options.signal);
  const watch = new ItemsWatch(folder, options);
  while (!options.signal.aborted) {
    const { changes, lookAtMs } = await watch.look(options.clock.nowMs());
    yield* changes;
    const waitMs = (lookAtMs ?? Infinity) - options.clock.nowMs();
    await notices.wait(Math.min(Math.max(waitMs, 0), options.rescanMs), options.lookMs);
  }
}
