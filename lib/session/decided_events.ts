// What a decision leaves in the record.

import type { Command } from "../auction/command.ts";
import type { Decision } from "../auction/decision.ts";
import type { AuctionEvent } from "../auction/event.ts";

/**
 * The events to record. A refused bid is recorded too, as an entry that shows nothing: every
 * answered bid has its place in the record, and a refusal looks like a leader's silent raise.
 */
export function eventsOf(decision: Decision, command: Command): readonly AuctionEvent[] {
  if (decision.type === "accepted") return decision.events;
  if (command.type !== "PlaceBid") return [];
  const { at, lot, paddle, kind, amount, quantity } = command;
  return [{
    type: "BidRecorded",
    at,
    secret: { lot, paddle, kind, amount, quantity, verdict: decision.reason },
  }];
}
