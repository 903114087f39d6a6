// What goes wrong in a simulated sale and when, drawn from its seed.

import type { FailedCommit, MemoryDisk } from "../../lib/ledger/memory_ledger.ts";
import type { BidderMachine } from "./bidder_machine.ts";
import type { House } from "./house.ts";
import type { RandomNetwork, Weather } from "./network.ts";
import type { SeededRandom } from "./seeded_random.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual_time.ts";

/** What faults befall. */
export interface FaultParts {
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly trace: Trace;
  readonly network: RandomNetwork;
  readonly disk: MemoryDisk;
  readonly house: House;
  readonly bidders: readonly BidderMachine[];
  /** No fault after this moment, and all is mended at it. */
  readonly healAt: number;
}

/** The network of one sale, from fine to dreadful. */
export function makeWeather(random: SeededRandom): Weather {
  const lossPercent = random.pick([0, 0, 1, 5, 10, 20, 30]);
  const slowest = random.pick([1, 3, 10, 60]);
  return {
    lossPercent,
    doublePercent: random.pick([0, 0, 2, 20]),
    delayMs: [1, slowest],
    latePercent: random.pick([0, 0, 1, 5]),
  };
}

/** Plans and carries out the faults of one sale. */
export class Faults {
  readonly #parts: FaultParts;
  #healed = false;
  count = 0;

  constructor(parts: FaultParts) {
    this.#parts = parts;
  }

  /** Plans a handful of faults between now and the moment of healing. */
  begin(): void {
    const { time, random, healAt } = this.#parts;
    const many = random.pick([0, 2, 5, 9]);
    for (let i = 0; i < many; i++) {
      const at = random.between(time.nowMs() + 300, healAt - 300);
      time.at(at, () => this.#strike());
    }
    time.at(healAt, () => this.#heal());
  }

  /** The house died, by a fault or over a failed commit: someone starts it again. */
  houseDied(): void {
    const { time, random, house } = this.#parts;
    const downMs = random.pick([1, 20, 400, 2_000, 5_000]);
    time.at(time.nowMs() + (this.#healed ? 1 : downMs), () => house.start());
  }

  #strike(): void {
    this.count++;
    const { random, house, bidders, disk } = this.#parts;
    const [first, ...others] = bidders;
    if (first === undefined) return;
    const bidder = random.pick([first, ...others]);
    switch (random.between(1, 7)) {
      case 1:
        return house.crash();
      case 2:
        this.#parts.trace.note("the house will die after its next commit");
        return house.crashAfterCommit();
      case 3:
        return this.#failCommit(disk, "lost");
      case 4:
        return this.#failCommit(disk, "kept");
      case 5:
        return this.#crashBidder(bidder);
      case 6:
        return this.#cut([bidder]);
      default:
        return this.#cut(bidders);
    }
  }

  #failCommit(disk: MemoryDisk, outcome: FailedCommit): void {
    this.#parts.trace.note(`the next commit will fail: ${outcome}`);
    disk.failNextCommit(outcome);
  }

  #crashBidder(bidder: BidderMachine): void {
    const { time, random } = this.#parts;
    bidder.crash();
    time.at(time.nowMs() + random.between(10, 4_000), () => bidder.start());
  }

  #cut(bidders: readonly BidderMachine[]): void {
    const { time, random, network, trace } = this.#parts;
    const ways = random.pick([[true, false], [true], [false]]);
    const names = bidders.map(({ parts }) => parts.seat).join(", ");
    trace.note(`cut: ${names}, ${ways.map((toHouse) => toHouse ? "out" : "in").join(" and ")}`);
    const mendAt = time.nowMs() + random.pick([200, 1_000, 4_000, 9_000]);
    for (const { parts: { seat } } of bidders) {
      for (const toHouse of ways) {
        network.cut(seat, { toHouse });
        time.at(mendAt, () => network.mend(seat, { toHouse }));
      }
    }
  }

  #heal(): void {
    const { trace, network, house, bidders } = this.#parts;
    this.#healed = true;
    trace.note("everything is mended");
    network.heal();
    house.start();
    for (const bidder of bidders) bidder.start();
  }
}
