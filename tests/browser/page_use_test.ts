// The pages in use: by the keyboard alone, read out calmly while bids storm, and cheap to open
// however large the sale is.

import { assert, assertEquals, assertGreater } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { FIRST_ROWS_MAX } from "../../lib/bidder/lot_lists.tsx";
import { catalogue } from "../admin/_formats.ts";
import { newStage } from "../admin/stage.ts";
import { anasLink, join, lot, opened } from "../bidder/_sale.ts";
import { type BrowserRoom, browserTests } from "./support/browser_test_case.ts";
import { walkByKeys } from "./support/page_look.ts";
import { DEVICES, type PageStage } from "./support/page_stage.ts";
import { ServedBidderPage } from "./support/served_bidder_page.ts";
import { ServedConsole } from "./support/served_console.ts";
import { ANA, BENTO, CAIO, fingerprintOf, ShownSale } from "./support/shown_sale.ts";
import { SHOWN_STATES } from "./support/shown_states.ts";

const browserTest = browserTests();

const lotsMany = 500;
const bidsQuick = 40;
/** So seldom is a sentence still listened to. */
const calmMs = 3_000;
/** A page that has heard its stream says so, for whoever looks before it is whole. */
const HEARD = `document.addEventListener("leilao:patched", () => {
  document.documentElement.dataset.heard = "";
});`;

for (
  const name of [
    ...["sign-in", "floor-english", "bidders", "catalogue", "results-open", "log"],
    ...["bidder-outbid", "bidder-uniform", "bidder-won"],
  ]
) {
  browserTest(`The state ${name} is reached in all its parts by the keyboard`, async (room) => {
    const stage = await stateOf(room, name);
    for (const { viewport } of Object.values(DEVICES)) {
      await stage.page.setViewportSize(viewport);
      const { stops, missed } = await walkByKeys(stage);
      assertGreater(stops.length, 2);
      assertEquals(missed, []);
      assertEquals(stops.filter(({ isOutlined }) => !isOutlined), [], "the focus is not seen");
      assertEquals(stops.filter(({ isInSight }) => !isInSight), [], "the focus is out of sight");
      const places = stops.map(({ place }) => place);
      assertEquals(places, places.toSorted((a, b) => a - b), "the order is not that of the page");
    }
  });
}

browserTest("A question keeps the focus, and gives it back where it was", async (room) => {
  const floor = await stateOf(room, "floor-english");
  const undo = floor.page.getByRole("button", { name: "Undo last bid" });
  await undo.focus();
  await floor.page.keyboard.press("Enter");
  await keepsFocus(floor);
  await floor.page.locator("#do-undo-1:focus").waitFor();
  const bidder = await stateOf(room, "bidder-outbid");
  const field = bidder.page.getByRole("textbox", { name: "Your maximum" });
  await field.fill("90000");
  await field.press("Enter");
  await keepsFocus(bidder);
  await bidder.page.locator("#maximum-1:focus").waitFor();
  // The question is the answer to a request that was not carried out.
  bidder.forgive(409);
});

browserTest(
  `${bidsQuick} quick bids are read out calmly, and the last of them is`,
  async (room) => {
    const sale = room.use(await ShownSale.begin());
    sale.open("7");
    const pages = await Promise.all([
      follow(room, { url: `${sale.console.origin}/`, signIn: sale.console }),
      follow(room, { url: `${sale.page.origin}/`, signIn: sale.page }),
    ]);
    for (let bid = 0; bid < bidsQuick; bid++) {
      const paddle = [BENTO, CAIO, ANA][bid % 3] ?? ANA;
      sale.bid("7", paddle, { amount: 40_000 + bid * 5_000, kind: "exact" });
      await Promise.all(pages.map(({ page }) => page.evaluate(FRAME)));
    }
    const last = "R$2,350.00";
    for (const { page } of pages) {
      await page.locator("#announcer", { hasText: last }).waitFor({ state: "attached" });
      const said = await page.evaluate("saidAt") as readonly number[];
      assert(said.length >= 1 && said.length < bidsQuick / 4, `said ${said.length} times`);
      const pauses = said.slice(1).map((at, nth) => at - (said[nth] ?? 0));
      assertEquals(pauses.filter((ms) => ms < calmMs - 50), []);
    }
  },
);

browserTest(`Every page of a sale of ${lotsMany} lots opens within its budget`, async (room) => {
  const sale = newStage();
  for (let id = 1; id <= lotsMany; id++) catalogue(sale, String(id), {});
  sale.house.play({ type: "OpenLot", at: sale.house.nowMs, lot: "1" });
  for (let bid = 0; bid < lotsMany; bid++) {
    sale.house.bid("1", `P${bid}`, 10_000 + bid * 500);
    const at = sale.house.nowMs + bid;
    sale.house.acted({
      ...{ at, actor: "Lia", operation: "askLot", outcome: "done", code: null },
      target: { lot: "1", ask: toCents(10_000) },
    });
  }
  const served = room.use(new ServedConsole(sale));
  for (const path of ["/", "/bidders", "/catalogue", "/results", "/log", "/projector"]) {
    const stage = await room.open();
    await served.signIn(stage.context);
    await stage.goWithinBudget(`${served.origin}${path}`);
  }
  const link = anasLink();
  const page = room.use(
    await ServedBidderPage.over({
      link,
      fingerprint: fingerprintOf("Ana"),
      nowMs: () => link.nowMs(),
    }),
  );
  join(link);
  for (let id = 10; id < lotsMany; id++) {
    link.happen({ type: "LotCatalogued", at: 0, lot: lot(String(id)) });
  }
  link.happen(opened("7"));
  const stage = await room.open();
  await page.signIn(stage.context);
  await stage.goWithinBudget(`${page.origin}/`);
  // All of them are there in the end.
  await stage.page.locator("#ahead > li").nth(lotsMany - FIRST_ROWS_MAX).waitFor();
});

/** Resolves when a frame was drawn. */
const FRAME = "new Promise((resolve) => requestAnimationFrame(() => resolve(0)))";

/** A page as it is in one of the shown states. */
async function stateOf({ open, use }: BrowserRoom, name: string): Promise<PageStage> {
  const state = SHOWN_STATES.find((one) => one.name === name);
  if (state === undefined) throw new RangeError(`There is no state "${name}"`);
  const { url, signIn, settle } = await state.arrange(use(new AsyncDisposableStack()));
  const stage = await open();
  await signIn?.(stage.context);
  await stage.page.addInitScript(HEARD);
  await stage.page.goto(url);
  await settle?.(stage);
  // The stream has brought all of it: what it brings later moves nothing.
  if (signIn !== undefined) await stage.page.locator("html[data-heard]").waitFor();
  return stage;
}

/** Opens a page that notes the times at which its announcer speaks. */
async function follow(
  { open }: BrowserRoom,
  { url, signIn }: {
    readonly url: string;
    readonly signIn: Pick<ServedConsole, "signIn">;
  },
): Promise<PageStage> {
  const stage = await open();
  await signIn.signIn(stage.context);
  await stage.page.goto(url);
  await stage.page.evaluate(`(() => {
    globalThis.saidAt = [];
    new MutationObserver(() => saidAt.push(performance.now()))
      .observe(document.getElementById("announcer"), { childList: true, characterData: true, subtree: true });
  })()`);
  return stage;
}

/** A question stands open: Tab stays in it, both ways, and Escape ends it. */
async function keepsFocus({ page }: PageStage): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("listitem").first().waitFor();
  for (const key of ["Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) {
    await page.keyboard.press(key);
    // Between the last and the first the browser's own controls have their turn.
    const where = `document.activeElement === document.body ||
      document.activeElement.closest("dialog[open]") !== null`;
    assertEquals(await page.evaluate(where), true, `${key} left the question`);
  }
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
}
