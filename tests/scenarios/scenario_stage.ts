// The stage of a scenario: one house, three bidders, a network that obeys, and every checker of the
// simulation. What happens is told in lines.

import type { LotView, SaleView } from "../../lib/auction/view.ts";
import { MemoryDisk } from "../../lib/ledger/memory_ledger.ts";
import { REKEY_SEALS } from "../../lib/session/session_limits.ts";
import type { BidderMachine } from "../simulation/bidder_machine.ts";
import { makeCast } from "../simulation/cast.ts";
import { Checkers } from "../simulation/checkers.ts";
import type { House } from "../simulation/house.ts";
import { SeededRandom } from "../simulation/seeded_random.ts";
import { Trace } from "../simulation/trace.ts";
import { VirtualTime } from "../simulation/virtual_time.ts";
import { ScriptedNetwork } from "./scripted_network.ts";

const beginsAt = 1_750_000_000_000;
const seats = ["ana", "ben", "cid"];
const linesMax = 100_000;

/** Everything that a scenario's commands act upon. */
export class ScenarioStage {
  readonly time = new VirtualTime(beginsAt);
  readonly trace = new Trace(this.time, linesMax);
  readonly network = new ScriptedNetwork(this.time, this.trace);
  readonly disk = new MemoryDisk();
  readonly house: House;
  readonly bidders: ReadonlyMap<string, BidderMachine>;
  readonly #checkers = new Checkers(this.time, this.disk);
  readonly #random = new SeededRandom(1);

  constructor() {
    const { time, network, trace } = this;
    const { house, bidders } = makeCast({
      disk: this.disk,
      random: this.#random,
      planted: {},
      seats,
      saleName: "A scenario",
      sealsMax: REKEY_SEALS,
      stage: () => ({
        time,
        random: this.#random.fork(),
        network,
        trace,
        checkers: this.#checkers,
      }),
      clockOf: () => ({ offMs: 0, driftPpm: 0 }),
      died: () => this.disk.crash(),
    });
    this.house = house;
    this.bidders = new Map(bidders.map((bidder) => [bidder.parts.seat, bidder]));
  }

  /** Lets time pass, with every check after every step. */
  wait(ms: number): void {
    const until = this.time.nowMs() + ms;
    for (let at = this.time.nextAt(); at !== null && at <= until; at = this.time.nextAt()) {
      this.time.step();
      this.#checkers.step([...this.bidders.values()]);
    }
    this.time.runUntil(until);
  }

  /** Notes how a lot stands in the house and on each screen. */
  showLot(lot: string): void {
    const screens: (readonly [string, SaleView | undefined])[] = [
      ["house", this.house.run?.view],
      ...[...this.bidders].map(([seat, { run }]) => [seat, run?.view] as const),
    ];
    for (const [who, view] of screens) {
      const found = view?.lots.get(lot);
      if (found !== undefined) this.trace.note(`lot ${lot}, ${who}: ${this.#standing(found)}`);
    }
  }

  #standing({ status, standing, endsAt, winner, allotments }: LotView): string {
    const { leader, price, ask, bids } = standing;
    const end = endsAt === null ? "" : `, ends at ${((endsAt - beginsAt) / 1000).toFixed(3)}`;
    const won = winner === null ? "" : `, won by ${winner.paddle} for ${winner.price}`;
    const units = allotments.map(({ paddle, quantity }) => `, ${quantity} units to ${paddle}`);
    const share = units.join("");
    return `${status}, leader ${leader}, price ${price}, ask ${ask}, bids ${bids}${end}${won}${share}`;
  }

  /** Notes how the feed comes to everyone, and by which key it is opened. */
  showLinks(): void {
    for (const [seat, { run }] of this.bidders) {
      if (run === null) continue;
      this.trace.note(`${seat} is ${run.state} by ${run.feed.path}, key ${run.feed.epoch}`);
    }
  }

  /** Notes what the record holds. */
  showRecord(): void {
    this.#checkers.atEnd();
    const bids = [...this.#checkers.audit.bids.values()].map(({ seq, paddle, verdict }) =>
      `${seq} from paddle ${paddle}: ${verdict}`
    );
    this.trace.note(`record: ${this.disk.rows.length} events; bids ${bids.join(", ") || "none"}`);
  }
}
