// A folder of its own for a test, gone afterwards, and the code of a fault that must come.

import { assertRejects } from "@std/assert";
import { Fault, type FaultCode } from "../../lib/base/fault.ts";

/** Runs `body` with a fresh temporary folder. */
export async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "leilao-test-" });
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The code of the Fault that `work` must fail with. */
export async function codeOf(work: Promise<unknown>): Promise<FaultCode> {
  return (await assertRejects(() => work, Fault)).code;
}
