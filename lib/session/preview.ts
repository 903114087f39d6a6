// What commands would do, without doing it: the rules are run on the sale as it stands, and the
// sale that comes of it is thrown away.
//
// A preview costs nothing, so it must not become a way to search for what the house keeps to itself.
// Whatever would tell of a sealed bid, or of who has one, before its lot is over is left out.

import type { Command } from "../auction/command.ts";
import { decide } from "../auction/decide.ts";
import type { Rejected } from "../auction/decision.ts";
import { type PublicEvent, publicEvent } from "../auction/event.ts";
import { isSealed, type LotId } from "../auction/lot.ts";
import { evolve, type Sale } from "../auction/sale.ts";
import { nextDeadline } from "../auction/sale_clock.ts";
import { isOver } from "../auction/ring_lot.ts";

/** What would become of a command. */
export type Preview =
  /** It would be carried out, and these are the events that everyone would see. */
  | { readonly type: "done"; readonly events: readonly PublicEvent[] }
  /** Only the deed itself may tell. */
  | { readonly type: "secret" }
  | Rejected;

/** Commands to try in turn. */
export interface Attempt {
  /** Steps that the house takes before; one that is refused changes nothing. */
  readonly before: readonly Command[];
  /** The one whose answer is given; null: the steps are all there is. */
  readonly command: Command | null;
}

/** What `attempt` would do to `sale`; nothing is dated before `lastAt`. */
export function previewOf(
  sale: Sale,
  { attempt: { before, command }, lastAt }: { readonly attempt: Attempt; readonly lastAt: number },
): Preview {
  let next = sale;
  const events: PublicEvent[] = [];
  for (const step of before) {
    const tried = tryOut(next, { ...step, at: Math.max(step.at, lastAt) });
    next = tried.after;
    events.push(...tried.events);
  }
  if (command === null) return { type: "done", events };
  const stamped = { ...command, at: Math.max(command.at, lastAt) };
  const now = ticked(next, stamped.at);
  // Refused or not, the answer says whose bid there is.
  if (stamped.type === "RetractBids" && keepsBidders(now, stamped.lot)) return { type: "secret" };
  const tried = tryOut(now, stamped);
  if (tried.refusal !== null) return tried.refusal;
  const isTelling = stamped.type === "HammerLot" || stamped.type === "UndoLastBid";
  if (isTelling && isSealedYet(now, stamped.lot)) return { type: "secret" };
  return { type: "done", events: [...events, ...tried.events] };
}

interface Tried {
  readonly after: Sale;
  readonly events: readonly PublicEvent[];
  readonly refusal: Rejected | null;
}

function tryOut(sale: Sale, command: Command): Tried {
  const now = ticked(sale, command.at);
  const decision = decide(now, command);
  if (decision.type === "rejected") return { after: now, events: [], refusal: decision };
  return {
    after: decision.events.reduce(evolve, now),
    events: decision.events.map(publicEvent).filter((event) => maySay(now, event)),
    refusal: null,
  };
}

// What is due comes first, as it does for a real command.
function ticked(sale: Sale, at: number): Sale {
  const deadline = nextDeadline(sale.view);
  if (deadline === null || at < deadline) return sale;
  const decision = decide(sale, { type: "Tick", at });
  return decision.type === "accepted" ? decision.events.reduce(evolve, sale) : sale;
}

/** A ban tells of bids too: on a sealed lot, or of one that waits for the opening. */
function maySay(sale: Sale, event: PublicEvent): boolean {
  if (event.type === "BidRecorded") return false;
  return event.type !== "BidsRetracted" || !isSealedYet(sale, event.lot);
}

function isSealedYet(sale: Sale, id: LotId): boolean {
  const view = sale.view.lots.get(id);
  return view !== undefined && !isOver(view) && isSealed(view.lot.format);
}

/** Whether nobody may know who has bid: on a sealed lot, and on each before its opening. */
function keepsBidders(sale: Sale, id: LotId): boolean {
  return sale.view.lots.get(id)?.status === "catalogued" || isSealedYet(sale, id);
}
