// Who takes part in a simulated sale: the house with its key, and the bidders with theirs.

import { type MemoryDisk, MemoryLedger } from "../../lib/ledger/memory_ledger.ts";
import type { LedgerStore } from "../../lib/ledger/store.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { thumbprint } from "../../lib/secure/key_set.ts";
import type { RegisteredBidder } from "../../lib/secure/registry.ts";
import { thumbprintBytes } from "../../lib/secure/signing.ts";
import { BidderMachine, type BidderPlants } from "./bidder_machine.ts";
import { House } from "./house.ts";
import type { ClockFault } from "./machine_clock.ts";
import {
  privateJwk,
  privateKeyFrom,
  publicKeyOf,
  publicKeySetOf,
  SignatureCheck,
} from "./seeded_keys.ts";
import type { SeededRandom } from "./seeded_random.ts";
import type { HousePlants, Seat, Stage } from "./stage.ts";

/** Mistakes to build in, to see that the checkers find them. */
export interface Planted extends HousePlants, BidderPlants {
  makeDisk?(): MemoryDisk;
  openLedger?(open: () => LedgerStore): LedgerStore;
}

/** What a cast is made from. */
export interface CastOptions {
  readonly disk: MemoryDisk;
  readonly random: SeededRandom;
  readonly planted: Planted;
  readonly seats: readonly string[];
  readonly saleName: string;
  readonly sealsMax: number;
  stage(): Stage;
  clockOf(seat: string): ClockFault;
  died(): void;
  welcomed?(seat: string): void;
}

/** A house and its bidders. */
export interface Cast {
  readonly house: House;
  readonly bidders: readonly BidderMachine[];
}

/** Names of bidders, as many as wanted: people first. */
export function seatNames(count: number): readonly string[] {
  const people = ["ana", "ben", "cid", "dora", "eva", "fabio", "gil"];
  return Array.from({ length: count }, (_, i) => people[i] ?? `b${i + 1}`);
}

/** Makes them all; nobody has begun. */
export function makeCast(options: CastOptions): Cast {
  const { disk, random, planted, stage } = options;
  const houseKey = privateKeyFrom(random.bytes(32));
  const signer = new HouseSigner(privateJwk(houseKey));
  const print = thumbprint(signer.publicJwk());
  const identity = { sale: random.bytes(16).toHex(), house: print };
  const open = () => MemoryLedger.open(disk, { identity });
  const seats = new Map<string, Seat>();
  const house = new House({
    ...stage(),
    signer,
    sale: { name: options.saleName, currency: "BRL" },
    seats,
    sealsMax: options.sealsMax,
    plants: planted,
    openLedger: () => planted.openLedger?.(open) ?? open(),
    died: () => options.died(),
    welcomed: (seat) => options.welcomed?.(seat),
  });
  const houseCheck = new SignatureCheck(publicKeyOf(houseKey));
  const bidders = options.seats.map((seat, i) => {
    const key = privateKeyFrom(random.bytes(32));
    const paddle = `${i + 1}`;
    const bidder = new BidderMachine({
      ...stage(),
      seat,
      paddle,
      key,
      house,
      houseCheck,
      houseThumbprint: thumbprintBytes(print),
      clock: options.clockOf(seat),
      plants: planted,
    });
    const registered: RegisteredBidder = {
      paddle,
      name: seat,
      status: "registered",
      keySet: publicKeySetOf(key, seat),
      thumbprint: `print of ${seat}`,
    };
    const check = new SignatureCheck(publicKeyOf(key));
    seats.set(seat, { seat, ears: bidder, check, registered });
    return bidder;
  });
  return { house, bidders };
}
