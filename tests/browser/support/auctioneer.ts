// The auctioneer, or who helps, at the console: signs in, presses keys, answers questions.

import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { runFolderTask } from "../../support/folder_task.ts";
import { type PageStage, whenUsable } from "./page_stage.ts";
import type { SaleStage } from "./sale_stage.ts";

/** The names of the console's pages, as they stand in its head. */
export type ConsoleTitle = "Sale" | "Bidders" | "Catalogue" | "Results" | "Log";

/** Someone at the console, signed in under a name. */
export class Auctioneer {
  readonly name: string;
  readonly stage: PageStage;
  readonly page: Page;

  private constructor(name: string, stage: PageStage) {
    this.name = name;
    this.stage = stage;
    this.page = stage.page;
  }

  /** Signs in with the house's token, which is typed into the form. */
  static async byToken(stage: PageStage, sale: SaleStage, name: string): Promise<Auctioneer> {
    const { page } = stage;
    await page.goto(sale.adminUrl);
    await page.getByLabel("Token").fill(await sale.adminToken());
    await page.getByLabel("Your name").fill(name);
    await page.getByRole("button", { name: "Sign in" }).click();
    return await seated(new Auctioneer(name, stage));
  }

  /** Signs in with the link that `deno task console` gives. */
  static async byLink(stage: PageStage, sale: SaleStage, name: string): Promise<Auctioneer> {
    const args = ["--name", name, "--admin", sale.adminUrl, "--no-open"];
    const { code, out, err } = await runFolderTask("console", args, { folder: sale.folder.path });
    assertEquals(code, 0, err);
    await stage.page.goto(out.trim());
    return await seated(new Auctioneer(name, stage));
  }

  /** Goes to a page of the console by its link. */
  async goTo(title: ConsoleTitle): Promise<void> {
    const pages = this.page.getByRole("navigation", { name: "Pages of the console" });
    await pages.getByRole("link", { name: new RegExp(`^${title}`) }).click();
    await whenUsable(pages.locator("[aria-current=page]").filter({ hasText: title }));
  }

  /** Presses a key, once the button with this name shows that it is there for it. */
  async key(key: string, button: RegExp): Promise<void> {
    const shown = this.page.getByRole("button", { name: button });
    await shown.and(this.page.locator(`[data-key="${key}"]`)).waitFor();
    // Who has typed leaves the field first: there a key is a letter.
    await this.page.evaluate("document.activeElement.blur()");
    await this.page.keyboard.press(key);
  }

  /** Waits until the outcome of the last deed is told in these words. */
  async hears(words: string | RegExp): Promise<void> {
    await this.page.getByRole("status").filter({ hasText: words }).first().waitFor();
  }

  /** Waits until the lot in the ring is shown with this text. */
  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByRole("region", { name: "Price", exact: true })
      .filter({ hasText: text }).waitFor();
  }

  /** Says yes to the question that is open, by the button that names the deed; gives what it said. */
  async agrees(verb: string): Promise<string> {
    const question = this.page.getByRole("dialog");
    await question.waitFor();
    const effects = await question.getByRole("listitem").allInnerTexts();
    await question.getByRole("button", { name: verb }).click();
    await question.waitFor({ state: "hidden" });
    return effects.join(" ");
  }
}

async function seated(auctioneer: Auctioneer): Promise<Auctioneer> {
  const { page } = auctioneer;
  await whenUsable(page.getByRole("navigation", { name: "Pages of the console" }));
  return auctioneer;
}
