// One bidder at the own page: what a person there reads and presses, found by role and name.

import { assertEquals } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { lotSettleMs, settleMs } from "../../../lib/bidder/bid_press.js";
import { type PageStage, whenUsable } from "./page_stage.ts";
import type { ClientPage } from "./sale_stage.ts";

/** The name of the one large button. */
export const NEXT_BID = /^Bid R\$/;

/** An answer is there within this. */
const standsMs = 10_000;
/** A house is given up, waited for and found again within this. */
const connectionMs = 60_000;

/** A bidder's page, signed in. */
export class BidderSeat {
  readonly name: string;
  readonly stage: PageStage;
  readonly page: Page;

  private constructor(name: string, stage: PageStage, page = stage.page) {
    this.name = name;
    this.stage = stage;
    this.page = page;
  }

  /** Opens the page of `client`; `url` is another way to it, as through a relay. */
  static async take(
    stage: PageStage,
    { name, url }: Pick<ClientPage, "name" | "url">,
  ): Promise<BidderSeat> {
    await stage.page.goto(url);
    await whenUsable(stage.page.getByRole("heading", { name: "Your bid", exact: true }));
    return new BidderSeat(name, stage);
  }

  /** The same page in another tab of the same browser. */
  async anotherTab(): Promise<BidderSeat> {
    const tab = new BidderSeat(
      `${this.name}'s other tab`,
      this.stage,
      await this.stage.context.newPage(),
    );
    await tab.page.goto(this.page.url());
    await tab.bidButton.waitFor();
    return tab;
  }

  /** The part of the page with this heading. */
  part(heading: string): Locator {
    return this.page.getByRole("region", { name: heading, exact: true });
  }

  /** The one large button. */
  get bidButton(): Locator {
    return this.part("Your bid").getByRole("button", { name: NEXT_BID });
  }

  /** Waits until the part with this heading says `text`. */
  async reads(heading: string, text: string | RegExp): Promise<void> {
    await this.part(heading).filter({ hasText: text }).waitFor();
  }

  /** Waits until the own place in the lot is told in these words. */
  async stands(words: string, timeout = standsMs): Promise<void> {
    await this.part("Your bid").getByText(words, { exact: true }).waitFor({ timeout });
  }

  /** Waits until the head of the page says this of the connection: a house is given up slowly. */
  async says(words: RegExp): Promise<void> {
    await this.page.getByRole("banner").getByText(words).waitFor({ timeout: connectionMs });
  }

  /** The button with this name, once it has shown the same for so long that a press of it counts. */
  async settled(name: RegExp = NEXT_BID): Promise<Locator> {
    const button = this.part("Your bid").getByRole("button", { name });
    await button.and(this.page.locator("[data-bid]")).waitFor();
    await button.evaluate(untilSettled, { bidMs: settleMs + 50, lotMs: lotSettleMs + 50 });
    return button;
  }

  /** Presses the button with this name, as one who has looked at it does. */
  async press(name: RegExp = NEXT_BID): Promise<void> {
    await (await this.settled(name)).click();
  }

  /** Types a maximum and sends it. */
  async setMaximum(amount: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Your maximum" }).fill(amount);
    await this.page.getByRole("button", { name: "Set maximum" }).click();
  }

  /** The own bids, newest first, in the page's words. */
  async history(): Promise<readonly string[]> {
    return await this.part("Your bids").getByRole("listitem").allInnerTexts();
  }

  /** Fails unless exactly `count` own bids are listed. */
  async hasBid(count: number): Promise<void> {
    assertEquals((await this.history()).length, count, `${this.name}: ${await this.history()}`);
  }
}

/** When the clock of the lot in the ring ends, as `page` counts it down. */
export async function clockEnd(page: Page): Promise<number> {
  const clock = page.getByRole("main").getByRole("timer").first();
  return Number(await clock.getAttribute("data-ends-at"));
}

/** The browser's own: {@link untilSettled} runs there. */
declare function requestAnimationFrame(look: (nowMs: number) => void): void;

/** Resolves in the browser once what a press of `button` sends has not changed for long enough. */
function untilSettled(
  button: { readonly dataset: Readonly<Record<string, string>> },
  { bidMs, lotMs }: { readonly bidMs: number; readonly lotMs: number },
): Promise<void> {
  return new Promise((resolve) => {
    // The lot that was pressed on last is kept in the page: one that is loaded anew knows of none.
    const page = globalThis as unknown as { seatLot?: string };
    let shown = "";
    let sinceMs = 0;
    const look = (nowMs: number) => {
      const { bid = "" } = button.dataset;
      if (bid !== shown || bid === "") [shown, sinceMs] = [bid, nowMs];
      const lot = bid === "" ? "" : JSON.parse(bid).lot;
      if (nowMs - sinceMs > (page.seatLot === lot ? bidMs : lotMs)) {
        page.seatLot = lot;
        resolve();
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
