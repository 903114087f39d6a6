// Follows the folder of registered bidders while the house runs, so that `deno task register` on
// the same machine takes effect at once.

import { FolderNotices } from "../catalogue/folder_notices.ts";
import { readRegistry, type RegistryReading } from "../secure/registry_folder.ts";
import type { House } from "./house.ts";

/** Waits for quiet this long after a change. */
const settleMs = 150;
/** Looks at least this often, for file systems that send no notices. */
const rescanMs = 5_000;

/** Tells the house each time that the folder differs from before, until the signal aborts. */
export async function followRegistry(
  house: House,
  { folder, first, signal }: {
    readonly folder: string;
    readonly first: RegistryReading;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  let told = JSON.stringify(first);
  await using notices = new FolderNotices(folder, signal);
  while (!signal.aborted) {
    await notices.wait(rescanMs, settleMs);
    if (signal.aborted) return;
    const reading = await readRegistry(folder);
    const text = JSON.stringify(reading);
    if (text === told) continue;
    told = text;
    await house.registryChanged(reading);
  }
}
