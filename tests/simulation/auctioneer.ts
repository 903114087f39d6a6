// A simulated auctioneer: looks at the console now and then, and does what the lots call for. All
// that the auctioneer remembers is how long a lot has been quiet, so a crash changes nothing.

import type { Command } from "../../lib/auction/command.ts";
import type { LotView, SaleView } from "../../lib/auction/view.ts";
import type { House } from "./house.ts";
import type { SeededRandom } from "./seeded_random.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual_time.ts";

/** What an auctioneer works with. */
export interface AuctioneerParts {
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly trace: Trace;
  readonly house: House;
}

const openAtOnce = 3;
const quietMs = 1_500;
const warningsMax = 2;

/** Runs the sale by hand from its first lot to its close. */
export class Auctioneer {
  readonly #parts: AuctioneerParts;
  readonly #quietSince = new Map<string, { readonly mark: string; readonly at: number }>();
  #hurries = false;
  #waits = false;
  commands = 0;

  constructor(parts: AuctioneerParts) {
    this.#parts = parts;
  }

  begin(): void {
    this.#look();
  }

  /** From now on no whims: every lot is brought to its end. */
  hurry(): void {
    this.#hurries = true;
  }

  /** The sale stays open from now on although its lots are over; or not any more. */
  wait(waits: boolean): void {
    this.#waits = waits;
  }

  #look(): void {
    const { time, random, house } = this.#parts;
    const view = house.run?.view;
    const command = view === undefined ? null : this.#choose(view);
    if (command !== null) this.#say(command);
    time.at(time.nowMs() + random.between(200, 900), () => this.#look());
  }

  #say(command: Command): void {
    const { trace, house } = this.#parts;
    const what = "lot" in command && typeof command.lot === "string" ? ` ${command.lot}` : "";
    trace.note(`auctioneer: ${command.type}${what}`);
    this.commands++;
    house.run?.command(command);
  }

  #choose(view: SaleView): Command | null {
    if (view.phase === "closed") return null;
    const at = this.#parts.time.nowMs();
    const lots = [...view.lots.values()];
    const live = lots.filter(({ status }) => isLive(status));
    const next = lots.find(({ status }) => status === "catalogued");
    if (next !== undefined && live.length < openAtOnce && this.#parts.random.chance(60)) {
      return { type: "OpenLot", at, lot: next.lot.id };
    }
    const [first, ...others] = live;
    if (first !== undefined) return this.#conduct(this.#parts.random.pick([first, ...others]));
    if (next !== undefined || lots.length === 0) return null;
    const failed = lots.find(({ passReason }) => passReason === "reserve_not_met");
    if (failed !== undefined && this.#parts.random.chance(20)) {
      return { type: "HammerLot", at, lot: failed.lot.id, belowReserve: true };
    }
    return this.#waits ? null : { type: "CloseSale", at };
  }

  #conduct(view: LotView): Command | null {
    const lot = view.lot.id;
    const at = this.#parts.time.nowMs();
    if (view.status === "paused") {
      return this.#hurries || this.#whim(50) ? { type: "ResumeLot", at, lot } : null;
    }
    if (this.#whim(3)) return { type: "PauseLot", at, lot };
    if (this.#whim(4) && view.standing.bids > 0) return { type: "UndoLastBid", at, lot };
    if (this.#whim(1)) return { type: "WithdrawLot", at, lot, reason: "A whim" };
    if (view.lot.closing.type === "timed" || this.#quietFor(view) < quietMs) return null;
    if (view.warnings < warningsMax && !this.#whim(10)) {
      return { type: "GiveFairWarning", at, lot, text: view.warnings === 0 ? null : "Going twice" };
    }
    return view.standing.leader === null
      ? { type: "PassLot", at, lot }
      : { type: "HammerLot", at, lot, belowReserve: false };
  }

  #whim(percent: number): boolean {
    return !this.#hurries && this.#parts.random.chance(percent);
  }

  #quietFor({ lot, standing }: LotView): number {
    const now = this.#parts.time.nowMs();
    const mark = `${standing.leader} ${standing.price}`;
    const known = this.#quietSince.get(lot.id);
    if (known?.mark === mark) return now - known.at;
    this.#quietSince.set(lot.id, { mark, at: now });
    return 0;
  }
}

function isLive(status: LotView["status"]): boolean {
  return status === "open" || status === "fair_warning" || status === "paused";
}
