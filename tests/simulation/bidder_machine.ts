// A bidder's machine in a simulation: what it keeps, its clock, and the program that runs on it or
// does not. It may be too busy to look at anything for a while, or sleep.

import type { KeyObject } from "node:crypto";
import type { Bytes } from "../../lib/base/bytes.ts";
import type { SignedBatch } from "../../lib/session/desk_message.ts";
import { FeedReceiver, type ReceiverStart } from "../../lib/session/feed_receiver.ts";
import { LinkKeeper } from "../../lib/session/link_keeper.ts";
import { decodeToBidder } from "../../lib/wire/member_message.ts";
import { BidderRun } from "./bidder_run.ts";
import type { House } from "./house.ts";
import { type ClockFault, MachineClock } from "./machine_clock.ts";
import { memberKeyNames, type Sealed } from "./sealed.ts";
import type { SignatureCheck } from "./seeded_keys.ts";
import type { Ears, Stage, Welcome } from "./stage.ts";

/** What survives a crash of the bidder's program. */
export interface BidderDisk {
  readonly batches: SignedBatch[];
  /** By bid id: what was signed, and the house's signed answer once there is one. */
  readonly bids: Map<string, KeptBid>;
}

/** An own bid as it was kept before it was sent. */
export interface KeptBid {
  readonly bidId: string;
  readonly bid: Bytes;
  readonly signature: Bytes;
  receipt: Bytes | null;
}

/** Mistakes that can be built into a bidder's program. */
export interface BidderPlants {
  makeReceiver?(start: ReceiverStart): FeedReceiver;
  makeKeeper?(): LinkKeeper;
}

/** What a bidder is made of. */
export interface BidderParts extends Stage {
  readonly seat: string;
  readonly paddle: string;
  readonly key: KeyObject;
  readonly house: House;
  /** The house's public key, as the invitation pins it, and its thumbprint's bytes. */
  readonly houseCheck: SignatureCheck;
  readonly houseThumbprint: Bytes;
  readonly clock: ClockFault;
  readonly plants: BidderPlants;
}

/** Datagrams that a kernel keeps for a program that does not read. */
const kernelBufferMax = 160;

/** A bidder that can crash and come back with what it had kept. */
export class BidderMachine implements Ears {
  readonly parts: BidderParts;
  readonly clock: MachineClock;
  readonly disk: BidderDisk = { batches: [], bids: new Map() };
  #run: BidderRun | null = null;
  /** Until when the program looks at nothing. */
  #busyUntil = -Infinity;
  #sleeps = false;
  #buffered = 0;
  #memberKeys = new Set<string>();
  crashes = 0;
  joins = 0;
  pathChanges = 0;

  constructor(parts: BidderParts) {
    this.parts = parts;
    this.clock = new MachineClock(parts.time, parts.clock);
  }

  /** The running program, or null. */
  get run(): BidderRun | null {
    return this.#run;
  }

  /** Bids that were signed and kept, and have no answer yet. */
  get unanswered(): number {
    return [...this.disk.bids.values()].filter(({ receipt }) => receipt === null).length;
  }

  start(): void {
    if (this.#run !== null) return;
    const { seat, trace } = this.parts;
    this.#run = new BidderRun(this);
    trace.note(`${seat} starts with ${this.#run.seq} events`);
    this.#run.begin();
  }

  crash(): void {
    if (this.#run === null) return;
    this.parts.trace.note(`${this.parts.seat} crashes`);
    this.crashes++;
    this.#run.end();
    this.#run = null;
  }

  /** The person ends the program, which says good-bye. */
  leave(): void {
    if (this.#run === null) return;
    this.parts.trace.note(`${this.parts.seat} leaves`);
    this.#run.leave();
    this.#run.end();
    this.#run = null;
  }

  /** The person closes a program that has ended by itself, and starts it again. */
  restart(): void {
    if (this.#run?.state !== "ended") return;
    this.#run = null;
    this.start();
  }

  // --- when the program cannot look ----------------------------------------------------------

  /** The program's loop is blocked for a while; the kernel keeps what comes, as far as it can. */
  block(ms: number): void {
    this.#busyUntil = Math.max(this.#busyUntil, this.parts.time.nowMs() + ms);
  }

  /** The machine sleeps for a while: its clock stands still, and nothing is kept. */
  sleep(ms: number): void {
    const until = this.parts.time.nowMs() + ms;
    if (until <= this.#busyUntil) return;
    this.#busyUntil = until;
    this.#sleeps = true;
    this.clock.standStillUntil(until);
    this.parts.time.at(until, () => this.#sleeps = false);
  }

  /** Does `work` now, or as soon as the program looks again. */
  whenFree(work: () => void): void {
    const { time } = this.parts;
    if (time.nowMs() >= this.#busyUntil) return work();
    time.at(this.#busyUntil, () => this.whenFree(work));
  }

  #arrive(work: () => void): void {
    if (this.parts.time.nowMs() >= this.#busyUntil) return work();
    if (this.#sleeps || this.#buffered >= kernelBufferMax) return;
    this.#buffered++;
    this.whenFree(() => {
      this.#buffered--;
      work();
    });
  }

  // --- ears ---------------------------------------------------------------------------------

  hearGroup(sealed: Sealed): void {
    this.#arrive(() => this.#run?.feed.hear(sealed, "multicast"));
  }

  hearOwn(sealed: Sealed, address: string): void {
    this.#noteKey(sealed);
    this.#arrive(() => {
      if (this.#run?.feed.address === address) this.#run.feed.hear(sealed, "unicast");
    });
  }

  /** A datagram came over a connection of the relay. */
  hearRelay(sealed: Sealed, take: () => void): void {
    this.#noteKey(sealed);
    this.whenFree(take);
  }

  /** A WELCOME reached the machine: whatever becomes of it, its keys are here. */
  welcomed({ member, epoch }: Welcome): void {
    this.#memberKeys.add(memberKeyNames(member).toBidder);
    this.parts.checkers.keys.reached(this.parts.seat, epoch);
  }

  /** Whoever holds a member's key reads what it seals, with or without our program. */
  #noteKey({ key, plaintext }: Sealed): void {
    if (!this.#memberKeys.has(key)) return;
    const message = decodeToBidder(plaintext);
    if (message?.type === "epoch") this.parts.checkers.keys.reached(this.parts.seat, message);
  }
}

/** The receiver that the program ships with. */
export function realReceiver(start: ReceiverStart): FeedReceiver {
  return new FeedReceiver(start);
}

/** The link keeper that the program ships with. */
export function realKeeper(): LinkKeeper {
  return new LinkKeeper();
}
