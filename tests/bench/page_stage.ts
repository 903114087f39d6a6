// The pages that `deno task bench page` measures: the sale floor and the bidder's page of a real
// house with many lots, and what a person does on each of them meanwhile.
//
// Every page shows somewhere the number of the last event that it has drawn; that is all that the
// measurement knows of it. The last page is the peer: it draws that number and nothing else, so it
// shows what this machine and this browser take by themselves.

import { SaleStage } from "../browser/support/sale_stage.ts";
import type { PageStage } from "../browser/support/page_stage.ts";
import { ThrowAwayPage } from "../browser/support/throw_away_page.ts";
import { courseLot, SaleCourse } from "./sale_course.ts";

/** A page to be measured. */
export interface BenchedPage {
  readonly name: string;
  /** Opens it, signed in. */
  open(stage: PageStage): Promise<void>;
  /** An expression for the number of the last event that the page shows, 0 before the first. */
  readonly shown: string;
  /** What is there once the page's stream has brought all of it, as a CSS selector. */
  readonly whole: string;
  /** The field that is typed into and the button that is pressed, as CSS selectors. */
  readonly field: string;
  readonly button: string;
}

/** Pages over one sale, and its next event. */
export interface BenchStage extends AsyncDisposable {
  readonly sale: SaleStage;
  readonly pages: readonly BenchedPage[];
  /** Makes one thing happen; gives its number, which only grows, or null where not all pages show it. */
  happen(): Promise<number | null>;
  /** Opens one more lot, which nobody has bid on, for somebody else to bid on. */
  freshLot(): Promise<string>;
}

const SHOWN = `Number(document.querySelector("#shown")?.textContent ?? 0)`;

const PEER = {
  body: `<main><h1>Sale</h1><p id="shown">0</p><label>Text <input id="text"></label>` +
    `<button type="button" id="press">Press</button></main>`,
  script: `new EventSource("/events").onmessage = ({ data }) => {
    document.querySelector("#shown").textContent = data;
  };
  document.querySelector("#press").onclick = ({ target }) => { target.textContent += "!"; };`,
};

/** Starts a house with `lots` lots, ten of them open, and the client of a bidder. */
export async function openBenchStage(lots: number): Promise<BenchStage> {
  await using owned = new AsyncDisposableStack();
  const items = Array.from({ length: lots }, (_, i) => courseLot(i + 1));
  const sale = owned.use(await SaleStage.start({ "lots.json": items }));
  await sale.house.hasLots(...items.map(({ id }) => id));
  const course = new SaleCourse(sale.house, lots);
  await course.begin();
  const peer = owned.use(new ThrowAwayPage(PEER));
  const { url } = await sale.startClientPage("ana");
  const held = owned.move();
  return {
    sale,
    pages: [
      floorPage(sale, course.ahead),
      bidderPage(url, course.ahead),
      peerPage(peer),
    ],
    happen: async () => {
      const number = await course.next();
      if (number !== null) peer.publish(String(number));
      return number;
    },
    freshLot: () => course.freshLot(),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

function floorPage(sale: SaleStage, ahead: number): BenchedPage {
  return {
    name: "floor",
    open: async ({ page }) => {
      const { body } = await sale.house.admin("/api/v1/console-links", {});
      await page.goto(`${sale.adminUrl}${body.path}`);
      await page.waitForURL(`${sale.adminUrl}/`);
    },
    shown: `Number(document.querySelector("#ticker > li")?.id.split("-")[1] ?? 0)`,
    whole: `#queue > li:nth-child(${ahead}) [data-move]`,
    field: "#queue-filter",
    // It is answered by the house, and then the list is in another order.
    button: "#queue > li:nth-last-child(3) [data-move=up]",
  };
}

function bidderPage(url: string, ahead: number): BenchedPage {
  return {
    name: "bidder",
    open: async ({ page }) => {
      await page.goto(url);
      await page.waitForURL(`${new URL(url).origin}/`);
    },
    shown: `Number(document.querySelector("#seen-seq")?.value ?? 0)`,
    whole: `#ahead > li:nth-child(${ahead})`,
    field: "#amounts input",
    // Who leads has nothing to press there: another lot is looked at.
    button: "#bid-now:enabled, #others button",
  };
}

function peerPage(peer: ThrowAwayPage): BenchedPage {
  return {
    name: "peer",
    open: async ({ page }) => {
      await page.goto(peer.url);
      await peer.heard();
    },
    shown: SHOWN,
    whole: "#shown",
    field: "#text",
    button: "#press",
  };
}
