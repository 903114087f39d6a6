// How a page keeps up: its long tasks, and when each thing that it was told stood on the screen.
//
// Both are seen from a world of their own (isolated_world.ts) in every document that the page opens.
// Times are milliseconds of the epoch on this machine's clock, which the browser shares.

import type { CDPSession } from "playwright-core";
import { Transcript } from "../../support/transcript.ts";
import { watchDocuments } from "./isolated_world.ts";

/** A task that held the page up for 50 ms or more: it did not answer meanwhile. */
export interface LongTask {
  readonly type: "long_task";
  readonly ms: number;
}

/** The frame that showed number `shown` was handed to the screen. */
export interface Painted {
  readonly type: "painted";
  readonly shown: number;
  readonly atMs: number;
}

/** What a watched page reports. */
export type PaintNotice = LongTask | Painted;

/** The notices of one page. */
export class PaintWatch {
  readonly notices = new Transcript<PaintNotice>("the watched page");

  private constructor() {}

  /**
   * Watches from the next document on. `shown` is an expression for the number that the page shows
   * last, as `Number(document.querySelector("#seq")?.textContent ?? 0)`: whenever it has grown, the
   * next frame is reported.
   */
  static async on(
    session: CDPSession,
    { shown }: { readonly shown: string },
  ): Promise<PaintWatch> {
    const watch = new PaintWatch();
    const told = (text: string) => watch.notices.add(JSON.parse(text) as PaintNotice);
    await watchDocuments(session, { script: scriptFor(shown), told });
    return watch;
  }

  /** All long tasks so far. */
  longTasks(): readonly LongTask[] {
    return this.notices.all.filter((notice) => notice.type === "long_task");
  }

  /** When number `shown`, or a later one, was painted first. */
  async painted(shown: number, ms?: number): Promise<number> {
    const isIt = (notice: PaintNotice): notice is Painted =>
      notice.type === "painted" && notice.shown >= shown;
    const wait = { what: `the paint of ${shown}`, ...(ms === undefined ? {} : { ms }) };
    return (await this.notices.waitFor(isIt, wait)).atMs;
  }
}

/** A frame is painted once its callbacks are over: a message sent in one comes behind the paint. */
function scriptFor(shown: string): string {
  return `
  const say = (notice) => tell(JSON.stringify(notice));
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) say({ type: "long_task", ms: duration });
  }).observe({ type: "longtask", buffered: true });
  const shownNow = () => ${shown};
  let last = 0;
  const look = () => {
    const now = shownNow();
    if (!(now > last)) return;
    last = now;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        say({ type: "painted", shown: now, atMs: performance.timeOrigin + performance.now() });
      };
      port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });`;
}
