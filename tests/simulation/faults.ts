// What goes wrong in a simulated sale and when, drawn from its seed: machines, disks and people
// here, the network in network_faults.ts.

import type { FailedCommit, MemoryDisk } from "../../lib/ledger/memory_ledger.ts";
import type { BidderMachine } from "./bidder_machine.ts";
import type { House } from "./house.ts";
import type { RandomNetwork } from "./network.ts";
import { NetworkFaults } from "./network_faults.ts";
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
  /** Someone sets bidders' clocks in mid-sale, which a steady clock never shows. */
  readonly setsClocks: boolean;
}

/** What can go wrong, by name. */
type Strike = (bidder: BidderMachine) => void;

const backMsMax = 20_000;

/** Plans and carries out the faults of one sale. */
export class Faults {
  readonly #parts: FaultParts;
  readonly #strikes: readonly (readonly [string, Strike])[];
  readonly #welcomesToSpoil = new Set<string>();
  #healed = false;
  /** How often each kind struck. */
  readonly counts = new Map<string, number>();

  constructor(parts: FaultParts) {
    const { house, disk, bidders } = parts;
    const network = new NetworkFaults(parts);
    this.#parts = parts;
    this.#strikes = [
      ["house killed", () => house.crash()],
      ["house killed after a commit", () => this.#crashAfterCommit()],
      ["commit failed, lost", () => this.#failCommit(disk, "lost")],
      ["commit failed, kept", () => this.#failCommit(disk, "kept")],
      ["bidder killed", (bidder) => this.#crashBidder(bidder)],
      ["one cut off", (bidder) => network.cutOff([bidder])],
      ["all cut off", () => network.cutOff(bidders)],
      ["multicast dies", (bidder) => network.multicastDies(bidder)],
      ["multicast dies for all", () => bidders.forEach((bidder) => network.multicastDies(bidder))],
      ["no datagrams", (bidder) => network.noDatagrams(bidder)],
      ["TCP breaks", (bidder) => network.breakTcp(bidder)],
      ["program blocked", (bidder) => bidder.block(parts.random.pick([100, 300, 1_000]))],
      ["machine sleeps", (bidder) => this.#sleep(bidder)],
      ["leaves in a loop", (bidder) => this.#leaveInLoop(bidder)],
      ["suspended", (bidder) => this.#suspend(bidder)],
      ["suspended while joining", (bidder) => this.#spoilJoin(bidder)],
      ["key commanded", () => this.#commandKeys()],
      ["loss measured", (bidder) => bidder.run?.feed.send({ type: "probe" })],
    ];
    if (parts.setsClocks) {
      this.#strikes = [...this.#strikes, ["clock set", (bidder) => this.#setClock(bidder)]];
    }
  }

  /** Plans a handful of faults between now and the moment of healing. */
  begin(): void {
    const { time, random, healAt } = this.#parts;
    const many = random.pick([0, 2, 5, 9, 14]);
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

  /** Someone was given a WELCOME: perhaps just now the registry changes. */
  welcomed(seat: string): void {
    if (!this.#welcomesToSpoil.delete(seat)) return;
    const bidder = this.#parts.bidders.find(({ parts }) => parts.seat === seat);
    const { time } = this.#parts;
    if (bidder !== undefined) time.at(time.nowMs(), () => this.#suspend(bidder));
  }

  #strike(): void {
    const { random, bidders } = this.#parts;
    const [first, ...others] = bidders;
    const [strike, ...strikes] = this.#strikes;
    if (first === undefined || strike === undefined) return;
    const [name, carryOut] = random.pick([strike, ...strikes]);
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    carryOut(random.pick([first, ...others]));
  }

  // --- the house ----------------------------------------------------------------------------

  #crashAfterCommit(): void {
    this.#parts.trace.note("the house will die after its next commit");
    this.#parts.house.crashAfterCommit();
  }

  #failCommit(disk: MemoryDisk, outcome: FailedCommit): void {
    this.#parts.trace.note(`the next commit will fail: ${outcome}`);
    disk.failNextCommit(outcome);
  }

  /** An impatient auctioneer: keys come no sooner than they may. */
  #commandKeys(): void {
    const { time, random, house } = this.#parts;
    const times = random.between(1, 4);
    for (let i = 0; i < times; i++) {
      time.at(time.nowMs() + i * random.between(1, 700), () => house.run?.rekey());
    }
  }

  // --- bidders ------------------------------------------------------------------------------

  #crashBidder(bidder: BidderMachine): void {
    const { time, random } = this.#parts;
    bidder.crash();
    time.at(time.nowMs() + random.between(10, 4_000), () => bidder.start());
  }

  #sleep(bidder: BidderMachine): void {
    const ms = this.#parts.random.pick([500, 2_000, 6_000, 20_000]);
    const until = Math.min(this.#parts.time.nowMs() + ms, this.#parts.healAt);
    this.#parts.trace.note(`${bidder.parts.seat} sleeps`);
    bidder.sleep(until - this.#parts.time.nowMs());
  }

  #setClock(bidder: BidderMachine): void {
    const { random, trace } = this.#parts;
    const byMs = random.chance(50) ? random.between(1, 7_200_000) : -random.between(1, backMsMax);
    trace.note(`${bidder.parts.seat} sets its clock by ${byMs} ms`);
    bidder.clock.jump(byMs);
  }

  #leaveInLoop(bidder: BidderMachine): void {
    const { time, random } = this.#parts;
    let at = time.nowMs();
    for (let i = random.between(1, 12); i > 0; i--) {
      time.at(at, () => this.#healed || bidder.leave());
      at += random.between(1, 60);
      time.at(at, () => bidder.start());
      at += random.between(5, 500);
    }
  }

  // --- the registry -------------------------------------------------------------------------

  #suspend(bidder: BidderMachine): void {
    const { time, random, house, healAt } = this.#parts;
    const { seat } = bidder.parts;
    house.setStatus(seat, random.pick(["suspended", "suspended", "banned"]));
    const backAt = Math.min(time.nowMs() + random.pick([3, 400, 1_700, 6_000]), healAt);
    if (random.chance(90)) time.at(backAt, () => house.setStatus(seat, "registered"));
  }

  /** The bidder comes anew, and is put out just after its WELCOME, or after it has left again. */
  #spoilJoin(bidder: BidderMachine): void {
    const { time, random } = this.#parts;
    bidder.leave();
    if (random.chance(50)) this.#welcomesToSpoil.add(bidder.parts.seat);
    else time.at(time.nowMs() + 20, () => this.#suspend(bidder));
    time.at(time.nowMs() + random.between(1, 300), () => bidder.start());
  }

  #heal(): void {
    const { trace, network, house, bidders } = this.#parts;
    this.#healed = true;
    this.#welcomesToSpoil.clear();
    trace.note("everything is mended");
    network.heal();
    house.start();
    for (const bidder of bidders) bidder.start();
  }
}
