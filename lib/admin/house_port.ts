// What the admin app needs of the house, and nothing more. The app knows no worker, no ledger and
// no clock of the sale: main_server.ts fills this interface, and tests fill it in memory.

import type { Command } from "../auction/command.ts";
import type { PublicEvent } from "../auction/event.ts";
import type { Lot, LotId, Paddle } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import type { Rejection } from "../auction/rejection.ts";
import type { SaleView } from "../auction/view.ts";
import type { Bytes } from "../base/bytes.ts";
import type { Problem } from "../catalogue/lot_schema.ts";
import type { PublicKeySet } from "../secure/key_set.ts";
import type { BidderStatus } from "../secure/registry.ts";
import type { FeedPath } from "../wire/member_message.ts";

type WithoutTime<C> = C extends unknown ? Omit<C, "at"> : never;

/** What the auctioneer may ask for by hand. The house stamps the time: a caller cannot choose it. */
export type AdminCommand = WithoutTime<
  Extract<
    Command,
    {
      readonly type:
        | "OpenLot"
        | "PassLot"
        | "PauseLot"
        | "ResumeLot"
        | "UndoLastBid"
        | "GiveFairWarning"
        | "HammerLot"
        | "WithdrawLot"
        | "CloseSale";
    }
  >
>;

/** The house's answer: recorded up to event `seq`, or refused by the rules. */
export type Answer =
  | { readonly type: "done"; readonly seq: number }
  | { readonly type: "rejected"; readonly reason: Rejection; readonly ask?: Cents };

/** The sale after event `seq`, as everyone may see it. */
export interface HouseSnapshot {
  readonly seq: number;
  readonly view: SaleView;
}

/** One registered bidder. */
export interface BidderRow {
  readonly paddle: Paddle;
  readonly name: string;
  /** RFC 7638 SHA-256 thumbprint of the RSA key, base64url. */
  readonly fingerprint: string;
  readonly status: BidderStatus;
  /** Whether a session of this bidder lives now. */
  readonly joined: boolean;
  /** How the feed reaches it; null before the house knows. */
  readonly path: FeedPath | null;
  /** How much of the feed is lost on the way to it, in per cent as it says; null before it knows. */
  readonly lossPercent: number | null;
  /** When the house last believed something from this bidder, milliseconds since 1970, or null. */
  readonly lastSeenMs: number | null;
}

/** A bidder to register, with keys that were checked. */
export interface BidderRequest {
  readonly name: string;
  /** Null: the house gives the next free paddle. */
  readonly paddle: Paddle | null;
  readonly keySet: PublicKeySet;
}

/** A file as it was uploaded. The name is a plain file name: no folder, no leading dot. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Bytes;
}

/** A checked lot that is not in the sale yet. */
export interface LotToLoad {
  /** Its `image` is null: the picture is still only a name. */
  readonly lot: Lot;
  readonly imageName: string | null;
}

/** Lots to load together, with pictures that nobody has looked into yet. */
export interface LotLoad {
  readonly lots: readonly LotToLoad[];
  readonly images: readonly UploadedFile[];
}

/** What became of a load: the rules' answer for each lot, or problems and nothing loaded. */
export type LoadAnswer =
  | {
    readonly type: "loaded";
    readonly results: readonly { readonly lot: LotId; readonly answer: Answer }[];
  }
  | { readonly type: "refused"; readonly problems: readonly FileProblem[] };

/** Something wrong with one file. */
export interface FileProblem {
  readonly file: string;
  readonly problem: Problem;
}

/** One event of the sale with its place in the record. */
export interface HouseEvent {
  readonly seq: number;
  readonly event: PublicEvent;
}

/** The house as the admin app sees it. Methods that fail for outer reasons throw a Fault. */
export interface HousePort {
  snapshot(): HouseSnapshot;
  bidders(): readonly BidderRow[];
  /** What is wrong in the items folder just now. */
  reports(): readonly FileProblem[];
  /** Everything that the house counts, by name: what was dropped and why above all. */
  counters(): Readonly<Record<string, number>>;
  /** Whether all parts of the house are up. */
  healthy(): boolean;
  command(command: AdminCommand): Promise<Answer>;
  loadLots(load: LotLoad): Promise<LoadAnswer>;
  /** Faults: `already_registered`, `bad_key`. */
  registerBidder(request: BidderRequest): Promise<BidderRow>;
  /** Cuts the bidder off at once. */
  suspendBidder(paddle: Paddle): Promise<Answer>;
  reinstateBidder(paddle: Paddle): Promise<Answer>;
  /** Makes a new group key: who holds only the old one reads nothing more. */
  rekey(): Promise<Answer>;
  /** Tells `listener` each event after the snapshot of this moment, in order, none left out. */
  subscribe(listener: (item: HouseEvent) => void): () => void;
}
