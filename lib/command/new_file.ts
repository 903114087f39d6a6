// Writing a file that must not be there yet.

import { Fault } from "../base/fault.ts";

/** Writes `text` to a new file. Faults: `file_exists`, `file_unwritable`, with `hint`. */
export async function writeNewFile(
  path: string,
  text: string,
  { hint }: { readonly hint: string },
): Promise<void> {
  try {
    await Deno.writeTextFile(path, text, { createNew: true });
  } catch (cause) {
    if (cause instanceof Deno.errors.NotCapable) throw cause;
    const isThere = cause instanceof Deno.errors.AlreadyExists;
    const found = isThere ? "exists" : "cannot be written";
    throw new Fault(isThere ? "file_exists" : "file_unwritable", `"${path}": ${found}`, {
      hint,
      cause,
    });
  }
}
