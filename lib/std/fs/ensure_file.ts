// Makes sure that a file is there, with the behaviour of @std/fs.
// A file that exists keeps its content; a folder in its place is an error.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDir, ensureDirSync } from "./ensure_dir.ts";

/** Makes an empty file and its folders where none is; throws where a folder is in its place. */
export async function ensureFile(filePath: string | URL): Promise<void> {
  try {
    checkFile(await Deno.lstat(filePath));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    await ensureDir(folderOf(filePath));
    await Deno.writeFile(filePath, new Uint8Array());
  }
}

/** {@linkcode ensureFile} without waiting. */
export function ensureFileSync(filePath: string | URL): void {
  try {
    checkFile(Deno.lstatSync(filePath));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    ensureDirSync(folderOf(filePath));
    Deno.writeFileSync(filePath, new Uint8Array());
  }
}

function checkFile(found: Deno.FileInfo): void {
  if (found.isFile) return;
  const kind = found.isDirectory ? "dir" : found.isSymlink ? "symlink" : "other";
  throw new Error(`Failed to ensure file exists: expected 'file', got '${kind}'`);
}

function folderOf(filePath: string | URL): string {
  return dirname(filePath instanceof URL ? fileURLToPath(filePath) : filePath);
}
