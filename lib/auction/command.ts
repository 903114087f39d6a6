// What can be asked of a sale. Every command carries its time, stamped by the shell: the rules
// never read a clock.

import type { Lot, LotId, Paddle } from "./lot.ts";

/** How a bid is meant: the most the bidder would pay, or the very amount called. */
export type BidKind = "max" | "exact";

/** A bid as the rules see it. `amount` is unchecked: the rules refuse what is no amount. */
export interface PlaceBid {
  readonly type: "PlaceBid";
  readonly at: number;
  readonly lot: LotId;
  readonly paddle: Paddle;
  readonly kind: BidKind;
  /** Minor units, as received: may be 0, negative, a fraction or past 2^53. */
  readonly amount: number;
  /** The currency that the bidder named, or null where none was named (the clerk, a script). */
  readonly currency: string | null;
}

/** The auctioneer's commands on one lot that need nothing but the lot. */
export interface LotCommand {
  readonly type: "OpenLot" | "PassLot" | "PauseLot" | "ResumeLot" | "UndoLastBid";
  readonly at: number;
  readonly lot: LotId;
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
  | LotCommand
  | PlaceBid
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
  /** Closes each timed lot whose end is at or before `at`. Refuses nothing. */
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
  | {
    readonly type: "SuspendPaddle" | "ReinstatePaddle";
    readonly at: number;
    readonly paddle: Paddle;
  };
