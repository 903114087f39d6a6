// What can be asked of a sale. Every command carries its time, stamped by the shell: the rules
// never read a clock.

import type { Increments, Lot, LotId, Paddle } from "./lot.ts";
import type { Cents } from "./money.ts";
import type { SaleTerms } from "./settlement.ts";

/**
 * How a bid is meant: the most the bidder would pay; the very amount called; taking the lot at the
 * price asked (buy now, Dutch); entering and leaving a Japanese lot.
 */
export type BidKind = "max" | "exact" | "buy" | "enter" | "leave";

/** All of them; the place is the code on the wire. */
export const BID_KINDS: readonly BidKind[] = ["max", "exact", "buy", "enter", "leave"];

/** A bid as the rules see it. `amount` is unchecked: the rules refuse what is no amount. */
export interface PlaceBid {
  readonly type: "PlaceBid";
  readonly at: number;
  readonly lot: LotId;
  readonly paddle: Paddle;
  readonly kind: BidKind;
  /** Minor units, as received: may be 0, negative, a fraction or past 2^53. */
  readonly amount: number;
  /** How many units of a multi-unit lot, as received; 1 on every other lot. */
  readonly quantity: number;
  /** The currency that the bidder named, or null where none was named (a script). */
  readonly currency: string | null;
}

/** A bid that the clerk enters for a paddle. */
interface ClerkedBid {
  readonly at: number;
  readonly lot: LotId;
  readonly paddle: Paddle;
  readonly amount: number;
  readonly quantity: number;
  /** 16 random bytes, hexadecimal: hides the amount behind the command's digest. */
  readonly salt: string;
}

/** A bid from the room. */
export interface PlaceFloorBid extends ClerkedBid {
  readonly type: "PlaceFloorBid";
  readonly kind: BidKind;
}

/** The most that someone absent would pay; it plays when the lot opens. */
export interface HoldAbsenteeBid extends ClerkedBid {
  readonly type: "HoldAbsenteeBid";
}

/** The auctioneer's commands on one lot that need nothing but the lot. */
export interface LotCommand {
  readonly type: "OpenLot" | "PassLot" | "PauseLot" | "ResumeLot" | "UndoLastBid";
  readonly at: number;
  readonly lot: LotId;
}

/** What the auctioneer decides about a bidder: may it bid, and do its bids count? */
export interface PaddleCommand {
  readonly type: "SuspendPaddle" | "ReinstatePaddle" | "BanPaddle";
  readonly at: number;
  readonly paddle: Paddle;
}

/** Everything that can be asked of a sale. `at` is milliseconds since 1970, the house's clock. */
export type Command =
  | {
    readonly type: "CreateSale";
    readonly at: number;
    /** 16 random bytes in lower-case hexadecimal: names this sale for good. */
    readonly sale: string;
    readonly name: string;
    /** ISO 4217, upper case. */
    readonly currency: string;
  }
  | { readonly type: "CloseSale"; readonly at: number }
  | {
    /** Puts a lot into the catalogue, or replaces it while it has not opened yet. */
    readonly type: "CatalogueLot";
    readonly at: number;
    readonly lot: Lot;
    /** 16 random bytes, hexadecimal: hides the reserve behind the command's digest. */
    readonly salt: string;
  }
  | {
    /** Puts a lot that has not opened before another one that has not, or (null) behind all. */
    readonly type: "MoveLot";
    readonly at: number;
    readonly lot: LotId;
    readonly before: LotId | null;
  }
  | LotCommand
  | PlaceBid
  | PlaceFloorBid
  | HoldAbsenteeBid
  | {
    /**
     * Opens every timed lot of the catalogue at once; the end of the nth is put off by n - 1 times
     * `staggerMs`, so that lots of equal length close one after the other.
     */
    readonly type: "OpenTimedLots";
    readonly at: number;
    readonly staggerMs: number;
  }
  | { readonly type: "SetAsk"; readonly at: number; readonly lot: LotId; readonly ask: Cents }
  | {
    readonly type: "SetIncrements";
    readonly at: number;
    readonly lot: LotId;
    readonly increments: Increments;
  }
  | {
    readonly type: "ReopenLot";
    readonly at: number;
    readonly lot: LotId;
    /** How long a timed lot then runs; null for one that the hand ends. */
    readonly durationMs: number | null;
  }
  | {
    /** The winner does not pay: the lot goes to the under-bidder. */
    readonly type: "AwardLot";
    readonly at: number;
    readonly lot: LotId;
    readonly defaulter: Paddle;
  }
  | {
    /** All bids of a paddle on the lot are void. */
    readonly type: "RetractBids";
    readonly at: number;
    readonly lot: LotId;
    readonly paddle: Paddle;
    readonly reason: string | null;
    /** 16 random bytes, hexadecimal: hides whose bid it was that waited for the opening. */
    readonly salt: string;
  }
  | { readonly type: "Announce"; readonly at: number; readonly text: string }
  | { readonly type: "SetTerms"; readonly at: number; readonly terms: SaleTerms }
  | {
    /** What a paddle may spend in all; null: no limit. */
    readonly type: "SetLimit";
    readonly at: number;
    readonly paddle: Paddle;
    readonly limit: Cents | null;
    /** 16 random bytes, hexadecimal: hides the limit behind the command's digest. */
    readonly salt: string;
  }
  | {
    readonly type: "GiveFairWarning";
    readonly at: number;
    readonly lot: LotId;
    readonly text: string | null;
  }
  | {
    readonly type: "HammerLot";
    readonly at: number;
    readonly lot: LotId;
    /** True: the auctioneer sells to the leader although the reserve is not met. */
    readonly belowReserve: boolean;
  }
  | {
    readonly type: "WithdrawLot";
    readonly at: number;
    readonly lot: LotId;
    readonly reason: string | null;
  }
  /** Ends each lot whose announced end has come, and moves Japanese prices. Refuses nothing. */
  | { readonly type: "Tick"; readonly at: number }
  /** The house was down from `downSince` to `at`: open timed lots get that time back. */
  | { readonly type: "ReturnLostTime"; readonly at: number; readonly downSince: number }
  | {
    /** A registered bidder takes part. `identity` is opaque to the rules (the ledger keeps it). */
    readonly type: "AdmitPaddle";
    readonly at: number;
    readonly paddle: Paddle;
    readonly identity: string;
  }
  | PaddleCommand;
