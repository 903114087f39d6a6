// A sale of seven lots that ends in every way, played through the real rules.
//
// Lot 1 is Ana's; of lot 2, five equal units, Ben gets three and Ana two; lot 3 was Cid's, who did
// not pay, and is Dora's; lot 4 misses its reserve; lot 5 is withdrawn; lot 6 was Ben's, who
// did not pay, then Cid's, was offered again and is Dora's; lot 7 never opens.

import { floorIdentity } from "../../lib/secure/floor_paddles.ts";
import { assert } from "@std/assert";
import type { Command } from "../../lib/auction/command.ts";
import { decide } from "../../lib/auction/decide.ts";
import { publicEvent } from "../../lib/auction/event.ts";
import type { Lot, Texts } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { emptySale, evolve } from "../../lib/auction/sale.ts";
import type { SaleTerms } from "../../lib/auction/settlement.ts";
import { evolveNotes, NO_NOTES } from "../../lib/settlement/sale_notes.ts";
import type { SettledSale } from "../../lib/settlement/settled_sale.ts";

export const ANA = "9";
export const BEN = "12";
export const CID = "12A";
export const DORA = "100";

/** 15 January 2027, 08:00 UTC: the first command; each one later comes a second after. */
export const T0 = 1_800_000_000_000;

/** 25 % up to 1,000.00 and 20 % of what is above; 5 % tax on the premium. */
export const TERMS: SaleTerms = {
  premium: [{ from: toCents(0), rate: 2_500 }, { from: toCents(100_000), rate: 2_000 }],
  taxRate: 500,
  taxOn: "premium",
};

const PLACE = {
  house: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
  seq: 99,
  hash: "ab".repeat(32),
};
/** The sale's id. */
export const SALE = "5a".repeat(16);
const SALT = "00".repeat(16);

const pot: Lot = {
  id: "1",
  format: { type: "english", buyNow: null },
  title: { en: "Clay pot", pt: "Pote de barro" },
  description: {},
  opening: toCents(10_000),
  increments: { type: "fixed", step: toCents(1_000) },
  reserve: null,
  closing: { type: "clerked" },
  image: null,
  estimate: { low: toCents(20_000), high: toCents(40_000) },
  consignor: null,
};

/** The catalogue; `title` is lot 1's. */
function lots(title: Texts): readonly Lot[] {
  return [
    { ...pot, title },
    { ...pot, id: "2", format: { type: "uniform", quantity: 5 }, title: { pt: "Xícaras, lote" } },
    { ...pot, id: "3", title: { en: "Desk" }, estimate: null },
    { ...pot, id: "4", title: { en: "Clock" }, reserve: toCents(90_000) },
    { ...pot, id: "5", title: { en: "Lamp" } },
    { ...pot, id: "6", title: { en: "Chair" } },
    { ...pot, id: "7", title: { en: "Vase" } },
  ];
}

/** A command without its time. */
export type Untimed<C> = C extends unknown ? Omit<C, "at"> : never;

/** How a sale differs from the usual one. */
export interface SaleOptions {
  readonly terms?: SaleTerms | null;
  readonly title?: Texts;
  readonly names?: SettledSale["names"];
  readonly saleName?: string;
  readonly isClosed?: boolean;
  readonly withdrawal?: string | null;
}

/** The names that the house knows; Dora's it does not. */
export const NAMES: SettledSale["names"] = new Map([
  [ANA, "Ana Lima"],
  [BEN, "Benedito Souza"],
  [CID, "Cid Prado"],
]);

/** The sale of seven lots. */
export function soldSale(options: SaleOptions = {}): SettledSale {
  return played(saleCommands(options), options.names ?? NAMES);
}

/** The commands of the sale of seven lots, one each second from {@link T0} on. */
export function saleCommands(options: SaleOptions = {}): readonly Command[] {
  const { terms = TERMS, title = pot.title, names = NAMES, isClosed = true } = options;
  const untimed: Untimed<Command>[] = [
    {
      type: "CreateSale",
      sale: SALE,
      name: options.saleName ?? "Leilão de outono",
      currency: "BRL",
    },
    ...(terms === null ? [] : [{ type: "SetTerms", terms } as const]),
    ...[ANA, BEN, CID, DORA].map((paddle) => {
      const name = names.get(paddle) ?? null;
      const identity = floorIdentity({ name, salt: "00".repeat(16) });
      return { type: "AdmitPaddle", paddle, identity } as const;
    }),
    ...lots(title).map((lot) => ({ type: "CatalogueLot", lot, salt: SALT }) as const),
    ...english("1", [[BEN, 150_000], [ANA, 150_001]]),
    open("2"),
    bid("2", ANA, { amount: 12_000, quantity: 3 }),
    bid("2", BEN, { amount: 12_345, quantity: 3 }),
    hammer("2"),
    ...english("3", [[DORA, 30_000], [CID, 80_000]]),
    { type: "AwardLot", lot: "3", defaulter: CID },
    ...english("4", [[ANA, 10_000]]),
    {
      type: "WithdrawLot",
      lot: "5",
      reason: options.withdrawal === undefined ? "found broken" : options.withdrawal,
    },
    ...english("6", [[CID, 15_000], [BEN, 30_000]]),
    { type: "AwardLot", lot: "6", defaulter: BEN },
    { type: "ReopenLot", lot: "6", durationMs: null },
    bid("6", CID, { amount: 30_000 }),
    bid("6", DORA, { amount: 40_000 }),
    hammer("6"),
    ...(isClosed ? [{ type: "CloseSale" } as const] : []),
  ];
  return timed(untimed);
}

/** `commands` with their times, one each second. */
export function timed(commands: readonly Untimed<Command>[]): readonly Command[] {
  return commands.map((command, index) => ({ ...command, at: T0 + index * 1_000 }));
}

/** The sale that `commands` make. */
export function played(
  commands: readonly Command[],
  names: SettledSale["names"] = new Map(),
): SettledSale {
  let sale = emptySale();
  let notes = NO_NOTES;
  for (const command of commands) {
    const decision = decide(sale, command);
    assert(decision.type === "accepted", `${JSON.stringify(command)}: ${JSON.stringify(decision)}`);
    for (const event of decision.events) {
      sale = evolve(sale, event);
      notes = evolveNotes(notes, publicEvent(event));
    }
  }
  return { view: sale.view, notes, place: PLACE, names };
}

function english(
  lot: string,
  bids: readonly (readonly [string, number])[],
): Untimed<Command>[] {
  return [open(lot), ...bids.map(([paddle, amount]) => bid(lot, paddle, { amount })), hammer(lot)];
}

function open(lot: string): Untimed<Command> {
  return { type: "OpenLot", lot };
}

function hammer(lot: string): Untimed<Command> {
  return { type: "HammerLot", lot, belowReserve: false };
}

function bid(
  lot: string,
  paddle: string,
  { amount, quantity = 1 }: { readonly amount: number; readonly quantity?: number },
): Untimed<Command> {
  return { type: "PlaceFloorBid", lot, paddle, kind: "max", amount, quantity, salt: SALT };
}
