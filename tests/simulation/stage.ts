// What the actors of a simulation share, and what a house is made of.

import type { Bytes } from "../../lib/base/bytes.ts";
import type { LedgerStore } from "../../lib/ledger/store.ts";
import type { HouseSigner } from "../../lib/secure/house_signer.ts";
import type { RegisteredBidder } from "../../lib/secure/registry.ts";
import type { EpochSpread } from "../../lib/session/epoch_spread.ts";
import type { Epoch } from "../../lib/worker/desk_contract.ts";
import type { Membership } from "../../lib/worker/membership.ts";
import type { Checkers } from "./checkers.ts";
import type { Cargo, Network } from "./network.ts";
import type { Sealed } from "./sealed.ts";
import type { SignatureCheck } from "./seeded_keys.ts";
import type { SeededRandom } from "./seeded_random.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual_time.ts";

/** What every actor of a simulation shares. */
export interface Stage {
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly network: Network;
  readonly trace: Trace;
  readonly checkers: Checkers;
}

/** The ears of a bidder: what reaches its machine by datagram, whether a program runs or not. */
export interface Ears {
  hearGroup(sealed: Sealed): void;
  /** What came to one of the machine's own addresses. */
  hearOwn(sealed: Sealed, address: string): void;
}

/** Where a datagram came from, and how to send one back there. */
export interface Route {
  /** Names a socket of a bidder, or a connection of the relay. */
  readonly address: string;
  send(cargo: Cargo, sealed: Sealed): void;
}

/** A bidder of the registry, where it sits, and its standing. */
export interface Seat {
  readonly seat: string;
  readonly ears: Ears;
  readonly check: SignatureCheck;
  /** As the registry has it now. */
  registered: RegisteredBidder;
}

/** Mistakes that can be built into a house. */
export interface HousePlants {
  /** The feed hears of events before they are committed. */
  readonly tellsBeforeCommit?: boolean;
  /** Checkpoints are signed before the events are committed. */
  readonly signsBeforeCommit?: boolean;
  /** Copies for those whom multicast misses are made under the number of the frame before. */
  readonly copiesDiffer?: boolean;
  makeSpread?(epoch: number, now: number): EpochSpread;
  makeMembership?(joinedMax: number): Membership;
}

/** What a house is made of. */
export interface HouseParts extends Stage {
  readonly signer: HouseSigner;
  readonly sale: { readonly name: string; readonly currency: string };
  /** By seat. */
  readonly seats: ReadonlyMap<string, Seat>;
  /** Frames after which a group key is worn out. */
  readonly sealsMax: number;
  readonly plants: HousePlants;
  openLedger(): LedgerStore;
  /** The house died: the record is no longer held. */
  died(): void;
  /** Someone was given a WELCOME. */
  welcomed?(seat: string): void;
}

/** What WELCOME tells a bidder. */
export interface Welcome {
  readonly session: string;
  readonly sale: string;
  readonly member: string;
  readonly epoch: Epoch;
  /** Where the house's record ends. */
  readonly last: number;
  readonly head: Bytes;
  readonly now: number;
}
