// Whole made-up sales: lots of every format, and every command at any time.

import fc from "fast-check";
import type { Command } from "../../lib/auction/command.ts";
import { askAt } from "../../lib/auction/dutch.ts";
import type { Closing, Lot, SoftClose } from "../../lib/auction/lot.ts";
import { nextDeadline } from "../../lib/auction/sale_clock.ts";
import { toCents } from "../../lib/auction/money.ts";
import {
  ANA,
  BEN,
  catalogued,
  CID,
  dutchLot,
  japaneseLot,
  lotBy,
  MINUTE,
  play,
  SALT,
  type Scene,
  T0,
  units,
} from "./scene.ts";

type WithoutTime<C> = C extends unknown ? Omit<C, "at"> : never;

/** A command whose time is that of the script. */
export type Untimed = WithoutTime<Command>;

/** Commands, each so long after the one before. */
export type Script = readonly { readonly command: Untimed; readonly laterMs: number }[];

const policies = fc.oneof(
  fc.constant<SoftClose>({ type: "none" }),
  fc.record<Exclude<SoftClose, { readonly type: "none" }>>({
    type: fc.constantFrom("from_bid", "add_to_end"),
    windowMs: fc.integer({ min: 1, max: 200_000 }),
    extensionsMs: fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 3 }),
    hardEndMs: fc.option(fc.integer({ min: 240_000, max: 900_000 })),
  }),
);

/** A catalogue with a lot of every format; "8", "9" and "u" may share a clock. */
export const stages: fc.Arbitrary<readonly Lot[]> = fc.record({
  policy: policies,
  reserve: fc.option(fc.integer({ min: 10, max: 90 })),
  buyNow: fc.option(fc.constant(units(80))),
  consignor: fc.constantFrom(null, null, ANA),
  group: fc.constantFrom(null, "one clock"),
}).map(({ policy, reserve, buyNow, consignor, group }) => {
  const terms = { reserve: reserve === null ? null : units(reserve), consignor };
  const timed = (minutes: number): { readonly closing: Closing } => {
    const end = { type: "after", durationMs: minutes * MINUTE } as const;
    return { closing: { type: "timed", end, softClose: policy, group } };
  };
  const english = { type: "english", buyNow } as const;
  return [
    lotBy(english, { ...terms }),
    lotBy(english, { ...terms, ...timed(4), id: "8" }),
    lotBy(english, { ...terms, ...timed(5), id: "9" }),
    lotBy({ type: "uniform", quantity: 4 }, { ...timed(4), id: "u" }),
    lotBy({ type: "sealed_first" }, { ...terms, id: "s" }),
    lotBy({ type: "vickrey" }, { ...terms, ...timed(5), id: "v" }),
    { ...dutchLot, id: "d" },
    { ...japaneseLot, ...terms, id: "j" },
  ];
});

const known = fc.constantFrom("7", "8", "8", "9", "9", "u", "s", "v", "d", "j");
const lot = fc.oneof({ weight: 20, arbitrary: known }, { weight: 1, arbitrary: fc.constant("70") });
const members = fc.constantFrom(ANA, BEN, CID);
const paddle = fc.oneof(
  { weight: 15, arbitrary: members },
  { weight: 1, arbitrary: fc.constant("99") },
);
const amount = fc.integer({ min: 950, max: 12_000 });

/** How far above the ask a bid is: below it now and then, often little above. */
const over = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: -300, max: 0 }) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 6_000 }) },
);

/** Mostly what the lot's format knows; the amount is told from the ask of its time on. */
const offers = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      lot,
      paddle,
      kind: fc.constantFrom("max" as const, "max" as const, "max" as const, "exact" as const),
      amount: over,
      quantity: fc.constantFrom(1, 1, 1, 1, 2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      lot: fc.constantFrom("j", "j", "j", "7", "d"),
      paddle,
      kind: fc.constantFrom("enter" as const, "enter" as const, "leave" as const),
      amount: over,
      quantity: fc.constant(1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      lot: fc.constantFrom("d", "7", "8", "9", "j"),
      paddle,
      kind: fc.constant("buy" as const),
      amount: over,
      quantity: fc.constant(1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      lot: fc.constant("u"),
      paddle,
      kind: fc.constant("max" as const),
      amount: over,
      quantity: fc.integer({ min: 1, max: 5 }),
    }),
  },
);

const bids: fc.Arbitrary<Untimed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      offer: offers,
      currency: fc.constantFrom(null, "BRL", "BRL", "BRL", "BRL", "BRL", "BRL", "USD"),
    }).map(({ offer, currency }): Untimed => ({ type: "PlaceBid", ...offer, currency })),
  },
  {
    weight: 2,
    arbitrary: offers.map((offer): Untimed => ({ type: "PlaceFloorBid", ...offer, salt: SALT })),
  },
  {
    weight: 1,
    arbitrary: offers.map(({ kind: _kind, ...offer }): Untimed => (
      { type: "HoldAbsenteeBid", ...offer, salt: SALT }
    )),
  },
);

const lotCommands: fc.Arbitrary<Untimed> = fc.record({
  type: fc.constantFrom(
    "OpenLot" as const,
    "OpenLot" as const,
    "OpenLot" as const,
    "PauseLot" as const,
    "ResumeLot" as const,
    "ResumeLot" as const,
    "UndoLastBid" as const,
  ),
  lot,
});

const money = amount.map(toCents);
const hand: fc.Arbitrary<Untimed> = fc.oneof(
  fc.record({ type: fc.constant("PassLot" as const), lot }),
  fc.record({ type: fc.constant("GiveFairWarning" as const), lot, text: fc.constant(null) }),
  fc.record({ type: fc.constant("HammerLot" as const), lot, belowReserve: fc.boolean() }),
  fc.record({ type: fc.constant("WithdrawLot" as const), lot, reason: fc.constant(null) }),
  fc.record({
    type: fc.constant("RetractBids" as const),
    lot,
    paddle,
    reason: fc.constant(null),
    salt: fc.constant(SALT),
  }),
  fc.record({ type: fc.constant("SetAsk" as const), lot, ask: money }),
  fc.record({
    type: fc.constant("SetIncrements" as const),
    lot,
    increments: fc.constantFrom(
      { type: "ebay_uk" } as const,
      {
        type: "fixed",
        step: units(3),
      } as const,
    ),
  }),
  fc.record({
    type: fc.constant("ReopenLot" as const),
    lot,
    durationMs: fc.option(fc.integer({ min: 1, max: 300_000 })),
  }),
  fc.record({ type: fc.constant("AwardLot" as const), lot, defaulter: paddle }),
  fc.record({ type: fc.constant("MoveLot" as const), lot, before: fc.option(lot) }),
);

const ofTheSale: fc.Arbitrary<Untimed> = fc.oneof(
  fc.record({
    type: fc.constantFrom(
      "SuspendPaddle" as const,
      "ReinstatePaddle" as const,
      "BanPaddle" as const,
    ),
    paddle,
  }),
  fc.record({
    type: fc.constant("SetLimit" as const),
    paddle,
    limit: fc.option(money),
    salt: fc.constant(SALT),
  }),
  fc.record({
    type: fc.constant("ReturnLostTime" as const),
    downSince: fc.integer({ min: -60_000, max: 5_000 }),
  }),
  fc.record({ type: fc.constant("OpenTimedLots" as const), staggerMs: fc.nat(60_000) }),
  fc.record({ type: fc.constant("Announce" as const), text: fc.constant("a word") }),
  fc.record({ type: fc.constant("CloseSale" as const) }),
);

/** Up to eighty commands; unbiased, or one odd choice would run through a whole sale. */
export const scripts: fc.Arbitrary<Script> = fc.noBias(fc.array(
  fc.record({
    command: fc.oneof(
      { weight: 14, arbitrary: bids },
      { weight: 6, arbitrary: lotCommands },
      { weight: 3, arbitrary: hand },
      { weight: 1, arbitrary: ofTheSale },
    ),
    laterMs: fc.oneof(fc.constant(0), fc.nat(5_000), fc.nat(40_000)),
  }),
  { minLength: 10, maxLength: 80, size: "max" },
));

/** The first six before the sale opens, then each command at its time, after the Ticks that are due, as the shell sends them. */
export function perform(lots: readonly Lot[], script: Script): Scene {
  let scene = catalogued(...lots);
  for (const { command } of script.slice(0, 6)) scene = play(scene, commandAt(scene, command, 1));
  const open = ["8", "9", "d", "j", "s", "7"];
  scene = play(scene, ...open.map((lot) => ({ type: "OpenLot", at: T0, lot }) as const));
  let at = T0;
  for (const { command, laterMs } of script.slice(6)) {
    at += laterMs;
    let due = nextDeadline(scene.sale.view);
    while (due !== null && due <= at) {
      scene = play(scene, { type: "Tick", at: due });
      due = nextDeadline(scene.sale.view);
    }
    scene = play(scene, commandAt(scene, command, at));
  }
  return scene;
}

// The amount of a made-up bid is told from the ask on, the length of an outage back from its end.
function commandAt(scene: Scene, command: Untimed, at: number): Command {
  const timed: Command = { ...command, at };
  if (timed.type === "ReturnLostTime") return { ...timed, downSince: at + timed.downSince };
  if (!("amount" in timed)) return timed;
  const view = scene.sale.view.lots.get(timed.lot);
  return { ...timed, amount: (view === undefined ? 0 : askAt(view, at)) + timed.amount };
}
