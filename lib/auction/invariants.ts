// What is always true (RULES.md), as checks over one step of a sale. Simulation and tests run
// them after every event; the names of what broke come back, so that a failure says which.

import { hasEnded } from "./_lot_state.ts";
import { type AuctionEvent, publicEvent } from "./event.ts";
import type { LotId } from "./lot.ts";
import type { Cents } from "./money.ts";
import type { LotSecret, Sale } from "./sale.ts";
import type { LotView } from "./view.ts";

/** What can be found broken; each is a sentence of RULES.md, "What is always true". */
export type Invariant =
  | "one_hammer_a_lot"
  | "ended_lot_changed"
  | "bid_on_lot_not_open"
  | "bid_by_paddle_not_admitted"
  | "closed_before_its_end"
  | "end_brought_forward"
  | "price_fell"
  | "price_above_highest_max"
  | "price_below_opening"
  | "ask_not_above_price"
  | "leader_not_highest"
  | "reserve_met_wrong"
  | "winner_not_leader"
  | "winner_pays_above_max"
  | "winner_pays_another_price"
  | "secret_in_public_event"
  | "refusal_changed_something";

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
    if (before.view !== after.view || before.secrets !== after.secrets) {
      broken.push("refusal_changed_something");
    }
    return broken;
  }
  const id = lotOf(event);
  const lot = id === null ? undefined : after.view.lots.get(id);
  const secret = id === null ? undefined : after.secrets.get(id);
  if (id === null || lot === undefined || secret === undefined) return broken;
  const old = before.view.lots.get(id);
  broken.push(...brokenStanding(lot, secret));
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

function brokenStanding(lot: LotView, secret: LotSecret): readonly Invariant[] {
  const { leader, price, ask, reserveMet } = lot.standing;
  const { opening, reserve } = secret.lot;
  const highest = leader === null ? undefined : secret.maxima.get(leader);
  const broken: Invariant[] = [];
  if (reserveMet !== (reserve === null || (highest !== undefined && highest >= reserve))) {
    broken.push("reserve_met_wrong");
  }
  if (leader === null || price === null) return broken;
  if (price < opening) broken.push("price_below_opening");
  // At the largest amount that numbers hold there is no higher ask.
  if (ask <= price && price < Number.MAX_SAFE_INTEGER) broken.push("ask_not_above_price");
  if (highest === undefined || price > highest) broken.push("price_above_highest_max");
  for (const max of secret.maxima.values()) {
    if (highest === undefined || max > highest) {
      broken.push("leader_not_highest");
      break;
    }
  }
  return broken;
}

function brokenBid({ before, event }: Step, old: LotView): readonly Invariant[] {
  if (event.type !== "BidAccepted" && event.type !== "BidRecorded") return [];
  const broken: Invariant[] = [];
  const inTime = old.endsAt === null || event.at < old.endsAt;
  if ((old.status !== "open" && old.status !== "fair_warning") || !inTime) {
    broken.push("bid_on_lot_not_open");
  }
  if (before.view.paddles.get(event.secret.paddle) !== "admitted") {
    broken.push("bid_by_paddle_not_admitted");
  }
  return broken;
}

function brokenEnd({ before, event }: Step, lots: Lots): readonly Invariant[] {
  const { old, lot } = lots;
  const broken: Invariant[] = [];
  if (event.type === "LotSold") {
    if (old.status === "sold") broken.push("one_hammer_a_lot");
    if (event.paddle !== old.standing.leader) broken.push("winner_not_leader");
    if (event.price !== old.standing.price) broken.push("winner_pays_another_price");
    const max = before.secrets.get(event.lot)?.maxima.get(event.paddle) ?? null;
    if (isAbove(event.price, max)) broken.push("winner_pays_above_max");
  }
  const ends = event.type === "LotSold" || event.type === "LotPassed";
  if (ends && !hasEnded(old) && old.endsAt !== null && event.at < old.endsAt) {
    broken.push("closed_before_its_end");
  }
  const moved = old.endsAt !== null && lot.endsAt !== null && lot.endsAt < old.endsAt;
  if (moved && event.type !== "BidUndone") broken.push("end_brought_forward");
  return broken;
}

function brokenChange(event: AuctionEvent, { old, lot }: Lots): readonly Invariant[] {
  const broken: Invariant[] = [];
  // Only a lot passed for its reserve may still change: it is sold by hand.
  const soldByHand = event.type === "LotSold" && old.passReason === "reserve_not_met";
  if (hasEnded(old) && !soldByHand && lot !== old) broken.push("ended_lot_changed");
  const replaced = event.type === "LotCatalogued" || event.type === "BidUndone";
  if (!replaced && isAbove(old.standing.price, lot.standing.price)) broken.push("price_fell");
  return broken;
}

// No price at all lies below every price.
function isAbove(a: Cents | null, b: Cents | null): boolean {
  return a !== null && (b === null || a > b);
}
