// Asks whether a path is there, with the behaviour of @std/fs.
// Do not use it to decide whether to open a file: open it and handle `NotFound`, since the answer
// may be old when it is used. It serves for messages and for tests.

/** What else must hold for {@linkcode exists} to say yes. */
export interface ExistsOptions {
  /** The file must be readable by this user. */
  isReadable?: boolean;
  /** It must be a folder. Not together with `isFile`. */
  isDirectory?: boolean;
  /** It must be a file. Not together with `isDirectory`. */
  isFile?: boolean;
}

/** Whether the path exists and is as the options say; symlinks are followed. */
export async function exists(path: string | URL, options?: ExistsOptions): Promise<boolean> {
  try {
    return fits(await Deno.stat(path), options);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
    // The system refused although Deno allowed: the thing is there, but not for us.
    const { state } = await Deno.permissions.query({ name: "read", path });
    if (state !== "granted") throw error;
    return !options?.isReadable;
  }
}

/** {@linkcode exists} without waiting. */
export function existsSync(path: string | URL, options?: ExistsOptions): boolean {
  try {
    return fits(Deno.statSync(path), options);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
    const { state } = Deno.permissions.querySync({ name: "read", path });
    if (state !== "granted") throw error;
    return !options?.isReadable;
  }
}

function fits(found: Deno.FileInfo, options: ExistsOptions = {}): boolean {
  if (options.isDirectory && options.isFile) {
    throw new TypeError("ExistsOptions must not have both isDirectory and isFile set");
  }
  if (options.isDirectory && !found.isDirectory) return false;
  if (options.isFile && !found.isFile) return false;
  return options.isReadable ? readable(found) : true;
}

/** Windows tells no mode, and there what can be seen can be read. */
function readable(found: Deno.FileInfo): boolean {
  if (found.mode === null) return true;
  if (Deno.uid() === found.uid) return (found.mode & 0o400) !== 0;
  if (Deno.gid() === found.gid) return (found.mode & 0o040) !== 0;
  return (found.mode & 0o004) !== 0;
}
