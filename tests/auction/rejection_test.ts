// Every refusal by its name, and the order in which a bid's faults are looked at.

import { assert, assertEquals } from "@std/assert";
import type { Command, LotCommand, PlaceBid } from "../../lib/auction/command.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import { type Rejection, REJECTIONS } from "../../lib/auction/rejection.ts";
import { emptySale } from "../../lib/auction/sale.ts";
import {
  ANA,
  answer,
  BEN,
  bid,
  catalogued,
  CID,
  dutchLot,
  hammer,
  hold,
  japaneseLot,
  limited,
  lot7,
  lot8,
  lotBy,
  MINUTE,
  opened,
  play,
  retract,
  SALT,
  type Scene,
  SECOND,
  T0,
  tenUnits,
  units,
} from "./scene.ts";

const AT = T0 + SECOND;
const END = T0 + 10 * MINUTE;
const nothing: Scene = { sale: emptySale(), events: [], last: { type: "accepted", events: [] } };
const open = opened(lot7, lot8);
const led = play(open, bid(ANA, 20), bid(ANA, 20, { lot: "8" }));
const closed = play(catalogued(lot7), { type: "CloseSale", at: AT });
const suspended = play(open, { type: "SuspendPaddle", at: AT, paddle: ANA });
const paused = play(led, on("PauseLot", "7"), on("PauseLot", "8"));
const sold = play(led, hammer({ at: AT }));
const banned = play(open, { type: "BanPaddle", at: AT, paddle: ANA });
const entered = play(opened(japaneseLot), bid(ANA, 10, { kind: "enter" }));
const raised = play(entered, bid(BEN, 10, { kind: "enter" }), { type: "Tick", at: T0 + MINUTE });
const waiting = catalogued({ ...lot7, consignor: ANA }, lotBy(dutchLot.format, { id: "d" }));

const admitted = { type: "AdmitPaddle", at: AT, paddle: "12a", identity: "" } as const;
const lettered = play(opened({ ...lot7, consignor: "12A" }), admitted);
const crowded = catalogued(...Array.from({ length: 50 }, (_, i) => shared(`${i + 1}`)));

/** A lot of the clock that many share. */
function shared(id: string): Lot {
  const { closing } = lot8;
  assert(closing.type === "timed");
  return { ...lot8, id, closing: { ...closing, group: "evening" } };
}

function on(type: LotCommand["type"], lot: string): LotCommand {
  return { type, at: AT, lot };
}

function catalogue(opening: number): Command {
  return { type: "CatalogueLot", at: AT, lot: { ...lot7, opening: units(opening) }, salt: "" };
}

function withdraw(lot: string): Command {
  return { type: "WithdrawLot", at: AT, lot, reason: null };
}

function warn(lot: string): Command {
  return { type: "GiveFairWarning", at: AT, lot, text: null };
}

function ask(amount: number, lot = "7"): Command {
  return { type: "SetAsk", at: AT, lot, ask: units(amount) };
}

function steps(lot = "7"): Command {
  return { type: "SetIncrements", at: AT, lot, increments: { type: "ebay_uk" } };
}

function reopen(lot = "7", durationMs: number | null = null): Command {
  return { type: "ReopenLot", at: AT, lot, durationMs };
}

function award(defaulter: string, lot = "7"): Command {
  return { type: "AwardLot", at: AT, lot, defaulter };
}

function floorBid(paddle: string, amount: number): Command {
  const rest = { at: AT, lot: "7", kind: "exact", quantity: 1, salt: SALT } as const;
  return { type: "PlaceFloorBid", paddle, amount: units(amount), ...rest };
}

function onPaddle(
  type: "SuspendPaddle" | "ReinstatePaddle" | "BanPaddle",
  paddle: string,
): Command {
  return { type, at: AT, paddle };
}

const openAll: Command = { type: "OpenTimedLots", at: AT, staggerMs: 0 };
const terms: Command = {
  type: "SetTerms",
  at: AT,
  terms: { premium: [], taxRate: 0, taxOn: "premium" },
};

const create: Command = { type: "CreateSale", at: AT, sale: "cd", name: "", currency: "BRL" };
const endsBeforeItOpens = {
  ...lot8,
  id: "9",
  closing: {
    type: "timed",
    end: { type: "at", atMs: AT },
    softClose: { type: "none" },
    group: null,
  },
} as const;

type Row = readonly [Rejection, string, Scene, Command];

const TABLE: readonly Row[] = [
  // reason            what is asked                     given       command
  ["no_sale", "a bid before there is a sale", nothing, bid(ANA, 20)],
  ["no_sale", "a lot before there is a sale", nothing, catalogue(10)],
  ["no_sale", "a paddle before there is a sale", nothing, {
    type: "AdmitPaddle",
    at: 0,
    paddle: ANA,
    identity: "",
  }],
  ["no_sale", "the end of no sale", nothing, { type: "CloseSale", at: 0 }],
  ["sale_exists", "a second sale", open, create],
  ["sale_exists", "a sale anew after its end", closed, create],
  ["sale_closed", "a bid after the sale", closed, bid(ANA, 20)],
  ["sale_closed", "a lot after the sale", closed, catalogue(20)],
  ["sale_closed", "closing twice", closed, { type: "CloseSale", at: AT }],
  ["lots_open", "closing with open lots", open, { type: "CloseSale", at: AT }],
  ["lots_open", "closing with paused lots", paused, { type: "CloseSale", at: AT }],
  ["unknown_lot", "a bid on no lot", open, bid(ANA, 20, { lot: "70" })],
  ["unknown_lot", "opening no lot", open, on("OpenLot", "70")],
  ["unknown_lot", "hammering no lot", open, hammer({ lot: "70" })],
  ["unknown_lot", "passing no lot", open, on("PassLot", "70")],
  ["unknown_lot", "pausing no lot", open, on("PauseLot", "70")],
  ["unknown_lot", "resuming no lot", open, on("ResumeLot", "70")],
  ["unknown_lot", "undoing on no lot", open, on("UndoLastBid", "70")],
  ["unknown_lot", "warning on no lot", open, warn("70")],
  ["unknown_lot", "withdrawing no lot", open, withdraw("70")],
  ["unknown_paddle", "a bid by a stranger", open, bid("99", 20)],
  ["unknown_paddle", "suspending a stranger", open, onPaddle("SuspendPaddle", "99")],
  ["unknown_paddle", "reinstating a stranger", open, onPaddle("ReinstatePaddle", "99")],
  ["unknown_paddle", "banning a stranger", open, onPaddle("BanPaddle", "99")],
  ["unknown_paddle", "a limit of a stranger", open, limited("99", 50)],
  ["unknown_paddle", "a stranger's bid from the room", open, floorBid("99", 20)],
  ["unknown_paddle", "a stranger's absentee bid", waiting, hold("99", 20)],
  ["suspended", "a bid by a suspended paddle", suspended, bid(ANA, 20)],
  ["lot_not_open", "a bid before the opening", catalogued(lot7), bid(ANA, 20)],
  ["lot_not_open", "hammering a catalogued lot", catalogued(lot7), hammer()],
  ["lot_not_open", "hammering a catalogued timed lot", catalogued(lot8), hammer({ lot: "8" })],
  ["lot_not_open", "passing a catalogued lot", catalogued(lot7), on("PassLot", "7")],
  ["lot_not_open", "pausing a catalogued lot", catalogued(lot7), on("PauseLot", "7")],
  ["lot_not_open", "resuming a catalogued lot", catalogued(lot7), on("ResumeLot", "7")],
  ["lot_not_open", "undoing on a catalogued lot", catalogued(lot7), on("UndoLastBid", "7")],
  ["lot_not_open", "warning on a catalogued lot", catalogued(lot7), warn("7")],
  ["lot_open", "opening twice", open, on("OpenLot", "7")],
  ["lot_open", "opening a paused lot", paused, on("OpenLot", "7")],
  ["lot_open", "replacing an open lot", open, catalogue(20)],
  ["lot_open", "replacing a paused lot", paused, catalogue(20)],
  ["lot_closed", "a bid after the hammer", sold, bid(BEN, 50)],
  ["lot_closed", "opening a sold lot", sold, on("OpenLot", "7")],
  ["lot_closed", "replacing a sold lot", sold, catalogue(20)],
  ["lot_closed", "hammering twice", sold, hammer()],
  ["lot_closed", "hammering below reserve what is sold", sold, hammer({ belowReserve: true })],
  ["lot_closed", "passing a sold lot", sold, on("PassLot", "7")],
  ["lot_closed", "pausing a sold lot", sold, on("PauseLot", "7")],
  ["lot_closed", "resuming a sold lot", sold, on("ResumeLot", "7")],
  ["lot_closed", "undoing on a sold lot", sold, on("UndoLastBid", "7")],
  ["lot_closed", "withdrawing a sold lot", sold, withdraw("7")],
  ["lot_closed", "a bid at the end of a timed lot", led, bid(BEN, 50, { lot: "8", at: END })],
  ["lot_closed", "pausing at the end", led, { ...on("PauseLot", "8"), at: END }],
  ["lot_closed", "undoing at the end", led, { ...on("UndoLastBid", "8"), at: END }],
  ["lot_paused", "a bid on a paused lot", paused, bid(BEN, 50)],
  ["lot_paused", "pausing twice", paused, on("PauseLot", "7")],
  ["lot_paused", "hammering a paused lot", paused, hammer()],
  ["lot_paused", "passing a paused lot", paused, on("PassLot", "7")],
  ["lot_paused", "warning on a paused lot", paused, warn("7")],
  ["not_paused", "resuming an open lot", open, on("ResumeLot", "7")],
  ["not_clerked", "hammering a timed lot", led, hammer({ lot: "8" })],
  [
    "not_clerked",
    "hammering a timed lot below reserve",
    led,
    hammer({ lot: "8", belowReserve: true }),
  ],
  ["not_clerked", "passing a timed lot", led, on("PassLot", "8")],
  ["not_clerked", "warning on a timed lot", led, warn("8")],
  ["no_bids", "hammering without a bid", open, hammer()],
  ["no_bids", "hammering below reserve without a bid", open, hammer({ belowReserve: true })],
  ["nothing_to_undo", "undoing without a bid", open, on("UndoLastBid", "7")],
  ["bad_end", "opening at the announced end", catalogued(endsBeforeItOpens), on("OpenLot", "9")],
  ["bad_amount", "a bid of nothing", open, bid(ANA, 0)],
  ["wrong_currency", "a bid in dollars", open, inDollars(20)],
  ["below_ask", "a bid below the opening", open, bid(ANA, 9.99)],
  ["below_ask", "a bid below the ask", led, bid(BEN, 10.49)],
  ["not_above_own_max", "a raise to the own maximum", led, bid(ANA, 20)],
];

/** The refusals of what only some formats know, and of the auctioneer's hand. */
const MORE: readonly Row[] = [
  ["no_sale", "an award before there is a sale", nothing, award(ANA)],
  ["sale_closed", "opening all lots after the sale", closed, openAll],
  ["unknown_lot", "an ask on no lot", open, ask(20, "70")],
  ["unknown_lot", "steps on no lot", open, steps("70")],
  ["unknown_lot", "reopening no lot", open, reopen("70")],
  ["unknown_lot", "awarding no lot", open, award(ANA, "70")],
  ["unknown_lot", "retracting on no lot", open, retract(ANA, AT, "70")],
  ["unknown_lot", "an absentee bid on no lot", waiting, hold(ANA, 20, { lot: "70" })],
  ["suspended", "an absentee bid of a suspended paddle", suspended, hold(ANA, 20)],
  ["banned", "a bid by a banned paddle", banned, bid(ANA, 20)],
  ["banned", "suspending a banned paddle", banned, onPaddle("SuspendPaddle", ANA)],
  ["own_lot", "a bid on what one brought", opened({ ...lot7, consignor: ANA }), bid(ANA, 20)],
  ["own_lot", "a bid from the room on it", opened({ ...lot7, consignor: ANA }), floorBid(ANA, 20)],
  ["own_lot", "an absentee bid on it", waiting, hold(ANA, 20)],
  ["own_lot", "a bid by the same paddle in small letters", lettered, bid("12a", 20)],
  ["lot_open", "an absentee bid on an open lot", open, hold(ANA, 20)],
  ["lot_closed", "an absentee bid on a sold lot", sold, hold(BEN, 20)],
  ["lot_closed", "an ask on a sold lot", sold, ask(50)],
  ["lot_closed", "steps on a sold lot", sold, steps()],
  ["lot_closed", "retracting from a sold lot", sold, retract(ANA, AT)],
  ["lot_not_open", "an ask on a catalogued lot", waiting, ask(50)],
  ["lot_not_open", "retracting where nothing was held", waiting, retract(ANA, AT)],
  ["no_bids", "retracting what was not bid", led, retract(BEN, AT)],
  ["bad_amount", "an absentee bid of nothing", waiting, hold(BEN, 0)],
  ["bad_amount", "an absentee bid in fractions", waiting, { ...hold(BEN, 1), amount: 0.5 }],
  ["bad_quantity", "an absentee bid for two of one", waiting, hold(BEN, 20, { quantity: 2 })],
  ["below_ask", "an absentee bid below the opening", waiting, hold(BEN, 9.99)],
  [
    "above_limit",
    "an absentee bid above the limit",
    play(waiting, limited(BEN, 19)),
    hold(BEN, 20),
  ],
  ["above_limit", "a bid above the limit", play(open, limited(ANA, 19)), bid(ANA, 20)],
  ["wrong_format", "entering an English lot", open, bid(ANA, 20, { kind: "enter" })],
  ["wrong_format", "leaving an English lot", open, bid(ANA, 20, { kind: "leave" })],
  ["wrong_format", "an absentee bid on a clock", waiting, hold(BEN, 20, { lot: "d" })],
  ["wrong_format", "an ask on units", opened(tenUnits), ask(20)],
  ["wrong_format", "undoing a clock", entered, on("UndoLastBid", "7")],
  ["bad_quantity", "a bid for two of one", open, bid(ANA, 20, { quantity: 2 })],
  ["bad_ask", "an ask at the price", led, ask(10)],
  ["sale_open", "terms after the first lot opened", open, terms],
  ["not_ended", "reopening an open lot", open, reopen()],
  ["not_ended", "awarding an open lot", led, award(ANA)],
  ["bad_end", "reopening a clerked lot for a time", sold, reopen("7", MINUTE)],
  [
    "next_opened",
    "reopening after another opened",
    play(sold, {
      type: "CatalogueLot",
      at: AT,
      lot: { ...lot7, id: "9" },
      salt: SALT,
    }, on("OpenLot", "9")),
    reopen(),
  ],
  ["not_winner", "an award from who has not won", sold, award(BEN)],
  ["no_under_bidder", "an award where nobody else has bid", sold, award(ANA)],
  ["no_lots", "opening all lots where none waits", open, openAll],
  ["no_buy_now", "buying what has no fixed price", open, bid(ANA, 20, { kind: "buy" })],
  [
    "entry_over",
    "entering after the price went up",
    raised,
    bid(CID, 20, {
      kind: "enter",
      at: T0 + MINUTE,
    }),
  ],
  ["in_already", "entering twice", entered, bid(ANA, 10, { kind: "enter" })],
  ["group_full", "a 51st lot of one clock", crowded, {
    type: "CatalogueLot",
    at: AT,
    lot: shared("51"),
    salt: SALT,
  }],
  ["not_in", "leaving what one has not entered", entered, bid(BEN, 10, { kind: "leave" })],
];

function inDollars(amount: number): PlaceBid {
  return {
    type: "PlaceBid",
    at: AT,
    lot: "7",
    paddle: ANA,
    kind: "max",
    amount: units(amount),
    quantity: 1,
    currency: "USD",
  };
}

for (const [reason, what, given, command] of [...TABLE, ...MORE]) {
  Deno.test(`decide() refuses ${what}: ${reason}`, () => {
    assertEquals(answer(play(given, command)), reason);
  });
}

Deno.test("decide() has a case in this table for every name of a refusal", () => {
  const named = new Set([...TABLE, ...MORE].map(([reason]) => reason));
  assertEquals([...named].sort(), [...REJECTIONS].sort());
});

// Each row has the faults of all the rows below it: the answer names the first one looked at.
Deno.test("decide() looks at a bid's faults in the order of RULES.md", () => {
  const worst = {
    type: "PlaceBid",
    at: END + 5,
    kind: "enter",
    amount: -1,
    quantity: 2,
    currency: "USD",
  } as const;
  const lots = [lot7, { ...lot8, consignor: CID }, { ...lot8, id: "9", consignor: CID }];
  const all = play(
    opened(...lots),
    bid(ANA, 20, { lot: "8" }),
    { type: "PauseLot", at: AT, lot: "9" },
    { type: "SuspendPaddle", at: AT, paddle: BEN },
    limited(ANA, 1),
    limited(BEN, 1),
    limited(CID, 1),
  );
  const over = play(all, { type: "Tick", at: END });
  const shut = {
    ...all,
    sale: { ...all.sale, view: { ...all.sale.view, phase: "closed" } },
  } as const;
  const onEight = { lot: "8", paddle: ANA, at: END - 1 } as const;
  const fair = { currency: "BRL", kind: "max", quantity: 1 } as const;
  const rows: readonly (readonly [Rejection, Scene, Partial<PlaceBid>])[] = [
    ["no_sale", nothing, { lot: "70", paddle: "99" }],
    ["sale_closed", shut, { lot: "70", paddle: "99" }],
    ["unknown_lot", all, { lot: "70", paddle: "99" }],
    ["unknown_paddle", over, { lot: "8", paddle: "99" }],
    ["suspended", over, { lot: "8", paddle: BEN }],
    ["lot_not_open", catalogued(lot8), { lot: "8", paddle: ANA }],
    ["lot_closed", over, { lot: "8", paddle: CID }],
    ["lot_closed", all, { lot: "8", paddle: CID }],
    ["own_lot", all, { lot: "9", paddle: CID }],
    ["lot_paused", all, { lot: "9", paddle: ANA }],
    ["bad_amount", all, onEight],
    ["wrong_currency", all, { ...onEight, amount: 1 }],
    ["wrong_format", all, { ...onEight, amount: 1, currency: "BRL" }],
    ["bad_quantity", all, { ...onEight, amount: 1, currency: "BRL", kind: "max" }],
    ["not_above_own_max", all, { ...onEight, ...fair, amount: 1 }],
    ["below_ask", all, { ...fair, at: END - 1, amount: 1 }],
    ["above_limit", all, { ...onEight, ...fair, amount: 9_000 }],
    ["above_limit", all, { ...fair, at: END - 1, amount: 9_000 }],
  ];
  for (const [reason, scene, changes] of rows) {
    const command: Command = { ...worst, lot: "7", paddle: ANA, ...changes };
    assertEquals(answer(play(scene, command)), reason);
  }
});

Deno.test("decide() refuses as bad_amount what is no whole positive amount", () => {
  for (const amount of [0, -0, -1, 0.5, 1000.5, 2 ** 53, -(2 ** 53), NaN, Infinity, -Infinity]) {
    const command: Command = { ...inDollars(1), amount, currency: "BRL" };
    assertEquals(answer(play(open, command)), "bad_amount");
  }
});

Deno.test("decide() takes a bid that names no currency, as the clerk's does", () => {
  const command: Command = { ...inDollars(20), currency: null };
  assertEquals(answer(play(open, command)), "BidAccepted");
});

Deno.test("decide() tells how late a bid on a timed lot was", () => {
  const over = play(led, { type: "Tick", at: END + 3 });
  for (
    const [given, at, lateMs] of [[led, END, 0], [led, END + 7, 7], [over, END + 9, 9]] as const
  ) {
    assertEquals(play(given, bid(BEN, 50, { lot: "8", at })).last, {
      type: "rejected",
      reason: "lot_closed",
      lateMs,
    });
  }
});

Deno.test("decide() tells no lateness of a lot that the hand ended, or ended before its time", () => {
  const gone = play(led, withdraw("8"));
  for (const scene of [play(sold, bid(BEN, 50)), play(gone, bid(BEN, 50, { lot: "8" }))]) {
    assertEquals(scene.last, { type: "rejected", reason: "lot_closed" });
  }
});
