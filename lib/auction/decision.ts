// The answer of the rules to one command.

import type { AuctionEvent } from "./event.ts";
import type { Cents } from "./money.ts";
import type { Rejection } from "./rejection.ts";

/** A named refusal and what helps the person to understand it. */
export interface Rejected {
  readonly type: "rejected";
  readonly reason: Rejection;
  /** The ask that a bid would have to reach now, where that is the reason. */
  readonly ask?: Cents;
  /** How late the bid was, in milliseconds after the lot's end; 0 means exactly at the end. */
  readonly lateMs?: number;
}

/** Events to record, in order (none: nothing to do, as for a Tick with nothing due), or a refusal. */
export type Decision =
  | { readonly type: "accepted"; readonly events: readonly AuctionEvent[] }
  | Rejected;

/** Whether `answer` is a refusal. */
export function isRejected<T extends object>(answer: T | Rejected): answer is Rejected {
  return "type" in answer && answer.type === "rejected";
}

/** An accepted command and the events to record for it, in order. */
export function accept(...events: readonly AuctionEvent[]): Decision {
  return { type: "accepted", events };
}

/** A refusal by name, with what helps to understand it. */
export function reject(
  reason: Rejection,
  detail: { readonly ask?: Cents; readonly lateMs?: number } = {},
): Rejected {
  return { type: "rejected", reason, ...detail };
}
