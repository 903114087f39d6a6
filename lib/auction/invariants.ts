// What is always true (RULES.md), as checks over one step of a sale. Simulation and tests run
// them after every event; the names of what broke come back, so that a failure says which.

import { purchaseOf } from "./_bid_chain.ts";
import { hasEnded, isConsignor } from "./_lot_state.ts";
import { brokenResult, brokenStanding, type Invariant } from "./_lot_invariants.ts";
import { brokenOrder } from "./_order_invariants.ts";
import { type AuctionEvent, publicEvent } from "./event.ts";
import { isExposedAboveLimit } from "./exposure.ts";
import type { LotId } from "./lot.ts";
import type { Cents } from "./money.ts";
import type { Sale } from "./sale.ts";
import type { LotView } from "./view.ts";

export type { Invariant } from "./_lot_invariants.ts";

/** One step: the sale before an event, the event, and the sale after it. */
export interface Step {
  readonly before: Sale;
  readonly event: AuctionEvent;
  readonly after: Sale;
}

/** The invariants that `step` breaks; none: all is well. */
export function brokenInvariants(step: Step): readonly Invariant[] {
  const { before, event, after } = step;
  const broken: Invariant[] = [];
  if ("secret" in publicEvent(event)) broken.push("secret_in_public_event");
  if (event.type === "BidRecorded" && event.secret.verdict !== "accepted") {
    const isKept = event.secret.verdict === "held" || event.secret.verdict === "released";
    if (before.view !== after.view || (before.secrets !== after.secrets && !isKept)) {
      broken.push("refusal_changed_something");
    }
    return broken;
  }
  broken.push(...brokenOrder(event, { before: before.view, after: after.view }));
  const id = lotOf(event);
  const lot = id === null ? undefined : after.view.lots.get(id);
  const secret = id === null ? undefined : after.secrets.get(id);
  if (id === null || lot === undefined || secret === undefined) return broken;
  const old = before.view.lots.get(id);
  broken.push(...brokenStanding({ view: lot, secret }));
  if (old !== undefined) {
    const lots = { old, lot };
    broken.push(...brokenBid(step, old), ...brokenEnd(step, lots), ...brokenChange(event, lots));
  }
  return broken;
}

/** One lot before and after the event. */
interface Lots {
  readonly old: LotView;
  readonly lot: LotView;
}

// The lot that an event is about, or null; the house sees also which lot a silent bid was on.
function lotOf(event: AuctionEvent): LotId | null {
  if (event.type === "LotCatalogued") return event.lot.id;
  if (event.type === "BidRecorded") return event.secret.lot;
  return "lot" in event ? event.lot : null;
}

function brokenBid({ before, event, after }: Step, old: LotView): readonly Invariant[] {
  if (event.type !== "BidAccepted" && event.type !== "BidRecorded") return [];
  const broken: Invariant[] = [];
  const inTime = old.endsAt === null || event.at < old.endsAt;
  if ((old.status !== "open" && old.status !== "fair_warning") || !inTime) {
    broken.push("bid_on_lot_not_open");
  }
  const { paddle, lot, kind } = event.secret;
  if (before.view.paddles.get(paddle) !== "admitted") broken.push("bid_by_paddle_not_admitted");
  const secret = before.secrets.get(lot);
  if (secret !== undefined && isConsignor(secret.lot, paddle)) broken.push("bid_on_own_lot");
  // A limit that was lowered keeps nobody from leaving.
  if (kind !== "leave" && isExposedAboveLimit(after, paddle)) broken.push("limit_exceeded");
  return broken;
}

function brokenEnd({ before, event }: Step, lots: Lots): readonly Invariant[] {
  const { old, lot } = lots;
  const broken: Invariant[] = [];
  const secret = before.secrets.get(old.lot.id);
  if (secret !== undefined) broken.push(...brokenResult(event, { view: old, secret }));
  const wins = event.type === "LotSold" || event.type === "UnitsSold" ||
    event.type === "LotAwarded";
  if (wins && before.view.paddles.get(event.paddle) === "banned") broken.push("winner_banned");
  const ends = event.type === "LotSold" || event.type === "LotPassed";
  const isBought = secret !== undefined && purchaseOf(secret) !== null;
  if (ends && !hasEnded(old) && !isBought && old.endsAt !== null && event.at < old.endsAt) {
    broken.push("closed_before_its_end");
  }
  const moved = old.endsAt !== null && lot.endsAt !== null && lot.endsAt < old.endsAt;
  if (moved && !mayComeEarlier(event)) broken.push("end_brought_forward");
  return broken;
}

// Only an undo takes time back; a lot that is offered again has a new clock.
function mayComeEarlier(event: AuctionEvent): boolean {
  return event.type === "BidUndone" || event.type === "LotReopened" ||
    (event.type === "LotExtended" && event.cause === "undo");
}

function brokenChange(event: AuctionEvent, { old, lot }: Lots): readonly Invariant[] {
  const broken: Invariant[] = [];
  // A lot passed for its reserve is sold by hand, one not paid for goes to the next.
  const soldByHand = event.type === "LotSold" && old.passReason === "reserve_not_met";
  const mayChange = soldByHand || event.type === "LotReopened" || event.type === "LotAwarded";
  if (hasEnded(old) && !mayChange && lot !== old) broken.push("ended_lot_changed");
  const replaced = ["LotCatalogued", "BidUndone", "BidsRetracted", "LotReopened"];
  if (!replaced.includes(event.type) && isAbove(old.standing.price, lot.standing.price)) {
    broken.push("price_fell");
  }
  return broken;
}

// No price at all lies below every price.
function isAbove(a: Cents | null, b: Cents | null): boolean {
  return a !== null && (b === null || a > b);
}
