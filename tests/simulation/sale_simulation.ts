// One whole sale from one seed: house, bidders, auctioneer, weather and faults on a virtual clock.

import type { KeyObject } from "node:crypto";
import { assertEquals } from "@std/assert";
import type { SaleView } from "../../lib/auction/view.ts";
import { MemoryDisk, MemoryLedger } from "../../lib/ledger/memory_ledger.ts";
import type { LedgerStore } from "../../lib/ledger/store.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { thumbprint } from "../../lib/secure/key_set.ts";
import { thumbprintBytes } from "../../lib/secure/signing.ts";
import type { FeedReceiver, ReceiverStart } from "../../lib/session/feed_receiver.ts";
import { Auctioneer } from "./auctioneer.ts";
import { BidderMachine } from "./bidder_machine.ts";
import { makeLots } from "./catalogue.ts";
import { Checkers } from "./checkers.ts";
import { Faults, makeWeather } from "./faults.ts";
import { House } from "./house.ts";
import { RandomNetwork } from "./network.ts";
import { privateJwk, privateKeyFrom, publicKeyOf, SignatureCheck } from "./seeded_keys.ts";
import { SeededRandom } from "./seeded_random.ts";
import type { RegisteredBidder, Stage } from "./stage.ts";
import { TEMPERAMENTS } from "./temperaments.ts";
import { Trace } from "./trace.ts";
import { VirtualTime } from "./virtual_time.ts";
import { Violation } from "./violation.ts";

/** What came of a sale. */
export interface SaleReport {
  readonly seed: number;
  readonly events: number;
  readonly bids: number;
  readonly accepted: number;
  readonly datagrams: number;
  readonly faults: number;
  readonly crashes: number;
  readonly steps: number;
  /** Of everything that happened: equal for equal runs. */
  readonly digest: string;
  readonly failure: { readonly error: Error; readonly lastSteps: readonly string[] } | null;
}

/** Mistakes to build in, to see that the checkers find them. */
export interface Planted {
  makeDisk?(): MemoryDisk;
  openLedger?(open: () => LedgerStore): LedgerStore;
  makeReceiver?(start: ReceiverStart): FeedReceiver;
  readonly tellsBeforeCommit?: boolean;
}

const beginsAt = 1_750_000_000_000;
const calmMs = 100_000;
const stepsMax = 2_000_000;

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
  readonly #disk: MemoryDisk;
  readonly #checkers: Checkers;
  readonly #network: RandomNetwork;
  readonly #house: House;
  readonly #bidders: readonly BidderMachine[];
  readonly #auctioneer: Auctioneer;
  readonly #faults: Faults;
  readonly #healAt: number;
  #steps = 0;

  constructor(seed: number, planted: Planted) {
    const random = new SeededRandom(seed);
    const { time, trace } = this;
    this.#random = random;
    this.#disk = planted.makeDisk?.() ?? new MemoryDisk();
    this.#checkers = new Checkers(time, this.#disk);
    this.#healAt = beginsAt + random.between(5, 30) * 1_000;
    const weather = makeWeather(random);
    trace.note(`seed ${seed}, ${JSON.stringify(weather)}`);
    this.#network = new RandomNetwork(time, { random: random.fork(), weather });
    const houseKey = privateKeyFrom(random.bytes(32));
    const signer = new HouseSigner(privateJwk(houseKey));
    const registry = new Map<string, RegisteredBidder>();
    this.#house = this.#makeHouse({ houseKey, signer, registry, planted });
    this.#bidders = this.#makeBidders({ houseKey, signer, registry, planted });
    this.#auctioneer = new Auctioneer({
      time,
      random: random.fork(),
      trace,
      house: this.#house,
    });
    this.#faults = new Faults({
      time,
      random: random.fork(),
      trace,
      network: this.#network,
      disk: this.#disk,
      house: this.#house,
      bidders: this.#bidders,
      healAt: this.#healAt,
    });
  }

  #stage(): Stage {
    return {
      time: this.time,
      random: this.#random.fork(),
      network: this.#network,
      trace: this.trace,
      checkers: this.#checkers,
    };
  }

  #makeHouse({ signer, registry, planted }: Cast): House {
    const house = thumbprint(signer.publicJwk());
    const identity = { sale: this.#random.bytes(16).toHex(), house };
    const open = () => MemoryLedger.open(this.#disk, { identity });
    return new House({
      ...this.#stage(),
      signer,
      sale: { name: "A simulated sale", currency: "BRL" },
      bidders: registry,
      openLedger: () => planted.openLedger?.(open) ?? open(),
      died: () => {
        this.#disk.crash();
        this.#faults.houseDied();
      },
      tellsBeforeCommit: planted.tellsBeforeCommit ?? false,
    });
  }

  #makeBidders({ houseKey, signer, registry, planted }: Cast): readonly BidderMachine[] {
    const houseCheck = new SignatureCheck(publicKeyOf(houseKey));
    const houseThumbprint = thumbprintBytes(thumbprint(signer.publicJwk()));
    const names = ["ana", "ben", "cid", "dora", "eva", "fabio", "gil"];
    return names.slice(0, this.#random.between(2, names.length)).map((seat, i) => {
      const paddle = `${i + 1}`;
      const key = privateKeyFrom(this.#random.bytes(32));
      const bidder = new BidderMachine({
        ...this.#stage(),
        seat,
        paddle,
        key,
        house: this.#house,
        houseCheck,
        houseThumbprint,
        clockOffMs: this.#random.between(-7_200_000, 7_200_000),
        ...(planted.makeReceiver && { makeReceiver: planted.makeReceiver }),
      });
      registry.set(seat, {
        seat,
        paddle,
        ears: bidder,
        check: new SignatureCheck(publicKeyOf(key)),
      });
      return bidder;
    });
  }

  // --- the play -----------------------------------------------------------------------------

  play(): void {
    const { time } = this;
    this.#house.start();
    const lots = makeLots(this.#random, this.#random.between(1, 5));
    for (const lot of lots) {
      const salt = this.#random.bytes(16).toHex();
      this.#house.run?.command({ type: "CatalogueLot", at: time.nowMs(), lot, salt });
    }
    for (const bidder of this.#bidders) this.#seat(bidder);
    this.#auctioneer.begin();
    // The catalogue is in the record before anything goes wrong.
    time.at(beginsAt + 200, () => this.#faults.begin());
    time.at(this.#healAt, () => this.#auctioneer.hurry());
    while (!this.#isOver()) this.#step();
    this.#checkEnd();
  }

  #step(): void {
    if (++this.#steps > stepsMax || this.time.nowMs() > this.#healAt + calmMs) {
      throw new Violation("not_converged", this.#whyNotOver() ?? "it never ends");
    }
    this.time.step();
    this.#checkers.step(this.#bidders);
  }

  #seat(bidder: BidderMachine): void {
    const late = this.#random.chance(30);
    const at = beginsAt +
      (late ? this.#random.between(500, 15_000) : this.#random.between(10, 150));
    this.time.at(at, () => bidder.start());
    const random = this.#random.fork();
    const worths = new Map<string, number>();
    const worth = (lot: string) => {
      const known = worths.get(lot) ?? random.between(5, 200) * 100;
      worths.set(lot, known);
      return known;
    };
    const temperament = random.pick(
      ["sniper", "sniper", "proxy", "proxy", "bargain hunter", "clumsy"] as const,
    );
    const look = () => {
      if (this.time.nowMs() >= this.#healAt) return;
      const { run, parts: { paddle } } = bidder;
      if (run !== null) {
        const person = { paddle, view: run.view, now: run.houseNow(), random, worth };
        const wish = TEMPERAMENTS[temperament](person);
        const bidId = wish === null ? null : run.bid(wish);
        if (bidId !== null && random.chance(10)) run.repeat(bidId);
        if (bidId !== null && wish !== null && random.chance(3)) {
          run.contradict(bidId, { ...wish, amount: wish.amount + 1 });
        }
      }
      this.time.at(this.time.nowMs() + random.between(50, 900), look);
    };
    this.time.at(at, look);
  }

  #isOver(): boolean {
    return this.time.nowMs() > this.#healAt && this.#whyNotOver() === null;
  }

  /** What keeps the sale from being over, or null. */
  #whyNotOver(): string | null {
    const { run } = this.#house;
    if (run?.view.phase !== "closed") return "the sale is not closed";
    const rows = this.#disk.rows.length;
    for (const bidder of this.#bidders) {
      const { seat } = bidder.parts;
      if (bidder.run?.seq !== rows) return `${seat} is at ${bidder.run?.seq} of ${rows}`;
      if (bidder.unanswered > 0) return `${seat} has no answer to ${bidder.unanswered} bids`;
      if (bidder.run.state !== "live") return `${seat} is ${bidder.run.state}`;
    }
    return null;
  }

  // --- the end ------------------------------------------------------------------------------

  #checkEnd(): void {
    const { audit } = this.#checkers;
    this.#checkers.atEnd();
    for (const { lot, status } of audit.sale.view.lots.values()) {
      const ends = audit.ends.get(lot.id) ?? 0;
      // Only a lot that failed its reserve may be sold by hand after it was passed.
      const most = status === "sold" ? 2 : 1;
      if (ends < 1 || ends > most) {
        throw new Violation("not_converged", `lot ${lot.id} ended ${ends} times`);
      }
    }
    for (const bidder of this.#bidders) {
      mustAgree(bidder.parts.seat, bidder.run?.view, audit.sale.view);
      this.#checkClock(bidder);
    }
    this.#checkRestart();
  }

  /** Half the quickest round trip bounds the error of a clock, whatever the machine believes. */
  #checkClock({ run, parts }: BidderMachine): void {
    const roundTripMs = run?.houseTime.roundTripMs() ?? null;
    if (run === null || roundTripMs === null) return;
    const offMs = Math.abs(run.houseNow() - this.time.nowMs());
    if (offMs <= roundTripMs / 2 + 1) return;
    throw new Violation("clock_estimate", `${parts.seat} is off by ${offMs} ms of ${roundTripMs}`);
  }

  /** The record alone gives the same sale to a house that starts from it. */
  #checkRestart(): void {
    this.#house.crash("at the end");
    this.#house.start();
    // A fault that was planned for the next commit may strike only now.
    this.#house.start();
    const { audit } = this.#checkers;
    audit.follow(this.#disk.rows);
    mustAgree("a restarted house", this.#house.run?.view, audit.sale.view);
  }

  report(seed: number, failure: SaleReport["failure"]): SaleReport {
    const { bids, accepted } = this.#checkers.counts;
    const crashes = this.#bidders.reduce((sum, bidder) => sum + bidder.crashes, 0);
    return {
      seed,
      events: this.#disk.rows.length,
      bids,
      accepted,
      datagrams: this.#network.carried,
      faults: this.#faults.count,
      crashes: crashes + this.#house.crashes,
      steps: this.#steps,
      digest: this.trace.digest(),
      failure,
    };
  }
}

/** A view must be that of the record. */
function mustAgree(who: string, view: SaleView | undefined, recorded: SaleView): void {
  try {
    assertEquals(view, recorded);
  } catch (error) {
    const difference = error instanceof Error ? error.message : "";
    throw new Violation("views_differ", `${who} sees another sale: ${difference}`);
  }
}

interface Cast {
  readonly houseKey: KeyObject;
  readonly signer: HouseSigner;
  readonly registry: Map<string, RegisteredBidder>;
  readonly planted: Planted;
}
