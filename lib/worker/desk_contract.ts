// What the desk worker hears and says: to main, to the feed, to the join worker.

import type { BackupAnswer } from "../admin/house_port.ts";
import type { Command } from "../auction/command.ts";
import type { PublicEvent } from "../auction/event.ts";
import type { Paddle } from "../auction/lot.ts";
import type { Bytes } from "../base/bytes.ts";
import type { RegisteredBidder } from "../secure/registry.ts";
import type { PublicKeySet } from "../secure/key_set.ts";
import type { MemberKeys } from "../secure/key_schedule.ts";
import type {
  BidInput,
  CommandAnswer,
  CommandInput,
  SignedBatch,
} from "../session/desk_message.ts";
import type { MissedBid } from "../session/missed_bids.ts";
import type { Preview } from "../session/preview.ts";
import type { OverReason, SeqRange } from "../wire/member_message.ts";
import type { Heartbeat } from "../wire/signed_message.ts";
import type { FaultNotice, LifeNotice } from "./life_cycle.ts";

/** Where and what the sale is. */
export interface DeskConfig {
  /** The record's file. */
  readonly ledger: string;
  /** Used where the record is new; an existing one keeps its own. */
  readonly name: string;
  readonly currency: string;
  readonly group: { readonly address: string; readonly port: number; readonly ttl: number };
  readonly bidHost: string;
  readonly joinedMax: number;
}

/** What became of a backup. */
export type BackupOutcome = BackupAnswer | { readonly type: "failed"; readonly fault: FaultNotice };

/** From main to the desk. */
export type DeskRequest =
  | {
    readonly type: "start";
    readonly config: DeskConfig;
    /** The house's private Ed25519 JWK: it lives in this thread alone, which has no network. */
    readonly houseKey: JsonWebKey;
    readonly bidders: readonly RegisteredBidder[];
    readonly feed: MessagePort;
    readonly join: MessagePort;
  }
  | CommandInput
  /** What would become of this command; answered by a `preview`, and nothing is done. */
  | { readonly type: "preview"; readonly ref: number; readonly command: Command }
  /** Make a new group key, within a second; answered like a command. */
  | { readonly type: "rekey"; readonly ref: number }
  /** Copy the record as it is now into a file beside it; answered by a `backup`. */
  | { readonly type: "backup"; readonly ref: number }
  /** The registry as it stands now; answered like a command. */
  | {
    readonly type: "registry";
    readonly ref: number;
    readonly bidders: readonly RegisteredBidder[];
  }
  | { readonly type: "stop" };

/** From the desk to main. */
export type DeskNotice =
  | LifeNotice
  /** The record is restored; `names` are those that it keeps of its paddles. */
  | { readonly type: "ready"; readonly names: ReadonlyMap<Paddle, string> }
  | {
    readonly type: "events";
    readonly events: readonly { readonly seq: number; readonly event: PublicEvent }[];
    /** The chain's hash after the last of them. */
    readonly hash: Bytes;
  }
  /** A checkpoint was made and kept: the whole note. The newest of an earlier run comes first. */
  | { readonly type: "checkpoint"; readonly note: string }
  /** The file of checkpoints ended in a torn note of so many bytes, which was cut off. */
  | { readonly type: "checkpoint_cut"; readonly bytes: number }
  | { readonly type: "answer"; readonly answer: CommandAnswer }
  | { readonly type: "preview"; readonly ref: number; readonly preview: Preview }
  | { readonly type: "backup"; readonly ref: number; readonly outcome: BackupOutcome }
  /** A bid came just too late. */
  | ({ readonly type: "missed_bid" } & MissedBid)
  /** The proven owner of keys that are not registered asks to be let in. */
  | { readonly type: "knock"; readonly keySet: PublicKeySet; readonly at: number }
  | { readonly type: "joined" | "left"; readonly paddle: Paddle; readonly at: number };

/** A member as the feed needs it. */
export interface FeedMember {
  /** 8 random bytes, hexadecimal: the channel of its datagrams. */
  readonly id: string;
  readonly paddle: Paddle;
  /** The `x` of the Ed25519 key that signs its bids. */
  readonly signingX: string;
  readonly keys: Pick<MemberKeys, "toHouse" | "toBidder">;
  /** The epoch whose key its WELCOME brought. */
  readonly epoch: number;
}

/** The group's key and the number of its epoch. */
export interface Epoch {
  readonly number: number;
  readonly key: Bytes;
  readonly salt: Bytes;
}

/** From the desk to the feed. */
export type DeskToFeed =
  | {
    readonly type: "session";
    readonly session: string;
    readonly sale: string;
    /** SHA-256 thumbprint of the house's key: bids are signed for this house. */
    readonly house: Bytes;
    readonly epoch: Epoch;
  }
  | {
    readonly type: "published";
    readonly batches: readonly SignedBatch[];
    readonly receipts: readonly { readonly to: string; readonly signed: Bytes }[];
    /** How many bids of the feed this round answered. */
    readonly bidsTaken: number;
  }
  /** Answer with `passed` once every datagram read before has been handed over. */
  | { readonly type: "barrier"; readonly barrier: number }
  | { readonly type: "heartbeat" | "checkpoint"; readonly message: Bytes }
  | { readonly type: "fetched"; readonly member: string; readonly batches: readonly SignedBatch[] }
  | { readonly type: "member"; readonly member: FeedMember }
  /** Spread this key to all members that are left, then seal with it. */
  | { readonly type: "rekey"; readonly epoch: Epoch }
  | { readonly type: "dismiss"; readonly member: string; readonly reason: OverReason };

/** What a heartbeat says beside the record. */
export type Pulse = Pick<Heartbeat, "beat" | "at" | "state" | "members" | "roundTripMs">;

/** From the feed to the desk. */
export type FeedToDesk =
  /** The sockets are open: bids come to this port, and over TCP to that. */
  | { readonly type: "open"; readonly bidPort: number; readonly relayPort: number }
  | { readonly type: "bids"; readonly bids: readonly BidInput[] }
  | { readonly type: "passed"; readonly barrier: number }
  | ({ readonly type: "pulse" } & Pulse)
  /** The group key has sealed enough. */
  | { readonly type: "worn" }
  | { readonly type: "fetch"; readonly member: string; readonly range: SeqRange }
  | { readonly type: "left"; readonly member: string };

/** From the join worker to the desk. Each `ref` gets one answer. */
export type JoinToDesk =
  /** Sign a CHALLENGE for this transcript. */
  | { readonly type: "challenge"; readonly ref: number; readonly transcript: string }
  /** The owner of these keys has proven the signing key: may it take part? */
  | {
    readonly type: "admit";
    readonly ref: number;
    readonly thumbprint: string;
    /** With the proven signing key: registered together with the RSA key of the thumbprint. */
    readonly keySet: PublicKeySet;
    readonly version: number;
    readonly transcript: string;
  }
  /** The owner has proven the RSA key too: a member from now on. */
  | {
    readonly type: "confirmed";
    readonly ref: number;
    readonly member: string;
    readonly keys: Pick<MemberKeys, "toHouse" | "toBidder">;
  }
  | {
    readonly type: "history";
    readonly ref: number;
    readonly from: number;
    readonly bytesMax: number;
  }
  /** How it stands now, signed: what a screen needs before the past has come. */
  | { readonly type: "state"; readonly ref: number };

/** From the desk to the join worker. */
export type DeskToJoin =
  | { readonly type: "challenge"; readonly ref: number; readonly jws: string }
  | {
    readonly type: "refused";
    readonly ref: number;
    readonly jws: string;
    readonly reason: string;
  }
  | {
    readonly type: "welcome";
    readonly ref: number;
    readonly jws: string;
    readonly member: string;
    readonly secret: Bytes;
  }
  | { readonly type: "confirmed"; readonly ref: number; readonly ok: boolean }
  | {
    readonly type: "history";
    readonly ref: number;
    readonly sale: string;
    readonly batches: readonly Bytes[];
    /** The event behind the last batch. */
    readonly after: number;
    /** The hash of event `from` - 1, or null where the record is shorter. */
    readonly before: Bytes | null;
    readonly next: number;
    readonly head: Bytes;
  }
  /** A heartbeat, once the feed has asked for its first, and the newest checkpoint. */
  | { readonly type: "state"; readonly ref: number; readonly messages: readonly Bytes[] };
