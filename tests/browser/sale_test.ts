// A whole sale as the people of it have it: two at the console, three bidders at their pages, one
// wall; a real house and real clients behind them. What the pages said is held against the record.

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { eventually } from "../support/bounded.ts";
import { Auctioneer } from "./support/auctioneer.ts";
import { BidderSeat, clockEnd } from "./support/bidder_seat.ts";
import { type BrowserRoom, browserTests } from "./support/browser_test_case.ts";
import { dropFiles } from "./support/dropped_files.ts";
import { SaleStage } from "./support/sale_stage.ts";

const browserTest = browserTests();

const PICTURE =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3" width="400" height="300">` +
  `<rect width="4" height="3" fill="#446"/></svg>`;
const TERMS = { opening: 10_000, increments: { fixed: 500 } };
const softClose = { policy: "from_bid", windowSeconds: 60, extensionSeconds: 10 };
const CATALOGUE = [
  { id: "1", title: "Clay jug", image: "jug.svg", ...TERMS },
  { id: "2", title: "Wall clock", ...TERMS, durationSeconds: 9, softClose },
  { id: "3", title: "Third chair", ...TERMS },
  { id: "4", title: "Fourth chair", ...TERMS },
];

/** Everyone who takes part. */
interface Hall {
  readonly sale: SaleStage;
  readonly lia: Auctioneer;
  readonly rui: Auctioneer;
  readonly wall: Page;
  readonly ana: BidderSeat;
  readonly ben: BidderSeat;
  readonly dora: BidderSeat;
  readonly bidders: readonly BidderSeat[];
}

browserTest(
  "A whole sale goes from the dropped catalogue to the invoices, and all pages agree",
  async (room) => {
    const hall = await openHall(room);
    await bidOnTheFirstLot(hall);
    await undoAndHammer(hall);
    await reopenForMissedBid(hall);
    await putLotsInOrder(hall);
    await sellToTheFloor(hall);
    await banTheLeader(hall);
    await closeAndSettle(hall);
    await compareWithRecord(hall);
  },
);

/** Signs everyone in, loads the catalogue and lets in who knocks. */
async function openHall({ open, use }: BrowserRoom): Promise<Hall> {
  const sale = use(await SaleStage.start({}));
  await sale.addStranger("dora");
  const [lia, rui] = await Promise.all([
    Auctioneer.byToken(await open(), sale, "Lia"),
    Auctioneer.byLink(await open(), sale, "Rui"),
  ]);
  await loadCatalogue(lia);
  const seat = async (name: string) =>
    await BidderSeat.take(await open(), await sale.startClientPage(name));
  const [ana, ben, dora] = await Promise.all([seat("ana"), seat("ben"), seat("dora")]);
  await letIn(rui, dora);
  const wall = await wallOf(rui);
  return { sale, lia, rui, wall, ana, ben, dora, bidders: [ana, ben, dora] };
}

/** A catalogue with a mistake is refused whole and says where; mended, it is loaded with its picture. */
async function loadCatalogue(lia: Auctioneer): Promise<void> {
  const { page, stage } = lia;
  await lia.goTo("Catalogue");
  const wrong = CATALOGUE.map((lot) => lot.id === "3" ? { ...lot, opening: -1 } : lot);
  await dropFiles(page, { "sale.json": JSON.stringify(wrong), "jug.svg": PICTURE });
  await lia.hears("Nothing was loaded.");
  await lia.hears(/sale\.json · \[2\]\.opening/);
  for (const complaint of stage.takeComplaints()) assertMatch(complaint, /\b422\b/);
  await dropFiles(page, { "sale.json": JSON.stringify(CATALOGUE), "jug.svg": PICTURE });
  await lia.hears("Loaded. 4 new");
  const jug = page.getByRole("listitem").filter({ hasText: "Clay jug" });
  await jug.getByRole("img").waitFor();
  await lia.goTo("Sale");
}

/** The stranger's page and the console show one fingerprint; approved, the stranger is in. */
async function letIn(rui: Auctioneer, dora: BidderSeat): Promise<void> {
  const { page } = rui;
  await rui.goTo("Bidders");
  const print = await page.getByRole("heading", { name: /^SHA256:/ }).textContent() ?? "none";
  await dora.page.getByText(`read them your fingerprint: ${print}`).first().waitFor();
  const knock = page.getByRole("listitem").filter({ hasText: print });
  await knock.getByLabel("Name").fill("Dora Reis");
  await knock.getByLabel("Paddle").fill("77");
  await knock.getByRole("button", { name: "Approve" }).click();
  await rui.hears("Dora Reis is registered with paddle 77 and comes in by themselves.");
  await dora.page.getByText("Paddle 77 · Dora Reis").waitFor();
  const floor = page.getByRole("form", { name: "Add a floor paddle" });
  await floor.getByLabel("Number").fill("12");
  await floor.getByLabel("Name, if you know it").fill("Dona Lia");
  await floor.getByRole("button", { name: "Add" }).click();
  await rui.hears("Floor paddle 12 takes part.");
}

/** What stands on the wall: opened from the console, and with nothing to press. */
async function wallOf(rui: Auctioneer): Promise<Page> {
  const opens = rui.page.waitForEvent("popup");
  await rui.page.getByRole("link", { name: "Projector" }).click();
  const wall = await opens;
  await wall.getByRole("heading", { name: "Welcome" }).waitFor();
  for (const role of ["button", "link", "textbox"] as const) {
    assertEquals(await wall.getByRole(role).count(), 0);
  }
  return wall;
}

/** The next bid by a double click, a quick step, maxima, and an amount from the room. */
async function bidOnTheFirstLot({ lia, wall, ana, ben, dora, bidders }: Hall): Promise<void> {
  await lia.key("o", /^Open lot 1/);
  for (const seat of bidders) await seat.bidButton.waitFor();
  await (await ana.settled()).dblclick();
  await ana.stands("You lead");
  await ana.hasBid(1);
  await ben.press(/^Up to R\$110\.00/);
  await ben.stands("You lead");
  await ana.stands("You are outbid");
  await dora.setMaximum("150.00");
  await dora.stands("You lead");
  await ana.setMaximum("90,000.00");
  const question = ana.page.getByRole("dialog", { name: "Bid R$90,000.00 on Lot 1?" });
  await question.getByText("That is far above the price now, R$115.00.").waitFor();
  await question.getByRole("button", { name: "Leave it as it is" }).click();
  await ana.hasBid(1);
  for (const complaint of ana.stage.takeComplaints()) assertMatch(complaint, /\b409\b/);
  await ana.setMaximum("200.00");
  await dora.stands("You are outbid");
  await enterFloorBid(lia, { amount: "250.00" });
  await ana.stands("You are outbid");
  await allShow({ lia, wall, bidders }, { price: "R$250.00", who: /paddle 12/i });
}

/** Paddle 12 of the room bids: the amount, or what is asked. */
async function enterFloorBid(lia: Auctioneer, { amount = "" }): Promise<void> {
  const form = lia.page.getByRole("form", { name: "Bid from the room" });
  await form.waitFor();
  await lia.page.keyboard.press("b");
  await lia.page.keyboard.type("12");
  await lia.page.keyboard.press("Tab");
  await lia.page.keyboard.type(amount);
  await lia.page.keyboard.press("Enter");
  await lia.hears("The bid is entered.");
}

/** Waits until the console, the wall and every bidder's page show this price and whose it is. */
async function allShow(
  { lia, wall, bidders }: Pick<Hall, "lia" | "wall" | "bidders">,
  { price, who }: { readonly price: string; readonly who: RegExp },
): Promise<void> {
  const all = [lia.page, wall, ...bidders.map(({ page }) => page)];
  await Promise.all(all.map(async (page) => {
    const main = page.getByRole("main");
    await main.filter({ hasText: price }).filter({ hasText: who }).waitFor();
  }));
}

/** What the question said of the undo stands on all pages; then the warning and the hammer. */
async function undoAndHammer(hall: Hall): Promise<void> {
  const { lia, wall, ana, ben, dora, bidders } = hall;
  await lia.key("u", /^Undo last bid/);
  const effects = await lia.agrees("Undo the bid");
  assertStringIncludes(effects, "Paddle 12 (Dona Lia)'s bid of R$250.00 is taken back.");
  assertStringIncludes(effects, "Paddle ana (Participante ana) leads again at R$155.00.");
  await ana.stands("You lead");
  for (const seat of bidders) await seat.part("Clay jug").getByText("R$155.00").waitFor();
  await wall.getByText("Paddle ana").waitFor();
  await lia.key("w", /^Fair warning/);
  for (const seat of bidders) {
    await seat.part("Clay jug").getByText("Fair warning").first().waitFor();
  }
  await wall.getByText("Fair warning").waitFor();
  // Ben presses in time, and his press is held up on its way.
  const pressed = Promise.withResolvers<void>();
  const hammered = Promise.withResolvers<void>();
  await ben.page.route("**/bids", async (route) => {
    pressed.resolve();
    await hammered.promise;
    await route.continue();
  }, { times: 1 });
  await ben.press();
  await pressed.promise;
  await lia.key("h", /^Hammer: paddle ana · R\$155\.00/);
  await ana.stands("You won this lot");
  await dora.stands("Another bidder won");
  await wall.getByText("Sold", { exact: true }).waitFor();
  hammered.resolve();
}

/** A bid that came just after the hammer is told to both, and the lot is offered again. */
async function reopenForMissedBid(hall: Hall): Promise<void> {
  const { lia, ana, ben, dora } = hall;
  await ben.reads("Your bid", /Refused: Bid R\$160\.00: .*the lot has ended/);
  await lia.page.getByRole("region", { name: "After the hammer" }).getByText(
    /bid of paddle ben · Participante ben came [\d.]+ s after lot 1 had ended, and would have counted/,
  ).waitFor();
  await lia.page.getByRole("button", { name: "Reopen lot 1" }).click();
  const effects = await lia.agrees("Reopen it");
  assertStringIncludes(effects, "Lot 1 is offered again, with the bids that it had.");
  for (const seat of [ben, dora]) await seat.bidButton.waitFor();
  await ana.stands("You lead");
  await ben.setMaximum("300.00");
  await ben.stands("You lead");
  await ana.stands("You are outbid");
  await lia.key("h", /^Hammer: paddle ben · R\$205\.00/);
  await ben.stands("You won this lot");
  await ana.stands("Another bidder won");
}

/** Whatever way a lot is moved at the console, the bidders' lists follow. */
async function putLotsInOrder({ lia, bidders }: Hall): Promise<void> {
  await orderShown(bidders, "2 3 4");
  await lia.page.getByRole("button", { name: "Move lot 4 up" }).focus();
  await lia.page.keyboard.press("Enter");
  await lia.hears("Lot 4 is now number 2 of 3.");
  await orderShown(bidders, "2 4 3");
  const queue = lia.page.getByRole("list", { name: "3 lots ahead" });
  await queue.scrollIntoViewIfNeeded();
  const grip = await queue.getByTitle("Drag lot 2").boundingBox();
  const target = await queue.getByRole("listitem").filter({ hasText: "Third chair" }).boundingBox();
  assert(grip !== null && target !== null);
  await lia.page.mouse.move(grip.x + 5, grip.y + 5);
  await lia.page.mouse.down();
  await lia.page.mouse.move(target.x + 60, target.y + target.height - 4, { steps: 4 });
  await lia.page.mouse.up();
  await lia.hears("Lot 2 is now number 3 of 3.");
  await orderShown(bidders, "4 3 2");
}

async function orderShown(bidders: readonly BidderSeat[], wanted: string): Promise<void> {
  for (const seat of bidders) {
    let shown = "";
    await eventually(async () => {
      const texts = await seat.part("Coming next").getByRole("listitem").allInnerTexts();
      shown = texts.map((text) => /Lot (\w+)/.exec(text)?.[1]).join(" ");
      return shown === wanted ? true : null;
    }, { what: `the order ${wanted} for ${seat.name}` }).catch((error: Error) => {
      throw new Error(`${error.message}: ${shown}`);
    });
  }
}

/** The next lot by the key, a bid from the room at what is asked, and the hammer. */
async function sellToTheFloor({ lia, wall, bidders }: Hall): Promise<void> {
  await lia.key("o", /^Open next: lot 4/);
  for (const seat of bidders) await seat.bidButton.waitFor();
  await enterFloorBid(lia, {});
  await lia.key("h", /^Hammer: paddle 12 · R\$100\.00/);
  await wall.getByText("Sold", { exact: true }).waitFor();
  await allShow({ lia, wall, bidders }, { price: "R$100.00", who: /paddle 12/i });
}

/** A late bid moves all clocks alike; its bidder is put out, and what was said of that comes true. */
async function banTheLeader({ lia, rui, wall, ana, ben, dora, bidders }: Hall): Promise<void> {
  await lia.page.getByRole("button", { name: "Open lot 2" }).click();
  await ana.press();
  await ana.stands("You lead");
  const before = await clockEnd(ana.page);
  await ben.press();
  await ana.stands("You are outbid");
  const pages = [lia.page, wall, ...bidders.map(({ page }) => page)];
  await eventually(async () => {
    const ends = new Set(await Promise.all(pages.map(clockEnd)));
    return ends.size === 1 && [...ends].every((end) => end > before) ? true : null;
  }, { what: "one later end on all clocks" });
  // A clock that stands leaves time to think.
  await lia.key("p", /^Pause/);
  await ana.reads("Your bid", "This lot is paused.");
  await rui.goTo("Bidders");
  await rui.page.getByRole("button", { name: "Ban paddle ben" }).click();
  const effects = await rui.agrees("Ban");
  assertMatch(effects, /bids of paddle ben .* on lot 2 are void/);
  assertMatch(effects, /Paddle ana .* leads .* R\$100\.00/);
  await rui.hears("Paddle ben (Participante ben) is banned.");
  await ben.page.getByText("Your paddle is barred from this sale; ask the house").waitFor();
  await ben.bidButton.waitFor({ state: "hidden" });
  await ana.stands("You lead");
  await wall.getByText("Paddle ana").waitFor();
  await lia.key("p", /^Resume/);
  await ana.stands("You won this lot", 40_000);
  await dora.reads("Wall clock", "Sold to paddle ana");
}

/** The invoice opens as a page, the sale is closed, and each deed has its doer in the log. */
async function closeAndSettle({ rui, wall, ana, dora }: Hall): Promise<void> {
  const { page } = rui;
  await rui.goTo("Results");
  const opens = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Invoice of paddle ana" }).click();
  const invoice = await opens;
  await invoice.getByRole("heading", { level: 1, name: /Invoice/ }).waitFor();
  await invoice.getByText("Wall clock").waitFor();
  await page.getByRole("button", { name: "Close the sale" }).click();
  const effects = await rui.agrees("Close the sale");
  assertStringIncludes(effects, "1 lot that has not opened stays unsold.");
  await page.getByText("The sale is closed.", { exact: true }).first().waitFor();
  for (const { page } of [ana, dora]) {
    await page.getByText("The sale is closed. Thank you for bidding.").waitFor();
  }
  await wall.getByText("The sale is closed. Thank you!").waitFor();
}

/** What the pages have shown is what the record says. */
async function compareWithRecord({ sale, rui, lia, ana, ben }: Hall): Promise<void> {
  const { status, body } = await sale.house.admin("/api/v1/results");
  assertEquals([status, body.isPreliminary], [200, false]);
  const sold = body.lots.map((
    { lot, status, winners: [winner] }: Result,
  ) => [lot, status, winner?.paddle ?? null, winner?.hammer ?? null]);
  assertEquals(sold, [
    ["1", "sold", "ben", 20_500],
    ["4", "sold", "12", 10_000],
    ["3", "catalogued", null, null],
    ["2", "sold", "ana", 10_000],
  ]);
  await ana.reads("What you won", /Lot 2.*R\$100\.00/s);
  await ben.reads("What you won", /Lot 1.*R\$205\.00/s);
  const row = (text: string) => rui.page.getByRole("row").filter({ hasText: text });
  for (const words of [/1.*Clay jug.*sold.*paddle ben.*R\$205\.00/, /2.*Wall clock.*R\$100\.00/]) {
    await rui.page.getByRole("row").filter({ hasText: words }).waitFor();
  }
  await rui.goTo("Log");
  const deeds: readonly (readonly [string, string])[] = [
    ["Load lots", "Lia"],
    ["Open lot 1", "Lia"],
    ["Enter a bid from the room on lot 1 for paddle 12", "Lia"],
    ["Undo the last bid on lot 1", "Lia"],
    ["Give fair warning on lot 1", "Lia"],
    ["Reopen lot 1", "Lia"],
    ["Move lot 4", "Lia"],
    ["Ban paddle ben", "Rui"],
    ["as paddle 77", "Rui"],
    ["Close the sale", "Rui"],
  ];
  for (const [deed, person] of deeds) {
    assertMatch(await row(deed).first().innerText(), new RegExp(person), deed);
  }
  await lia.reads("Sold");
}

/** A lot of the results, as far as it is looked at. */
interface Result {
  readonly lot: string;
  readonly status: string;
  readonly winners: readonly { readonly paddle: string; readonly hammer: number }[];
}
