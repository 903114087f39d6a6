// The sale as every bidder may see it, folded from public events. The house folds its own public
// state with this same function, so no screen can differ from the record.

import { assert } from "@std/assert";
import { cataloguedLot, evolveLot, type LotEvent } from "./_lot_view.ts";
import type { PassReason, PublicEvent, PublicLot, Standing } from "./event.ts";
import type { SaleTerms } from "./settlement.ts";
import type { LotId, Paddle, Texts } from "./lot.ts";
import { withMovedLot } from "./lot_order.ts";
import type { Cents } from "./money.ts";

/** Where a lot is in its life (RULES.md, a sale and its lots). */
export type LotStatus =
  | "catalogued"
  | "open"
  | "fair_warning"
  | "paused"
  | "sold"
  | "passed"
  | "withdrawn";

/** Units of a multi-unit lot that one bidder won. */
export interface Allotment {
  readonly paddle: Paddle;
  readonly quantity: number;
  /** For one unit; the same for all winners. */
  readonly price: Cents;
}

/** Whether a paddle may bid. */
export type PaddleState = "admitted" | "suspended" | "banned";

/** One lot as bidders see it. */
export interface LotView {
  readonly lot: PublicLot;
  /** The description as far as its parts have come. */
  readonly description: Texts;
  readonly status: LotStatus;
  readonly standing: Standing;
  /** The opening price in force: the auctioneer may set it while nobody has bid. */
  readonly opening: Cents;
  readonly openedAt: number | null;
  /** When it was sold, passed or withdrawn. */
  readonly endedAt: number | null;
  /**
   * The announced end of a lot with a clock while open, and after that the end that it had; null
   * while paused, before the opening, and where the hand ends the lot. Of a Japanese lot: when the
   * price goes up next.
   */
  readonly endsAt: number | null;
  /** What is left on a paused timed lot's clock. */
  readonly remainingMs: number | null;
  /** Fair warnings given since the last accepted bid, undo or pause. */
  readonly warnings: number;
  /** Who won at which price, once sold. */
  readonly winner: { readonly paddle: Paddle; readonly price: Cents } | null;
  /** Who won how many units of a multi-unit lot, best first; empty for every other lot. */
  readonly allotments: readonly Allotment[];
  /** Who won and did not pay. */
  readonly defaulters: readonly Paddle[];
  /** Who is out of a Japanese lot, in the order of leaving. */
  readonly left: readonly Paddle[];
  readonly passReason: PassReason | null;
}

/** The sale as bidders see it. `lots` keeps the catalogue's order. */
export interface SaleView {
  /** The sale's id in hexadecimal, or null before it is created. */
  readonly sale: string | null;
  readonly name: string;
  readonly currency: string;
  readonly phase: "draft" | "open" | "closed";
  readonly lots: ReadonlyMap<LotId, LotView>;
  readonly paddles: ReadonlyMap<Paddle, PaddleState>;
  /** What is owed on top of a hammer price; null before anything was said of it. */
  readonly terms: SaleTerms | null;
  /** The auctioneer's last word to all. */
  readonly announcement: { readonly at: number; readonly text: string } | null;
}

/** A view before the first event. */
export function emptyView(): SaleView {
  return {
    sale: null,
    name: "",
    currency: "",
    phase: "draft",
    lots: new Map(),
    paddles: new Map(),
    terms: null,
    announcement: null,
  };
}

/** The view after `event`; `view` itself is left as it was. An event about no known lot is a bug. */
export function evolveView(view: SaleView, event: PublicEvent): SaleView {
  switch (event.type) {
    case "SaleCreated":
      return { ...emptyView(), sale: event.sale, name: event.name, currency: event.currency };
    case "SaleOpened":
      return { ...view, phase: "open" };
    case "SaleClosed":
      return { ...view, phase: "closed" };
    case "LotCatalogued":
      return withLot(view, cataloguedLot(event.lot));
    case "LotMoved":
      return { ...view, lots: withMovedLot(view.lots, event) };
    case "PaddleAdmitted":
    case "PaddleReinstated":
      return withPaddle(view, event.paddle, "admitted");
    case "PaddleSuspended":
      return withPaddle(view, event.paddle, "suspended");
    case "PaddleBanned":
      return withPaddle(view, event.paddle, "banned");
    case "TermsSet":
      return { ...view, terms: event.terms };
    case "Announced":
      return { ...view, announcement: { at: event.at, text: event.text } };
    case "BidRecorded": // Nobody but the bidder may learn more than that a bid was answered.
    case "LimitSet": // Nobody but the bidder may learn whose limit it is.
      return view;
    default:
      return withLot(view, evolveLot(lotOf(view, event), event));
  }
}

function lotOf(view: SaleView, event: LotEvent): LotView {
  const lot = view.lots.get(event.lot);
  assert(lot !== undefined, `an event names a lot of the catalogue: "${event.lot}"`);
  return lot;
}

function withLot(view: SaleView, lot: LotView): SaleView {
  return { ...view, lots: new Map(view.lots).set(lot.lot.id, lot) };
}

function withPaddle(view: SaleView, paddle: Paddle, state: PaddleState): SaleView {
  return { ...view, paddles: new Map(view.paddles).set(paddle, state) };
}
