// One browser with many pages of the house open: those that nobody sees must not keep the one that
// is worked with from being heard. A browser has six connections to one program, no more.

import { assertEquals } from "@std/assert";
import type { BrowserContext, Page } from "playwright-core";
import { catalogue } from "../admin/_formats.ts";
import { newStage } from "../admin/stage.ts";
import { browserTests } from "./support/browser_test_case.ts";
import { ServedConsole } from "./support/served_console.ts";

const browserTest = browserTests();

/** Has the page believe that another tab covers it, or none: without a screen all are seen. */
async function cover(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    const page = globalThis as unknown as { readonly document: EventTarget };
    Object.defineProperty(page.document, "hidden", { get: () => hidden, configurable: true });
    page.document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);
}

async function openTab(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "load" });
  return page;
}

browserTest(
  "The hammer falls although every page of the console is open in a tab",
  async (room) => {
    const sale = newStage();
    catalogue(sale, "1", {});
    sale.house.play({ type: "OpenLot", at: sale.house.nowMs, lot: "1" });
    sale.house.bid("1", "12", 10_000);
    const served = room.use(new ServedConsole(sale));
    const { context, page } = await room.open();
    await served.signIn(context);
    for (const path of ["bidders", "catalogue", "results", "log", "projector"]) {
      await cover(await openTab(context, `${served.origin}/${path}`), true);
    }
    await page.goto(`${served.origin}/`);
    await page.locator("#do-hammer-1").waitFor();
    await page.keyboard.press("h");
    await page.locator("#over-1").waitFor({ state: "attached", timeout: 5_000 });
    assertEquals(sale.house.snapshot().view.lots.get("1")?.status, "sold");
  },
);

browserTest(
  "A page that was covered shows what happened meanwhile when it is seen again",
  async (room) => {
    const sale = newStage();
    catalogue(sale, "1", {});
    sale.house.play({ type: "OpenLot", at: sale.house.nowMs, lot: "1" });
    const served = room.use(new ServedConsole(sale));
    const { context, page } = await room.open();
    await served.signIn(context);
    await page.goto(`${served.origin}/`);
    await page.locator("#do-warn-1").waitFor();
    await cover(page, true);
    sale.house.bid("1", "12", 10_000);
    await cover(page, false);
    await page.locator("#ring .ring-card-leader", { hasText: "12" }).waitFor();
    assertEquals(await page.locator("#offline").isHidden(), true);
  },
);
