// The states of the house's pages that are worth a look: the console in front of the auctioneer, and
// the projector on the wall.

import { Buffer } from "node:buffer";
import type { ActionEntry } from "../../../lib/admin/action.ts";
import { problemAt } from "../../../lib/catalogue/problem.ts";
import { generatePrivateKeySet, publicHalf } from "../../../lib/secure/private_key_set.ts";
import { thumbprint } from "../../../lib/secure/key_set.ts";
import { toCents } from "../../../lib/auction/money.ts";
import { tellBids, tellWholeSale, TERMS } from "./sale_stories.ts";
import type { ShownPlace, ShownState } from "./shown_states.ts";
import { ANA, BENTO, CAIO, ShownSale } from "./shown_sale.ts";

/** A state of a page of the house. */
interface HouseState extends Pick<ShownPlace, "settle"> {
  readonly name: string;
  readonly path: string;
  readonly inReadme?: readonly string[];
  readonly cutAt?: number;
  /** How the sale came there. */
  readonly tell?: (sale: ShownSale) => void | Promise<void>;
  readonly isSignedIn?: boolean;
}

const FLOOR: readonly HouseState[] = [
  { name: "sign-in", path: "/sign-in", isSignedIn: false },
  { name: "floor-before", path: "/" },
  {
    name: "floor-english",
    path: "/",
    inReadme: ["desktop-en-light"],
    cutAt: 530,
    tell: tellBids,
  },
  {
    name: "floor-question",
    path: "/",
    tell: tellBids,
    settle: async ({ page }) => {
      await page.keyboard.press("h");
      await page.getByRole("dialog").getByRole("listitem").first().waitFor();
    },
  },
  { name: "floor-sold", path: "/", tell: tellSold },
  {
    name: "floor-clocks",
    path: "/?lot=10",
    tell: (sale) => {
      sale.open("2", "3", "4", "10");
      sale.bid("2", BENTO, { amount: 250_000 });
    },
  },
  {
    name: "floor-sealed",
    path: "/",
    tell: (sale) => {
      sale.open("9");
      sale.bid("9", ANA, { amount: 310_000 });
      sale.bid("9", BENTO, { amount: 260_000 });
    },
  },
  { name: "floor-closed", path: "/", tell: tellWholeSale },
];

const OTHER_PAGES: readonly HouseState[] = [
  { name: "bidders", path: "/bidders", inReadme: ["desktop-en-light"], tell: tellKnock },
  { name: "catalogue", path: "/catalogue", tell: tellReport },
  {
    name: "catalogue-upload",
    path: "/catalogue",
    settle: async (stage) => {
      const csv = "Lot,Title,StartPrice\n31,Hat,10\n32,,ten\n";
      const file = { name: "lots.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
      await stage.page.locator("#lot-files").setInputFiles([file]);
      await stage.page.locator("#lot-report").getByText("StartPrice").waitFor();
      stage.forgive(422);
    },
  },
  { name: "results-open", path: "/results", tell: tellSold },
  { name: "results", path: "/results", tell: tellWholeSale },
  { name: "log", path: "/log", tell: tellDeeds },
  {
    name: "not-here",
    path: "/lots",
    settle: (stage) => Promise.resolve(stage.forgive(404)),
  },
];

const WALL: readonly HouseState[] = [
  { name: "projector-welcome", path: "/projector" },
  { name: "projector-english", path: "/projector", tell: tellBids },
  {
    name: "projector-warning",
    path: "/projector",
    inReadme: ["desktop-en-dark"],
    tell: (sale) => {
      tellBids(sale);
      sale.bid("1", BENTO, { amount: 400_000 });
      sale.play(
        { type: "GiveFairWarning", lot: "1", text: null },
        { type: "GiveFairWarning", lot: "1", text: null },
      );
    },
  },
  { name: "projector-sold", path: "/projector", tell: tellSold },
  {
    name: "projector-timed",
    path: "/projector",
    tell: (sale) => {
      sale.open("2");
      sale.play({ type: "Announce", text: "Café na varanda / Coffee on the porch" });
      sale.bid("2", CAIO, { amount: 260_000 });
    },
  },
  { name: "projector-dutch", path: "/projector", tell: (sale) => sale.open("10") },
  {
    name: "projector-japanese",
    path: "/projector",
    tell: (sale) => {
      sale.open("11");
      for (const paddle of [ANA, BENTO, CAIO]) {
        sale.bid("11", paddle, { amount: 60_000, kind: "enter" });
      }
    },
  },
  {
    name: "projector-sealed",
    path: "/projector",
    tell: (sale) => {
      sale.open("9");
      sale.bid("9", BENTO, { amount: 260_000 });
    },
  },
  {
    name: "projector-paused",
    path: "/projector",
    tell: (sale) => {
      sale.open("3");
      sale.bid("3", BENTO, { amount: 31_000 });
      sale.play({ type: "PauseLot", lot: "3" });
    },
  },
  {
    name: "projector-passed",
    path: "/projector",
    tell: (sale) => {
      sale.open("5");
      sale.bid("5", BENTO, { amount: 900_000 });
      sale.play({ type: "HammerLot", lot: "5", belowReserve: false });
    },
  },
  { name: "projector-closed", path: "/projector", tell: tellWholeSale },
];

/** All states of the house's pages. */
export const CONSOLE_STATES: readonly ShownState[] = [...FLOOR, ...OTHER_PAGES, ...WALL].map(
  ({ name, path, tell, settle, isSignedIn = true, inReadme = [], cutAt }) => ({
    name,
    inReadme,
    ...(cutAt === undefined ? {} : { cutAt }),
    arrange: async (owned) => {
      const sale = owned.use(await ShownSale.begin());
      await tell?.(sale);
      return {
        url: `${sale.console.origin}${path}`,
        ...(settle === undefined ? {} : { settle }),
        ...(isSignedIn ? { signIn: (context) => sale.console.signIn(context) } : {}),
      };
    },
  }),
);

/** The first lot is sold; a bid came a moment too late. */
function tellSold(sale: ShownSale): void {
  tellBids(sale);
  sale.bid("1", BENTO, { amount: 400_000 });
  sale.play({ type: "HammerLot", lot: "1", belowReserve: false });
  const at = sale.stage.house.nowMs;
  sale.stage.house.missed = [{ lot: "1", paddle: CAIO, at, lateMs: 800, reachedAsk: true }];
}

async function tellKnock(sale: ShownSale): Promise<void> {
  const keySet = publicHalf(await generatePrivateKeySet({ bits: 2048 }));
  const { house } = sale.stage;
  const fingerprint = thumbprint(keySet.encryption);
  house.knocking = [{
    fingerprint,
    keySet,
    atMs: house.nowMs - 4_000,
    tries: 3,
    isContested: false,
  }];
}

function tellReport(sale: ShownSale): void {
  sale.stage.house.problems = [
    { file: "13-desk.json", problem: problemAt("opening", "amount", { found: '"ten"' }) },
  ];
  sale.play({ type: "SetTerms", terms: TERMS });
}

function tellDeeds(sale: ShownSale): void {
  tellSold(sale);
  const { house } = sale.stage;
  const done = { actor: "Lia", outcome: "done", code: null } as const;
  const deeds: readonly Omit<ActionEntry, "at">[] = [
    { ...done, operation: "openLot", target: { lot: "1" } },
    { ...done, operation: "floorBidsLot", target: { lot: "1", paddle: "40" } },
    { ...done, operation: "askLot", target: { lot: "1", ask: toCents(350_000) } },
    { ...done, operation: "hammerLot", target: { lot: "1" } },
    { ...done, actor: "api", operation: "backup", target: {} },
    {
      ...done,
      operation: "hammerLot",
      target: { lot: "1" },
      outcome: "refused",
      code: "lot_closed",
    },
  ];
  for (const [nth, deed] of deeds.entries()) {
    house.acted({ ...deed, at: house.nowMs - 60_000 + nth * 9_000 });
  }
}
