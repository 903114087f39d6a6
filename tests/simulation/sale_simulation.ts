// One whole sale from one seed: house, bidders, auctioneer, weather and faults on a virtual clock.

import { MemoryDisk } from "../../lib/ledger/memory_ledger.ts";
import { Auctioneer } from "./auctioneer.ts";
import type { BidderMachine } from "./bidder_machine.ts";
import { makeCast, type Planted, seatNames } from "./cast.ts";
import { makeLots } from "./catalogue.ts";
import { Checkers } from "./checkers.ts";
import { Faults } from "./faults.ts";
import type { House } from "./house.ts";
import { RandomNetwork } from "./network.ts";
import { makeNature, makeWeather } from "./network_faults.ts";
import { sitDown } from "./people.ts";
import { checkEnd, checkRestart, type EndParts, isOut, whyNotOver } from "./sale_end.ts";
import { makeSalePlan, type SalePlan } from "./sale_plan.ts";
import { SeededRandom } from "./seeded_random.ts";
import { Trace } from "./trace.ts";
import { VirtualTime } from "./virtual_time.ts";
import { Violation } from "./violation.ts";

/** What came of a sale. */
export interface SaleReport {
  readonly seed: number;
  readonly bidders: number;
  readonly events: number;
  readonly bids: number;
  readonly accepted: number;
  readonly checkpoints: number;
  readonly datagrams: number;
  readonly seals: number;
  readonly rekeys: number;
  readonly pathChanges: number;
  readonly joins: number;
  readonly crashes: number;
  readonly steps: number;
  readonly virtualMs: number;
  /** From the mending of everything, and the end of the bidding, until all was well. */
  readonly healingMs: number;
  readonly faults: Readonly<Record<string, number>>;
  /** What happened in the sale: the types of its events. */
  readonly types: ReadonlySet<string>;
  /** The formats of its lots that were sold. */
  readonly sold: ReadonlySet<string>;
  /** Of everything that happened: equal for equal runs. */
  readonly digest: string;
  readonly failure: { readonly error: Error; readonly lastSteps: readonly string[] } | null;
}

const beginsAt = 1_750_000_000_000;
/** All must be well so long after everything was mended: a better path is tried after 10 to 40 s. */
const calmMs = 100_000;
/** Closing takes the auctioneer a moment, and so does a lot that still runs. */
const closingMs = 60_000;
/** What a last key and a last eviction may take on a network without faults. */
const examMs = 3_000;
const stepsMax = 4_000_000;

/** Plays the sale of `seed`. */
export function playSale(seed: number, planted: Planted = {}): SaleReport {
  const sale = new SaleSimulation(seed, planted);
  let failure: SaleReport["failure"] = null;
  try {
    sale.play();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    failure = { error, lastSteps: sale.trace.last() };
  }
  return sale.report(seed, failure);
}

class SaleSimulation {
  readonly time = new VirtualTime(beginsAt);
  readonly trace = new Trace(this.time);
  readonly #random: SeededRandom;
  readonly #plan: SalePlan;
  readonly #disk: MemoryDisk;
  readonly #checkers: Checkers;
  readonly #network: RandomNetwork;
  readonly #house: House;
  readonly #bidders: readonly BidderMachine[];
  readonly #auctioneer: Auctioneer;
  readonly #faults: Faults;
  readonly #healAt: number;
  readonly #end: EndParts;
  #steps = 0;
  #overAt = 0;

  constructor(seed: number, planted: Planted) {
    const random = new SeededRandom(seed);
    const { time, trace } = this;
    this.#random = random;
    this.#plan = makeSalePlan(random);
    this.#healAt = beginsAt + this.#plan.healsAfterMs;
    this.#disk = planted.makeDisk?.() ?? new MemoryDisk();
    this.#checkers = new Checkers(time, this.#disk);
    const weather = makeWeather(random);
    trace.note(`seed ${seed}, ${this.#plan.bidders} bidders, ${JSON.stringify(weather)}`);
    const network = new RandomNetwork(time, { random: random.fork(), weather });
    this.#network = network;
    const { house, bidders } = this.#makeCast(planted);
    this.#house = house;
    this.#bidders = bidders;
    for (const { parts: { seat } } of bidders) network.never(seat, makeNature(random));
    this.#auctioneer = new Auctioneer({ time, random: random.fork(), trace, house });
    const { setsClocks } = this.#plan;
    const disk = this.#disk;
    const shared = { time, trace, network, disk, house, bidders };
    const faulty = { ...shared, random: random.fork(), healAt: this.#healAt, setsClocks };
    this.#faults = new Faults(faulty);
    this.#end = { ...shared, checkers: this.#checkers };
  }

  #makeCast(planted: Planted) {
    const random = this.#random;
    return makeCast({
      disk: this.#disk,
      random,
      planted,
      seats: seatNames(this.#plan.bidders),
      saleName: "A simulated sale",
      sealsMax: this.#plan.sealsMax,
      stage: () => ({
        time: this.time,
        random: random.fork(),
        network: this.#network,
        trace: this.trace,
        checkers: this.#checkers,
      }),
      clockOf: () => ({
        offMs: random.between(-7_200_000, 7_200_000),
        driftPpm: random.between(-500, 500),
      }),
      died: () => {
        this.#disk.crash();
        this.#faults.houseDied();
      },
      welcomed: (seat) => this.#faults.welcomed(seat),
    });
  }

  // --- the play -----------------------------------------------------------------------------

  play(): void {
    const { time } = this;
    this.#house.start();
    for (const lot of makeLots(this.#random, this.#random.between(1, 5))) {
      const salt = this.#random.bytes(16).toHex();
      this.#house.run?.command({ type: "CatalogueLot", at: time.nowMs(), lot, salt });
    }
    for (const bidder of this.#bidders) this.#seat(bidder);
    this.#auctioneer.wait(this.#plan.closesLate);
    this.#auctioneer.begin();
    // The catalogue is in the record before anything goes wrong.
    time.at(beginsAt + 200, () => this.#faults.begin());
    const calmAt = this.#healAt + this.#plan.silenceMs;
    time.at(calmAt, () => this.#auctioneer.hurry());
    while (time.nowMs() <= calmAt) this.#step(Infinity);
    const until = calmAt + calmMs;
    while (whyNotOver(this.#end, { closed: !this.#plan.closesLate }) !== null) this.#step(until);
    this.#auctioneer.wait(false);
    while (whyNotOver(this.#end) !== null) this.#step(until + closingMs);
    this.#overAt = time.nowMs();
    checkEnd(this.#end);
    this.#examine();
    checkRestart(this.#end);
  }

  #seat(bidder: BidderMachine): void {
    const { time } = this;
    const late = this.#random.chance(30);
    const at = late ? this.#random.between(500, 15_000) : this.#random.between(10, 150);
    const random = this.#random.fork();
    const { lookMsMax } = this.#plan;
    time.at(beginsAt + at, () => {
      sitDown({ time, random, bidder, lookMsMax, bidsUntil: this.#healAt });
    });
  }

  #step(until: number): void {
    if (++this.#steps > stepsMax || this.time.nowMs() > until) {
      const broken = this.#overAt === 0 ? "not_converged" : "left_behind";
      throw new Violation(broken, whyNotOver(this.#end) ?? "it never ends");
    }
    this.time.step();
    this.#checkers.step(this.#bidders);
  }

  /**
   * With everything in order one more bidder is put out, and the others get a new key: nobody may
   * have to join again over it.
   */
  #examine(): void {
    const staying = this.#bidders.filter((bidder) => !isOut(this.#end, bidder));
    const last = staying.at(-1);
    if (last === undefined) return;
    const crashes = this.#house.crashes;
    const joins = this.#joinsOf(staying.slice(0, -1));
    const before = this.#house.run?.feed.room.newest.epoch ?? 0;
    const until = this.time.nowMs() + examMs;
    this.#house.setStatus(last.parts.seat, "suspended");
    this.#house.run?.rekey();
    const why = () => {
      const after = this.#house.run?.feed.room.newest.epoch ?? 0;
      const isThere = this.time.nowMs() >= until - examMs / 2 && after > before;
      return isThere ? whyNotOver(this.#end, { pathsMatter: false }) : "there is no new key";
    };
    // A fault that was planned for the next commit may strike only now.
    while (this.#house.crashes === crashes && why() !== null) this.#step(until);
    if (this.#house.crashes > crashes) return;
    const rejoined = this.#joinsOf(staying.slice(0, -1)) - joins;
    if (rejoined === 0) return;
    throw new Violation("left_behind", `after a new key ${rejoined} joined again`);
  }

  #joinsOf(bidders: readonly BidderMachine[]): number {
    return bidders.reduce((sum, { joins }) => sum + joins, 0);
  }

  report(seed: number, failure: SaleReport["failure"]): SaleReport {
    const { bids, accepted, checkpoints } = this.#checkers.counts;
    const crashes = this.#bidders.reduce((sum, bidder) => sum + bidder.crashes, 0);
    return {
      seed,
      bidders: this.#bidders.length,
      events: this.#disk.rows.length,
      bids,
      accepted,
      checkpoints,
      datagrams: this.#network.carried,
      seals: this.#checkers.keys.nonces.count,
      rekeys: this.#checkers.keys.rekeys,
      pathChanges: this.#bidders.reduce((sum, bidder) => sum + bidder.pathChanges, 0),
      joins: this.#joinsOf(this.#bidders),
      crashes: crashes + this.#house.crashes,
      steps: this.#steps,
      virtualMs: this.time.nowMs() - beginsAt,
      healingMs: Math.max(0, this.#overAt - this.#healAt - this.#plan.silenceMs),
      faults: Object.fromEntries(this.#faults.counts),
      types: this.#checkers.audit.types,
      sold: new Set(
        this.#checkers.audit.sale.view.lots.values()
          .filter(({ status }) => status === "sold").map(({ lot }) => lot.format.type),
      ),
      digest: this.trace.digest(),
      failure,
    };
  }
}
