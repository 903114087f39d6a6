// Tells the house whenever the folder of registered bidders changes.

import type { RegistryReading } from "../secure/registry_folder.ts";
import type { House } from "./house.ts";
import { watchRegistry } from "./registry_watch.ts";

/** Follows `folder` until the signal aborts. */
export async function followRegistry(
  house: House,
  { folder, first, signal }: {
    readonly folder: string;
    readonly first: RegistryReading;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  for await (const reading of watchRegistry(folder, { first, signal })) {
    await house.registryChanged(reading);
  }
}
