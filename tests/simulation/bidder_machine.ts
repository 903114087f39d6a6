// A bidder's machine in a simulation: what it keeps, and the program that runs on it or does not.

import type { KeyObject } from "node:crypto";
import type { Bytes } from "../../lib/base/bytes.ts";
import type { SignedBatch } from "../../lib/session/desk_message.ts";
import { FeedReceiver, type ReceiverStart } from "../../lib/session/feed_receiver.ts";
import { BidderRun } from "./bidder_run.ts";
import type { House } from "./house.ts";
import type { SignatureCheck } from "./seeded_keys.ts";
import type { Ears, Stage } from "./stage.ts";

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

/** What a bidder is made of. */
export interface BidderParts extends Stage {
  readonly seat: string;
  readonly paddle: string;
  readonly key: KeyObject;
  readonly house: House;
  /** The house's public key, as the invitation pins it, and its thumbprint's bytes. */
  readonly houseCheck: SignatureCheck;
  readonly houseThumbprint: Bytes;
  /** How wrong this machine's clock is. */
  readonly clockOffMs: number;
  makeReceiver?(start: ReceiverStart): FeedReceiver;
}

/** A bidder that can crash and come back with what it had kept. */
export class BidderMachine implements Ears {
  readonly parts: BidderParts;
  readonly disk: BidderDisk = { batches: [], bids: new Map() };
  #run: BidderRun | null = null;
  crashes = 0;

  constructor(parts: BidderParts) {
    this.parts = parts;
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
    this.#run = new BidderRun(this.parts, this.disk);
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

  hearGroup(session: string, message: Bytes): void {
    this.#run?.hearGroup(session, message);
  }

  hearMember(member: string, plaintext: Bytes): void {
    this.#run?.hearMember(member, plaintext);
  }
}

/** The receiver that the program ships with. */
export function realReceiver(start: ReceiverStart): FeedReceiver {
  return new FeedReceiver(start);
}
