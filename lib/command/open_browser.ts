// Opens a page in the person's browser, with the program that the system has for it.
//
// Permission: run that one program. A system without one is no fault: the caller shows the link.

import { within } from "../base/within.ts";

/** The program that opens a link on `os`; the tasks' permissions name the same ones. */
export function browserOpener(os: typeof Deno.build.os): string {
  if (os === "darwin") return "open";
  return os === "windows" ? "explorer" : "xdg-open";
}

/** What {@link openBrowser} stands on; tests give their own. */
export interface OpenBrowserParts {
  readonly os: typeof Deno.build.os;
  /** Starts a program; its exit code, or null where it still runs after a moment. */
  run(program: string, argument: string): Promise<number | null>;
}

/** How long an opener may take to say that it failed: a browser that it became itself stays. */
const failsWithinMs = 2_000;

/** Whether a browser was asked to open `url`. Never throws. */
export async function openBrowser(
  url: string,
  { os, run }: OpenBrowserParts = { os: Deno.build.os, run: runProgram },
): Promise<boolean> {
  try {
    const code = await run(browserOpener(os), url);
    // Explorer exits with 1 whatever it did.
    return code === null || code === 0 || os === "windows";
  } catch {
    return false; // Not there, or not permitted: the person opens the link by hand.
  }
}

async function runProgram(program: string, argument: string): Promise<number | null> {
  const streams = { stdin: "null", stdout: "null", stderr: "null" } as const;
  const child = new Deno.Command(program, { args: [argument], ...streams }).spawn();
  child.unref();
  const status = await within(child.status, { ms: failsWithinMs });
  return status === "timeout" ? null : status.code;
}
