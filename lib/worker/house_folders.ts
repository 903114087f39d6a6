// The house's folders, made where they are not there yet.

import { ensureDir } from "@std/fs";
import { extname, join } from "@std/path";
import { Fault } from "../base/fault.ts";

/** Makes the data folder, for its owner alone, and gives its real path. Fault: `file_unwritable`. */
export async function makeDataFolder(path: string): Promise<string> {
  try {
    await Deno.mkdir(path, { recursive: true, mode: 0o700 });
    return await Deno.realPath(path);
  } catch (cause) {
    throw unwritable("data", { path, cause });
  }
}

/** The folder of registered bidders under the keys folder, made where it is not there. */
export async function registryFolderOf(keysFolder: string): Promise<string> {
  const path = join(keysFolder, "registered");
  try {
    await ensureDir(path);
    return path;
  } catch (cause) {
    throw unwritable("registry", { path, cause });
  }
}

/** Under which name an image is kept: its digest, with the ending that says its kind. */
export function imageFileName(
  { sha256, name }: { readonly sha256: string; readonly name: string },
): string {
  return `${sha256}${extname(name)}`;
}

/** Keeps a checked image as `images/<sha256>.<ending>` in the data folder. */
export async function keepImage(
  dataFolder: string,
  { sha256, name, bytes }: {
    readonly sha256: string;
    readonly name: string;
    readonly bytes: Uint8Array;
  },
): Promise<void> {
  const path = join(dataFolder, "images", imageFileName({ sha256, name }));
  try {
    await ensureDir(join(dataFolder, "images"));
    await Deno.writeFile(path, bytes);
  } catch (cause) {
    throw unwritable("images", { path, cause });
  }
}

function unwritable(
  what: string,
  { path, cause }: { readonly path: string; readonly cause: unknown },
): Fault {
  return new Fault("file_unwritable", `Making the ${what} folder failed: "${path}"`, {
    hint: "Start the house in the project's folder, or allow this folder to the program.",
    cause,
  });
}
