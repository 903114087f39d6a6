// The items folder: its JSON files become lots, or a report that names file, field and reason.
//
// Each file counts by itself: it is taken whole or refused whole, and a refused or removed file
// changes nothing of what was taken before. An id belongs to the file that brought it first; the
// folder remembers that, so that two files cannot fight over a lot.

import type { Lot, LotId } from "../auction/lot.ts";
import { fromUtf8 } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { imageMediaType, readImage } from "./image.ts";
import { itemFileBytesMax, lotsMax } from "./limits.ts";
import { parseCatalogue, type ParseOptions } from "./lot_schema.ts";
import { type OrdinaryFile, readOrdinaryFile } from "./ordinary_file.ts";
import { foundIn, type Problem, problemAt } from "./problem.ts";

/** One bad file and everything that is wrong with it. `file` is a bare name; show it with care. */
export interface FileReport {
  readonly file: string;
  readonly problems: readonly Problem[];
}

/** What one file holds. */
export type FileReading =
  | {
    readonly ok: true;
    readonly lots: readonly Lot[];
    /** Those of the lots that are new or differ from what this folder gave out before. */
    readonly newLots: readonly Lot[];
    readonly imageNames: ReadonlySet<string>;
  }
  | {
    readonly ok: false;
    readonly problems: readonly Problem[];
    /** True where the file, or its image, may still be in the middle of being written. */
    readonly mayBeUnfinished: boolean;
  };

const naturalOrder = new Intl.Collator("en", { numeric: true });
const unfinishedCodes: ReadonlySet<string> = new Set([
  ...["json", "utf8", "image_present", "image_kind", "plain_svg"],
]);

/** A folder of items and the memory of which file brought which lots. */
export class ItemsFolder {
  readonly path: string;
  readonly #options: ParseOptions;
  readonly #owners = new Map<LotId, string>();
  /** Each lot as it was last given out, to tell a change from a mere touch of its file. */
  readonly #given = new Map<LotId, string>();

  constructor(path: string, options: ParseOptions = {}) {
    this.path = path;
    this.#options = options;
  }

  /**
   * The bare names of the items files and images, hidden ones left out, in natural order ("2.json"
   * before "10.json"). Throws `not_found` or `file_unreadable`.
   */
  async list(): Promise<{ readonly items: readonly string[]; readonly images: readonly string[] }> {
    const items: string[] = [];
    const images: string[] = [];
    try {
      for await (const { name } of Deno.readDir(this.path)) {
        if (name.endsWith(".json") && !name.startsWith(".")) items.push(name);
        else if (imageMediaType(name) !== null) images.push(name);
      }
    } catch (cause) {
      const code = cause instanceof Deno.errors.NotFound ? "not_found" : "file_unreadable";
      throw new Fault(code, `Cannot read the items folder: "${this.path}"`, { cause });
    }
    items.sort(naturalOrder.compare);
    return { items, images };
  }

  /** Reads every file. Lots come in the order of their files and, within one, as they stand. */
  async readAll(): Promise<
    { readonly lots: readonly Lot[]; readonly reports: readonly FileReport[] }
  > {
    const lots: Lot[] = [];
    const reports: FileReport[] = [];
    for (const file of (await this.list()).items) {
      const reading = await this.read(file);
      if (reading.ok) lots.push(...reading.lots);
      else reports.push({ file, problems: reading.problems });
    }
    return { lots, reports };
  }

  /** Reads one file by its bare name, as {@link list} gives it, and takes its ids. */
  async read(file: string): Promise<FileReading> {
    const json = jsonIn(await readOrdinaryFile(this.path, file, itemFileBytesMax));
    if ("problem" in json) return refused([json.problem]);
    const parsed = parseCatalogue(json.value, this.#options);
    if (!parsed.ok) return refused(parsed.problems);
    const conflicts = this.#conflicts(file, parsed.lots);
    if (conflicts.length > 0) return refused(conflicts);
    const pictured = await this.#withImages(parsed.lots, parsed.imageNames);
    if (pictured.problems.length > 0) return refused(pictured.problems);
    return {
      ok: true,
      lots: pictured.lots,
      newLots: this.#take(file, pictured.lots),
      imageNames: new Set(parsed.imageNames.values()),
    };
  }

  /** Frees the ids of a file that is gone: another file may bring them from now on. */
  forget(file: string): void {
    for (const [id, owner] of this.#owners) if (owner === file) this.#owners.delete(id);
  }

  #take(file: string, lots: readonly Lot[]): readonly Lot[] {
    this.forget(file);
    return lots.filter((lot) => {
      const before = this.#given.get(lot.id);
      const now = JSON.stringify(lot);
      this.#owners.set(lot.id, file);
      this.#given.set(lot.id, now);
      return now !== before;
    });
  }

  #conflicts(file: string, lots: readonly Lot[]): readonly Problem[] {
    const problems = lots.flatMap(({ id }) => {
      const owner = this.#owners.get(id);
      if (owner === undefined || owner === file) return [];
      return [problemAt("id", "unique_id", { found: foundIn(id), detail: foundIn(owner) })];
    });
    const others = [...this.#owners.values()].filter((owner) => owner !== file).length;
    if (others + lots.length <= lotsMax) return problems;
    return [...problems, problemAt("", "lots_in_sale", { found: `${others + lots.length}` })];
  }

  async #withImages(lots: readonly Lot[], imageNames: ReadonlyMap<LotId, string>) {
    const pictured: Lot[] = [];
    const problems: Problem[] = [];
    for (const lot of lots) {
      const name = imageNames.get(lot.id);
      const checked = name === undefined ? null : await readImage(this.path, name);
      if (checked === null) pictured.push(lot);
      else if (checked.ok) pictured.push({ ...lot, image: checked.image });
      else problems.push(checked.problem);
    }
    return { lots: pictured, problems };
  }
}

function refused(problems: readonly Problem[]): FileReading {
  const mayBeUnfinished = problems.every(({ code }) => unfinishedCodes.has(code));
  return { ok: false, problems, mayBeUnfinished };
}

/** The JSON value of a file that was read, or the one thing that is wrong with it. */
function jsonIn(file: OrdinaryFile): { readonly value: unknown } | { readonly problem: Problem } {
  if (!file.ok) return { problem: fileProblem(file.reason, file.found) };
  // Some editors begin a file with a byte order mark; RFC 8259 §8.1 lets a reader pass over it.
  const text = fromUtf8(file.bytes)?.replace(/^\ufeff/, "");
  if (text === undefined) return { problem: problemAt("", "utf8", { found: "other bytes" }) };
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    return { problem: problemAt("", "json", { found: brokenAt(error, text) }) };
  }
}

function fileProblem(reason: string, found: string): Problem {
  if (reason === "too_large") return problemAt("", "file_bytes", { found: `${found} bytes` });
  const code = reason === "not_ordinary" ? "ordinary_file" : "readable_file";
  return problemAt("", code, { found });
}

/** Where the text stops being JSON. The platform tells a line, except at the end of the text. */
function brokenAt(error: unknown, text: string): string {
  const place = error instanceof SyntaxError ? /line (\d+) column (\d+)/.exec(error.message) : null;
  if (place !== null) return `line ${place[1]}, column ${place[2]}`;
  return text.trim() === "" ? "nothing" : `line ${text.split("\n").length}`;
}
