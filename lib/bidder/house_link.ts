// What a bidder's face needs from the thread that talks to the house, and nothing else.
//
// The link joins, follows, repairs, signs and repeats by itself; a face shows and asks. A face
// never hears of keys, frames or addresses, so that a script, a terminal and a page all stand on
// the same few functions, and a test can stand in for the house.

import type { BidKind } from "../auction/command.ts";
import type { PublicEvent } from "../auction/event.ts";
import type { LotId, Paddle } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import type { Rejection } from "../auction/rejection.ts";
import type { SaleView } from "../auction/view.ts";
import type { Bytes } from "../base/bytes.ts";
import type { FaultCode } from "../base/fault.ts";
import type { FeedPath } from "../wire/member_message.ts";

/** Why a bid is refused although the rules never saw it. */
export type LinkRefusal =
  | "not_joined" // this client has no session with the house
  | "stale_view" // the own view is behind the house's: nobody signs a bid unseeing
  | "conflict" // the house knows this bid id with other content
  | "too_many"; // too many of the own bids are still unanswered

/** All names of {@link LinkRefusal}, for checks that each has its words and its documentation. */
export const LINK_REFUSALS: readonly LinkRefusal[] = [
  "not_joined",
  "stale_view",
  "conflict",
  "too_many",
];

/** Every reason that a bidder can be given for a refused bid. */
export type Refusal = Rejection | LinkRefusal;

/** What the person or the script wants to bid. */
export interface BidWish {
  readonly lot: LotId;
  readonly kind: BidKind;
  readonly amount: Cents;
  /** Units of a multi-unit lot; 1 on every other. */
  readonly quantity: number;
}

/**
 * One own bid and where it stands. A value: a change of state is a new ticket with the same id.
 * It is `accepted` only because the house said so, never by anyone's guess.
 */
export interface BidTicket {
  /** The bid id, 16 random bytes in lower-case hexadecimal. */
  readonly id: string;
  readonly lot: LotId;
  readonly kind: BidKind;
  readonly amount: Cents;
  readonly quantity: number;
  readonly state: "sent" | "accepted" | "refused";
  /** Why, where refused; else null. */
  readonly reason: Refusal | null;
  /** The place of the answer in the house's record, where the house gave one. */
  readonly seq: number | null;
  /** The ask that had to be reached, where that was the reason. */
  readonly ask: Cents | null;
  /** How many milliseconds past the lot's end the bid came, where that was the reason. */
  readonly lateMs: number | null;
}

/**
 * How well the feed comes in. `ended` is final: the link will say nothing more. `waiting_approval`:
 * the house does not know this key yet, and is asked again until a person lets it in.
 */
export type ConnectionState =
  | "joining"
  | "waiting_approval"
  | "live"
  | "lagging"
  | "rejoining"
  | "ended";

/** The link as it was measured. */
export interface LinkQuality {
  /** What to add to the own clock to have the house's time, in milliseconds. */
  readonly offsetMs: number;
  /** The quickest round trip of late, or null before the first answer. */
  readonly roundTripMs: number | null;
  /** Heartbeats lost of the last ones, in thousandths; null before it is known. */
  readonly lossPermille: number | null;
  /** The house's frames that came by each path in this session. */
  readonly frames: Readonly<Record<FeedPath, number>>;
}

/** How the house itself is. `ended` is final and comes after the last event. */
export type HouseState = "running" | "stopping" | "ended";

/** Something that a face may want to show. */
export type LinkNotice =
  /** In order of `seq`, each once; `view()` already holds it. */
  | { readonly type: "event"; readonly seq: number; readonly event: PublicEvent }
  /** The house tells how the open lots stand, ahead of its events; `view()` already shows it. */
  | { readonly type: "ahead" }
  /** A ticket has a new state; `bids()` already holds it. */
  | { readonly type: "bid"; readonly ticket: BidTicket }
  /** `me()` is known before the first "live". */
  | {
    readonly type: "connection";
    readonly state: ConnectionState;
    readonly path: FeedPath | null;
    /** The own key's fingerprint, to be read out to the house, while `waiting_approval`. */
    readonly fingerprint?: string;
    /** How the house has put this paddle out, where that has `ended` the link. */
    readonly putOut?: "suspended" | "banned";
  }
  | { readonly type: "house"; readonly state: HouseState }
  | { readonly type: "problem"; readonly code: FaultCode; readonly message: string };

/** Who this bidder is in the sale. */
export interface Me {
  readonly paddle: Paddle;
  readonly name: string;
}

/** A lot's picture, checked: the one that the house has signed, and of the kind that it says. */
export interface LotPicture {
  readonly bytes: Bytes;
  readonly mediaType: string;
}

/** The bidder's side of the house. All but `bid` and `picture` answers at once from what is known. */
export interface HouseLink {
  /** Null before the first join. */
  me(): Me | null;
  /** The sale as of {@link HouseLink.seq}; open lots may be ahead of it, as the house tells them. */
  view(): SaleView;
  /** The last event that `view()` holds; 0 before the first. */
  seq(): number;
  /** Whether `view()` shows open lots as the house tells them, ahead of {@link HouseLink.seq}. */
  isAhead(): boolean;
  /** The house's time in milliseconds since 1970, as estimated. */
  nowMs(): number;
  /** The link as it was last measured, or null before the house has answered. */
  quality(): LinkQuality | null;
  /** The own bids of this sale, those of an earlier run of this client too, oldest first. */
  bids(): readonly BidTicket[];
  /**
   * The lot's picture, from the disk or from the house; null where it has none, or it cannot be had
   * now: asked again later it may be there. It may take long, as a whole room fetches pictures.
   */
  picture(lot: LotId): Promise<LotPicture | null>;
  /**
   * Signs, stores and sends a bid, in the order of the calls. The ticket is "sent", or "refused"
   * where the link itself refuses. A notice about it may come before the promise settles. Rejects
   * with a {@link Fault} where the bid could not be stored: then it was not sent.
   */
  bid(wish: BidWish): Promise<BidTicket>;
  /** Calls `listener` for each notice from now on, never inside this call; gives the way out. */
  subscribe(listener: (notice: LinkNotice) => void): () => void;
}

/**
 * Why a face came to its end: by wish, or because there is nothing more to follow. `never_joined`:
 * the input was over before the house let this client in, so that nothing of it was done.
 */
export type FaceEnd = "left" | "sale_closed" | "house_ended" | "disconnected" | "never_joined";
