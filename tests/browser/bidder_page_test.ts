// The bidder's page as a person has it: a real house, a real client, a real browser.

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { settleMs } from "../../lib/bidder/bid_press.js";
import { ClientProcess } from "../support/client_process.ts";
import { inTime } from "../support/bounded.ts";
import { assertAccessible } from "./support/axe.ts";
import { browserTests } from "./support/browser_test_case.ts";
import { DEVICES, type PageStage, whenUsable } from "./support/page_stage.ts";
import { SaleStage } from "./support/sale_stage.ts";

const browserTest = browserTests();

const LOT = {
  id: "1",
  title: { en: "Clay jug", pt: "Jarro de barro" },
  description: { en: "Fired twice.", pt: "Queimado duas vezes." },
  opening: 10_000,
  increments: { fixed: 500 },
};
const items = { "1.json": LOT, "2.json": { ...LOT, id: "2" } };
const narrow = { width: 320, height: 640 };
/** A phone whose owner reads at 200 %. */
const enlarged = { width: 195, height: 390 };
/** A title, an amount and a number that are wider than their places. */
const UNWIELDY = {
  ...LOT,
  title: { en: "Pneumonoultramicroscopic".repeat(3), pt: "Pneumoultramicroscópico".repeat(3) },
  opening: 123_456_789_012,
};
const unwieldyItems = { "1.json": UNWIELDY, "2.json": { ...UNWIELDY, id: "2-".repeat(15) + "2" } };

browserTest(
  "The bidder's page is light, accessible and no wider than any window, in each language and color",
  async ({ open, use }) => {
    const sale = use(await SaleStage.start(unwieldyItems));
    const stage = await opened(sale, { open, next: unwieldyItems["2.json"].id });
    const { page } = stage;
    await stage.goWithinBudget(page.url());
    for (const language of ["Português", "English"]) {
      await page.getByRole("button", { name: language }).click();
      for (const colorScheme of ["light", "dark"] as const) {
        for (
          const viewport of [DEVICES.desktop.viewport, DEVICES.phone.viewport, enlarged, narrow]
        ) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize(viewport);
          await assertAccessible(stage);
          const width = await page.evaluate("document.documentElement.scrollWidth");
          assertEquals([viewport.width, width], [viewport.width, viewport.width]);
          assertEquals(await page.evaluate(SPILT), [], `at ${viewport.width}`);
        }
      }
    }
    // Whoever scrolls through the lists on a phone still has the bid at hand.
    await page.locator("#connection-facts").scrollIntoViewIfNeeded();
    assert(await page.locator("#bid-now").isVisible());
    const box = await page.locator("#bid-now").boundingBox();
    assert(box !== null && box.y + box.height <= narrow.height && box.height >= 44);
  },
);

browserTest(
  "A new link that is opened in the tab that asks for one signs it in",
  async ({ open, use }) => {
    const sale = use(await SaleStage.start(items));
    const ana = await sale.startClientPage("ana");
    const { page } = await open();
    await page.goto(new URL("/sign-in", ana.url).href);
    await page.getByText("This browser is not signed in").waitFor();
    await page.goto(ana.url);
    await page.getByRole("heading", { name: "Your bid", exact: true }).waitFor();
  },
);

browserTest(
  "A double click on the bidder's page bids once, and the second click not the next step",
  async ({ open, use }) => {
    const sale = use(await SaleStage.start(items));
    const stage = await opened(sale, { open });
    const { page } = stage;
    await settled(page);
    await page.locator("#bid-now").dblclick();
    await page.getByText("You lead", { exact: true }).waitFor();
    // Ben bids more: the button comes back with another amount, and a hasty press does nothing.
    await using ben = ClientProcess.start(sale.folder, "ben");
    await ben.live();
    assertEquals((await ben.bid("1", { max: 10_500 })).state, "accepted");
    await page.locator("#bid-now").waitFor();
    await page.locator("#bid-now").press("Enter");
    await page.getByText("This has just changed").waitFor();
    assertEquals(await page.locator("#history > li").count(), 1);
    // It does not stay to be read of a later amount.
    await page.getByText("This has just changed").waitFor({ state: "detached" });
  },
);

browserTest(
  "A button of the bidder's page that has the focus says what it will bid, after each change",
  async ({ open, use }) => {
    const sale = use(await SaleStage.start(items));
    const { page } = await opened(sale, { open });
    await using ben = ClientProcess.start(sale.folder, "ben");
    await ben.live();
    // Ben's maximum stays ahead: the button that was pressed stays, with another amount.
    assertEquals((await ben.bid("1", { max: 50_000 })).state, "accepted");
    const button = page.locator("#bid-now");
    await page.locator("#bid-now", { hasText: "Bid R$105.00" }).waitFor();
    await settled(page);
    await button.press("Enter");
    await page.locator('#bid-now[data-bid*="11500"]').waitFor();
    assert(await button.evaluate((element) => element === element.ownerDocument.activeElement));
    assertStringIncludes(await button.innerText(), "Bid R$115.00");
  },
);

browserTest(
  "A bid whose answer is lost on its way to the bidder's page is not bid again",
  async ({ open, use }) => {
    const sale = use(await SaleStage.start(items));
    const stage = await opened(sale, { open });
    const { page } = stage;
    const intents: unknown[] = [];
    const third = Promise.withResolvers<void>();
    stage.mayDisconnect();
    await page.route("**/bids", async (route) => {
      intents.push(route.request().postDataJSON().intent);
      if (intents.length > 2) {
        await route.continue();
        return third.resolve();
      }
      await route.fetch(); // The program has it, and the page never hears of it.
      await route.abort("connectionreset");
    });
    await settled(page);
    await page.locator("#bid-now").click();
    await page.getByText("You lead", { exact: true }).waitFor();
    await inTime(third.promise, { what: "the third time that it asks", ms: 20_000 });
    assertEquals(new Set(intents).size, 1);
    assertEquals(await page.locator("#history > li").count(), 1);
  },
);

browserTest(
  "The bidder's page takes a maximum by the keyboard alone, and asks before an unusual one",
  async ({ open, use }) => {
    const sale = use(await SaleStage.start(items));
    const stage = await opened(sale, { open });
    const { page } = stage;
    await page.keyboard.press("m");
    await page.keyboard.type("150.00");
    await page.keyboard.press("Enter");
    await page.getByText("your maximum R$150.00").waitFor();
    await page.keyboard.type("90,000.00");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assertEquals(await page.locator("#history > li").count(), 1);
    // The question is the answer to a request that was not carried out.
    for (const complaint of stage.takeComplaints()) assertMatch(complaint, /\b409\b/);
  },
);

browserTest(
  "The bidder's page says that bidding is off while the house is away, and goes on by itself",
  async ({ open, use }) => {
    const sale = use(await SaleStage.start(items));
    const { page } = await opened(sale, { open });
    sale.pauseHouse();
    await page.locator("#connection", { hasText: "bidding is off" }).waitFor({ timeout: 60_000 });
    assertEquals(await page.locator("button[data-bid]").count(), 0);
    sale.resumeHouse();
    await page.locator("#bid-now[data-bid]").waitFor({ timeout: 60_000 });
  },
);

browserTest(
  "The bidder's page reads a refusal out once, and goes on with the bids of the others",
  async ({ open, use }) => {
    const sale = use(await SaleStage.start(items));
    const { page } = await opened(sale, { open });
    const announcer = page.locator("#announcer");
    await page.getByRole("textbox", { name: "Your maximum" }).fill("50.00");
    await page.getByRole("button", { name: "Set maximum" }).click();
    await announcer.filter({ hasText: "Refused" }).waitFor({ state: "attached" });
    await using ben = ClientProcess.start(sale.folder, "ben");
    await ben.live();
    assertEquals((await ben.bid("1", { max: 10_000 })).state, "accepted");
    await announcer.filter({ hasText: "Price R$100.00" }).waitFor({ state: "attached" });
    assertEquals((await announcer.innerText()).includes("Refused"), false);
    // Who can look is still told.
    await page.locator("#own", { hasText: "Refused" }).waitFor();
  },
);

/** What lies over the edge of its card, or of the bar with the bid, by its class. */
const SPILT = `[...document.querySelectorAll(".card *:not(.unseen, .bid-form-bar)")]
  .filter((part) => {
    const place = part.parentElement.closest(".card, .bid-form-bar");
    return part.getBoundingClientRect().right > place.getBoundingClientRect().right + 1;
  }).map((part) => part.className || part.tagName)`;

/** What is shown has to stand for a moment before a press of it counts. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const from = performance.now();
    const look = () => performance.now() - from > ${settleMs} ? resolve() : requestAnimationFrame(look);
    look();
  })`);
}

/** Ana's page, signed in, with lot 1 open. */
async function opened(
  sale: SaleStage,
  { open, next = "2" }: { readonly open: () => Promise<PageStage>; readonly next?: string },
): Promise<PageStage> {
  const ana = await sale.startClientPage("ana");
  const stage = await open();
  await stage.page.goto(ana.url);
  await sale.house.hasLots("1", next);
  await sale.house.command("/lots/1/open");
  await whenUsable(stage.page.locator("#bid-now"));
  return stage;
}
