// What the house's relay worker hears from main and says to it, and its talk with the feed worker.
//
// The relay carries sealed datagrams over TCP for bidders whose network passes no UDP, and sealed
// pictures for all. It holds no keys: which connection belongs to a member only the feed can say,
// that opens the datagrams, and pictures it gets from main under their seals.

import type { Bytes } from "../base/bytes.ts";
import type { LifeNotice } from "./life_cycle.ts";

/** Where the relay listens. */
export interface RelayConfig {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
}

/** From main to the relay worker. `feed` is the relay's end of its line to the feed worker. */
export type RelayRequest =
  | { readonly type: "start"; readonly config: RelayConfig; readonly feed: MessagePort }
  /** The answer to the `picture` of this number: sealed (PROTOCOL §7.7), or null: there is none. */
  | { readonly type: "picture"; readonly ref: number; readonly sealed: Bytes | null }
  | { readonly type: "stop" };

/** From the relay worker to main. */
export type RelayNotice =
  | LifeNotice
  | { readonly type: "ready"; readonly port: number }
  /** Somebody asks for the picture of this name, 32 bytes. Each is answered by its number. */
  | { readonly type: "picture"; readonly ref: number; readonly name: Bytes }
  | { readonly type: "counters"; readonly counters: Readonly<Record<string, number>> };

/**
 * From the relay to the feed. A connection's number counts from 1 and is never used again.
 * Datagrams come in the order in which they were sent, 48 to 1,200 bytes each, unchecked.
 */
export type RelayToFeed =
  | {
    readonly type: "datagrams";
    readonly connection: number;
    readonly datagrams: readonly Bytes[];
  }
  /** The last that is said of a connection, and only of one whose datagrams were handed on. */
  | { readonly type: "closed"; readonly connection: number };

/** From the feed to the relay. What is for a connection that has closed meanwhile is lost. */
export type FeedToRelay =
  /** One datagram of 48 to 1,200 bytes, in an array of its own: a view would take its buffer along. */
  | { readonly type: "send"; readonly connection: number; readonly datagram: Bytes }
  /** A datagram of this connection was opened: a member is at its other end. */
  | { readonly type: "believed"; readonly connection: number }
  | { readonly type: "close"; readonly connection: number };
