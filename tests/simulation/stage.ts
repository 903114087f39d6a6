// What the actors of a simulation share, and what a house is made of.

import type { Bytes } from "../../lib/base/bytes.ts";
import type { LedgerStore } from "../../lib/ledger/store.ts";
import type { HouseSigner } from "../../lib/secure/house_signer.ts";
import type { Checkers } from "./checkers.ts";
import type { Network } from "./network.ts";
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

/** The ears of a bidder: what reaches its machine, whether it runs or not. */
export interface Ears {
  /** A frame of the group, or a repair of one, by the session in its header. */
  hearGroup(session: string, message: Bytes): void;
  /** What the house says to this member alone. */
  hearMember(member: string, plaintext: Bytes): void;
}

/** A registered bidder and where it sits. */
export interface RegisteredBidder {
  readonly seat: string;
  readonly paddle: string;
  readonly ears: Ears;
  readonly check: SignatureCheck;
}

/** What a house is made of. */
export interface HouseParts extends Stage {
  readonly signer: HouseSigner;
  readonly sale: { readonly name: string; readonly currency: string };
  /** The registry, by seat. */
  readonly bidders: ReadonlyMap<string, RegisteredBidder>;
  openLedger(): LedgerStore;
  /** The house died: the record is no longer held. */
  died(): void;
  /** A mistake to be found: the feed hears of events before they are committed. */
  readonly tellsBeforeCommit: boolean;
}

/** What WELCOME tells a bidder. */
export interface Welcome {
  readonly session: string;
  readonly sale: string;
  readonly member: string;
  readonly now: number;
}
