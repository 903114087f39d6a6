// Makes sure that a folder is there, with the behaviour of @std/fs.
// A folder that exists is left as it is; a file in its place is an error and stays untouched.

/** Makes the folder and those above it; throws where something else than a folder is there. */
export async function ensureDir(dir: string | URL): Promise<void> {
  try {
    checkFolder(await Deno.stat(dir));
    return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  try {
    await Deno.mkdir(dir, { recursive: true });
  } catch (error) {
    // Another process may have made it in between: then only its kind matters.
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    checkFolder(await Deno.stat(dir));
  }
}

/** {@linkcode ensureDir} without waiting. */
export function ensureDirSync(dir: string | URL): void {
  try {
    checkFolder(Deno.statSync(dir));
    return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  try {
    Deno.mkdirSync(dir, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    checkFolder(Deno.statSync(dir));
  }
}

function checkFolder(found: Deno.FileInfo): void {
  if (found.isDirectory) return;
  const kind = found.isFile ? "file" : "other";
  throw new Error(`Failed to ensure directory exists: expected 'dir', got '${kind}'`);
}
