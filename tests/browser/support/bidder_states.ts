// The states of the bidder's page that are worth a look, as Ana has them before her.

import { tellBids, tellWholeSale, TERMS } from "./sale_stories.ts";
import type { ShownPlace, ShownState } from "./shown_states.ts";
import { ANA, BENTO, CAIO, ShownSale } from "./shown_sale.ts";

/** A state of Ana's page. */
interface AnaState extends Pick<ShownPlace, "settle"> {
  readonly name: string;
  readonly path?: string;
  readonly inReadme?: readonly string[];
  readonly tell?: (sale: ShownSale) => void | Promise<void>;
  /** False: the house has not let her in. */
  readonly isIn?: boolean;
  readonly isSignedIn?: boolean;
}

const STATES: readonly AnaState[] = [
  { name: "sign-in", path: "/sign-in", isSignedIn: false },
  {
    name: "waiting",
    isIn: false,
    tell: ({ link }) => {
      link.notify({ type: "connection", state: "waiting_approval", path: null });
    },
  },
  { name: "no-lot" },
  { name: "open", tell: tellOpen },
  { name: "leading", inReadme: ["desktop-en-light"], tell: tellLeading },
  { name: "outbid", inReadme: ["phone-en-dark"], tell: tellOutbid },
  {
    name: "warning",
    tell: async (sale) => {
      await tellOutbid(sale);
      sale.play({ type: "GiveFairWarning", lot: "1", text: null });
    },
  },
  {
    name: "paused",
    tell: async (sale) => {
      await tellOutbid(sale);
      sale.play({ type: "PauseLot", lot: "1" });
    },
  },
  { name: "won", tell: tellWon },
  {
    name: "refused",
    tell: async (sale) => {
      await tellOutbid(sale);
      await sale.anaBids("1", { amount: 300_000 });
    },
  },
  {
    name: "question",
    tell: tellOutbid,
    settle: async (stage) => {
      const { page } = stage;
      await page.locator("#maximum-1").fill("90000");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      stage.forgive(409);
    },
  },
  {
    name: "sealed",
    tell: async (sale) => {
      sale.open("9");
      await sale.anaBids("9", { amount: 310_000 });
    },
  },
  { name: "dutch", tell: (sale) => sale.open("10") },
  {
    name: "japanese",
    tell: async (sale) => {
      sale.open("11");
      await sale.anaBids("11", { amount: 60_000, kind: "enter" });
      sale.bid("11", BENTO, { amount: 60_000, kind: "enter" });
      sale.wait(65_000);
      sale.play({ type: "Tick" });
    },
  },
  {
    name: "uniform",
    tell: async (sale) => {
      sale.open("12");
      await sale.anaBids("12", { amount: 7_000, quantity: 25 });
      sale.bid("12", CAIO, { amount: 6_500, quantity: 20 });
    },
  },
  {
    name: "behind",
    tell: async (sale) => {
      await tellLeading(sale);
      sale.link.notify({ type: "connection", state: "lagging", path: "multicast" });
    },
  },
  {
    name: "banned",
    tell: async (sale) => {
      await tellOutbid(sale);
      sale.play({ type: "BanPaddle", paddle: ANA });
    },
  },
  { name: "closed", tell: tellWholeSale },
  {
    name: "ended",
    tell: async (sale) => {
      await tellWon(sale);
      sale.link.notify({ type: "connection", state: "ended", path: null });
    },
  },
];

/** All states of the bidder's page. */
export const BIDDER_STATES: readonly ShownState[] = STATES.map(
  ({ name, path = "/", tell, settle, isIn = true, isSignedIn = true, inReadme = [] }) => ({
    name: `bidder-${name}`,
    inReadme,
    arrange: async (owned) => {
      const sale = owned.use(await ShownSale.begin({ isIn }));
      await tell?.(sale);
      return {
        url: `${sale.page.origin}${path}`,
        ...(settle === undefined ? {} : { settle }),
        ...(isSignedIn ? { signIn: (context) => sale.page.signIn(context) } : {}),
      };
    },
  }),
);

function tellOpen(sale: ShownSale): void {
  sale.play({ type: "SetTerms", terms: TERMS });
  sale.open("2", "1");
}

async function tellLeading(sale: ShownSale): Promise<void> {
  tellBids(sale);
  await sale.anaBids("1", { amount: 500_000 });
  sale.bid("1", BENTO, { amount: 350_000 });
}

async function tellOutbid(sale: ShownSale): Promise<void> {
  tellOpen(sale);
  sale.bid("1", BENTO, { amount: 180_000 });
  await sale.anaBids("1", { amount: 250_000 });
  sale.wait(6_000);
  sale.bid("1", BENTO, { amount: 360_000 });
}

async function tellWon(sale: ShownSale): Promise<void> {
  await tellLeading(sale);
  sale.play({ type: "HammerLot", lot: "1", belowReserve: false });
}
