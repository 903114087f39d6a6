// The people of a simulated sale: when they come, how they bid, and that they start a program again
// that has ended although the sale goes on.

import type { BidderMachine } from "./bidder_machine.ts";
import type { Pong } from "./bidder_feed.ts";
import { SALE_OVER } from "./bidder_run.ts";
import type { SeededRandom } from "./seeded_random.ts";
import { TEMPERAMENTS } from "./temperaments.ts";
import type { VirtualTime } from "./virtual_time.ts";

/** What a person sits in front of. */
export interface PersonParts {
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly bidder: BidderMachine;
  /** How busy the room is: everyone looks less often in a crowd. */
  readonly lookMsMax: number;
  /** Bids are placed until then. */
  readonly bidsUntil: number;
}

const sinceEndedMs = 1_000;
const driftPpmMax = 500;
/** What an estimate takes for drift, and not for a clock that was set (house_time.ts). */
const unseenMs = 25;
/** What the clocks' whole milliseconds may add up to. */
const roundingMs = 3;

/** Sits down now and plays to the end. */
export function sitDown(parts: PersonParts): void {
  const { time, random, bidder } = parts;
  bidder.start();
  const temperament = random.pick(
    ["sniper", "sniper", "proxy", "proxy", "bargain hunter", "clumsy"] as const,
  );
  const worths = new Map<string, number>();
  const worth = (lot: string) => {
    const known = worths.get(lot) ?? random.between(5, 200) * 100;
    worths.set(lot, known);
    return known;
  };
  const look = () => {
    checkClock(parts);
    const { run, parts: { paddle } } = bidder;
    if (run !== null && time.nowMs() < parts.bidsUntil) {
      const person = { paddle, view: run.view, now: run.houseNow(), random, worth };
      const wish = TEMPERAMENTS[temperament](person);
      const bidId = wish === null ? null : run.bid(wish);
      if (bidId !== null && random.chance(10)) run.repeat(bidId);
      if (bidId !== null && wish !== null && random.chance(3)) {
        run.contradict(bidId, { ...wish, amount: wish.amount + 1 });
      }
    }
    const isDone = run?.endedBy === SALE_OVER && bidder.unanswered === 0;
    if (run?.state === "ended" && !isDone) {
      time.at(time.nowMs() + sinceEndedMs, () => bidder.restart());
    }
    const later = time.nowMs() < parts.bidsUntil ? random.between(50, parts.lookMsMax) : 2_000;
    time.at(time.nowMs() + later, look);
  };
  look();
}

/**
 * Half the quickest round trip bounds the error of an estimate, and the drift since it was taken,
 * whatever the machine's own clock says.
 */
export function checkClock({ time, bidder }: Pick<PersonParts, "time" | "bidder">): void {
  const { run, clock, parts: { seat, checkers } } = bidder;
  const { roundTripMs = null, pongs = [] } = run?.feed.measured ?? {};
  const [oldest, newest] = [pongs[0], pongs.at(-1)];
  // Before the first pong there is only the hint of the WELCOME.
  if (run?.state !== "live" || roundTripMs === null) return;
  if (oldest === undefined || newest === undefined) return;
  // A clock that was set or stood still: only a ping that left after that can tell.
  if (sentAt(newest) <= clock.disturbedAt) return;
  const ageMs = time.nowMs() - sentAt(oldest);
  let mayMs = roundTripMs / 2 + ageMs * driftPpmMax / 1_000_000 + roundingMs;
  // What it was off by is seen where it is more than the round trips leave room for.
  if (sentAt(oldest) <= clock.disturbedAt) {
    mayMs += (roundTripMs + newest.roundTripMs) / 2 + unseenMs;
  }
  checkers.houseTime(seat, { offMs: run.houseNow() - time.nowMs(), mayMs });
}

function sentAt({ at, roundTripMs }: Pong): number {
  return at - roundTripMs;
}
