// What goes into the desk and comes out of it.

import type { Command } from "../auction/command.ts";
import type { Rejected } from "../auction/decision.ts";
import type { PublicEvent } from "../auction/event.ts";
import type { Paddle } from "../auction/lot.ts";
import type { Bytes } from "../base/bytes.ts";
import type { MissedBid } from "./missed_bids.ts";
import type { SeenStanding, StandingMoved } from "./seen_standing.ts";

/** A bidder's bid: opened, decoded, and its signature checked against the paddle's key. */
export interface BidInput {
  readonly type: "bid";
  /** The member to answer, as the feed names it. */
  readonly from: string;
  readonly paddle: Paddle;
  readonly bid: Bytes;
  readonly signature: Bytes;
  /** When its datagram was received, by the house's clock. */
  readonly at: number;
}

/** A command of the auctioneer or of the house's own clock. `ref` finds its answer. */
export interface CommandInput {
  readonly type: "command";
  readonly ref: number;
  readonly command: Command;
  /** How the lot stood for whoever gave the command; another one by now refuses it. */
  readonly seen?: SeenStanding;
}

/** What the desk takes, in the order in which the house received it. */
export type DeskInput = BidInput | CommandInput;

/** The answer to a command: done, with the last event it caused, or refused. */
export interface CommandAnswer {
  readonly ref: number;
  readonly result: { readonly type: "done"; readonly seq: number } | Rejected | StandingMoved;
}

/** One event with its place in the chain; the ledger keeps it as it is. */
export interface RecordRow {
  readonly seq: number;
  readonly at: number;
  /** The command's bytes on the first event of a decision. */
  readonly command: Bytes | null;
  readonly event: Bytes;
  readonly hash: Bytes;
}

/** Consecutive events signed as one; the bytes are a whole signed message (PROTOCOL §5.1). */
export interface SignedBatch {
  readonly firstSeq: number;
  readonly count: number;
  readonly bytes: Bytes;
}

/** An answered bid. `receipt` is the signature (64 bytes) and the receipt's body. */
export interface StoredBid {
  readonly paddle: Paddle;
  readonly bidId: Bytes;
  readonly digest: Bytes;
  readonly seq: number;
  readonly receipt: Bytes;
}

/** What one round at the desk gave: to be committed whole, then told. */
export interface DeskOutput {
  readonly rows: readonly RecordRow[];
  readonly batches: readonly SignedBatch[];
  readonly bids: readonly StoredBid[];
  readonly receipts: readonly { readonly to: string; readonly signed: Bytes }[];
  readonly answers: readonly CommandAnswer[];
  /** Bids that came just too late, and that nothing since has settled. */
  readonly missed: readonly MissedBid[];
  readonly events: readonly { readonly seq: number; readonly event: PublicEvent }[];
  readonly aliveAt: number;
}
