// What the admin app needs of the house, and nothing more. The app knows no worker, no ledger and
// no clock of the sale: main_server.ts fills this interface, and tests fill it in memory.

import type { BidHistory } from "../auction/bid_book.ts";
import type { Command, PaddleCommand } from "../auction/command.ts";
import type { PublicEvent } from "../auction/event.ts";
import type { Lot, LotId, Paddle } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import type { Rejection } from "../auction/rejection.ts";
import type { SaleView } from "../auction/view.ts";
import type { Bytes } from "../base/bytes.ts";
import type { Problem } from "../catalogue/lot_schema.ts";
import type { PublicKeySet } from "../secure/key_set.ts";
import type { BidderStatus } from "../secure/registry.ts";
import type { MissedBid } from "../session/missed_bids.ts";
import type { SeenStanding, StandingMoved } from "../session/seen_standing.ts";
import type { ActionEntry } from "./action.ts";
import type { SettledSale } from "../settlement/settled_sale.ts";
import type { FeedPath } from "../wire/member_message.ts";

type AsAsked<C> = C extends unknown ? Omit<C, "at" | "salt"> : never;

/**
 * What the auctioneer may ask for by hand. The house stamps the time and draws the salt: a caller
 * can choose neither.
 */
export type AdminCommand = AsAsked<
  Extract<
    Command,
    {
      readonly type:
        | "MoveLot"
        | "OpenLot"
        | "PassLot"
        | "PauseLot"
        | "ResumeLot"
        | "UndoLastBid"
        | "GiveFairWarning"
        | "HammerLot"
        | "WithdrawLot"
        | "PlaceFloorBid"
        | "HoldAbsenteeBid"
        | "SetAsk"
        | "SetIncrements"
        | "RetractBids"
        | "ReopenLot"
        | "AwardLot"
        | "OpenTimedLots"
        | "Announce"
        | "SetTerms"
        | "SetLimit"
        | "CloseSale";
    }
  >
>;

/** What the auctioneer decides about a paddle, before the house stamps the time. */
export type PaddleDecision = AsAsked<PaddleCommand>;

/**
 * What can be asked about before it is done. A bid cannot: whoever tries amounts would find the
 * leader's maximum without ever bidding.
 */
export type PreviewCommand =
  | Exclude<
    AdminCommand,
    { readonly type: "PlaceFloorBid" | "HoldAbsenteeBid" | "SetLimit" | "Announce" | "SetTerms" }
  >
  | PaddleDecision;

/** What would become of a command; `secret`: only the deed itself may tell. */
export type Preview =
  | { readonly type: "done"; readonly events: readonly PublicEvent[] }
  | { readonly type: "secret" }
  | { readonly type: "rejected"; readonly reason: Rejection; readonly ask?: Cents };

/** `asked` as the rules take it: `at` is the house's time, `salt` 16 random bytes in hexadecimal. */
export function stampedCommand(
  asked: AdminCommand | PaddleDecision,
  { at, salt }: { readonly at: number; readonly salt: string },
): Command {
  switch (asked.type) {
    case "PlaceFloorBid":
    case "HoldAbsenteeBid":
    case "RetractBids":
    case "SetLimit":
      return { ...asked, at, salt };
    default:
      return { ...asked, at };
  }
}

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

/** A paddle for someone without keys, in the room or absent, for whom the clerk bids. */
export interface FloorPaddle {
  readonly paddle: Paddle;
  /** Who it is, where the house wants to know; a name as `checkBidderName` gives it. */
  readonly name: string | null;
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

/** A copy of the record, or `busy`: another one is being made. */
export type BackupAnswer =
  | {
    readonly type: "done";
    /** The copy, from the data folder: "backups/SALE-SEQ.ledger". */
    readonly file: string;
    readonly sale: string;
    /** The last event in it. */
    readonly seq: number;
    readonly bytes: number;
  }
  | { readonly type: "busy" };

/** Something wrong with one file. */
export interface FileProblem {
  /** Empty where it is about a lot of the upload whose file is not known any more. */
  readonly file: string;
  readonly problem: Problem;
  /** Where in a CSV file: the row as a spreadsheet numbers it, null for the file as a whole. */
  readonly cell?: {
    readonly row: number | null;
    readonly lot: LotId | null;
    readonly column: string;
  };
}

/** A lot's picture as it is shown: checked, of one of the kinds that lots may have. */
export interface LotPicture {
  readonly bytes: Bytes;
  readonly mediaType: string;
}

/** One event of the sale with its place in the record. */
export interface HouseEvent {
  readonly seq: number;
  readonly event: PublicEvent;
}

/** What results and invoices need beside the snapshot of the same moment. */
export type HouseSettlement = Pick<SettledSale, "notes" | "place" | "names">;

/** Something that can change beside the events of the sale. */
export type WatchedPart = "bidders" | "knocks" | "missed_bids" | "reports" | "actions";

/** Someone whose keys the house does not know asks to be let in. */
export interface Knock {
  /** RFC 7638 SHA-256 thumbprint of the RSA key, base64url. */
  readonly fingerprint: string;
  /** Public keys; the owner has proven the signing key. */
  readonly keySet: PublicKeySet;
  /** Whether somebody else asks with the same RSA key and another signing key. */
  readonly isContested: boolean;
  /** When it last asked. */
  readonly atMs: number;
  /** How often it has asked. */
  readonly tries: number;
}

/** The house as the admin app sees it. Methods that fail for outer reasons throw a Fault. */
export interface HousePort {
  snapshot(): HouseSnapshot;
  settlement(): HouseSettlement;
  /** How the prices of the snapshot came to be. */
  book(): BidHistory;
  bidders(): readonly BidderRow[];
  /** Bids that came just too late, the newest last; until their lot is offered again or another opens. */
  missedBids(): readonly MissedBid[];
  /** Who asks to be let in, the newest last. A registered key is not among them. */
  knocks(): readonly Knock[];
  /** Forgets a knock; false where there is none. Who asks again is there again. */
  dismissKnock(fingerprint: string): boolean;
  /** Who did what since the house started: the newest entries, the newest last. */
  actions(): readonly ActionEntry[];
  /** Notes an action of the house's people. */
  acted(entry: ActionEntry): void;
  /** What is wrong in the items folder just now. */
  reports(): readonly FileProblem[];
  /** Everything that the house counts, by name: what was dropped and why above all. */
  counters(): Readonly<Record<string, number>>;
  /** The newest checkpoint of the record as a signed note (PROTOCOL §5.5); null before the first. */
  checkpoint(): string | null;
  /**
   * The picture of this digest (the `sha256` of a lot's image), or null where no lot has it, or its
   * file is not there or is not that picture any more.
   */
  picture(sha256: string): Promise<LotPicture | null>;
  /** Whether all parts of the house are up. */
  healthy(): boolean;
  command(command: AdminCommand): Promise<Answer>;
  /** The same, only if the lot still stands as it was seen when all that came before is told. */
  commandIfStill(command: AdminCommand, seen: SeenStanding): Promise<Answer | StandingMoved>;
  /** What would become of `command` now. Nothing is done, and no event is told. */
  preview(command: PreviewCommand): Promise<Preview>;
  loadLots(load: LotLoad): Promise<LoadAnswer>;
  /** Faults: `already_registered`, `bad_key`. */
  registerBidder(request: BidderRequest): Promise<BidderRow>;
  /** Cuts the bidder off at once. */
  suspendBidder(paddle: Paddle): Promise<Answer>;
  /** Cuts the bidder off at once; its bids on lots that are not over are void. */
  banBidder(paddle: Paddle): Promise<Answer>;
  /** Lets a suspended or banned bidder take part again. */
  reinstateBidder(paddle: Paddle): Promise<Answer>;
  /** Fault: `already_registered` where the paddle is taken, by a bidder or in the room. */
  admitFloorPaddle(wish: FloorPaddle): Promise<Answer>;
  /** Makes a new group key: who holds only the old one reads nothing more. */
  rekey(): Promise<Answer>;
  /** Copies the record as it is now, while the sale goes on. Fault: `file_unwritable`. */
  backup(): Promise<BackupAnswer>;
  /** Tells `listener` each event after the snapshot of this moment, in order, none left out. */
  subscribe(listener: (item: HouseEvent) => void): () => void;
  /** Tells `listener` what has changed beside the events, after the change; gives the way out. */
  watch(listener: (part: WatchedPart) => void): () => void;
}
