// What a bidder's feed worker hears from main and says to it.

import type { Bytes } from "../base/bytes.ts";
import type { LinkQuality } from "../bidder/house_link.ts";
import type { SealKey } from "../secure/sealing.ts";
import type { OutgoingBid } from "../session/bid_delivery.ts";
import type { SignedBatch } from "../session/desk_message.ts";
import type { DeliveredEvent, FeedHealth, ReceiverEffect } from "../session/effect.ts";
import type { FeedPath, OverReason, Receipt } from "../wire/member_message.ts";
import type { HouseState, LotState } from "../wire/signed_message.ts";
import type { FaultNotice, LifeNotice } from "./life_cycle.ts";

/** A session to follow. */
export interface FollowedSession {
  readonly session: string;
  readonly sale: string;
  readonly member: string;
  readonly houseX: string;
  readonly epoch: { readonly number: number; readonly key: SealKey };
  readonly toHouse: SealKey;
  readonly toBidder: SealKey;
  readonly group: { readonly address: string; readonly port: number };
  readonly bids: { readonly address: string; readonly port: number };
  /** Where the same datagrams go over TCP. */
  readonly relay: { readonly address: string; readonly port: number };
  /** The own address on the house's network. */
  readonly interface: string;
  /** The house's time as WELCOME said it. */
  readonly houseNow: number;
  /** The next event wanted, and the chain's hash before it. */
  readonly nextSeq: number;
  readonly prevHash: Bytes;
  readonly trialLossPercent: number;
}

/** The open lots as of event `nextSeq` - 1. */
export interface Beacon {
  readonly nextSeq: number;
  readonly lots: readonly LotState[];
}

/** From main to the bidder's feed. */
export type BidderFeedRequest =
  /** Answered with `following` once the group is joined. */
  | { readonly type: "follow"; readonly session: FollowedSession }
  /** Signed batches that came over TCP; answered with `caught`. */
  | { readonly type: "catchup"; readonly batches: readonly Bytes[] }
  /** The catch-up is whole: what is missing from now on is asked for by datagram. */
  | { readonly type: "caught_up"; readonly next: number; readonly head: Bytes }
  | { readonly type: "bid"; readonly bid: OutgoingBid }
  /** Ask the house for many heartbeats: the loss is to be known soon. */
  | { readonly type: "probe" }
  | { readonly type: "stop" };

/** From the bidder's feed to main. */
export type BidderFeedNotice =
  | LifeNotice
  | { readonly type: "following" }
  /** The group could not be joined: no socket. */
  | { readonly type: "follow_failed"; readonly fault: FaultNotice }
  /** A catch-up was worked through: the next may come. */
  | { readonly type: "caught" }
  | {
    readonly type: "delivered";
    readonly events: readonly DeliveredEvent[];
    readonly batches: readonly SignedBatch[];
  }
  | { readonly type: "receipt"; readonly receipt: Receipt; readonly signed: Bytes }
  | { readonly type: "health"; readonly health: FeedHealth; readonly path: FeedPath | null }
  | { readonly type: "quality"; readonly quality: LinkQuality }
  /** How the open lots stand, as the house tells it ahead of the events that are still missing. */
  | { readonly type: "beacon"; readonly beacon: Beacon }
  /** What the house is about to do; "ended" only once the last event was delivered. */
  | { readonly type: "house"; readonly state: HouseState }
  /** The house has ended this session. */
  | { readonly type: "over"; readonly reason: OverReason }
  /** The house does not answer pings or bids although the group is heard. */
  | { readonly type: "unanswered" }
  /** This machine has another address now: join again from there. */
  | { readonly type: "moved" }
  /** What is missing does not come by datagram: join again. */
  | { readonly type: "fetch" }
  /** The house's word for its record up to event `seq`: to be kept. */
  | Extract<ReceiverEffect, { readonly type: "checkpoint" }>
  /** `signed` is the house's message that contradicts what it signed before, where there is one. */
  | { readonly type: "equivocation"; readonly seq: number; readonly signed: Bytes | null };
