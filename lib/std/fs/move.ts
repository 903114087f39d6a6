// Moves a file or folder, with the behaviour of @std/fs.
// Without `overwrite` a destination that exists is an error, where a bare rename would replace it.
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** How {@linkcode move} treats what is already at the destination. */
export interface MoveOptions {
  /** Replaces what is there. Default: false. */
  overwrite?: boolean;
}

/**
 * Moves `src` to `dest`. Throws `Deno.errors.AlreadyExists` where `dest` exists and `overwrite` is
 * not set, and `Error` where `dest` lies within `src`.
 */
export async function move(
  src: string | URL,
  dest: string | URL,
  options: MoveOptions = {},
): Promise<void> {
  const found = await Deno.stat(src);
  if (found.isDirectory) refuseOwnInside(src, dest);
  if (options.overwrite) {
    if (asPath(src) !== asPath(dest)) await removeIfThere(dest);
  } else {
    await refuseExisting(dest);
  }
  await Deno.rename(src, dest);
}

/** {@linkcode move} without waiting. */
export function moveSync(src: string | URL, dest: string | URL, options: MoveOptions = {}): void {
  const found = Deno.statSync(src);
  if (found.isDirectory) refuseOwnInside(src, dest);
  if (options.overwrite) {
    if (asPath(src) !== asPath(dest)) removeIfThereSync(dest);
  } else {
    refuseExistingSync(dest);
  }
  Deno.renameSync(src, dest);
}

function refuseOwnInside(src: string | URL, dest: string | URL): void {
  if (!asPath(dest).startsWith(asPath(src) + sep)) return;
  throw new Error(`Cannot move "${asPath(src)}" into its own inside: "${asPath(dest)}"`);
}

async function removeIfThere(path: string | URL): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function removeIfThereSync(path: string | URL): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function refuseExisting(path: string | URL): Promise<void> {
  try {
    await Deno.lstat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new Deno.errors.AlreadyExists("dest already exists");
}

function refuseExistingSync(path: string | URL): void {
  try {
    Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new Deno.errors.AlreadyExists("dest already exists");
}

function asPath(path: string | URL): string {
  return resolve(path instanceof URL ? fileURLToPath(path) : path);
}
