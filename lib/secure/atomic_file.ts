// Files that are there whole or not at all, after a crash too.
//
// A file is written under a passing name beside its place, flushed to the disk, and only then
// given its name: nobody ever reads half of it. Reading is bounded and takes regular files only,
// since a folder that people drop files into may hold a pipe or a film.

import { dirname, join } from "@std/path";
import { fromUtf8, toUtf8 } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";

/** How a file is written; `mode` is its permission bits from its first byte on. */
export interface WriteOptions {
  readonly mode: number;
}

/** A file's text and its permission bits, null where the system has none (Windows). */
export interface ReadFile {
  readonly text: string;
  readonly mode: number | null;
}

/** Puts `text` at `path`, in place of what was there. Throws a Fault `file_unwritable`. */
export async function writeFileAtomically(
  path: string,
  text: string,
  { mode }: WriteOptions,
): Promise<void> {
  const passing = passingName(path);
  try {
    await writeNew(passing, text, mode);
    await Deno.rename(passing, path);
    await flushFolder(dirname(path));
  } catch (error) {
    await removePassing(passing);
    throw unwritable(path, error);
  }
}

/**
 * Puts `text` at `path` where nothing is yet; false, and nothing changed, where something is.
 *
 * Of two that do this at once exactly one gets true. Throws a Fault `file_unwritable`.
 */
export async function createFileAtomically(
  path: string,
  text: string,
  { mode }: WriteOptions,
): Promise<boolean> {
  const passing = passingName(path);
  try {
    await writeNew(passing, text, mode);
    // A second name for the whole file: unlike a rename it never takes the place of another.
    await linkOrCreate(passing, path, { text, mode });
    await flushFolder(dirname(path));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw unwritable(path, error);
  } finally {
    await removePassing(passing);
  }
}

/** Makes `folder` and those above it, where missing. Throws a Fault `file_unwritable`. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/**
 * The UTF-8 text of a regular file of at most `bytesMax` bytes.
 *
 * Throws a Fault `not_found`, `file_unreadable`, or `bad_file` where it is something else.
 */
export async function readBoundedFile(
  path: string,
  { bytesMax }: { readonly bytesMax: number },
): Promise<ReadFile> {
  try {
    // Opening a pipe would wait for its writer, so its kind is looked at before.
    if (!(await Deno.stat(path)).isFile) throw notPlain(path);
    using file = await Deno.open(path, { read: true });
    const { size, mode, isFile } = await file.stat();
    if (!isFile) throw notPlain(path);
    if (size > bytesMax) {
      throw new Fault("bad_file", `"${path}": found ${size} bytes, want at most ${bytesMax}`);
    }
    const text = fromUtf8(await readUpTo(file, size));
    if (text === null) throw new Fault("bad_file", `"${path}": found bytes that are not UTF-8`);
    return { text, mode };
  } catch (error) {
    if (error instanceof Fault) throw error;
    const missing = error instanceof Deno.errors.NotFound;
    const code = missing ? "not_found" : "file_unreadable";
    throw new Fault(code, `"${path}": ${missing ? "no such file" : "cannot be read"}`, {
      cause: error,
    });
  }
}

async function readUpTo(file: Deno.FsFile, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < size) {
    const read = await file.read(bytes.subarray(length));
    if (read === null) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

function passingName(path: string): string {
  return join(dirname(path), `.${crypto.randomUUID()}.tmp`);
}

async function writeNew(path: string, text: string, mode: number): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true, mode });
  const bytes = toUtf8(text);
  for (let sent = 0; sent < bytes.length;) sent += await file.write(bytes.subarray(sent));
  await file.sync();
}

async function linkOrCreate(
  passing: string,
  path: string,
  { text, mode }: { readonly text: string; readonly mode: number },
): Promise<void> {
  try {
    await Deno.link(passing, path);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) throw error;
    // Some file systems (FAT, a few network ones) have no second names.
    await writeNew(path, text, mode);
  }
}

/** A file's name lies in its folder: without this a power cut can take the file away again. */
export async function flushFolder(folder: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using handle = await Deno.open(folder, { read: true });
  await handle.sync();
}

/** False where it could not be removed: then the write failed already, for a reason of its own. */
async function removePassing(path: string): Promise<boolean> {
  try {
    await Deno.remove(path);
    return true;
  } catch {
    return false; // Renamed already, or never written; what stays behind has its file's own mode.
  }
}

function notPlain(path: string): Fault {
  return new Fault("bad_file", `"${path}": found no regular file`);
}

function unwritable(path: string, cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  return new Fault("file_unwritable", `"${path}": cannot be written`, { cause });
}
