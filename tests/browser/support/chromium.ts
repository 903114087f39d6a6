// A Chromium for browser tests: found on this machine, started with a profile of its own, and ended
// for sure.
//
// Playwright is imported only when a browser is started, so that a machine without one needs
// nothing of it. Playwright makes the temporary profile and removes it with the browser.

import process from "node:process";
import type { Browser } from "playwright-core";
import { inTime } from "../../support/bounded.ts";

/** Where systems keep a Chromium or a Chrome, Debian's first. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const launchMs = 30_000;
const closeMs = 10_000;

/**
 * No sandbox: root in a container has none to give. Text is drawn alike on every machine, and a page
 * that is not looked at runs as if it were.
 */
const ARGS = [
  "--no-sandbox",
  "--font-render-hinting=none",
  "--disable-lcd-text",
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
];

/** The browser's program on this machine; null where there is none. */
export function chromiumPath(): string | null {
  return PLACES.find(isFile) ?? null;
}

/** A running browser; dispose of it, and its processes are gone. */
export class Chromium implements AsyncDisposable {
  readonly browser: Browser;

  private constructor(browser: Browser) {
    this.browser = browser;
  }

  /** Starts a browser without a window. Fails where none is installed: ask {@link chromiumPath}. */
  static async launch(): Promise<Chromium> {
    const executablePath = chromiumPath();
    if (executablePath === null) throw new Error(`There is no browser at ${PLACES.join(", ")}`);
    const { chromium } = await playwright();
    return new Chromium(await chromium.launch({ executablePath, args: ARGS, timeout: launchMs }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Playwright kills a browser that does not go, and whatever is left when this process ends.
    await inTime(this.browser.close(), { what: "the end of the browser", ms: closeMs });
  }
}

/**
 * Playwright asks at its import whether this is Windows' Linux, by a file of /proc that only a
 * program with all permissions may read. Its own tests' variable puts the question off. It stays
 * set: files that are tested side by side share one environment.
 */
async function playwright(): Promise<typeof import("playwright-core")> {
  process.env["__IS_WSL_TEST__"] = "1";
  return await import("playwright-core");
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
