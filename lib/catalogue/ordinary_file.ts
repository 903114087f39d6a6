// Reading one file of the items folder without being led elsewhere or flooded.
//
// Whoever can put files into the folder is not trusted with the rest of the machine: a link could
// show any file as a lot's picture, a pipe would block the house, a huge file would fill it.

import { join } from "@std/path";
import type { Bytes } from "../base/bytes.ts";

/** A file's bytes, or why they were not read. `found` is fit for a problem. */
export type OrdinaryFile =
  | { readonly ok: true; readonly bytes: Bytes }
  | {
    readonly ok: false;
    readonly reason: "missing" | "not_ordinary" | "too_large" | "unreadable";
    readonly found: string;
  };

/** Reads `name` in `folder`, at most `bytesMax` bytes. `name` must hold no separator: checked by callers. */
export async function readOrdinaryFile(
  folder: string,
  name: string,
  bytesMax: number,
): Promise<OrdinaryFile> {
  const path = join(folder, name);
  try {
    const seen = await Deno.lstat(path);
    if (!seen.isFile) return no("not_ordinary", seen.isSymlink ? "symlink" : "folder or device");
    if (seen.size > bytesMax) return no("too_large", `${seen.size}`);
    using file = await Deno.open(path);
    const opened = await file.stat();
    // The name may have become a link between the look and the opening: then it is another file.
    if (opened.ino !== seen.ino || opened.dev !== seen.dev) return no("not_ordinary", "symlink");
    const bytes = await readUpTo(file, bytesMax + 1);
    return bytes.length > bytesMax ? no("too_large", `over ${bytesMax}`) : { ok: true, bytes };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return no("missing", "nothing");
    // The system's refusals carry a code (EACCES, EIO); anything else is our own mistake.
    if (error instanceof Error && "code" in error) return no("unreadable", String(error.code));
    throw error;
  }
}

/** At most `count` bytes: a file that grows while it is read does not fill the memory. */
async function readUpTo(file: Deno.FsFile, count: number): Promise<Bytes> {
  const buffer = new Uint8Array(count);
  let length = 0;
  while (length < count) {
    const read = await file.read(buffer.subarray(length));
    if (read === null) break;
    length += read;
  }
  return buffer.slice(0, length);
}

function no(
  reason: "missing" | "not_ordinary" | "too_large" | "unreadable",
  found: string,
): OrdinaryFile {
  return { ok: false, reason, found };
}
