// What goes wrong on an evening: a page is loaded again in mid-bid, the house dies, lines are cut,
// answers are lost. The pages say so in words and come back by themselves, and no bid counts twice.

import { assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { eventually } from "../support/bounded.ts";
import { readRecord } from "../support/record_reading.ts";
import { Auctioneer } from "./support/auctioneer.ts";
import { BidderSeat, clockEnd } from "./support/bidder_seat.ts";
import { type BrowserRoom, browserTests } from "./support/browser_test_case.ts";
import { CutRelay } from "./support/cut_relay.ts";
import { SaleStage } from "./support/sale_stage.ts";

const browserTest = browserTests();

/** The house is given up, waited for and found again within this. */
const healMs = 60_000;

const TERMS = { opening: 10_000, increments: { fixed: 500 } };
const LOT = { id: "1", title: "Clay jug", ...TERMS };
const TIMED = { id: "1", title: "Wall clock", ...TERMS, durationSeconds: 3_600 };

const bidsOff = "Bidding is off until";
const behind = "This page is behind the sale. Bidding is off until it has caught up.";
const unanswered = "Sent: Bid R$100.00. Waiting for the house.";

/** A house with lot 1 open. */
async function openSale({ use }: BrowserRoom, lot: { readonly id: string } = LOT) {
  const sale = use(await SaleStage.start({ "1.json": lot }));
  await sale.house.hasLots(lot.id);
  await sale.house.command(`/lots/${lot.id}/open`);
  return sale;
}

async function seat(sale: SaleStage, { open }: BrowserRoom, name: string): Promise<BidderSeat> {
  const taken = await BidderSeat.take(await open(), await sale.startClientPage(name));
  await taken.bidButton.waitFor();
  return taken;
}

/** The accepted and refused bids of `paddle` in the record of the house, which is stopped for it. */
async function recordedBids(sale: SaleStage, paddle: string): Promise<readonly string[]> {
  await sale.house.stop();
  const { bids } = await readRecord(sale.folder);
  return bids.filter((bid) => bid.paddle === paddle).map(({ event, verdict }) =>
    `${event} ${verdict}`
  );
}

browserTest(
  "A bid that waits for the house is shown after a reload and in another tab, and counts once",
  async (room) => {
    const sale = await openSale(room);
    const ana = await seat(sale, room, "ana");
    const other = await ana.anotherTab();
    const tabs = [ana, other];
    const button = await ana.settled();
    sale.pauseHouse();
    await button.click();
    await ana.reads("Your bid", unanswered);
    await ana.page.reload();
    for (const tab of tabs) {
      await tab.reads("Your bid", unanswered);
      await tab.page.locator("button[data-bid]").first().waitFor({ state: "detached" });
      await tab.hasBid(1);
      await tab.says(/bidding is off/);
      await tab.reads("Your bid", bidsOff);
    }
    sale.resumeHouse();
    for (const tab of tabs) {
      await tab.stands("You lead", healMs);
      await tab.hasBid(1);
    }
    assertEquals(await recordedBids(sale, "ana"), ["BidAccepted accepted"]);
  },
);

browserTest("Two tabs of one bidder that press the same bid at once bid once", async (room) => {
  const sale = await openSale(room);
  const ana = await seat(sale, room, "ana");
  const other = await ana.anotherTab();
  const tabs = [ana, other];
  const buttons = await Promise.all(tabs.map((tab) => tab.settled()));
  await Promise.all(buttons.map((button) => button.click()));
  for (const tab of tabs) {
    await tab.stands("You lead");
    await tab.hasBid(1);
  }
  for (const complaint of ana.stage.takeComplaints()) assertMatch(complaint, /\b409\b/);
  assertEquals(await recordedBids(sale, "ana"), ["BidAccepted accepted"]);
});

browserTest(
  "A house that is killed and started again finds its pages, its clock and its bids where they were",
  async (room) => {
    const sale = await openSale(room, TIMED);
    const ana = await seat(sale, room, "ana");
    const ben = await seat(sale, room, "ben");
    const lia = await Auctioneer.byToken(await room.open(), sale, "Lia");
    await ana.press();
    await ana.stands("You lead");
    lia.stage.mayDisconnect();
    await sale.killHouse();
    await lia.page.getByRole("alert").getByText("does not answer. Trying again.").waitFor();
    for (const bidder of [ana, ben]) {
      await bidder.says(/bidding is off/);
      await bidder.reads("Your bid", bidsOff);
      assertEquals(await bidder.page.locator("button[data-bid]").count(), 0);
    }
    await sale.startHouse();
    for (const bidder of [ana, ben]) await bidder.says(/^Connected/);
    await lia.page.getByRole("alert").waitFor({ state: "hidden", timeout: healMs });
    await lia.reads("Paddle ana");
    await ana.stands("You lead");
    await clocksAgree(sale, [lia.page, ana.page, ben.page]);
    await ben.press();
    await ben.stands("You lead");
    await ana.stands("You are outbid");
    // The console is signed in as before: it can do things.
    await lia.key("p", /^Pause/);
    await ana.reads("Your bid", "This lot is paused.");
    await ana.hasBid(1);
    assertEquals(await recordedBids(sale, "ana"), ["BidAccepted accepted"]);
  },
);

browserTest(
  "A bidder's browser that is cut off from its program says so, bids nothing, and comes back",
  async (room) => {
    const sale = await openSale(room);
    const client = await sale.startClientPage("ana");
    const relay = room.use(new CutRelay(client.url));
    const ana = await BidderSeat.take(await room.open(), {
      name: "ana",
      url: relay.through(client.url),
    });
    await ana.settled();
    ana.stage.mayDisconnect();
    relay.cut();
    await ana.page.getByRole("alert").getByText("does not answer. Trying again.").waitFor();
    await ana.bidButton.and(ana.page.locator("[aria-disabled=true]")).waitFor();
    await ana.setMaximum("900.00");
    await ana.reads("Your bid", behind);
    const ben = await seat(sale, room, "ben");
    await ben.press();
    await ben.stands("You lead");
    relay.heal();
    await ana.page.getByRole("alert").waitFor({ state: "hidden", timeout: healMs });
    await ana.reads("Clay jug", "paddle ben");
    await ana.hasBid(0);
    // The answer to the next bid is lost: it is asked for again, and is no second bid.
    const button = await ana.settled();
    relay.holdAnswers();
    await button.click();
    await eventually(async () => {
      const { body } = await sale.house.admin("/api/v1/lots");
      return body.lots[0].standing.leader === "ana" ? true : null;
    }, { what: "Ana's bid at the house" });
    relay.cut();
    relay.heal();
    await ana.stands("You lead", healMs);
    await ana.hasBid(1);
    await ana.bidButton.waitFor({ state: "detached" });
    assertEquals(await recordedBids(sale, "ana"), ["BidAccepted accepted"]);
  },
);

/** Every clock counts down to the end that the house has for lot 1. */
async function clocksAgree(sale: SaleStage, pages: readonly Page[]): Promise<void> {
  let seen: readonly number[] = [];
  await eventually(async () => {
    const { body } = await sale.house.admin("/api/v1/lots");
    seen = [body.lots[0].endsAt, ...await Promise.all(pages.map(clockEnd))];
    return new Set(seen).size === 1 ? true : null;
  }, { what: "one end on all clocks" }).catch((error: Error) => {
    throw new Error(`${error.message}: ${seen}`);
  });
}
