// What a session asks its shell to do: data, never a call. The shell keeps one timer.

import type { Bytes } from "../base/bytes.ts";
import type { SignedBatch } from "./desk_message.ts";
import type { SeqRange } from "../wire/member_message.ts";

/** The house's feed: what to send, what to fetch, when to look again. */
export type SenderEffect =
  /**
   * Send a signed message to everyone (the group, and copies to members that it does not reach), to
   * the group alone, or to one member by unicast.
   */
  | {
    readonly type: "send";
    readonly to: "everyone" | "group" | { readonly member: string };
    readonly message: Bytes;
  }
  /** Ask the desk for a signed heartbeat, and send it to the group. */
  | { readonly type: "pulse" }
  /** Ask the desk for batches that are no longer at hand, for one member. */
  | { readonly type: "fetch"; readonly member: string; readonly range: SeqRange }
  /** Call `tick` again at this time, or earlier. */
  | { readonly type: "wake"; readonly at: number };

/** How a bidder's view of the feed stands. */
export type FeedHealth = "live" | "lagging" | "lost";

/** One event in order, with its place in the chain. */
export interface DeliveredEvent {
  readonly seq: number;
  readonly bytes: Bytes;
  readonly hash: Bytes;
}

/** A bidder's feed: what came, what to ask for, how it stands. */
export type ReceiverEffect =
  /** Events in order, each once, and the signed batches that carried them: to keep. */
  | {
    readonly type: "deliver";
    readonly events: readonly DeliveredEvent[];
    readonly batches: readonly SignedBatch[];
  }
  | { readonly type: "nak"; readonly ranges: readonly SeqRange[] }
  | { readonly type: "health"; readonly health: FeedHealth }
  /** Repair did not come by datagram: fetch what is missing over TCP. */
  | { readonly type: "fetch" }
  /** A checkpoint that says nothing against the record: to be kept. */
  | {
    readonly type: "checkpoint";
    readonly sale: string;
    readonly seq: number;
    readonly hash: Bytes;
    readonly signed: Bytes;
  }
  /** The house signed two different pasts: evidence, and nothing further is to be believed. */
  | { readonly type: "equivocation"; readonly seq: number; readonly signed: Bytes | null }
  | { readonly type: "wake"; readonly at: number };
