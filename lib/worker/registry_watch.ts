// Follows the folder of registered bidders while the house runs, so that `deno task register` on
// the same machine takes effect at once.

import { FolderNotices } from "../catalogue/folder_notices.ts";
import { readRegistry, type RegistryReading } from "../secure/registry_folder.ts";

/** Waits for quiet this long after a change. */
const settleMs = 150;
/** Looks at least this often, for file systems that send no notices. */
const rescanMs = 5_000;

/** Yields the folder's content each time that it differs from the one before. */
export async function* watchRegistry(
  folder: string,
  { first, signal }: { readonly first: RegistryReading; readonly signal: AbortSignal },
): AsyncGenerator<RegistryReading, void> {
  let told = JSON.stringify(first);
  await using notices = new FolderNotices(folder, signal);
  while (!signal.aborted) {
    await notices.wait(rescanMs, settleMs);
    if (signal.aborted) return;
    const reading = await readRegistry(folder);
    const text = JSON.stringify(reading);
    if (text === told) continue;
    told = text;
    yield reading;
  }
}
