// Copies of files that are on the disk, not only on their way there, with the digest of what was
// copied. Nothing is overwritten.

import { createHash, type Hash } from "node:crypto";
import { Fault } from "../base/fault.ts";

/** What a file holds. */
export interface FileDigest {
  readonly bytes: number;
  /** In lower-case hex. */
  readonly sha256: string;
}

const blockBytes = 262_144;

/**
 * Copies the regular file `from` to `to`, where nothing may be yet, and flushes it.
 * Faults: `file_unreadable`, `file_exists`, `file_unwritable`.
 */
export async function copyFile(
  from: string,
  to: string,
  { mode }: { readonly mode: number },
): Promise<FileDigest> {
  using source = await openSource(from);
  using target = await openTarget(to, mode);
  const digest = await readThrough(source, async (block) => {
    for (let sent = 0; sent < block.length;) sent += await target.write(block.subarray(sent));
  }).catch((error) => Promise.reject(unwritable(to, error)));
  await target.sync();
  return digest;
}

/** What the file at `path` holds. Fault: `file_unreadable`. */
export async function digestOf(path: string): Promise<FileDigest> {
  using source = await openSource(path);
  return await readThrough(source, async () => {});
}

/** What the file at `path` holds, or null where nothing is. Fault: `file_unreadable`. */
export async function digestIfThere(path: string): Promise<FileDigest | null> {
  try {
    await Deno.lstat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw unreadable(path, error);
  }
  return await digestOf(path);
}

async function readThrough(
  source: Deno.FsFile,
  take: (block: Uint8Array) => Promise<void>,
): Promise<FileDigest> {
  const hash: Hash = createHash("sha256");
  const block = new Uint8Array(blockBytes);
  let bytes = 0;
  for (let read = await source.read(block); read !== null; read = await source.read(block)) {
    const part = block.subarray(0, read);
    hash.update(part);
    await take(part);
    bytes += read;
  }
  return { bytes, sha256: hash.digest("hex") };
}

async function openSource(path: string): Promise<Deno.FsFile> {
  try {
    // Opening a pipe would wait for its writer, so its kind is looked at before.
    if (!(await Deno.lstat(path)).isFile) {
      throw new Fault("file_unreadable", `"${path}": found no regular file`);
    }
    return await Deno.open(path, { read: true });
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function openTarget(path: string, mode: number): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, { write: true, createNew: true, mode });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw unwritable(path, error);
    throw new Fault("file_exists", `"${path}": found a file, want none`);
  }
}

function unreadable(path: string, cause: unknown): unknown {
  if (cause instanceof Fault || cause instanceof Deno.errors.NotCapable) return cause;
  return new Fault("file_unreadable", `"${path}": cannot be read`, { cause });
}

function unwritable(path: string, cause: unknown): unknown {
  if (cause instanceof Fault || cause instanceof Deno.errors.NotCapable) return cause;
  return new Fault("file_unwritable", `"${path}": cannot be written`, { cause });
}
