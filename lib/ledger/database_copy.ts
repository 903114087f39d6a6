// A private copy of an SQLite file, to read it without touching it.
//
// SQLite cannot read a file in WAL mode without writing beside it, or without its log. An audit
// must leave what it looks at as it was, to the byte and with nothing beside it, so that it reads a
// copy: the file and its log, in a folder that only its owner can open and that is gone afterwards.

import { basename, join } from "@std/path";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "../base/fault.ts";

const SQLITE_BUSY = 5;
/** A file that changes while it is copied is copied again, a few times. */
const attemptsMax = 5;

/** A copy that lives until it is disposed of. */
export class DatabaseCopy implements Disposable {
  readonly #folder: string;
  /** Where the copy's main file lies; it may be opened and changed. */
  readonly path: string;

  private constructor(folder: string, path: string) {
    this.#folder = folder;
    this.path = path;
  }

  /**
   * Copies the database at `path` with its log to a new folder inside `workFolder`, which is made.
   * Faults: `not_found`, `file_unreadable`, `file_unwritable`, `ledger_locked` where a house holds
   * the file or it changes all the time.
   */
  static take(path: string, { workFolder }: { readonly workFolder: string }): DatabaseCopy {
    refuseHeld(path);
    const folder = newFolder(workFolder);
    const copy = new DatabaseCopy(folder, join(folder, basename(path)));
    try {
      copy.#fill(path);
      return copy;
    } catch (error) {
      copy[Symbol.dispose]();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.#folder, { recursive: true });
  }

  #fill(path: string): void {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const before = stateOf(path);
      copyIfThere(path, this.path);
      if (!copyIfThere(`${path}-wal`, `${this.path}-wal`)) removeIfThere(`${this.path}-wal`);
      // Main file and log belong together: parts of two moments would look like damage.
      if (stateOf(path) === before) return;
    }
    throw inUse(path, null);
  }
}

/**
 * Refuses a file that a house holds. A house locks its ledger for as long as it lives; asking for
 * the same lock on a handle that cannot write shows that without leaving a trace.
 */
function refuseHeld(path: string): void {
  if (!isFile(path)) {
    throw new Fault("not_found", `"${path}": no such file`);
  }
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    db.exec("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE");
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
  } catch (error) {
    // Any other refusal is no lock: what is wrong with the file shows when the copy is opened.
    if (isBusy(error)) throw inUse(path, error);
  } finally {
    db?.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number" &&
    (error.errcode & 0xff) === SQLITE_BUSY;
}

function inUse(path: string, cause: unknown): Fault {
  return new Fault("ledger_locked", `"${path}" is in use`, {
    hint:
      "Stop the house or the client that is running on it; or give the copy that deno task backup " +
      "makes of a running house.",
    cause,
  });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.NotCapable) throw error;
    throw new Fault("file_unreadable", `"${path}": cannot be read`, { cause: error });
  }
}

/** Sizes and times of the file and its log, as one text. */
function stateOf(path: string): string {
  return ["", "-wal"].map((suffix) => {
    if (!isFile(path + suffix)) return "none";
    const { size, mtime } = Deno.statSync(path + suffix);
    return `${size} ${mtime?.getTime()}`;
  }).join(" ");
}

function newFolder(workFolder: string): string {
  try {
    Deno.mkdirSync(workFolder, { recursive: true });
    // Made with the mode 0700: the copy holds what the original holds.
    return Deno.makeTempDirSync({ dir: workFolder, prefix: ".audit-" });
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    throw new Fault("file_unwritable", `"${workFolder}": cannot hold a copy of the record`, {
      cause: error,
    });
  }
}

function copyIfThere(from: string, to: string): boolean {
  try {
    Deno.copyFileSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.NotCapable) throw error;
    throw new Fault("file_unreadable", `"${from}": cannot be copied`, {
      hint: "Check who may read it, and that the disk has room for a copy of it.",
      cause: error,
    });
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
