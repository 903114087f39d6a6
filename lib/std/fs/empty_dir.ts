// Empties a folder, with the behaviour of @std/fs: the folder itself stays, or is made.
// It deletes for good and asks nothing: only tests and throw-away folders call it.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Removes everything in the folder; makes the folder where there is none. */
export async function emptyDir(dir: string | URL): Promise<void> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(dir));
    await Promise.all(
      entries.map((entry) => Deno.remove(join(asPath(dir), entry.name), { recursive: true })),
    );
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    await Deno.mkdir(dir, { recursive: true });
  }
}

/** {@linkcode emptyDir} without waiting. */
export function emptyDirSync(dir: string | URL): void {
  try {
    for (const entry of [...Deno.readDirSync(dir)]) {
      Deno.removeSync(join(asPath(dir), entry.name), { recursive: true });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    Deno.mkdirSync(dir, { recursive: true });
  }
}

function asPath(path: string | URL): string {
  return path instanceof URL ? fileURLToPath(path) : path;
}
