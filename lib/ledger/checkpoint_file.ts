// The house's checkpoints in a text file beside the record, outside SQLite on purpose: a database
// that was put back to an earlier state does not take them back with it.
//
// Notes follow one another, each with an empty line behind it, and are only ever added. A note that
// a crash has torn is the last one, and is cut off: no bidder has heard of it yet.

import { dirname, join } from "@std/path";
import { Fault } from "../base/fault.ts";
import { type CheckpointNote, decodeNotes, encodeNotes } from "../wire/checkpoint_note.ts";

/** Where a house keeps its checkpoints. */
export interface CheckpointLog {
  /** The newest note, or null before the first. Its signature is not checked. */
  readonly newest: CheckpointNote | null;
  /** Bytes of a torn note that were cut off at the opening. */
  readonly cutBytes: number;
  /** Adds a note, and returns once it would survive a power cut. Fault: `file_unwritable`. */
  append(note: string): void;
  close(): void;
}

/** The file's name in the data folder. */
export const CHECKPOINTS_FILE = "checkpoints.txt";

/** More than the notes of a year of sales. */
const notesBytesMax = 268_435_456;

/**
 * The bytes of a file of notes that nobody writes now, or null where there is none; a last note may
 * be torn. Faults: `bad_file` where it is too large, `file_unreadable`.
 */
export function readCheckpoints(path: string): Uint8Array | null {
  try {
    const { size, isFile } = Deno.statSync(path);
    if (!isFile || size > notesBytesMax) {
      throw new Fault("bad_file", `"${path}": found no file of checkpoints`);
    }
    return Deno.readFileSync(path);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return null;
    if (cause instanceof Fault || cause instanceof Deno.errors.NotCapable) throw cause;
    throw new Fault("file_unreadable", `"${path}": cannot be read`, { cause });
  }
}

/** `checkpoints.txt` of one data folder. One house has it open. */
export class CheckpointFile implements CheckpointLog {
  readonly newest: CheckpointNote | null;
  readonly cutBytes: number;
  readonly #path: string;
  readonly #file: Deno.FsFile;

  private constructor(
    path: string,
    { file, newest, cutBytes }: Pick<CheckpointLog, "newest" | "cutBytes"> & {
      readonly file: Deno.FsFile;
    },
  ) {
    this.#path = path;
    this.#file = file;
    this.newest = newest;
    this.cutBytes = cutBytes;
  }

  /**
   * Opens the file beside this record, or makes it (mode 0600). Faults: `bad_file` where a whole
   * note cannot be read, `file_unwritable`.
   */
  static beside(ledger: string): CheckpointFile {
    const path = join(dirname(ledger), CHECKPOINTS_FILE);
    let file: Deno.FsFile | null = null;
    try {
      file = Deno.openSync(path, { read: true, append: true, create: true, mode: 0o600 });
      const bytes = readAll(file);
      const list = decodeNotes(bytes);
      if (!list.ok) throw unreadable(path, list.badNote);
      const cutBytes = bytes.length - list.wholeBytes;
      // By its path: on Windows a file that is open for appending cannot be cut.
      if (cutBytes > 0) Deno.truncateSync(path, list.wholeBytes);
      file.syncSync();
      flushFolder(dirname(path));
      return new CheckpointFile(path, { file, newest: list.notes.at(-1) ?? null, cutBytes });
    } catch (cause) {
      file?.close();
      throw cause instanceof Fault ? cause : unwritable(path, cause);
    }
  }

  append(note: string): void {
    const bytes = encodeNotes([note]);
    try {
      for (let sent = 0; sent < bytes.length;) sent += this.#file.writeSync(bytes.subarray(sent));
      this.#file.syncDataSync();
    } catch (cause) {
      throw unwritable(this.#path, cause);
    }
  }

  close(): void {
    this.#file.close();
  }
}

function readAll(file: Deno.FsFile): Uint8Array {
  const bytes = new Uint8Array(file.statSync().size);
  let length = 0;
  while (length < bytes.length) {
    const read = file.readSync(bytes.subarray(length));
    if (read === null) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** The file's name lies in the folder: a power cut must not take a new file away again. */
function flushFolder(path: string): void {
  if (Deno.build.os === "windows") return;
  using folder = Deno.openSync(path, { read: true });
  folder.syncSync();
}

function unreadable(path: string, badNote: number): Fault {
  return new Fault("bad_file", `Reading "${path}" failed: note ${badNote} is no checkpoint`, {
    hint: "Put the file back as the house wrote it; or move it away if its loss is accepted.",
  });
}

function unwritable(path: string, cause: unknown): Fault {
  return new Fault("file_unwritable", `Keeping checkpoints failed: "${path}"`, {
    hint: "Check that the data folder can be written, and that the disk is not full.",
    cause,
  });
}
