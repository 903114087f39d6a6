// A simulated auctioneer: looks at the console now and then, and does what the lots call for. All
// that the auctioneer remembers is how long a lot has been quiet, so a crash changes nothing.

import { BID_KINDS, type Command } from "../../lib/auction/command.ts";
import { CENTS_MAX, toCents } from "../../lib/auction/money.ts";
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
    if (next !== undefined && this.#whim(25)) return this.#prepare(next, { lots, at });
    const over = lots.filter(({ status }) => status === "sold" || status === "passed").at(-1);
    if (over !== undefined && this.#whim(3)) return this.#regret(over, at);
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
    if (this.#whim(15)) return this.#correct(view, at);
    // Who is in and gone would let the price go up for ever.
    if (this.#hurries && view.lot.format.type === "japanese") {
      return { type: "WithdrawLot", at, lot, reason: "It is late" };
    }
    if (view.lot.closing.type !== "clerked" || this.#quietFor(view) < quietMs) return null;
    if (view.warnings < warningsMax && !this.#whim(10)) {
      return { type: "GiveFairWarning", at, lot, text: view.warnings === 0 ? null : "Going twice" };
    }
    return view.standing.bids === 0
      ? { type: "PassLot", at, lot }
      : { type: "HammerLot", at, lot, belowReserve: false };
  }

  // What an auctioneer does to a lot beside running it. Much of it is refused, as it should be.
  #correct({ lot: { id: lot, opening }, standing }: LotView, at: number): Command {
    const { random } = this.#parts;
    const paddle = `${random.between(1, 4)}`;
    const price = standing.price ?? opening;
    const wished = price + random.between(-5, 40) * 100;
    const amount = toCents(Math.min(Math.max(1, wished), CENTS_MAX));
    const clerked = { at, lot, paddle, amount, quantity: 1 };
    return random.pick<() => Command>([
      () => ({ type: "RetractBids", at, lot, paddle, reason: "A slip", salt: this.#salt() }),
      () => ({ type: "SetAsk", at, lot, ask: amount }),
      () => ({
        type: "SetIncrements",
        at,
        lot,
        increments: { type: "fixed", step: toCents(random.between(1, 9) * 100) },
      }),
      () => ({
        type: "PlaceFloorBid",
        ...clerked,
        kind: BID_KINDS[random.between(0, BID_KINDS.length - 1)] ?? "max",
        salt: this.#salt(),
      }),
      () => ({
        type: "SetLimit",
        at,
        paddle,
        limit: random.chance(30) ? null : toCents(random.between(1, 300) * 100),
        salt: this.#salt(),
      }),
      () => ({ type: "Announce", at, text: `The price is ${price}` }),
    ])();
  }

  // Before a lot opens: someone absent has left a bid; the terms of the sale are said; the lot is
  // put into another place, or is not, where that is before one that has opened.
  #prepare(
    { lot: { id: lot, opening } }: LotView,
    { lots, at }: { readonly lots: readonly LotView[]; readonly at: number },
  ): Command {
    const { random } = this.#parts;
    const before = lots[random.between(0, lots.length)]?.lot.id ?? null;
    const paddle = `${random.between(1, 4)}`;
    const amount = opening + random.between(-2, 60) * 100;
    const premium = [{ from: toCents(0), rate: random.between(0, 3_000) }];
    return random.pick<() => Command>([
      () => ({
        type: "HoldAbsenteeBid",
        at,
        lot,
        paddle,
        amount: Math.max(1, amount),
        quantity: 1,
        salt: this.#salt(),
      }),
      () => ({ type: "RetractBids", at, lot, paddle, reason: null, salt: this.#salt() }),
      () => ({ type: "MoveLot", at, lot, before }),
      () => ({ type: "OpenTimedLots", at, staggerMs: random.between(0, 20) * 100 }),
      () => ({ type: "SetTerms", at, terms: { premium, taxRate: 500, taxOn: "premium" } }),
    ])();
  }

  // A lot that is over is offered again, or goes to the next where its winner does not pay.
  #regret({ lot: { id: lot, closing }, winner }: LotView, at: number): Command {
    const durationMs = closing.type === "timed" ? this.#parts.random.between(5, 30) * 100 : null;
    return winner !== null && this.#parts.random.chance(50)
      ? { type: "AwardLot", at, lot, defaulter: winner.paddle }
      : { type: "ReopenLot", at, lot, durationMs };
  }

  #salt(): string {
    return this.#parts.random.bytes(16).toHex();
  }

  #whim(percent: number): boolean {
    return !this.#hurries && this.#parts.random.chance(percent);
  }

  #quietFor({ lot, standing }: LotView): number {
    const now = this.#parts.time.nowMs();
    const mark = `${standing.leader} ${standing.price} ${standing.bids}`;
    const known = this.#quietSince.get(lot.id);
    if (known?.mark === mark) return now - known.at;
    this.#quietSince.set(lot.id, { mark, at: now });
    return 0;
  }
}

function isLive(status: LotView["status"]): boolean {
  return status === "open" || status === "fair_warning" || status === "paused";
}
