// A test with a browser: one browser for all tests of a file, pages as the test wants them, and a
// failure for everything that went wrong in one of them.

import type { Browser } from "playwright-core";
import { type PageLook, PageStage } from "./page_stage.ts";
import { Chromium, chromiumPath } from "./chromium.ts";

/** What a test with a browser is given. */
export interface BrowserRoom {
  /** The browser itself, for what opens pages of its own. */
  readonly browser: Browser;
  /**
   * Keeps what pages are served by until they have been looked over and closed. A server that a test
   * ends itself, as by `await using`, is gone before that, and its pages complain.
   */
  use<T extends AsyncDisposable>(server: T): T;
  /** Opens an empty page; it is looked over and closed at the end of the test. */
  open(look?: PageLook): Promise<PageStage>;
}

/**
 * The browser of one test file: `const browserTest = browserTests();` once, at its top. The
 * browser is started by the first test and closed after the last; where none is installed the
 * tests are ignored and their names say why.
 */
export function browserTests(): (
  name: string,
  fn: (room: BrowserRoom) => Promise<void>,
) => void {
  let chromium: Promise<Chromium> | null = null;
  const launched = () => chromium ??= Chromium.launch();
  Deno.test.afterAll(async () => {
    // Where the browser did not start, the test that wanted it has failed and said so.
    await (await chromium?.catch(() => null))?.[Symbol.asyncDispose]();
  });
  return (name, fn) => {
    const isMissing = chromiumPath() === null;
    Deno.test({
      name: isMissing ? `${name} (skipped without Chromium)` : name,
      ignore: isMissing,
      // The browser outlives each test: its pipes answer when they like.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async () => await inRoom((await launched()).browser, fn),
    });
  };
}

/** Runs `fn` with pages of `browser`: fails where it does, and for what went wrong in a page. */
export async function inRoom(
  browser: Browser,
  fn: (room: BrowserRoom) => Promise<void>,
): Promise<void> {
  await using owned = new AsyncDisposableStack();
  const stages: PageStage[] = [];
  const open = async (look: PageLook = {}) => {
    const stage = owned.use(await PageStage.open(browser, look));
    stages.push(stage);
    return stage;
  };
  try {
    await fn({ browser, open, use: (server) => owned.use(server) });
  } catch (error) {
    // What went wrong in a page is often why: it is said beside the failure.
    for (const stage of stages) console.error(stage.name, stage.takeComplaints());
    throw error;
  }
  for (const stage of stages) await stage.assertNoComplaints();
}
