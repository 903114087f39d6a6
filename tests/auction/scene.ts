// The people, lots and moments that the tests of the rules share, and the stage to play them on.
//
// Ana, Ben, Cid and Dora hold paddles 1 to 4; lot 7 opens at 10.00 and closes by hand, lot 8 runs
// for ten minutes. Every event that is played is checked against the invariants.

import { assertEquals } from "@std/assert";
import type { Command, HoldAbsenteeBid, LotCommand, PlaceBid } from "../../lib/auction/command.ts";
import { decide } from "../../lib/auction/decide.ts";
import type { Decision } from "../../lib/auction/decision.ts";
import type { AuctionEvent, Standing } from "../../lib/auction/event.ts";
import { brokenInvariants } from "../../lib/auction/invariants.ts";
import type { Format, Lot, Paddle, SoftClose } from "../../lib/auction/lot.ts";
import { type Cents, toCents } from "../../lib/auction/money.ts";
import { emptySale, evolve, type Sale } from "../../lib/auction/sale.ts";
import { nextDeadline } from "../../lib/auction/sale_clock.ts";
import type { LotView } from "../../lib/auction/view.ts";

export const ANA = "1";
export const BEN = "2";
export const CID = "3";
export const DORA = "4";

/** The moment at which lots open in these tests, and lengths of time from there. */
export const T0 = 1_000_000;
export const SECOND = 1_000;
export const MINUTE = 60_000;

/** What hides an amount behind a digest: of no meaning to the rules. */
export const SALT = "00".repeat(16);

/** `amount` units as cents: units(10.5) is 1050. */
export function units(amount: number): Cents {
  return toCents(Math.round(amount * 100));
}

/** Clerked, opens at 10.00, no reserve. */
export const lot7: Lot = {
  id: "7",
  format: { type: "english", buyNow: null },
  title: { en: "Walnut desk", pt: "Escrivaninha de nogueira" },
  description: {},
  opening: units(10),
  increments: { type: "ebay_us" },
  reserve: null,
  closing: { type: "clerked" },
  image: null,
  estimate: null,
  consignor: null,
};

/** Timed: ten minutes from its opening, ended softly by two. */
export const lot8: Lot = {
  ...lot7,
  id: "8",
  closing: {
    type: "timed",
    end: { type: "after", durationMs: 10 * MINUTE },
    softClose: {
      type: "from_bid",
      windowMs: 2 * MINUTE,
      extensionsMs: [2 * MINUTE],
      hardEndMs: null,
    },
    group: null,
  },
};

/** Lot 7 sold in another way; a Dutch or Japanese clock ends its lot itself. */
export function lotBy(format: Format, changes: Partial<Lot> = {}): Lot {
  const paced = format.type === "dutch" || format.type === "japanese";
  return { ...lot7, format, closing: paced ? { type: "paced" } : lot7.closing, ...changes };
}

/** Falls from 100 by 20 every ten seconds and rests at 50: 100, 80, 60, 50, over after 40 s. */
export const dutchLot: Lot = lotBy(
  { type: "dutch", floor: units(50), step: units(20), everyMs: 10 * SECOND },
  { opening: units(100) },
);

/** Entered at 10 within a minute, then up by 5 every ten seconds. */
export const japaneseLot: Lot = lotBy(
  { type: "japanese", step: units(5), everyMs: 10 * SECOND, entryMs: MINUTE },
);

/** Ten equal units from 10 each. */
export const tenUnits: Lot = lotBy({ type: "uniform", quantity: 10 });

/** Lot 8 with another policy. */
export function timedLot(softClose: SoftClose): Lot {
  return {
    ...lot8,
    closing: {
      type: "timed",
      end: { type: "after", durationMs: 10 * MINUTE },
      softClose,
      group: null,
    },
  };
}

/** What has been played: the sale now, all events, and the answer to the last command. */
export interface Scene {
  readonly sale: Sale;
  readonly events: readonly AuctionEvent[];
  readonly last: Decision;
}

/** A sale with four bidders and `lots` in its catalogue, none of them open. */
export function catalogued(...lots: readonly Lot[]): Scene {
  const empty: Scene = {
    sale: emptySale(),
    events: [],
    last: { type: "accepted", events: [] },
  };
  return play(
    empty,
    { type: "CreateSale", at: 0, sale: "ab".repeat(16), name: "House sale", currency: "BRL" },
    ...lots.map((lot) => ({ type: "CatalogueLot", at: 0, lot, salt: SALT } as const)),
    ...[ANA, BEN, CID, DORA].map((paddle) => (
      { type: "AdmitPaddle", at: 0, paddle, identity: `key of ${paddle}` } as const
    )),
  );
}

/** The same with all `lots` open at T0. */
export function opened(...lots: readonly Lot[]): Scene {
  return play(
    catalogued(...lots),
    ...lots.map((lot) => ({ type: "OpenLot", at: T0, lot: lot.id } as const)),
  );
}

/** Decides and evolves by each command in turn; a refused one changes nothing. */
export function play(scene: Scene, ...commands: readonly Command[]): Scene {
  let { sale, last } = scene;
  const events = [...scene.events];
  for (const command of commands) {
    last = decide(sale, command);
    if (last.type === "rejected") continue;
    for (const event of last.events) {
      const after = evolve(sale, event);
      assertEquals(brokenInvariants({ before: sale, event, after }), []);
      sale = after;
      events.push(event);
    }
  }
  return { sale, events, last };
}

/** A maximum of `amount` units on lot 7, or as `changes` say. */
export function bid(
  paddle: Paddle,
  amount: number,
  changes: Partial<Pick<PlaceBid, "at" | "lot" | "kind" | "quantity">> = {},
): PlaceBid {
  return {
    type: "PlaceBid",
    at: T0 + SECOND,
    lot: "7",
    kind: "max",
    quantity: 1,
    currency: "BRL",
    ...changes,
    paddle,
    amount: units(amount),
  };
}

/** The auctioneer's hammer on lot 7. */
export function hammer(
  changes: { readonly at?: number; readonly lot?: string; readonly belowReserve?: boolean } = {},
): Command {
  return { type: "HammerLot", at: T0 + MINUTE, lot: "7", belowReserve: false, ...changes };
}

/** Time passes to `at`, and what is due ends or moves, each at its own time. */
export function until(scene: Scene, at: number): Scene {
  let next = scene;
  for (let due = nextDeadline(next.sale.view); due !== null && due <= at;) {
    next = play(next, { type: "Tick", at: due });
    due = nextDeadline(next.sale.view);
  }
  return next;
}

/** A command on lot 7, or another, that needs nothing but the lot. */
export function on(type: LotCommand["type"], at: number, lot = "7"): LotCommand {
  return { type, at, lot };
}

/** An absentee bid of `amount` units on lot 7, or as `changes` say, entered before the opening. */
export function hold(
  paddle: Paddle,
  amount: number,
  changes: Partial<Pick<HoldAbsenteeBid, "at" | "lot" | "quantity">> = {},
): HoldAbsenteeBid {
  const bid = { at: 1, lot: "7", quantity: 1, salt: SALT, ...changes };
  return { type: "HoldAbsenteeBid", ...bid, paddle, amount: units(amount) };
}

/** All bids of a paddle on lot 7 are void. */
export function retract(paddle: Paddle, at = T0 + 2 * SECOND, lot = "7"): Command {
  return { type: "RetractBids", at, lot, paddle, reason: "typing error", salt: SALT };
}

/** What `paddle` may spend in all, in units. */
export function limited(paddle: Paddle, limit: number | null, at = T0): Command {
  const cents = limit === null ? null : units(limit);
  return { type: "SetLimit", at, paddle, limit: cents, salt: SALT };
}

/** A lot of the scene as bidders see it. */
export function viewOf(scene: Scene, id: string): LotView {
  const view = scene.sale.view.lots.get(id);
  if (view === undefined) throw new Error(`the scene has no lot ${id}`);
  return view;
}

/** Leader, price and ask of a lot, in units. */
export function standing(scene: Scene, id = "7") {
  const { leader, price, ask }: Standing = viewOf(scene, id).standing;
  return { leader, price: price === null ? null : price / 100, ask: ask / 100 };
}

/** The refusal's name, or the types of the events, of the scene's last answer. */
export function answer(scene: Scene): string {
  const { last } = scene;
  return last.type === "rejected" ? last.reason : last.events.map(({ type }) => type).join(" ");
}
